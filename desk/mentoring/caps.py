"""What a mentor has booked, and whether that is as much as they give.

Days, ISO weeks and calendar quarters are those of the mentor's own zone; a session belongs to the
day on which it begins.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.mentoring.directory import Terms


class Cap(StrEnum):
    DAY = "day"
    WEEK = "week"
    QUARTER = "quarter"  # of one organisation


@lru_cache(maxsize=1000)
def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=1000)
def quarter_of(day: date) -> date:
    """The first day of its calendar quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


@dataclass(frozen=True, slots=True)
class Diary:
    """`taken` are the mentor's cells, with what is kept free around sessions. Sessions are counted
    by day, by the first day of their week, and by organisation and the first day of the quarter.
    """

    taken: AbstractSet[int] = frozenset()
    days: Mapping[date, int] = field(default_factory=dict, hash=False)
    weeks: Mapping[date, int] = field(default_factory=dict, hash=False)
    quarters: Mapping[tuple[int, date], int] = field(default_factory=dict, hash=False)

    @classmethod
    def of(
        cls,
        zone: ZoneInfo,
        taken: AbstractSet[int],
        booked: Iterable[tuple[datetime, int | None]],
    ) -> "Diary":
        """Of the starts of all open bookings, each with its organisation.

        They are needed from the beginning of this week on, and those of the organisation that
        asks from the beginning of this quarter.
        """
        sessions = [(start.astimezone(zone).date(), whose) for start, whose in booked]
        return cls(
            taken,
            Counter(day for day, _ in sessions),
            Counter(week_of(day) for day, _ in sessions),
            Counter((whose, quarter_of(day)) for day, whose in sessions if whose is not None),
        )


def reached(terms: Terms, diary: Diary, organisation_id: int | None, day: date) -> Cap | None:
    """The cap for which one session more on that day is too much, the longest first; without
    organisation, there is none for its quarter.
    """
    if organisation_id is not None and _is_reached(
        terms.per_quarter, diary.quarters.get((organisation_id, quarter_of(day)))
    ):
        return Cap.QUARTER
    if _is_reached(terms.per_week, diary.weeks.get(week_of(day))):
        return Cap.WEEK
    return Cap.DAY if _is_reached(terms.per_day, diary.days.get(day)) else None


def _is_reached(most: int | None, booked: int | None) -> bool:
    return most is not None and (booked or 0) >= most


def day_after(cap: Cap, day: date) -> date:
    """The first day for which it counts anew."""
    match cap:
        case Cap.QUARTER:
            return quarter_of(quarter_of(day) + timedelta(days=100))
        case Cap.WEEK:
            return week_of(day) + timedelta(days=7)
        case Cap.DAY:
            return day + timedelta(days=1)
