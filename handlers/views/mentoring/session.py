"""A session as one of those who come to it reads it: when by their clock, with whom, where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.mentoring.attending import As, Deed, comes, deeds, other
from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Mentor
from desk.mentoring.matching import Offer
from handlers.callback import Callback
from handlers.mentoring.facilitation_buttons import OpenFacilitation
from handlers.mentoring.plan_buttons import PlanOfSession
from handlers.mentoring.session_buttons import (
    AcceptIt,
    Ask,
    CancelIt,
    ComeToIt,
    DeclineIt,
    MoveIt,
    NobodyCame,
    OpenSession,
    PutTo,
    ShowSessions,
    StayAway,
    WriteNotes,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.mentoring import areas

_NAME = 24  # characters of a name on a button
STATES: Mapping[Status, str] = {
    Status.HELD: N_("not confirmed yet"),
    Status.ASKED: N_("the mentor has not answered yet"),
    Status.BOOKED: N_("booked"),
    Status.CANCELLED: N_("cancelled"),
    Status.DECLINED: N_("declined"),
    Status.EXPIRED: N_("nobody answered in time"),
}
# What is offered where a session is cancelled, beside one's own words.
REASONS: Mapping[str, str] = {
    "ill": N_("I am ill"),
    "time": N_("I have no time"),
    "other": N_("Something came up"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """`requester` is the name of who booked it, or nothing where they are forgotten. `zone` is the
    reader's, and `zones` are those of all who come.
    """

    booking: Booking
    mentor: Mentor
    requester: str
    organisation: str | None
    role: As
    zone: ZoneInfo
    zones: tuple[ZoneInfo, ...]
    now: datetime

    @property
    def clock(self) -> ZoneInfo:
        """Where people meet, it is the clock of the place."""
        return self.zone if self.booking.is_online else self.booking.zone

    @property
    def other(self) -> str:
        """Whom they meet."""
        return self.requester if self.role is As.MENTOR else self.mentor.name


def card(seen: Seen, _: Texts) -> Screen:
    """As it stands, with all that can be done about it."""
    booking = seen.booking
    state = _.label(STATES[booking.status])
    head = Markup("<b>{}</b> · {}").format(title(booking, _), state)
    ended = lines(*end(seen, _)) if not booking.status.is_open else None
    text = paragraphs(head, facts(seen, _), lines(*_who_comes(seen, _)), ended)
    plan = Button(_.label("Plan"), PlanOfSession(booking.id))
    back = Button(_.label("All my sessions"), ShowSessions())
    has_plan = booking.status is Status.BOOKED
    return Screen(text, (*buttons(seen, _), *column(*[plan] if has_plan else []), (back,)))


def title(booking: Booking, _: Texts) -> str:
    if booking.facilitation_id is not None:
        return _.label("Facilitation")
    return _.label("Mentoring session")


def facts(seen: Seen, _: Texts) -> Markup:
    return lines(*_facts(seen, _))


def _facts(seen: Seen, _: Texts) -> Iterator[Markup]:
    booking = seen.booking
    yield _("When: %(when)s", when=time_of(booking, seen, _))
    if seen.other:
        yield _("With: %(name)s", name=_named(seen))
    if booking.area is not None:
        yield _("Area: %(area)s", area=areas.name(booking.area, _))
    yield _("Where: %(place)s", place=_where(seen, _))


def _named(seen: Seen) -> str:
    """The mentor reads for which organisation somebody comes."""
    if seen.role is As.MENTOR and seen.organisation:
        return f"{seen.other} ({seen.organisation})"
    return seen.other


def _where(seen: Seen, _: Texts) -> str:
    if seen.booking.is_online:
        return _.label("Online")
    place = seen.mentor.place
    return place.name if place else _.label("In person, the place is still to be named")


def time_of(booking: Booking, seen: Seen, _: Texts) -> str:
    """As in "Tuesday, 24 November 2026, 10:00–11:00"; the zone is named where it is not the same
    for all who come.
    """
    zone = seen.clock
    told = _.label(
        "%(day)s, %(start)s–%(end)s",
        day=when.day(booking.starts_at, zone, _),
        start=when.clock(booking.starts_at, zone),
        end=when.clock(booking.ends_at, zone),
    )
    return told if is_plain(booking, seen) else f"{told} · {when.zone_label(zone, _.language)}"


def is_plain(booking: Booking, seen: Seen) -> bool:
    """All of them see the same on their clocks."""
    zones = (seen.zone, booking.zone, *seen.zones)
    moments = (booking.starts_at, booking.ends_at)
    return len({tuple(at.astimezone(zone).utcoffset() for at in moments) for zone in zones}) == 1


def _who_comes(seen: Seen, _: Texts) -> Iterator[Markup]:
    booking = seen.booking
    if booking.status is not Status.BOOKED or seen.now >= booking.starts_at:
        return
    if comes(booking, seen.role.side):
        yield _("You have said that you come.")
    if comes(booking, other(seen.role.side)):
        yield _("The other side has said that they come.")


def end(seen: Seen, _: Texts) -> Iterator[Markup]:
    booking = seen.booking
    by = by_whom(seen, _)
    if by and booking.status is Status.CANCELLED:
        yield _("Cancelled by: %(who)s", who=by)
    if booking.reason:
        yield _("Why: %(reason)s", reason=reason(booking.reason, _))


def by_whom(seen: Seen, _: Texts) -> str:
    """Who of them all has ended it, as the reader calls them; nothing where time did."""
    booking = seen.booking
    match booking.ended_by:
        case Side.STAFF:
            return _.label("our staff")
        case Side.MEMBER | Side.MENTOR as side:
            is_own = side is seen.role.side and seen.role is not As.GUEST
            if is_own:
                return _.label("you")
            return seen.mentor.name if side is Side.MENTOR else seen.requester
    return ""


def reason(given: str, _: Texts) -> str:
    """One of ours in the reader's language, or their own words."""
    return _.label(REASONS[given]) if given in REASONS else given


