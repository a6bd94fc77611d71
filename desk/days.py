"""Days as people write them: "2026-12-24", "24.12.2026", "24.12.", and from one to another."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from desk.errors import DeskError

_DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./] ?[0-9]{1,2}(?:[./](?: ?[0-9]{4})?)?"
_DAYS = re.compile(
    rf"({_DAY})(?:\s*(?:-|–|—|\.\.+|…)\s*({_DAY}))?(?![^\s,;:])[\s,;:]*(.*)", re.DOTALL
)
_MOST = 62  # days in one go: a slip in the year closes no office for good
_LONGEST = 3660  # days of a period


class UnreadableDay(DeskError):
    """A text begins with no day, with one that no calendar has, or with too many of them."""


class DayIsOver(DeskError):
    """The day, or the last of several, was before today."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class Days(NamedTuple):
    """`rest` is what the text says after them."""

    days: tuple[date, ...]
    rest: str


def parse_days(text: str, today: date) -> Days:
    """The day, or the days from one to another, that a text begins with.

    Without a year, it is the next such day. Raises UnreadableDay, DayIsOver.
    """
    first, last, rest = _first_and_last(text, today)
    count = (last - first).days + 1
    if not 1 <= count <= _MOST:
        raise UnreadableDay(text)
    if last < today:
        raise DayIsOver(last)
    return Days(tuple(first + timedelta(days=n) for n in range(count)), rest)


def parse_day(text: str, today: date) -> date:
    """One, and nothing else. Raises UnreadableDay, DayIsOver."""
    days, rest = parse_days(text, today)
    if rest or len(days) > 1:
        raise UnreadableDay(text)
    return days[0]


class Period(NamedTuple):
    """From one day to another, both included; `rest` is what the text says after them."""

    first: date
    last: date
    rest: str


def parse_period(text: str, today: date) -> Period:
    """Two days, or one alone, that a text begins with; it may be over, and last ten years.

    Raises UnreadableDay.
    """
    found = _first_and_last(text, today)
    if not 0 <= (found.last - found.first).days < _LONGEST:
        raise UnreadableDay(text)
    return found


def _first_and_last(text: str, today: date) -> Period:
    """Raises UnreadableDay."""
    found = _DAYS.fullmatch(text.strip())
    if found is None:
        raise UnreadableDay(text)
    first = _day(found[1], today)
    last = _day(found[2], first) if found[2] else first
    return Period(first, last, found[3].strip())


def _day(text: str, since: date) -> date:
    numbers = [int(number) for number in re.findall(r"[0-9]+", text)]
    if "-" in text:
        return _date(*numbers)
    if len(numbers) == 3:
        return _date(*reversed(numbers))
    day, month = numbers
    if (month, day) == (2, 29):
        return _leap_day(since)
    this_year = _date(since.year, month, day)
    return this_year if this_year >= since else _date(since.year + 1, month, day)


def _leap_day(since: date) -> date:
    years = range(since.year, since.year + 9)  # 1900 and 2100 are no leap years
    leap = (date(y, 2, 29) for y in years if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0))
    return next(day for day in leap if day >= since)


def _date(*parts: int) -> date:
    try:
        return date(*parts)
    except ValueError as error:
        raise UnreadableDay(parts) from error
