"""Writing a plan: a goal with its dimension and start score, and what is done, by whom, by when."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from markupsafe import Markup

from desk.mentoring.goals import (
    MOST_ACTIONS,
    MOST_GOALS,
    SCORES,
    Action,
    Dimension,
    Goal,
    Lack,
    Owner,
    Part,
    in_months,
    lacks,
)
from handlers.callback import Callback
from handlers.mentoring.plan_buttons import (
    AddAction,
    AddGoal,
    ChooseDimension,
    ChooseDue,
    ChooseOwner,
    ChooseScore,
    DropDraft,
    EditPlan,
    NewGoal,
    OpenAction,
    OpenGoal,
    PutDimension,
    PutDue,
    PutOwner,
    PutScore,
    ReallyDrop,
    ReallyRemove,
    RemovePart,
    ScoreGoal,
    ShowPlan,
    WriteAction,
    WriteDue,
    WriteGoal,
)
from handlers.screen import Button, Screen, bullets, column, in_pairs, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import dates
from handlers.views.html import clip
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import DIMENSIONS, Shown

_LABEL = 40  # characters on a button
_LACKS: Mapping[Lack, str] = {
    Lack.GOALS: N_("a goal"),
    Lack.WORDS: N_("the words of a goal"),
    Lack.OWNER: N_("who does an action"),
    Lack.DUE: N_("until when an action is done"),
}
_TWO_WEEKS = timedelta(weeks=2)


def edit(shown: Shown, _: Texts) -> Screen:
    plan = shown.plan
    goals = plan.goals
    head = views.head(shown, _)
    hint = _("Press a goal to change it. Any change asks both sides to agree once more.")
    none = _("Begin with a goal: what should be better in a year?")
    buttons = [
        Button(
            clip(f"{_.number(place)}. {_words(goal, _)}", _LABEL), OpenGoal(plan.id, goal.number)
        )
        for place, goal in enumerate(goals, 1)
    ]
    if len(goals) < MOST_GOALS:
        buttons.append(Button(_.label("Add a goal"), AddGoal(plan.id)))
    buttons += views.propose(shown, _)
    if plan.draft is not None and plan.latest is not None:
        buttons.append(Button(_.label("Drop the changes"), DropDraft(plan.id)))
    buttons.append(Button(_.label("Read the plan"), ShowPlan(plan.id)))
    text = paragraphs(head, hint if goals else none, _lacking(shown, _) if goals else None)
    return Screen(text, column(*buttons))


def _lacking(shown: Shown, _: Texts) -> Markup | None:
    missing = lacks(shown.plan.goals)
    if not missing:
        return None
    head = _("Before you can propose it, this is missing:")
    return lines(head, bullets(_.label(_LACKS[one]) for one in missing))


def _words(part: Part, _: Texts) -> str:
    return part.words or _.label("(no words yet)")


# A goal


def dimension(shown: Shown, goal: Goal | None, _: Texts) -> Screen:
    """Of a new goal, or another one of this."""
    number = shown.plan.id
    text = _("<b>What is the goal about?</b>")
    hint = _(
        "Public and constituents: your relations with those for whom you work, and how citizens "
        "take part."
    )
    if goal is None:
        found = [_dimension(one, ScoreGoal(number, one), _) for one in Dimension]
        back = Button(_.label("Back"), EditPlan(number))
    else:
        found = [_dimension(one, PutDimension(number, goal.number, one), _) for one in Dimension]
        back = Button(_.label("Back"), OpenGoal(number, goal.number))
    first, *rest = found
    return Screen(paragraphs(text, hint), ((first,), *in_pairs(rest), (back,)))


def _dimension(one: Dimension, callback: Callback, _: Texts) -> Button:
    return Button(_.label(DIMENSIONS[one]), callback)


def score(shown: Shown, about: Dimension, goal: Goal | None, _: Texts) -> Screen:
    number = shown.plan.id
    head = _("<b>%(dimension)s</b>", dimension=_.label(DIMENSIONS[about]))
    if goal is None:
        back = Button(_.label("Back"), AddGoal(number))
        grades = [Button(_.number(one), NewGoal(number, about, one)) for one in SCORES]
    else:
        back = Button(_.label("Back"), OpenGoal(number, goal.number))
        grades = [Button(_.number(one), PutScore(number, goal.number, one)) for one in SCORES]
    text = paragraphs(lines(head, _("Where do you stand at the start?")), meaning(_))
    return Screen(text, (tuple(grades), (back,)))


def meaning(_: Texts) -> Markup:
    """Of the scores."""
    return lines(
        _("1: we have hardly begun"),
        _("3: it works, with gaps"),
        _("5: others could learn it from us"),
    )


def write_goal(shown: Shown, goal: Goal, _: Texts) -> Screen:
    """The next message is it."""
    head = _("<b>%(dimension)s</b>", dimension=_.label(DIMENSIONS[goal.dimension]))
    now = _("Now: %(words)s", words=goal.words) if goal.words else None
    text = _("What should be better, and how will you see it? Please write it in one message.")
    back = Button(_.label("Back"), OpenGoal(shown.plan.id, goal.number))
    return Screen(paragraphs(head, now, text), column(back))


def goal(shown: Shown, one: Goal, _: Texts) -> Screen:
    number = shown.plan.id
    place = [each.number for each in shown.plan.goals].index(one.number) + 1
    text = lines(*views.goal_lines(place, one, shown, _))
    buttons = [
        Button(clip(f"• {action.words}", _LABEL), OpenAction(number, action.number))
        for action in one.actions
    ]
    if len(one.actions) < MOST_ACTIONS:
        buttons.append(Button(_.label("Add an action"), AddAction(number, one.number)))
    words = _.label("Other words") if one.words else _.label("Write the goal")
    parts = [
        Button(words, WriteGoal(number, one.number)),
        Button(_.label("Another dimension"), ChooseDimension(number, one.number)),
        Button(_.label("Another score"), ChooseScore(number, one.number)),
        Button(_.label("Remove the goal"), RemovePart(number, one.number)),
    ]
    back = Button(_.label("Back to the plan"), EditPlan(number))
    return Screen(text, column(*buttons, *parts, back))


# An action


def write_action(shown: Shown, of: Goal, action: Action | None, _: Texts) -> Screen:
    """The next message is it."""
    number = shown.plan.id
    head = _("For the goal: %(goal)s", goal=clip(_words(of, _), 200))
    now = _("Now: %(words)s", words=action.words) if action else None
    text = _("What is to be done? Please write it in one message.")
    to = OpenAction(number, action.number) if action else OpenGoal(number, of.number)
    return Screen(paragraphs(head, now, text), column(Button(_.label("Back"), to)))


def action(shown: Shown, of: Goal, one: Action, _: Texts) -> Screen:
    number = shown.plan.id
    text = lines(
        _("For the goal: %(goal)s", goal=clip(_words(of, _), 200)),
        Markup("<b>{}</b>").format(one.words),
        Markup.escape(views.who_and_when(one, shown, _)),
    )
    buttons = [
        Button(_.label("Other words"), WriteAction(number, one.number)),
        Button(_.label("Who does it"), ChooseOwner(number, one.number)),
        Button(_.label("Until when"), ChooseDue(number, one.number)),
        Button(_.label("Remove the action"), RemovePart(number, one.number)),
        Button(_.label("Back to the goal"), OpenGoal(number, of.number)),
    ]
    return Screen(text, column(*buttons))


def owner(shown: Shown, one: Action, _: Texts) -> Screen:
    head = lines(Markup("<b>{}</b>").format(one.words), _("Who does it?"))
    buttons = [
        Button(clip(shown.name_of(each) or "–", _LABEL), PutOwner(shown.plan.id, one.number, each))
        for each in Owner
    ]
    back = Button(_.label("Back"), OpenAction(shown.plan.id, one.number))
    return Screen(head, column(*buttons, back))


def due(shown: Shown, one: Action, today: date, _: Texts) -> Screen:
    """What a button says is what it sets, whenever it is pressed."""
    number = shown.plan.id
    head = lines(Markup("<b>{}</b>").format(one.words), _("Until when?"))
    now = _("Now: %(words)s", words=dates.full(one.due, _.language)) if one.due else None
    buttons = [
        Button(f"{label}: {dates.short(day, _.language)}", PutDue(number, one.number, at))
        for label, day, at in _days(today, _)
    ]
    other = Button(_.label("Another day"), WriteDue(number, one.number))
    back = Button(_.label("Back"), OpenAction(number, one.number))
    return Screen(paragraphs(head, now), column(*buttons, other, back))


def _days(today: date, _: Texts) -> Iterator[tuple[str, date, int]]:
    for label, day in (
        (_.label("In two weeks"), today + _TWO_WEEKS),
        (_.label("In a month"), in_months(today, 1)),
        (_.label("In three months"), in_months(today, 3)),
    ):
        yield label, day, day.toordinal()


def write_due(shown: Shown, one: Action, _: Texts) -> Screen:
    text = _("Please write the day in one message, as in 24.12.2026.")
    back = Button(_.label("Back"), ChooseDue(shown.plan.id, one.number))
    return Screen(paragraphs(Markup("<b>{}</b>").format(one.words), text), column(back))


# What cannot be kept, and what is asked first


def remove(shown: Shown, part: Part, _: Texts) -> Screen:
    number = shown.plan.id
    is_goal = isinstance(part, Goal)
    head = _("<b>Remove this goal?</b>") if is_goal else _("<b>Remove this action?</b>")
    actions = part.actions if isinstance(part, Goal) else ()
    told = _("What is to be done for it goes too: %(n)s", n=_.number(len(actions)))
    text = paragraphs(lines(head, Markup.escape(_words(part, _))), told if actions else None)
    back = OpenGoal(number, part.number) if is_goal else OpenAction(number, part.number)
    yes = Button(_.label("Yes, remove"), ReallyRemove(number, part.number))
    return Screen(text, column(yes, Button(_.label("Back"), back)))


def drop(shown: Shown, _: Texts) -> Screen:
    plan = shown.plan
    assert plan.latest is not None
    text = _(
        "<b>Drop the changes?</b> The plan is as in version %(number)s again.",
        number=_.number(plan.latest.number),
    )
    yes = Button(_.label("Yes, drop them"), ReallyDrop(plan.id, plan.revision))
    return Screen(text, column(yes, Button(_.label("Keep them"), EditPlan(plan.id))))


def too_long(most: int, _: Texts) -> Screen:
    return Screen(
        _("That is too long: %(most)s characters at most. Please write it shorter.", most=most)
    )


def no_words(_: Texts) -> Screen:
    return Screen(_("I need a few words. Please write them in one message."))


def no_day(_: Texts) -> Screen:
    return Screen(_("I do not understand this day. Please write it as in 24.12.2026."))


def day_is_over(day: date, _: Texts) -> Screen:
    told = dates.full(day, _.language)
    return Screen(_("This day is not ahead, or too far: %(day)s. Please write another.", day=told))


def no_room(most: int, _: Texts) -> str:
    return _.label("There is no room for more: %(most)s at most.", most=most)


def gone(_: Texts) -> Screen:
    return Screen(_("This plan is not yours any more. Your plans: /plan"))
