"""What is printed of an event: the sheet of who came, a certificate, the code for the door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.events.attendance import Roll
from desk.events.event import Event, Part
from desk.events.seats import Seat
from desk.outgoing import BinaryFile, TextFile
from handlers.texts import Texts
from handlers.views import sheets, when
from handlers.views.events import codes, door, shown, words
from handlers.views.events.paper import Line, Paper
from handlers.views.events.seats import Guest
from handlers.views.html import plain


@dataclass(frozen=True, slots=True)
class Attended:
    """`guests` are all who have a seat or came, in the order in which they are listed."""

    event: Event
    roll: Roll
    guests: Sequence[Guest]
    at: datetime


def sheet(attended: Attended, _: Texts) -> BinaryFile:
    event = attended.event
    title = words.spoken(event.title, _)
    paper = Paper(title, _language(_), attended.at, is_wide=len(event.days) > 2)
    paper.say(
        Line(_.label("Attendance list"), 11, gap=1),
        Line(title, 17, "B"),
        *_facts(event, _),
        Line(plain(str(door.figures(event, attended.roll, _))), 10, gap=4),
    )
    days = len(event.days)
    paper.table(_head(event, _), list(_rows(attended, _)), (8, 52, 48, *(22 for _n in range(days))))
    return codes.file(f"attendance-{event.id}.pdf", paper.written())


def table(attended: Attended, _: Texts) -> TextFile:
    rows = (_head(attended.event, _), *_rows(attended, _))
    return sheets.table(f"attendance-{attended.event.id}.csv", rows)


def _head(event: Event, _: Texts) -> list[str]:
    days = [when.short_day(day.starts_at, event.zone, _) for day in event.days]
    return ["#", _.label("Name"), _.label("Organisation"), *days]


def _rows(attended: Attended, _: Texts) -> Iterator[list[str]]:
    event = attended.event
    for number, guest in enumerate(attended.guests, 1):
        there = attended.roll.marks.get(guest.seat.id, {})
        clocks = [
            when.clock(there[day].at, event.zone) if day in there else "–"
            for day in range(len(event.days))
        ]
        name = guest.seat.written_as or guest.seat.name
        yield [str(number), name or "–", guest.organisation or "", *clocks]


def _facts(event: Event, _: Texts) -> Iterator[Line]:
    """When, where, and with whose help."""
    for time in shown.times(event, event.zone, _):
        yield Line(time, 11, gap=0.5)
    for place in places(event, _):
        yield Line(place, 11, gap=0.5)
    yield Line(words.spoken(event.donor, _), 10, "I")


def places(event: Event, _: Texts) -> list[str]:
    venue = event.venue
    if venue is None:
        return [_.label("Online")]
    return [", ".join(filter(None, (venue.name, venue.address, event.region)))]


def certificate(seat: Seat, event: Event, at: datetime, _: Texts) -> BinaryFile:
    """In the language and script of whoever has earned it; their name as they write it."""
    title = words.spoken(event.title, _)
    paper = Paper(title, _language(_), at, is_wide=True)
    paper.frame()
    paper.down(14)
    paper.say(
        Line(_.label("Certificate"), 30, "B", gap=5),
        Line(_.label("This certificate is given to"), 13, gap=4),
        Line(seat.written_as or seat.name, 26, "B", gap=5),
        Line(_.label("who has taken part in all of it:"), 13, gap=3),
        Line(title, 19, "B", gap=1),
        Line(words.kind(event.kind, _), 12, gap=4),
        *(Line(time, 12, gap=0.5) for time in shown.times(event, event.zone, _)),
        *(Line(place, 12, gap=0.5) for place in places(event, _)),
        Line(_.label("Duration: %(length)s", length=_hours(event, _)), 12, gap=5),
        *(Line(one, 12, gap=0.5) for one in _people(event, _)),
        Line(words.spoken(event.donor, _), 11, "I"),
        is_centred=True,
    )
    return codes.file(f"certificate-{event.id}-{seat.id}.pdf", paper.written())


def _hours(event: Event, _: Texts) -> str:
    """In hours, however many days it was."""
    length = sum((day.ends_at - day.starts_at for day in event.days), timedelta())
    hours = length / timedelta(hours=1)
    return _.label("%(n)s h", n=_.number(round(hours, 1)))


def _people(event: Event, _: Texts) -> Iterator[str]:
    for part, label in words.PARTS.items():
        if named := ", ".join(role.name for role in event.roles if role.part is Part(part)):
            yield f"{_.label(label)}: {named}"


def poster(event: Event, link: str, at: datetime, every: Sequence[Texts]) -> BinaryFile:
    """In each of these languages: whoever stands before it reads one of them."""
    first = every[0]
    title = words.spoken(event.title, first)
    paper = Paper(title, _language(first), at, is_wide=False)
    paper.down(8)
    paper.say(Line(title, 26, "B", gap=3), is_centred=True)
    paper.say(*_facts(event, first), is_centred=True)
    paper.down(4)
    paper.picture(codes.png(link), 110)
    paper.down(4)
    for _ in every:
        scan = _.label("Scan this code with your phone, and you are checked in.")
        paper.say(Line(scan, 15, "B", gap=2), is_centred=True)
    return codes.file(f"door-{event.id}.pdf", paper.written())


def _language(_: Texts) -> str:
    """As in RFC 5646: with the script where it matters."""
    return _.language.value.replace("_", "-")
