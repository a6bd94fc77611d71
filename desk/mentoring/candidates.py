"""Mentors with what they have booked, loaded as one for each wish: few queries, many diaries."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.mentoring.booking import cells
from desk.mentoring.caps import Diary
from desk.mentoring.directory import Mentor, MentorStore, Standing
from desk.mentoring.fitting import Care, fits
from desk.mentoring.matching import Candidate
from desk.mentoring.records import DiaryStore, Session
from desk.mentoring.report import CARED_FOR
from desk.mentoring.wishes import Wish

_NONE: AbstractSet[int] = frozenset()
_WEEK = timedelta(days=8)  # whatever the zone, it reaches back to the beginning of this one


class Candidates:
    def __init__(self, mentors: MentorStore, diaries: DiaryStore) -> None:
        self.mentors = mentors
        self._diaries = diaries

    async def fitting(self, wish: Wish, now: datetime) -> list[Candidate]:
        """All who could meet the wish, but for their time and the room that they have.

        The booking that is being moved takes up nobody's time.
        """
        approved = await self.mentors.all(Standing.APPROVED)
        fitting = [mentor for mentor in approved if fits(wish, mentor, Care())]
        return await self._some(fitting, wish.organisation_id, now, wish.booking_id)

    async def one(
        self, mentor: Mentor, organisation_id: int | None, now: datetime, apart: int | None = None
    ) -> Candidate:
        (found,) = await self._some([mentor], organisation_id, now, apart)
        return found

    async def busy(
        self, person_id: int, now: datetime, apart: int | None = None
    ) -> AbstractSet[int]:
        """The cells in which the person is elsewhere."""
        return await self._diaries.busy(person_id, _cell(now), now, apart)

    async def _some(
        self,
        mentors: Sequence[Mentor],
        organisation_id: int | None,
        now: datetime,
        apart: int | None,
    ) -> list[Candidate]:
        if not mentors:
            return []
        ids, since = [mentor.id for mentor in mentors], now - _WEEK
        theirs: list[Session] = []
        if organisation_id is not None:
            theirs = await self._diaries.with_organisation(organisation_id, now, apart)
        loaded = _Loaded(
            sessions=await self._diaries.sessions(ids, since, now, apart),
            before=[one for one in theirs if one.start < since.timestamp()],
            elsewhere=await self._diaries.elsewhere(ids, _cell(now), now, apart),
            cared_for=await self._diaries.cared_for(ids, now - CARED_FOR, since),
        )
        return [loaded.candidate(mentor) for mentor in mentors]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """By mentor what was read; `before` are sessions of the organisation that asks."""

    sessions: Mapping[int, tuple[Session, ...]]
    before: Sequence[Session]
    elsewhere: Sequence[tuple[int, int]]
    cared_for: Mapping[int, AbstractSet[int]]

    def candidate(self, mentor: Mentor) -> Candidate:
        recent = self.sessions.get(mentor.id, ())
        before = tuple(one for one in self.before if one.mentor_id == mentor.id)
        elsewhere = frozenset(cell for who, cell in self.elsewhere if who == mentor.id)
        diary = _diary(mentor.hours.zone, before + recent, elsewhere)
        now = self.cared_for.get(mentor.id, _NONE) | _organisations(recent)
        return Candidate(mentor, diary, Care(now, _organisations(before)))


# From one wish to the next, few mentors have booked anything.
@lru_cache(1024)
def _organisations(sessions: tuple[Session, ...]) -> frozenset[int]:
    return frozenset(one.organisation_id for one in sessions if one.organisation_id is not None)


@lru_cache(1024)
def _diary(zone: ZoneInfo, sessions: tuple[Session, ...], elsewhere: frozenset[int]) -> Diary:
    """With room around what mentors do for themselves, as around their sessions."""
    taken = set(elsewhere)
    booked = []
    for session in sessions:
        taken.update(range(session.first_cell, session.end_cell))
        booked.append((datetime.fromtimestamp(session.start, UTC), session.organisation_id))
    return Diary.of(zone, frozenset(taken), booked)


def _cell(at: datetime) -> int:
    return cells(at, at + timedelta(minutes=1)).start
