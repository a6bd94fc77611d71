"""A plan as one side reads it: how it stands, its goals with what is done for them, its buttons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.mentoring.booking import Booking, Side
from desk.mentoring.goals import Action, Dimension, Goal, Goals, Owner, lacks
from desk.mentoring.plans import Plan, Progress
from handlers.mentoring.plan_buttons import (
    AgreePlan,
    BeginPlan,
    DownloadPlan,
    EditPlan,
    ListPlans,
    PlanOfSession,
    ProposePlan,
    ReadPlan,
    ShowPlan,
    ShowProgress,
    ShowWhatHolds,
    TakePlan,
)
from handlers.mentoring.session_buttons import OpenSession
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import dates, when
from handlers.views.html import clip, plain, units

_MESSAGE = 4096  # characters (Bot API, sendMessage)
_NAME, _BRIEF = 40, 120  # characters on a button, and of a goal where there is little room
DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.PUBLIC: N_("Public and constituents"),
    Dimension.GOVERNANCE: N_("Governance"),
    Dimension.STRATEGY: N_("Strategy and planning"),
    Dimension.PEOPLE: N_("Staff and volunteers"),
    Dimension.FINANCE: N_("Finance"),
    Dimension.PROGRAMMES: N_("Projects and programmes"),
    Dimension.LEARNING: N_("Learning and evaluation"),
    Dimension.COMMUNICATION: N_("Communication"),
    Dimension.PARTNERSHIPS: N_("Partnerships"),
    Dimension.ADVOCACY: N_("Advocacy"),
}
STATES: Mapping[Progress, str] = {
    Progress.NOT_BEGUN: N_("not begun"),
    Progress.UNDER_WAY: N_("under way"),
    Progress.DONE: N_("done"),
}
SIGNS: Mapping[Progress, str] = {
    Progress.NOT_BEGUN: "○",
    Progress.UNDER_WAY: "◐",
    Progress.DONE: "●",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan as somebody reads it. `member` is the organisation, or the person where there is none.

    `has_left`: the mentor is nobody's any more.
    """

    plan: Plan
    member: str
    mentor: str
    side: Side
    zone: ZoneInfo
    now: datetime
    has_left: bool = False

    @property
    def other(self) -> str:
        return self.member if self.side is Side.MENTOR else self.mentor

    @property
    def may_write(self) -> bool:
        """Staff only read, and so does a mentor who has left."""
        return self.side is Side.MEMBER or (self.side is Side.MENTOR and not self.has_left)

    def name_of(self, owner: Owner) -> str:
        return self.mentor if owner is Owner.MENTOR else self.member


# None yet


def none_at_all(_: Texts) -> Screen:
    head = _("<b>You have no plan yet.</b>")
    hint = _("A plan is made with a mentor, once you have a session. To ask for one, send /mentor.")
    return Screen(paragraphs(head, hint))


def intro(booking: Booking, other: str, taken: Sequence[Shown], _: Texts) -> Screen:
    """`taken` are plans of the same organisation with a mentor who gives no sessions any more."""
    head = _("<b>Plan with %(name)s</b>", name=other)
    what = _(
        "A plan says where the organisation wants to get: a few goals, and for each what is done, "
        "by whom and until when. The mentor and the organisation write it together, and it holds "
        "when both have agreed."
    )
    known = [
        _("There is a plan with %(name)s. You can take it over.", name=one.mentor or "–")
        for one in taken
    ]
    take = [Button(_.label("Take it over"), TakePlan(one.plan.id)) for one in taken]
    begin = Button(_.label("Begin"), BeginPlan(booking.id))
    back = Button(_.label("Back to the session"), OpenSession(booking.id))
    return Screen(paragraphs(head, what, *known), column(*take, begin, back))


def listed(known: Sequence[Shown], others: Sequence[tuple[Booking, str]], _: Texts) -> Screen:
    """Plans, and with whom there could be one."""
    buttons = [
        Button(clip(f"{one.member or '–'} · {one.mentor or '–'}", _NAME), ShowPlan(one.plan.id))
        for one in known
    ]
    for booking, name in others:
        label = _.label("New: %(name)s", name=clip(name or "–", _NAME))
        buttons.append(Button(label, PlanOfSession(booking.id)))
    return Screen(paragraphs(_("<b>Your plans</b>"), _("With whom?")), column(*buttons))


# How it stands


