"""The days of an event as staff write them, in the zone of its place: "13.6.2027 9-16"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.days import UnreadableDay, parse_period
from desk.errors import DeskError
from desk.events.event import Day

MOST_DAYS = 30
_CLOCK = r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?([ab])?"
_HOURS = re.compile(rf"{_CLOCK}\s*(?:-|–|—)\s*{_CLOCK}", re.IGNORECASE)
_PARTS = re.compile(r"[,;\n]+")
_MIDNIGHT = time(0)


class UnreadableDays(DeskError):
    """`part` is not a day with its hours."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NotInOrder(DeskError):
    """Something ends before it begins, or a day begins before the one before it is over."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class NoSuchTime(DeskError):
    """The clocks of the zone are put forward over this time: nobody's clock ever shows it."""

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall)
        self.wall = wall


class TwiceThere(DeskError):
    """The clocks of the zone are put back over this time: it has to be said which is meant."""

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall)
        self.wall = wall


def parse_event_days(text: str, zone: ZoneInfo, today: date) -> tuple[Day, ...]:
    """Each with its hours, several one after the other, or from one to another.

    Raises UnreadableDays, NotInOrder, NoSuchTime, TwiceThere.
    """
    found: list[Day] = []
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        found += _days(part, zone, today)
        if len(found) > MOST_DAYS:
            raise UnreadableDays(part)
    if not found:
        raise UnreadableDays(text)
    in_order(found, zone)
    return tuple(found)


def in_order(days: Sequence[Day], zone: ZoneInfo) -> None:
    """Raises NotInOrder."""
    last: datetime | None = None
    for day in days:
        if day.ends_at <= day.starts_at or (last is not None and day.starts_at < last):
            raise NotInOrder(day.starts_at.astimezone(zone).date())
        last = day.ends_at


def moment_at(day: date, clock: time, zone: ZoneInfo, which: str = "") -> datetime:
    """In UTC. `which` is "a" for the first and "b" for the second time of those that come twice.

    Raises NoSuchTime, TwiceThere.
    """
    wall = datetime.combine(day, clock)
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != wall:
        raise NoSuchTime(wall)
    if first != second and not which:
        raise TwiceThere(wall)
    return second if which == "b" else first


def written(days: Iterable[Day], zone: ZoneInfo) -> str:
    """As they can be read again."""
    return ", ".join(_written(day, zone) for day in days)


def in_zone(days: Iterable[Day], before: ZoneInfo, after: ZoneInfo) -> tuple[Day, ...]:
    """The same on the clocks of another zone. Raises NoSuchTime, TwiceThere."""
    return tuple(
        Day(again(day.starts_at, before, after), again(day.ends_at, before, after)) for day in days
    )


def again(at: datetime, before: ZoneInfo, after: ZoneInfo) -> datetime:
    """What this zone's clocks show, in another one. Raises NoSuchTime, TwiceThere."""
    wall = at.astimezone(before)
    return moment_at(wall.date(), wall.time(), after, "b" if wall.fold else "")


def _days(part: str, zone: ZoneInfo, today: date) -> Iterator[Day]:
    try:
        period = parse_period(part, today)
    except UnreadableDay as error:
        raise UnreadableDays(part) from error
    hours = _HOURS.fullmatch(period.rest)
    if hours is None or (period.last - period.first).days >= MOST_DAYS:
        raise UnreadableDays(part)
    day = period.first
    while day <= period.last:
        starts_at = _moment(day, hours.groups()[:3], zone, part)
        ends_at = _moment(day, hours.groups()[3:], zone, part)
        yield Day(starts_at, ends_at)
        day += timedelta(days=1)


def _moment(day: date, said: Sequence[str | None], zone: ZoneInfo, part: str) -> datetime:
    hour, minute, which = int(said[0] or 0), int(said[1] or 0), (said[2] or "").lower()
    if (hour, minute) == (24, 0):
        return moment_at(day + timedelta(days=1), _MIDNIGHT, zone, which)
    try:
        return moment_at(day, time(hour, minute), zone, which)
    except ValueError as error:
        raise UnreadableDays(part) from error


def _written(day: Day, zone: ZoneInfo) -> str:
    start, end = day.starts_at.astimezone(zone), day.ends_at.astimezone(zone)
    until = "24:00" if end.time() == _MIDNIGHT and end.date() > start.date() else _clock(end)
    return f"{start.day}.{start.month}.{start.year} {_clock(start)}-{until}"


def _clock(at: datetime) -> str:
    """With a letter where it comes twice."""
    twice = at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset()
    return f"{at:%H:%M}" + (("b" if at.fold else "a") if twice else "")
