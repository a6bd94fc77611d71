"""What calendar programs make of a file: three libraries read it, two of which did not write it.

`icalendar` and `ical` know zones by their names, vobject believes what the file says of them.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import vobject
from ical.calendar_stream import CalendarStream

_TZID = re.compile(r"\bTZID[:=]")


@dataclass(frozen=True)
class Read:
    """An entry as a program understands it, with the times as instants."""

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    status: str
    summary: str
    description: str
    location: str
    geo: tuple[float, float] | None
    url: str
    categories: tuple[str, ...]
    alarms: tuple[timedelta, ...]
    organiser: str
    stamped_at: datetime


def with_icalendar(file: bytes) -> list[Read]:
    calendar: Any = icalendar.Calendar.from_ical(file)
    return [
        Read(
            method=str(calendar["method"]),
            uid=str(event["uid"]),
            sequence=int(event["sequence"]),
            starts_at=_instant(event["dtstart"].dt),
            ends_at=_instant(event["dtend"].dt),
            status=str(event["status"]),
            summary=str(event["summary"]),
            description=str(event.get("description", "")),
            location=str(event.get("location", "")),
            geo=(event["geo"].latitude, event["geo"].longitude) if "geo" in event else None,
            url=str(event.get("url", "")),
            categories=tuple(map(str, event["categories"].cats)) if "categories" in event else (),
            alarms=tuple(alarm["trigger"].dt for alarm in event.walk("VALARM")),
            organiser=str(event["organizer"].params["cn"]),
            stamped_at=_instant(event["dtstamp"].dt),
        )
        for event in calendar.walk("VEVENT")
    ]


def with_ical(file: bytes) -> list[Read]:
    (calendar,) = CalendarStream.from_ics(file.decode()).calendars
    return [
        Read(
            method=calendar.method or "",
            uid=event.uid or "",
            sequence=event.sequence or 0,
            starts_at=_instant(event.dtstart),
            ends_at=_instant(event.dtend),
            status=event.status or "",
            summary=event.summary or "",
            description=event.description or "",
            location=event.location or "",
            geo=(event.geo.lat, event.geo.lng) if event.geo else None,
            url=str(event.url or ""),
            categories=tuple(event.categories),
            alarms=tuple(_length(alarm.trigger) for alarm in event.alarm),
            organiser=(event.organizer.common_name or "") if event.organizer else "",
            stamped_at=_instant(event.dtstamp),
        )
        for event in calendar.events
    ]


_unheard_of = itertools.count()


def with_vobject(file: bytes) -> list[Read]:
    """Under a name that it has never heard, it can only believe what the file says of a zone."""
    name = f"of-file-{next(_unheard_of)}-"
    calendar = vobject.readOne(_TZID.sub(rf"\g<0>{name}", file.decode()))
    return [
        Read(
            method=calendar.method.value,
            uid=event.uid.value,
            sequence=int(event.sequence.value),
            starts_at=_instant(event.dtstart.value),
            ends_at=_instant(event.dtend.value),
            status=event.status.value,
            summary=event.summary.value,
            description=_value(event, "description"),
            location=_value(event, "location"),
            geo=_degrees(_value(event, "geo")),
            url=_value(event, "url"),
            categories=tuple(_value(event, "categories") or ()),
            alarms=tuple(alarm.trigger.value for alarm in event.contents.get("valarm", [])),
            organiser=event.organizer.params["CN"][0],
            stamped_at=_instant(event.dtstamp.value),
        )
        for event in calendar.contents.get("vevent", [])
    ]


PROGRAMS = (with_icalendar, with_ical, with_vobject)


def entries_in(file: bytes) -> list[Read]:
    """What all programs agree on."""
    first, *others = (read(file) for read in PROGRAMS)
    for other in others:
        assert other == first
    return first


def entry_in(file: bytes) -> Read:
    (entry,) = entries_in(file)
    return entry


def lines_of(file: bytes) -> list[str]:
    """Whole again where they were folded."""
    return file.decode().replace("\r\n ", "").split("\r\n")


def values_of(file: bytes, name: str) -> Iterator[str]:
    """What stands behind the name of a property, parameters and all."""
    for line in lines_of(file):
        if line.startswith((f"{name}:", f"{name};")):
            yield line.removeprefix(name)[1:]


def _value(event: Any, name: str) -> Any:
    return getattr(event, name).value if name in event.contents else ""


def _degrees(written: str) -> tuple[float, float] | None:
    if not written:
        return None
    latitude, longitude = map(float, written.split(";"))
    return latitude, longitude


def _instant(at: Any) -> datetime:
    assert isinstance(at, datetime)
    assert at.tzinfo is not None
    return at.astimezone(UTC)


def _length(trigger: timedelta | datetime) -> timedelta:
    assert isinstance(trigger, timedelta)
    return trigger