def screen(shown: Shown, _: Texts) -> Screen:
    """Whole where that fits into one message; else in short, and whole behind a button."""
    told = text(shown, _)
    read = Button(_.label("Read it whole"), ReadPlan(shown.plan.id))
    more = column(*([] if len(whole(shown, _)) == 1 else [read]))
    return Screen(told, (*more, *_buttons(shown, _)))


def text(shown: Shown, _: Texts) -> Markup:
    """In one message."""
    told = paragraphs(head(shown, _), *_told(shown.plan.goals, shown, _))
    if units(plain(str(told))) <= _MESSAGE:
        return told
    return paragraphs(head(shown, _), *_in_short(shown.plan.goals, _))


def whole(shown: Shown, _: Texts) -> list[Screen]:
    """Every word, split between goals; the buttons are under the last one."""
    texts, last = [], head(shown, _)
    for told in _told(shown.plan.goals, shown, _):
        longer = paragraphs(last, told)
        if units(plain(str(longer))) > _MESSAGE:
            texts.append(last)
            longer = told
        last = longer
    return [*(Screen(one) for one in texts), Screen(last, _buttons(shown, _))]


def what_holds(shown: Shown, _: Texts) -> Screen:
    """The version that was agreed last, while another one is on its way."""
    version = shown.plan.holds
    assert version is not None
    agreed = when.stamp(version.agreed_at, shown.zone, _)
    number = _.number(version.number)
    first = lines(
        _("<b>What holds now</b>: version %(number)s", number=number),
        _("Agreed by both: %(when)s", when=agreed),
    )
    told = paragraphs(first, *_told(version.goals, shown, _))
    if units(plain(str(told))) > _MESSAGE:
        told = paragraphs(first, *_in_short(version.goals, _))
    back = Button(_.label("Back"), ShowPlan(shown.plan.id))
    return Screen(told, column(_download(shown, _), back))


def head(shown: Shown, _: Texts) -> Markup:
    title = _(
        "<b>Plan</b> · %(member)s · %(mentor)s",
        member=shown.member or "–",
        mentor=shown.mentor or "–",
    )
    left = _("The mentor has left. Whoever gives the next session can take the plan over.")
    return lines(title, *state(shown, _), *([left] if shown.has_left else []))


def state(shown: Shown, _: Texts) -> Iterator[Markup]:
    plan, zone = shown.plan, shown.zone
    latest, holds = plan.latest, plan.holds
    if latest is None:
        yield _("A draft: nobody has been asked to agree to it yet.")
    elif plan.draft is not None:
        yield _(
            "Changed since version %(number)s, and not proposed yet.",
            number=_.number(latest.number),
        )
    elif not latest.is_agreed:
        waits = _("Version %(number)s waits for a yes.", number=_.number(latest.number))
        made_at = when.stamp(latest.made_at, zone, _)
        yield waits
        yield _("Proposed: %(when)s, %(who)s", when=made_at, who=_side(shown, latest.made_by))
    if holds is not None:
        number, agreed = _.number(holds.number), when.stamp(holds.agreed_at, zone, _)
        if holds is not latest or plan.draft is not None:
            yield _("What holds until both agree: version %(number)s", number=number)
        yield _("Agreed by both: %(when)s (version %(number)s)", when=agreed, number=number)


def _side(shown: Shown, side: Side) -> str:
    return (shown.mentor if side is Side.MENTOR else shown.member) or "–"


def _told(goals: Goals, shown: Shown, _: Texts) -> Iterator[Markup]:
    for place, goal in enumerate(goals, 1):
        yield lines(*goal_lines(place, goal, shown, _))


def goal_lines(place: int, goal: Goal, shown: Shown, _: Texts) -> Iterator[Markup]:
    words = goal.words or _.label("(no words yet)")
    yield Markup("<b>{}. {}</b>").format(_.number(place), words)
    yield scores(goal, shown.plan, _)
    for action in goal.actions:
        yield Markup("{} {}").format(SIGNS[shown.plan.state_of(action)], action.words)
        yield Markup("   {}").format(who_and_when(action, shown, _))


def scores(goal: Goal, plan: Plan, _: Texts) -> Markup:
    """As in "Finance · at the start: 2 of 5 · now: 3"."""
    start = _(
        "%(dimension)s · at the start: %(score)s of 5",
        dimension=_.label(DIMENSIONS[goal.dimension]),
        score=_.number(goal.score),
    )
    if goal.number not in plan.progress:
        return start
    now = _("now: %(score)s", score=_.number(plan.score_of(goal)))
    return Markup("{} · {}").format(start, now)


