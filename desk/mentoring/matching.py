"""Which of the free starts of those who fit a wish are offered first, and on which days any is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime
from heapq import merge
from itertools import groupby

from desk.mentoring.booking import cells
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Mentor
from desk.mentoring.fitting import Care, Reason, fits, is_near, reasons
from desk.mentoring.slots import Slot, free_slots
from desk.mentoring.wishes import Start, Wish

_EVER = datetime.max.replace(tzinfo=UTC)

_Rank = tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    mentor: Mentor
    diary: Diary
    care: Care

    @property
    def load(self) -> int:
        return len(self.care.now)


@dataclass(frozen=True, slots=True)
class Offer:
    """`reasons` are facts for the views; when it is stands in the slot."""

    mentor: Mentor
    slot: Slot
    reasons: tuple[Reason, ...]


def best(
    wish: Wish,
    candidates: Iterable[Candidate],
    now: datetime,
    busy: AbstractSet[int] = frozenset(),
    count: int = 3,
) -> list[Offer]:
    """The first offers of `in_order`, but of one mentor's day only the first, as long as there are
    other days or mentors. `busy` are the person's own cells.
    """
    found: list[Offer] = []
    spare: list[Offer] = []
    seen: set[tuple[int, date]] = set()
    for offer in in_order(wish, candidates, now, _EVER, now, busy):
        day = offer.slot.starts_at.astimezone(offer.mentor.hours.zone).date()
        if (offer.mentor.id, day) in seen:
            spare.append(offer)
            continue
        seen.add((offer.mentor.id, day))
        found.append(offer)
        if len(found) == count:
            return found
    return (found + spare)[:count]


def in_order(
    wish: Wish,
    candidates: Iterable[Candidate],
    since: datetime,
    until: datetime,
    now: datetime,
    busy: AbstractSet[int] = frozenset(),
) -> Iterator[Offer]:
    """All that fits, worked out one by one: who fits better comes first, and then what is sooner.

    Better is, in this order: of the region, known to the organisation, with less than half of
    their capacity taken. Of those who fit alike and are free at the same time, it is who cares
    for fewer organisations.
    """
    since, until = wish.within(since, until)
    rank = _rank_in(wish)
    for _, alike in groupby(sorted(_fitting(wish, candidates), key=rank), key=rank):
        found = [_offers(wish, one, since, until, now, busy) for one in alike]
        yield from (offer for _, offer in merge(*found, key=lambda entry: entry[0]))


def on_day(
    wish: Wish,
    candidates: Iterable[Candidate],
    day: date,
    now: datetime,
    busy: AbstractSet[int] = frozenset(),
) -> list[Offer]:
    """By the clock, for a day of the wish's zone: for each start who fits best."""
    since, until = wish.within(*wish.day(day))
    found: dict[datetime, Offer] = {}
    for one in sorted(_fitting(wish, candidates), key=_place_in(wish)):
        why = reasons(wish, one.mentor, one.care)
        for slot in _free(wish, one, since, until, now, busy):
            if slot.starts_at not in found:
                found[slot.starts_at] = Offer(one.mentor, slot, why)
    return [found[start] for start in sorted(found)]


def free_days(
    wish: Wish,
    candidates: Iterable[Candidate],
    days: Iterable[date],
    now: datetime,
    busy: AbstractSet[int] = frozenset(),
) -> set[date]:
    """Those of the days, in the wish's zone, on which anything is free."""
    found: set[date] = set()
    missing = sorted(days)
    for one in _fitting(wish, candidates):
        found.update(_days_of(wish, one, missing, now, busy))
        missing = [day for day in missing if day not in found]
    return found


def _days_of(
    wish: Wish, one: Candidate, days: Sequence[date], now: datetime, busy: AbstractSet[int]
) -> Iterator[date]:
    """From one free start to the next, so that few are worked out."""
    following = date.min
    for day in days:
        if following < day:
            since, until = wish.within(wish.day(day)[0], wish.day(days[-1])[1])
            slot = next(_free(wish, one, since, until, now, busy), None)
            if slot is None:
                return
            following = slot.starts_at.astimezone(wish.zone).date()
        if following == day:
            yield day


def _fitting(wish: Wish, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [one for one in candidates if fits(wish, one.mentor, one.care)]


def _place_in(wish: Wish) -> Callable[[Candidate], tuple[_Rank, int, int]]:
    """Where somebody stands among those who are free at the same time."""
    rank = _rank_in(wish)
    return lambda one: (rank(one), one.load, one.mentor.id)


def _rank_in(wish: Wish) -> Callable[[Candidate], _Rank]:
    def rank(one: Candidate) -> _Rank:
        far = not is_near(wish, one.mentor)
        unknown = not one.care.knows(wish.organisation_id)
        return far, unknown, 2 * one.load >= one.mentor.capacity

    return rank


def _offers(
    wish: Wish,
    one: Candidate,
    since: datetime,
    until: datetime,
    now: datetime,
    busy: AbstractSet[int],
) -> Iterator[tuple[tuple[datetime, int, int], Offer]]:
    """Each with what it is sorted by."""
    why = reasons(wish, one.mentor, one.care)
    for slot in _free(wish, one, since, until, now, busy):
        yield (slot.starts_at, one.load, one.mentor.id), Offer(one.mentor, slot, why)


def _free(
    wish: Wish,
    one: Candidate,
    since: datetime,
    until: datetime,
    now: datetime,
    busy: AbstractSet[int],
) -> Iterator[Slot]:
    for slot in free_slots(one.mentor, one.diary, wish, since, until, now):
        if Start(slot.mentor_id, slot.starts_at) in wish.declined:
            continue
        if busy.isdisjoint(cells(slot.starts_at, slot.ends_at)):
            yield slot
