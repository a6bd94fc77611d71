"""What staff read about the seats of an event: who asks, who is in, who waits, and how many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.events.event import Event
from desk.events.seats import Seat, Status
from handlers.events.seat_buttons import (
    Decide,
    OpenSeat,
    SetSeats,
    ShowAsking,
    ShowSeats,
    TakeAway,
)
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import shown, words
from handlers.views.html import clip
from handlers.views.mentoring.words import own_name

PER_PAGE, ASKING = 10, 5
_NAME = 24  # characters of a button
STATES = {
    Status.TAKEN: N_("in"),
    Status.OFFERED: N_("a seat is kept for them"),
    Status.WAITING: N_("in the line"),
    Status.ASKED: N_("waits for an answer"),
    Status.REFUSED: N_("refused"),
    Status.GIVEN_UP: N_("does not come"),
}
_SIGNS = {Status.TAKEN: "✅", Status.OFFERED: "⏳", Status.WAITING: "🕓", Status.ASKED: "❓"}


@dataclass(frozen=True, slots=True)
class Guest:
    """A seat, and for which organisation."""

    seat: Seat
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Hall:
    """`guests` are in the order in which they are shown: in, offered, waiting, asking."""

    event: Event
    guests: Sequence[Guest]
    now: datetime
    zone: ZoneInfo

    def count(self, status: Status) -> int:
        return sum(guest.seat.status is status for guest in self.guests)


def listed(hall: Hall, page: int, _: Texts) -> Screen:
    event = hall.event
    last = max(0, (len(hall.guests) - 1) // PER_PAGE)
    page = max(0, min(page, last))
    part = hall.guests[page * PER_PAGE : (page + 1) * PER_PAGE]
    told = bullets(_line(guest, _) for guest in part) if part else _("Nobody has signed up yet.")
    people = [Button(_short(guest), OpenSeat(guest.seat.id)) for guest in part]
    turns = [
        Button(sign, ShowSeats(event.id, to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to <= last
    ]
    asking = hall.count(Status.ASKED)
    answer = Button(_.label("Answer who asks: %(n)s", n=_.number(asking)), ShowAsking(event.id))
    rows: Rows = (
        *((answer,) for _one in range(bool(asking))),
        *column_in_pairs(people),
        *((tuple(turns),) if turns else ()),
        *_resizing(event, _),
    )
    hint = _(
        "To put somebody in by name: <code>/seats %(number)s + Name, organisation</code>. To set "
        "the seats: <code>/seats %(number)s = 40</code>",
        number=event.id,
    )
    return Screen(paragraphs(head(hall, _), told, hint), rows, looked_up=True)


def column_in_pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))


def head(hall: Hall, _: Texts) -> Markup:
    event = hall.event
    seats = event.terms.seats
    return lines(
        Markup("<b>{}</b> (#{})").format(words.spoken(event.title, _), event.id),
        *shown.times(event, hall.zone, _),
        _(
            "Seats: %(seats)s, taken: %(taken)s, kept: %(kept)s",
            seats=_.label("no limit") if seats is None else _.number(seats),
            taken=_.number(hall.count(Status.TAKEN)),
            kept=_.number(hall.count(Status.OFFERED)),
        ),
        _(
            "In the line: %(line)s, waiting for your answer: %(asking)s",
            line=_.number(hall.count(Status.WAITING)),
            asking=_.number(hall.count(Status.ASKED)),
        ),
    )


def _line(guest: Guest, _: Texts) -> Markup:
    seat = guest.seat
    return Markup("{} {}").format(_SIGNS.get(seat.status, ""), _named(guest, _))


def _named(guest: Guest, _: Texts) -> Markup:
    seat = guest.seat
    told = [seat.name or _.label("somebody who is forgotten"), guest.organisation or ""]
    told += answers(seat, _)
    return Markup(", ").join(one for one in told if one)


def _short(guest: Guest) -> str:
    sign = _SIGNS.get(guest.seat.status, "")
    return f"{sign} {clip(guest.seat.name or '–', _NAME)}"


def _resizing(event: Event, _: Texts) -> Rows:
    seats = event.terms.seats
    if seats is None:
        return ()
    return (
        tuple(
            Button(f"{more:+}", SetSeats(event.id, seats, seats + more))
            for more in (-5, -1, 1, 5)
            if seats + more >= max(event.taken, 1)
        ),
    )


def one(guest: Guest, event: Event, _: Texts, *, is_sure: bool = False) -> Screen:
    seat = guest.seat
    state = _.label(STATES[seat.status])
    text = lines(
        Markup("<b>{}</b>").format(words.spoken(event.title, _)),
        Markup("{} · {}").format(_named(guest, _), state),
        _("Code: %(code)s", code=seat.code),
    )
    back = Button(_.label("Back"), ShowSeats(event.id, 0))
    if is_sure:
        sure = _("<b>Take this seat away?</b> The person is told, and somebody who waits gets it.")
        yes = Button(_.label("Yes, take it away"), TakeAway(seat.id, 1))
        return Screen(paragraphs(text, sure), column(yes, Button(_.label("No"), OpenSeat(seat.id))))
    acts = []
    if seat.status is Status.ASKED:
        acts = list(_decide(seat, _))
    elif seat.status is Status.TAKEN:
        acts = [Button(_.label("Take this seat away"), TakeAway(seat.id, 0))]
    return Screen(text, (*((tuple(acts),) if acts else ()), (back,)), looked_up=True)


def _decide(seat: Seat, _: Texts) -> tuple[Button, Button]:
    return (
        Button(_.label("Yes"), Decide(seat.id, 1)),
        Button(_.label("No"), Decide(seat.id, 0)),
    )


def answers(seat: Seat, _: Texts) -> Iterator[str]:
    """What was asked at the sign-up."""
    if seat.answers.access:
        yield _.label("needs: %(needs)s", needs=seat.answers.access)
    if seat.answers.interpretation:
        language = own_name(seat.answers.interpretation, _)
        yield _.label("interpretation: %(language)s", language=language)
    if seat.answers.photos is not None:
        yield _.label("pictures: yes") if seat.answers.photos else _.label("no pictures")


# Who asks


def asking(hall: Hall, _: Texts) -> Screen:
    """The first ones; with each answer the next come up."""
    waiting = [guest for guest in hall.guests if guest.seat.status is Status.ASKED]
    all_ = Button(_.label("Who is in, and the line"), ShowSeats(hall.event.id, 0))
    if not waiting:
        done = _("Nobody waits for your answer.")
        return Screen(paragraphs(head(hall, _), done), ((all_,),))
    part = waiting[:ASKING]
    told = bullets(_asks(guest, hall, _) for guest in part)
    more = len(waiting) - len(part)
    rest = _.plural("%(n)s more comes after them.", "%(n)s more come after them.", n=more)
    rows = [
        (
            Button(f"✅ {clip(guest.seat.name, _NAME)}", Decide(guest.seat.id, 1)),
            Button(_.label("No"), Decide(guest.seat.id, 0)),
        )
        for guest in part
    ]
    text = paragraphs(_("❓ <b>Somebody asks for a seat</b>"), head(hall, _), told)
    return Screen(paragraphs(text, rest if more else None), (*rows, (all_,)))


def _asks(guest: Guest, hall: Hall, _: Texts) -> Markup:
    at = when.moment(guest.seat.made_at, hall.zone, hall.now, _)
    return Markup("{} – {}").format(_named(guest, _), at)


# What is answered where something does not work


def how(_: Texts) -> Screen:
    return Screen(
        _(
            "Which event? <code>/seats 12</code> shows who comes, <code>/seats 12 = 40</code> sets "
            "the seats, <code>/seats 12 + Name, organisation</code> puts somebody in. The numbers "
            "of the events: /events"
        )
    )


def may_not(_: Texts) -> Screen:
    text = _("Seats are changed by whoever is responsible for events. Please ask a lead.")
    return Screen(text)


def below_taken(taken: int, _: Texts) -> str:
    return _.label(
        "So many seats are taken or kept: %(taken)s. Please take some away first.", taken=taken
    )


def no_room(_: Texts, *, of_organisation: bool) -> str:
    if of_organisation:
        return _.label("All seats of this organisation are taken.")
    return _.label("All seats are taken. Please make more seats first.")


def sign_up_over(_: Texts) -> str:
    return _.label("Nobody can sign up for this event: it is not published, or it has begun.")


def answered_already(seat: Seat, _: Texts) -> str:
    return _.label("This has changed meanwhile. Now: %(state)s", state=_.label(STATES[seat.status]))


def changed_meanwhile(_: Texts) -> str:
    return _.label("The number of seats has changed meanwhile. This is how it is now.")


def plain(words_: str) -> Screen:
    return Screen(Markup("{}").format(words_))