def who_and_when(action: Action, shown: Shown, _: Texts) -> str:
    """As in "Agimi, until: Monday, 7 December 2026"."""
    name = shown.name_of(action.owner) if action.owner else _.label("who?")
    due = dates.full(action.due, _.language) if action.due else _.label("when?")
    return _.label("%(who)s, until: %(day)s", who=name or "–", day=due)


def _in_short(goals: Goals, _: Texts) -> Iterator[Markup]:
    for place, goal in enumerate(goals, 1):
        words = clip(goal.words or _.label("(no words yet)"), _BRIEF)
        told = _("Actions: %(n)s", n=_.number(len(goal.actions)))
        first = Markup("<b>{}. {}</b>").format(_.number(place), words)
        yield lines(first, told)


# What can be done


def _buttons(shown: Shown, _: Texts) -> Rows:
    found = [*_of_writing(shown, _)] if shown.may_write else []
    plan = shown.plan
    if plan.holds is not None and shown.may_write:
        found.append(Button(_.label("Progress"), ShowProgress(plan.id)))
    if plan.holds is not None and (plan.draft is not None or plan.pending is not None):
        found.append(Button(_.label("What holds now"), ShowWhatHolds(plan.id)))
    return column(*found, _download(shown, _), Button(_.label("All my plans"), ListPlans()))


def _of_writing(shown: Shown, _: Texts) -> Iterator[Button]:
    plan = shown.plan
    if plan.waits_for(shown.side):
        assert plan.pending is not None
        yield Button(_.label("Agree"), AgreePlan(plan.id, plan.pending.number))
        yield Button(_.label("Suggest changes"), EditPlan(plan.id))
    elif plan.draft is None:
        yield Button(_.label("Change"), EditPlan(plan.id))
    else:
        yield from propose(shown, _)
        yield Button(_.label("Write on"), EditPlan(plan.id))


def propose(shown: Shown, _: Texts) -> Iterator[Button]:
    """Nothing, as long as something lacks."""
    plan = shown.plan
    if plan.draft is not None and not lacks(plan.draft):
        yield Button(_.label("Propose to the other side"), ProposePlan(plan.id, plan.revision))


def _download(shown: Shown, _: Texts) -> Button:
    return Button(_.label("Download"), DownloadPlan(shown.plan.id))


def open_button(shown: Shown, _: Texts) -> Button:
    return Button(_.label("Plan"), ShowPlan(shown.plan.id))


# What both sides are told


def proposed(_: Texts) -> str:
    return _.label("The other side reads it now, and is asked to agree.")


def asked(shown: Shown, _: Texts) -> Screen:
    """Stands before the plan itself."""
    return Screen(
        _(
            "<b>%(name)s proposes a plan.</b> Please read it. It holds when both have agreed.",
            name=shown.other or "–",
        )
    )


def agreed(shown: Shown, _: Texts) -> Screen:
    """To the side that had confirmed it before."""
    text = _("<b>The plan is agreed.</b> %(name)s has said yes.", name=shown.other or "–")
    return Screen(text, column(open_button(shown, _)))


def is_agreed(_: Texts) -> str:
    return _.label("Thank you. Both have agreed: the plan holds now.")


def stands_elsewise(_: Texts) -> str:
    return _.label("The plan has changed meanwhile. Here is how it stands now.")


def can_take_over(shown: Shown, _: Texts) -> Screen:
    """To somebody who has just been given a session."""
    text = _(
        "<b>%(member)s has a plan with %(mentor)s.</b> You can take it over. The other side is "
        "asked to agree to it once more.",
        member=shown.member or "–",
        mentor=shown.mentor or "–",
    )
    return Screen(text, column(Button(_.label("Take it over"), TakePlan(shown.plan.id))))


def taken_over(shown: Shown, _: Texts) -> Screen:
    """To the mentor before."""
    return Screen(
        _(
            "%(mentor)s has taken over the plan of %(member)s.",
            mentor=shown.mentor or "–",
            member=shown.member or "–",
        )
    )


def not_to_be_taken(_: Texts) -> str:
    return _.label("This plan is with another mentor, or you have one with them already.")
