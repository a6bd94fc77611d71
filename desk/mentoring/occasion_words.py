"""When something is to be, as people type it: "24.12. 9:30", "9.30", "9"."""

import re
from datetime import date
from typing import NamedTuple

from desk.days import parse_day, parse_days
from desk.errors import DeskError

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-5][0-9]))?\s*h?\.?", re.IGNORECASE)
_FARTHEST = 731  # days ahead: beyond it, it is a slip in the year


class UnreadableTime(DeskError):
    """A text is no time of a day."""


class TooFar(DeskError):
    """Nobody plans for that day yet."""


class When(NamedTuple):
    """`minute` is after midnight."""

    day: date
    minute: int


def read_clock(text: str) -> int:
    """In minutes after midnight. Raises UnreadableTime."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or int(found[1]) > 23:
        raise UnreadableTime(text)
    return int(found[1]) * 60 + int(found[2] or 0)


def read_day(text: str, today: date) -> date:
    """Raises UnreadableDay, DayIsOver, TooFar."""
    return _near(parse_day(text, today), today)


def read_when(text: str, today: date) -> When:
    """A day and a time after it. Raises UnreadableDay, DayIsOver, TooFar, UnreadableTime."""
    days, rest = parse_days(text, today)
    if len(days) > 1:
        raise UnreadableTime(text)
    return When(_near(days[0], today), read_clock(rest))


def _near(day: date, today: date) -> date:
    if (day - today).days > _FARTHEST:
        raise TooFar(day)
    return day
