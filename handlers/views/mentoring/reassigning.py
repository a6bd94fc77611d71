"""A session as the coordinator sees it: who says what of it, somebody else to give it, its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from markupsafe import Markup

from desk.mentoring.accounts import Account
from desk.mentoring.attending import As
from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Mentor
from desk.mentoring.fitting import Misfit
from handlers.mentoring.directory_buttons import OpenMentor, ShowReport
from handlers.mentoring.plan_buttons import LookAtPlan
from handlers.mentoring.session_buttons import (
    CancelForAll,
    ChooseOther,
    LookAtSession,
    Reassign,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.mentoring import areas, session
from handlers.views.mentoring.session import STATES, Seen

_NAME = 30  # characters on a button
_MOST = 8  # who could take it over
_LIST = "sessions"  # the page of all that are ahead
MISFITS = {
    Misfit.NOT_BOOKABLE: N_("takes no sessions now"),
    Misfit.OTHER_CHOSEN: N_("the member has chosen somebody else"),
    Misfit.AVOIDED: N_("the member wanted somebody else"),
    Misfit.OWN: N_("is of the same organisation"),
    Misfit.KIND: N_("gives another kind of help"),
    Misfit.LANGUAGE: N_("does not speak the language"),
    Misfit.AREA: N_("does not help in this area"),
    Misfit.LENGTH: N_("gives no sessions of this length"),
    Misfit.PLACE: N_("cannot be met in this way"),
    Misfit.REGION: N_("is too far away"),
    Misfit.FULL: N_("cares for as many organisations as they can"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """`zone` is that of the desk."""

    booking: Booking
    mentor: Mentor
    requester: str
    organisation: str | None
    guests: int
    accounts: Sequence[Account]
    now: datetime
    zone: tzinfo
    plan_id: int | None = None

    @property
    def is_ahead(self) -> bool:
        standing = (Status.ASKED, Status.BOOKED)
        return self.booking.status in standing and self.now < self.booking.starts_at


def card(looked: Looked, _: Texts) -> Screen:
    booking = looked.booking
    head = Markup("<b>{}</b> · {}").format(
        _.label("Mentoring session"), _.label(STATES[booking.status])
    )
    reason = session.reason(booking.reason, _)
    why = _("Why: %(reason)s", reason=reason) if booking.reason else None
    text = paragraphs(head, lines(*_facts(looked, _)), why, lines(*_accounts(looked, _)))
    return Screen(text, _buttons(looked, _))


def _facts(looked: Looked, _: Texts) -> Iterator[Markup]:
    booking = looked.booking
    yield _("When: %(when)s", when=_time(looked, _))
    yield _("Mentor: %(name)s", name=looked.mentor.name or "–")
    yield _("Member: %(name)s", name=_member(looked))
    if looked.guests:
        yield _("Come along: %(n)s", n=_.number(looked.guests))
    if booking.area is not None:
        yield _("Area: %(area)s", area=areas.name(booking.area, _))
    place = None if booking.is_online else looked.mentor.place
    yield _("Where: %(place)s", place=place.name if place else _.label("Online"))


def _time(looked: Looked, _: Texts) -> str:
    booking, zone = looked.booking, looked.zone
    return _.label(
        "%(day)s, %(start)s–%(end)s",
        day=when.day(booking.starts_at, zone, _),
        start=when.clock(booking.starts_at, zone),
        end=when.clock(booking.ends_at, zone),
    )


def _member(looked: Looked) -> str:
    name = looked.requester or "–"
    return f"{name} ({looked.organisation})" if looked.organisation else name


def _accounts(looked: Looked, _: Texts) -> Iterator[Markup]:
    """What both sides say, each for itself."""
    for account in looked.accounts:
        is_mentor = account.side is Side.MENTOR
        who = _.label("The mentor") if is_mentor else _.label("The member")
        told = ", ".join(_said(account, _))
        words = Markup(" – {}").format(account.words) if account.words else Markup()
        yield Markup("{}: {}{}").format(who, told, words)


def _said(account: Account, _: Texts) -> Iterator[str]:
    if account.missed:
        yield _.label("the other side did not come")
    if account.useful is not None:
        yield _.label("useful: %(n)s of 5", n=_.number(account.useful))
    for value, label in (
        (account.agreed, N_("next steps agreed: %(answer)s")),
        (account.another, N_("another session: %(answer)s")),
    ):
        if value is not None:
            yield _.label(label, answer=_.label("yes") if value else _.label("no"))


def _buttons(looked: Looked, _: Texts) -> Rows:
    number = looked.booking.id
    can = [
        Button(_.label("Give it to somebody else"), ChooseOther(number)),
        Button(_.label("Cancel it"), CancelForAll(number)),
    ]
    plan = [Button(_.label("Plan"), LookAtPlan(looked.plan_id))] if looked.plan_id else []
    back = Button(_.label("Sessions ahead"), ShowReport(_LIST))
    return column(*(can if looked.is_ahead else ()), *plan, back)


def others(looked: Looked, free: Sequence[Mentor], _: Texts) -> Screen:
    """Who could take it over: free at that time, and fitting."""
    number = looked.booking.id
    back = Button(_.label("Back"), LookAtSession(number))
    head = lines(_("<b>Give it to somebody else</b>"), *_facts(looked, _))
    if not free:
        none = _("Nobody who fits is free at that time. The member can move it, or you cancel it.")
        return Screen(paragraphs(head, none), column(back))
    hint = _("One tap gives it to them, and everybody concerned is told.")
    shown = [Button(clip(one.name, _NAME), Reassign(number, one.id)) for one in free[:_MOST]]
    return Screen(paragraphs(head, hint), column(*shown, back))


def why_not(why: Sequence[Misfit], _: Texts) -> str:
    told = "; ".join(_.label(MISFITS[one]) for one in why)
    return _.label("This does not work any more: %(why)s", why=told)


def not_free(_: Texts) -> str:
    return _.label("They are not free at that time any more. Please choose somebody else.")


def write_why(looked: Looked, _: Texts) -> Screen:
    head = lines(_("<b>Cancel it</b>"), *_facts(looked, _))
    hint = _(
        "Answer this message with a few words: why? Both sides read them, and it is cancelled."
    )
    back = Button(_.label("Back"), LookAtSession(looked.booking.id))
    return Screen(paragraphs(head, hint), column(back))


def a_few_words(most: int, _: Texts) -> Screen:
    return Screen(
        _("I need a few words, at most %(most)s characters. Please answer once more.", most=most)
    )


def left(mentor: Mentor, ahead: Sequence[Looked], _: Texts) -> Screen:
    """What stands still with somebody who has left."""
    name = mentor.name or "–"
    head = _("<b>%(name)s</b> has left. Sessions that nobody gives now:", name=name)
    hint = _("The members have been told, and can choose other times themselves.")
    buttons = [_open(one, _) for one in ahead]
    known = [Button(_.label("Back"), OpenMentor(mentor.id))] if mentor.name else []
    return Screen(paragraphs(head, hint), column(*buttons, *known))


def _open(looked: Looked, _: Texts) -> Button:
    booking = looked.booking
    day = when.short_day(booking.starts_at, looked.zone, _)
    clock = when.clock(booking.starts_at, looked.zone)
    label = _.label("%(day)s, %(clock)s", day=day, clock=clock)
    return Button(f"{label} · {clip(_member(looked), _NAME)}", ChooseOther(booking.id))


def did_not_come(seen: Seen, _: Texts) -> Screen:
    """For the staff group: one side says so."""
    is_mentor = seen.role is As.MENTOR
    who = _.label("The mentor") if is_mentor else _.label("The member")
    head = _("<b>Somebody did not come to a session.</b>")
    by = _("Says so: %(who)s", who=f"{who}, {seen.mentor.name if is_mentor else seen.requester}")
    look = Button(_.label("Look at it"), LookAtSession(seen.booking.id))
    return Screen(lines(head, by), column(look))
