"""Until when somebody is away, read from what they write: a day, a weekday, or how long."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import faq

_LONGEST = timedelta(days=366)
_UNTIL = ("until", "till")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_LENGTH = re.compile(r"(\d{1,3})([a-z]*)")
_UNITS = {"h": "hours", "hour": "hours", "d": "days", "day": "days", "w": "weeks", "week": "weeks"}


def read(
    words: str, now: datetime, zone: tzinfo, weekdays: Mapping[str, int]
) -> tuple[datetime, str] | None:
    """When somebody is back, in UTC, and the words that follow; None where it says no such time.

    A day means its beginning in `zone`. `weekdays` are folded names, Monday is 0.
    """
    parts = words.split()
    if parts and parts[0].lower() in _UNTIL:
        parts = parts[1:]
    for length in (2, 1):
        until = _moment(parts[:length], now, zone, weekdays) if len(parts) >= length else None
        if until is not None:
            return (until, " ".join(parts[length:])) if now < until <= now + _LONGEST else None
    return None


def _moment(
    parts: list[str], now: datetime, zone: tzinfo, weekdays: Mapping[str, int]
) -> datetime | None:
    length = _length("".join(parts).lower())
    if length is not None and length < timedelta(days=1):
        return now + length
    today = now.astimezone(zone).date()
    day = today + length if length is not None else _day(parts, today, weekdays)
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)


def _length(word: str) -> timedelta | None:
    found = _LENGTH.fullmatch(word)
    unit = _UNITS.get(found[2].removesuffix("s") or "") if found else None
    return timedelta(**{unit: int(found[1])}) if found and unit else None


def _day(parts: list[str], today: date, weekdays: Mapping[str, int]) -> date | None:
    word = " ".join(parts)
    if (place := weekdays.get(faq.fold(word))) is not None:
        return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)
    try:
        return _date(word, today)
    except ValueError:  # no such day in the calendar
        return None


def _date(word: str, today: date) -> date | None:
    """Without a year, the next day of that name. Raises ValueError."""
    if found := _ISO.fullmatch(word):
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_FIRST.fullmatch(word)
    if found is None:
        return None
    month, day = int(found[2]), int(found[1])
    this_year = date(int(found[3] or today.year), month, day)
    return this_year if found[3] or this_year > today else this_year.replace(year=today.year + 1)
