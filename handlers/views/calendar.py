"""What happens when, as calendar programs read it (RFC 5545 and RFC 5546): a file, or a feed.

It holds no words but those it is given, and knows nothing of what it is that happens.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vDuration, vRecur

from desk.mentoring.directory import Place
from handlers.views.vtimezone import vtimezone

# Nobody's mailbox: so no program sends an answer that nobody would read. Telegram people have no
# address; programs of the large calendars write so themselves where they know none.
_NOBODY = "invalid:nomail"
_MADE_BY = "-//Linja//Support line//EN"
_REFRESH = timedelta(hours=1)
_RING = (timedelta(hours=-24), timedelta(hours=-2))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no part of a text (RFC 5545, 3.3.11)


class State(StrEnum):
    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Method(StrEnum):
    """What a program is to do with it (RFC 5546, 1.4). It is the whole file's, not an entry's."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`uid` stays for life, `sequence` counts the changes since; `changed_at` is when the last was.

    `zone` is where the hours were agreed. `attendee` is whose calendar it is for. `repeats` is an
    RRULE; an entry with `instead_of` is what has become of the one of its series that was then.
    What takes several days is an entry for each.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    summary: str
    made_at: datetime
    changed_at: datetime
    organiser: str
    attendee: str
    sequence: int = 0
    state: State = State.CONFIRMED
    description: str = ""
    place: Place | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    alarms: tuple[timedelta, ...] = _RING
    repeats: str = ""
    instead_of: datetime | None = None

    @property
    def method(self) -> Method:
        return Method.CANCEL if self.state is State.CANCELLED else Method.REQUEST


def invitation(*entries: CalendarEntry) -> bytes:
    """A file that puts entries into a calendar, changes them there, or takes them out.

    Raises ValueError where some are cancelled and others are not: a file has one method.
    """
    (method,) = {entry.method for entry in entries}
    return _written(_calendar(method), entries, method)


def feed(name: str, zone: ZoneInfo, entries: Sequence[CalendarEntry], now: datetime) -> bytes:
    """What a calendar program fetches again and again; `zone` is the reader's.

    It is the same to the byte while nothing changes, and never without a part, as RFC 5545 asks.
    """
    calendar = _calendar(Method.PUBLISH)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _line(name))
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    if not entries:
        calendar.add_component(vtimezone(zone, now.year, now.year))
    return _written(calendar, entries, Method.PUBLISH)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _MADE_BY)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def _written(calendar: Calendar, entries: Sequence[CalendarEntry], method: Method) -> bytes:
    for zone in sorted({entry.zone for entry in entries}, key=lambda zone: zone.key):
        theirs = [entry for entry in entries if entry.zone == zone]
        first = min(entry.starts_at for entry in theirs).year
        last = max(entry.ends_at for entry in theirs).year
        calendar.add_component(vtimezone(zone, first, last))
    for entry in entries:
        calendar.add_component(_event(entry, method))
    file: bytes = calendar.to_ical()
    return file


def _event(entry: CalendarEntry, method: Method) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("created", entry.made_at)
    event.add("last-modified", entry.changed_at)
    event.add("status", entry.state.value)
    _when(event, entry)
    _what(event, entry)
    event.add("organizer", _party(entry.organiser))
    if method is not Method.PUBLISH:  # a feed asks nobody to come (RFC 5546, 3.2.1)
        event.add("attendee", _party(entry.attendee, role="REQ-PARTICIPANT", partstat="ACCEPTED"))
    if entry.state is State.CANCELLED:
        event.add("transp", "TRANSPARENT")
    else:
        for before in entry.alarms:
            event.add_component(_alarm(before, entry))
    return event


def _when(event: Event, entry: CalendarEntry) -> None:
    """An hour that a clock shows twice can only be told in UTC: with a zone it means the first.

    Both ends are then told so, since they are to be alike (RFC 5545, 3.8.2.2).
    """
    ends = [at.astimezone(entry.zone) for at in (entry.starts_at, entry.ends_at)]
    if any(at.fold for at in ends):
        ends = [at.astimezone(UTC) for at in ends]
    event.add("dtstart", ends[0])
    event.add("dtend", ends[1])
    if entry.repeats:
        event.add("rrule", vRecur.from_ical(entry.repeats))
    if entry.instead_of is not None:
        event.add("recurrence-id", entry.instead_of.astimezone(entry.zone))


def _what(event: Event, entry: CalendarEntry) -> None:
    event.add("summary", _line(entry.summary))
    if entry.description:
        event.add("description", _text(entry.description))
    if entry.categories:
        # Some programs part them at each comma, escaped or not.
        named = [_line(category.replace(",", " ")) for category in entry.categories]
        event.add("categories", named)
    if entry.url:
        event.add("url", entry.url)
    if entry.place is None:
        return
    event.add("location", _line(entry.place.name))
    if entry.place.latitude is not None and entry.place.longitude is not None:
        event.add("geo", (entry.place.latitude, entry.place.longitude))


def _party(name: str, **parameters: str) -> vCalAddress:
    party = vCalAddress(_NOBODY)
    # Quotes end a parameter, and there is no way to write one (RFC 5545, 3.2).
    party.params["cn"] = _line(name).replace('"', "'")
    for key, value in parameters.items():
        party.params[key] = value
    if parameters:
        party.params["rsvp"] = "FALSE"
    return party


def _alarm(before: timedelta, entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    alarm.add("description", _line(entry.summary))
    return alarm


def _text(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    """Where programs show one line."""
    return " ".join(_text(text).split())
