"""When an office is open, holidays considered, and time that counts only while it is open.

A week is wall time, and the office is open whenever the clock on its wall shows a time within a
span; what passes meanwhile is real time. So on the night when the clock changes, a span over the
change is an hour shorter or longer.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from statistics import median
from zoneinfo import ZoneInfo

from desk.holidays import Calendar, is_day_off
from desk.week import ALWAYS, MINUTES, Spans, Week

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
_SOON = timedelta(days=366)  # an opening after that is none
_EVER = timedelta(days=3653)  # ten years, beyond which nothing falls due


@dataclass(frozen=True, slots=True)
class Hours:
    """`days_off` are closed whatever else is said; `days_open` are open though they are holidays,
    in their own spans or, without any, in those of the weekday.

    It answers with the clock of its zone. Compare in UTC: in the hour that comes twice, moments of
    one zone are compared by the clock's face, and those of two zones are never equal (PEP 495).
    """

    zone: ZoneInfo
    week: Week = ALWAYS
    calendar: Calendar | None = None
    days_off: frozenset[date] = frozenset()
    days_open: Mapping[date, Spans] = field(default_factory=dict, hash=False)

    def spans_on(self, day: date) -> Spans:
        usual = self.week[day.weekday()]
        if day in self.days_off:
            return ()
        if day in self.days_open:
            return self.days_open[day] or usual
        if self.calendar is not None and is_day_off(self.calendar, day):
            return ()
        return usual

    def open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """From opening to closing, in order and in UTC. Where two touch, as they do when the clock
        changes, they are one; what goes on over midnight ends there, and begins with the next day.
        """
        spans = self.spans_on(day)
        found: list[tuple[datetime, datetime]] = []
        for start, end, midnight in _parts(day, self.zone) if spans else ():
            for span in spans:
                opens = max(start, midnight + span.opens * _MINUTE)
                closes = min(end, midnight + span.closes * _MINUTE)
                if found and found[-1][1] == opens < closes:
                    found[-1] = (found[-1][0], closes)
                elif opens < closes:
                    found.append((opens, closes))
        return found

    def is_open(self, at: datetime) -> bool:
        wall = at.astimezone(self.zone)
        minute = wall.hour * 60 + wall.minute
        return any(span.opens <= minute < span.closes for span in self.spans_on(wall.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """In the office's zone; `at` itself where it is open. None where none comes in a year."""
        openings = (opens for opens, _ in self._stretches(at, at + _SOON))
        return self._on_the_wall(next(openings, None))

    def closes(self, at: datetime) -> datetime | None:
        """None where it is closed at that moment, and where it does not close within a year."""
        at = end = at.astimezone(UTC)
        for opens, closes in self._stretches(at, at + _SOON):
            if opens > end:
                break
            end = closes
        return None if end in (at, at + _SOON) else self._on_the_wall(end)

    def add(self, at: datetime, duration: timedelta) -> datetime | None:
        """The first moment when it has been open for so long since `at`, in the office's zone.

        Five o'clock rather than nine on the next morning, and `at` where the duration is nothing.
        None where that takes more than ten years, so always where nothing ever opens.
        """
        if duration <= timedelta():
            return self._on_the_wall(at)
        for opens, closes in self._stretches(at, at + _EVER):
            if duration <= closes - opens:
                return self._on_the_wall(opens + duration)
            duration -= closes - opens
        return None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How long it was open; nothing where the end is before the start."""
        open_time = (closes - opens for opens, closes in self._stretches(start, end))
        return sum(open_time, timedelta())

    def working_days(self, count: float) -> timedelta:
        """So many working days as time for `add`: one is what a weekday in the middle is open.

        The weekdays on which it is closed do not count. Where it is closed on all of them, a
        working day is 24 hours.
        """
        daily = [sum(span.closes - span.opens for span in spans) for spans in self.week if spans]
        return timedelta(minutes=count * median(daily or [MINUTES]))

    def _on_the_wall(self, at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(self.zone)

    def _stretches(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From opening to closing, in order and in UTC; where two touch, it stays open."""
        since, until = since.astimezone(UTC), until.astimezone(UTC)
        first, last = (at.astimezone(self.zone).date().toordinal() for at in (since, until))
        for day in map(date.fromordinal, range(first, last + 1)):
            for opening, closing in self.open_on(day):
                opens, closes = max(opening, since), min(closing, until)
                if opens < closes:
                    yield opens, closes


@lru_cache(maxsize=10_000)  # days of some zones, which many an office and mentor have in common
def _parts(day: date, zone: ZoneInfo) -> tuple[tuple[datetime, datetime, datetime], ...]:
    """Of a day, in UTC: two where the clock changes, each with when its clock showed midnight."""
    start, end = _midnight(day, zone), _midnight(day + _DAY, zone)
    before, after = _offset(start, zone), _offset(end, zone)
    zero = datetime.combine(day, time(), UTC)
    if before == after:
        return ((start, end, zero - before),)
    seconds = range((end - start) // _SECOND)
    changed = bisect_left(seconds, 1, key=lambda n: _offset(start + n * _SECOND, zone) != before)
    change = start + changed * _SECOND
    return (start, change, zero - before), (change, end, zero - after)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
