"""Free time: when a session with a mentor can begin, and why it cannot.

Starts are steps of real time from each opening, so that over a change of the clock none is lost or
doubled. What is open over midnight counts anew from there: who is always open has no opening. A
session lies within open time, over midnight too; no session is as long as a day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Protocol

from desk.hours import Hours
from desk.mentoring.booking import cells_between
from desk.mentoring.caps import Cap, Diary, day_after, reached
from desk.mentoring.directory import Mentor
from desk.mentoring.errors import (
    BeyondWindow,
    CapReached,
    NotBookable,
    NotFree,
    NotOpen,
    SlotTaken,
    TooSoon,
)

STEP = timedelta(minutes=30)  # from one start to the next, or the session's length if that is less

_DAY = timedelta(days=1)


class Asked(Protocol):
    """What a time is asked for: a wish, or a booking that is to be moved."""

    @property
    def length(self) -> timedelta: ...

    @property
    def organisation_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """In UTC."""

    mentor_id: int
    starts_at: datetime
    ends_at: datetime


def free_slots(
    mentor: Mentor, diary: Diary, asked: Asked, since: datetime, until: datetime, now: datetime
) -> Iterator[Slot]:
    """In order, and worked out one by one: those that begin between the two, `until` excluded."""
    if not _takes(mentor, asked):
        return
    earliest, latest = _bounds(mentor, now)
    first = ceil(max(since.timestamp(), earliest.timestamp()))
    end = min(ceil(until.timestamp()), int(latest.timestamp()) + 1)
    cells_at = _cells_at(mentor, asked)
    for start in _all_starts(mentor, diary, asked, first, end):
        if diary.taken.isdisjoint(cells_at(start)):
            starts_at = datetime.fromtimestamp(start, UTC)
            yield Slot(mentor.id, starts_at, starts_at + asked.length)


def check(mentor: Mentor, diary: Diary, asked: Asked, starts_at: datetime, now: datetime) -> None:
    """Raises NotFree where `free_slots` would not have this start."""
    starts_at = starts_at.astimezone(UTC)
    earliest, latest = _bounds(mentor, now)
    day = starts_at.astimezone(mentor.hours.zone).date()
    start = starts_at.timestamp()
    if not _takes(mentor, asked):
        raise NotBookable(mentor.id, starts_at)
    if starts_at < earliest:
        raise TooSoon(mentor.id, starts_at, earliest)
    if starts_at > latest:
        raise BeyondWindow(mentor.id, starts_at, latest)
    if not any(start in starts for starts in _starts(mentor.hours, day, asked.length)):
        raise NotOpen(mentor.id, starts_at)
    cap = reached(mentor.terms, diary, asked.organisation_id, day)
    if cap is not None:
        raise CapReached(mentor.id, starts_at, cap)
    if not diary.taken.isdisjoint(_cells_at(mentor, asked)(int(start))):
        raise SlotTaken(mentor.id, starts_at)


def is_free(mentor: Mentor, diary: Diary, asked: Asked, starts_at: datetime, now: datetime) -> bool:
    try:
        check(mentor, diary, asked, starts_at, now)
    except NotFree:
        return False
    return True


def _takes(mentor: Mentor, asked: Asked) -> bool:
    return mentor.is_bookable and asked.length in mentor.terms.lengths


def _bounds(mentor: Mentor, now: datetime) -> tuple[datetime, datetime]:
    """The first and the last moment at which a session may begin, in UTC: real time passes."""
    now = now.astimezone(UTC)
    return now + mentor.terms.notice, now + mentor.terms.window


def _all_starts(mentor: Mentor, diary: Diary, asked: Asked, first: int, end: int) -> Iterator[int]:
    """On the days that have room, from the one to before the other."""
    for day in _days(mentor, diary, asked, first, end):
        for starts in _starts(mentor.hours, day, asked.length):
            for start in starts:
                if first <= start < end:
                    yield start


def _days(mentor: Mentor, diary: Diary, asked: Asked, first: int, end: int) -> Iterator[date]:
    if first >= end:
        return
    day, last = (datetime.fromtimestamp(at, mentor.hours.zone).date() for at in (first, end))
    while day <= last:
        cap = reached(mentor.terms, diary, asked.organisation_id, day)
        if cap is None:
            yield day
        day = day_after(cap or Cap.DAY, day)


def _starts(hours: Hours, day: date, length: timedelta) -> list[range]:
    """In seconds since 1970, for each stretch of open time."""
    found = []
    for opens, closes in hours.open_on(day):
        last = _goes_on_until(hours, day, closes) - length
        step = _seconds(min(STEP, length))
        found.append(range(_second(opens), min(_second(closes), _second(last) + 1), step))
    return found


def _goes_on_until(hours: Hours, day: date, closes: datetime) -> datetime:
    """When it closes, the next day considered where it is open over midnight."""
    if closes.astimezone(hours.zone).date() == day:
        return closes
    return next((end for start, end in hours.open_on(day + _DAY) if start == closes), closes)


def _cells_at(mentor: Mentor, asked: Asked) -> Callable[[int], range]:
    """What a session takes up that begins then, with what is kept free around it."""
    before = _seconds(mentor.terms.before)
    after = _seconds(asked.length + mentor.terms.after)
    return lambda start: cells_between(start - before, start + after)


def _second(at: datetime) -> int:
    return int(at.timestamp())


def _seconds(duration: timedelta) -> int:
    return duration // timedelta(seconds=1)
