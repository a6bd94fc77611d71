"""A calendar file as a table of events: an entry is a row, and its properties are the cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bot.tables import NoTable, Sheet
from desk.events.days import written
from desk.events.event import Day
from desk.mentoring.importing import Row

_MOST_BYTES, _MOST_ENTRIES = 5_000_000, 2000
_STATES = {"CANCELLED": "cancelled"}
_HEADINGS = (
    "id",
    "kind",
    "state",
    "title {language}",
    "about {language}",
    "zone",
    "days",
    "place",
    "latitude",
    "longitude",
    "link",
    "repeat",
    "except",
    "of",
    "instead of",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a calendar does not say: the kind of its entries, their language, and whose clocks."""

    kind: str
    language: str
    zone: ZoneInfo


def read(path: Path, said: Said) -> Sheet:
    """Raises NoTable, OSError."""
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise NoTable("is larger than 5 MB; export a part of the calendar")
    try:
        rows = [_row(number, entry, said) for number, entry in enumerate(_entries(data), 2)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoTable("is no calendar that I can read; export it anew") from error
    if not rows:
        raise NoTable("holds no events")
    if len(rows) > _MOST_ENTRIES:
        raise NoTable(f"has more than {_MOST_ENTRIES} entries")
    headings = tuple(one.format(language=said.language) for one in _HEADINGS)
    return Sheet((Row(1, headings), *rows))


def _entries(data: bytes) -> list[Any]:
    """Series before the single dates of them that are otherwise."""
    calendars: Any = Calendar.from_ical(data, multiple=True)
    found = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    return sorted(found, key=lambda entry: "RECURRENCE-ID" in entry)


def _row(number: int, entry: Any, said: Said) -> Row:
    zone = _zone(entry, said)
    uid, instead = str(entry.get("uid", "")), entry.get("recurrence-id")
    stamp = instead and _utc(instead.dt, zone).isoformat()
    latitude, longitude = _degrees(entry)
    cells = (
        f"{uid}/{stamp}" if stamp else uid,
        said.kind or ", ".join(_categories(entry)),
        _STATES.get(str(entry.get("status", "")).upper(), ""),
        str(entry.get("summary", "")),
        str(entry.get("description", "")),
        zone.key,
        _days(entry, zone),
        _place(entry),
        latitude,
        longitude,
        str(entry.get("url", "")),
        _rule(entry),
        ", ".join(at.isoformat() for at in _besides(entry, zone)),
        uid if stamp else "",
        stamp or "",
    )
    return Row(number, cells)


def _zone(entry: Any, said: Said) -> ZoneInfo:
    """That of the first hour, where it names one; hours in UTC were agreed on nobody's clocks."""
    zone = getattr(entry["dtstart"].dt, "tzinfo", None)
    key = getattr(zone, "key", "UTC")
    return said.zone if zone is None or key in ("UTC", "Etc/UTC") else ZoneInfo(key)


def _days(entry: Any, zone: ZoneInfo) -> str:
    """As staff write them; what is no hours of one day is left as it is, to be told."""
    start = entry["dtstart"].dt
    end = entry["dtend"].dt if "dtend" in entry else start + _length(entry)
    if not isinstance(start, datetime):
        return str(start)
    day = Day(_utc(start, zone), _utc(end, zone))
    return (
        written([day], zone)
        if day.ends_at - day.starts_at <= timedelta(days=1)
        else f"{start} – {end}"
    )


def _length(entry: Any) -> timedelta:
    length: timedelta = entry["duration"].dt if "duration" in entry else timedelta()
    return length


def _utc(at: date, zone: ZoneInfo) -> datetime:
    wall = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day)  # noqa: DTZ001
    return (wall if wall.tzinfo else wall.replace(tzinfo=zone)).astimezone(UTC)


def _rule(entry: Any) -> str:
    rules = entry.get("rrule")
    if rules is None:
        return ""
    one = rules[0] if isinstance(rules, list) else rules
    rule: bytes = one.to_ical()
    return rule.decode()


def _besides(entry: Any, zone: ZoneInfo) -> Iterator[datetime]:
    found: Any = entry.get("exdate", [])
    for several in found if isinstance(found, list) else [found]:
        for one in several.dts:
            yield _utc(one.dt, zone)


def _place(entry: Any) -> str:
    return " ".join(str(entry.get("location", "")).split())


def _degrees(entry: Any) -> tuple[str, str]:
    geo = entry.get("geo")
    return (str(geo.latitude), str(geo.longitude)) if geo else ("", "")


def _categories(entry: Any) -> list[str]:
    found: Any = entry.get("categories", [])
    several = found if isinstance(found, list) else [found]
    return [str(one) for named in several for one in named.cats]
