"""When the clocks of a zone are changed, as the time zone database knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """From `at` on the clocks are `after` ahead of UTC; `name` is what the time is called then."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def shown(self) -> datetime:
        """What a clock shows that has not been changed."""
        return (self.at + self.before).replace(tzinfo=None)


def clock_changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[ClockChange]:
    """After `first`, until `last`; no two of them are on one day anywhere."""
    at = first.astimezone(UTC)
    while at < last:
        then = at + _DAY
        if _ahead(zone, at) != _ahead(zone, then):
            yield change_at(zone, _first_after(zone, at, then))
        at = then


def change_at(zone: ZoneInfo, at: datetime) -> ClockChange:
    """What holds from this moment on, whether the clocks are changed then or not."""
    local = at.astimezone(zone)
    return ClockChange(
        at,
        before=_ahead(zone, at - _SECOND),
        after=_ahead(zone, at),
        name=local.tzname() or "",
        is_summer=bool(local.dst()),
    )


def _first_after(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The second at which the clocks of `high` begin to hold."""
    before = _ahead(zone, low)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _ahead(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _ahead(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