# Buttons


def buttons(seen: Seen, _: Texts) -> Rows:
    """All that the reader can do now."""
    found = deeds(seen.booking, seen.role, seen.now)
    number = seen.booking.facilitation_id
    more = [] if number is None else [Button(_.label("See the request"), OpenFacilitation(number))]
    return column(*(Button(_label(deed, seen, _), _callback(deed, seen)) for deed in found), *more)


_LABELS: Mapping[Deed, str] = {
    Deed.ACCEPT: N_("Accept"),
    Deed.DECLINE: N_("Decline"),
    Deed.COME: N_("I’ll come"),
    Deed.WRITE: N_("Write to them"),
    Deed.MOVE: N_("Move"),
    Deed.CANCEL: N_("Cancel it"),
    Deed.PART: N_("I cannot come along"),
    Deed.MISS: N_("The other side did not come"),
    Deed.TELL: N_("How was it?"),
    Deed.NOTE: N_("Write notes"),
    Deed.AGAIN: N_("Next session"),
}

_PLAIN: Mapping[Deed, Callable[[int], Callback]] = {
    Deed.ACCEPT: AcceptIt,
    Deed.DECLINE: DeclineIt,
    Deed.COME: ComeToIt,
    Deed.CANCEL: CancelIt,
    Deed.PART: StayAway,
    Deed.MISS: NobodyCame,
    Deed.TELL: Ask,
}


def _label(deed: Deed, seen: Seen, _: Texts) -> str:
    if deed is Deed.AGAIN and not seen.booking.status.is_open:
        return _.label("Find another time")
    return _.label(_LABELS[deed])


def _callback(deed: Deed, seen: Seen) -> Callback:
    number = seen.booking.id
    match deed:
        case Deed.WRITE | Deed.NOTE:
            return WriteNotes(number, 0)
        case Deed.MOVE | Deed.AGAIN:
            return MoveIt(number)
    return _PLAIN[deed](number)


def offer_button(offer: Offer, seen: Seen, _: Texts) -> Button:
    """As in "Tue, 24 Nov, 10:00 · Besa Krasniqi"; the mentor knows with whom it would be."""
    starts_at = offer.slot.starts_at
    zone = seen.zone if seen.booking.is_online else offer.mentor.hours.zone
    day = when.short_day(starts_at, zone, _)
    label = _.label("%(day)s, %(clock)s", day=day, clock=when.clock(starts_at, zone))
    if seen.role is not As.MENTOR:
        label = f"{label} · {clip(offer.mentor.name, _NAME)}"
    return Button(label, PutTo(seen.booking.id, offer.mentor.id, int(starts_at.timestamp())))


def open_button(seen: Seen, _: Texts) -> Button:
    """One line of a list that leads to the session."""
    starts_at = seen.booking.starts_at
    day = when.short_day(starts_at, seen.clock, _)
    label = _.label("%(day)s, %(clock)s", day=day, clock=when.clock(starts_at, seen.clock))
    return Button(f"{label} · {clip(seen.other, _NAME)}", OpenSession(seen.booking.id))
