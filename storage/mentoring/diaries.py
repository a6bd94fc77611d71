"""What is taken of whom. It is read for every offer, so these are numbers and no objects."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any

from sqlalchemy import (
    BigInteger,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.records import Session
from storage.among import among
from storage.mentoring.tables import bookings, mentor_cells, mentors, person_cells

_OPEN = text("bookings.status IN ('held', 'asked', 'booked')")
_COUNTS = or_(bookings.c.status != "held", bookings.c.until > bindparam("now"))
_APART = bookings.c.id != bindparam("apart")
# Numbers of all sessions of a mentor as one text: a row for each session costs many times more.
_START = type_coerce(bookings.c.starts_at, BigInteger).op("/")(text("1000"))
_NUMBERS = (_START, bookings.c.first_cell, bookings.c.end_cell, bookings.c.organisation_id)
_SPACE: Any = literal_column("' '")
_SAID = (
    cast(_START, Text),
    bookings.c.first_cell,
    bookings.c.end_cell,
    func.coalesce(cast(bookings.c.organisation_id, Text), literal_column("'0'")),
)
_WRITTEN = reduce(lambda before, after: before.op("||")(_SPACE).op("||")(after), _SAID)


def _of_each(said: Any, *conditions: Any) -> Any:
    """One look-up for each mentor: grouped together, SQLite would read all sessions there ever were
    in the order of their mentors, and save a sort by it.
    """
    theirs = (bookings.c.mentor_id == mentors.c.id, _OPEN, *conditions)
    told = select(func.aggregate_strings(said, ",")).where(*theirs).correlate(mentors)
    return select(mentors.c.id, told.scalar_subquery()).where(among(mentors.c.id, "mentors"))


_SESSIONS = _of_each(_WRITTEN, bookings.c.starts_at >= bindparam("since"), _COUNTS, _APART)
_CARED_FOR = _of_each(
    cast(bookings.c.organisation_id, Text),
    bookings.c.organisation_id.is_not(None),
    bookings.c.starts_at >= bindparam("since"),
    bookings.c.starts_at < bindparam("until"),
)
_WITH = select(bookings.c.mentor_id, *_NUMBERS).where(
    bookings.c.organisation_id == bindparam("organisation"), _OPEN, _COUNTS, _APART
)
_ELSEWHERE = (
    select(mentors.c.id, person_cells.c.cell)
    .select_from(mentors)
    .join(person_cells, person_cells.c.person_id == mentors.c.person_id)
    .join(bookings, bookings.c.id == person_cells.c.booking_id)
    .where(
        among(mentors.c.id, "mentors"),
        person_cells.c.cell >= bindparam("first"),
        _COUNTS,
        _APART,
    )
)
_BUSY = (
    select(person_cells.c.cell)
    .join(bookings, bookings.c.id == person_cells.c.booking_id)
    .where(
        person_cells.c.person_id == bindparam("person"),
        person_cells.c.cell >= bindparam("first"),
        _COUNTS,
        _APART,
    )
)
_MENTORING = (
    select(mentor_cells.c.cell)
    .select_from(mentor_cells)
    .join(mentors, mentors.c.id == mentor_cells.c.mentor_id)
    .join(bookings, bookings.c.id == mentor_cells.c.booking_id)
    .where(
        mentors.c.person_id == bindparam("person"),
        mentor_cells.c.cell >= bindparam("first"),
        _COUNTS,
        _APART,
    )
)
_NOBODY = -1


class DiaryRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def sessions(
        self, mentor_ids: Sequence[int], since: datetime, now: datetime, apart: int | None = None
    ) -> dict[int, tuple[Session, ...]]:
        by = {"mentors": list(mentor_ids), "since": since, **_at(now, apart)}
        rows = await self._tx.execute(_SESSIONS, by)
        return {mentor: _read(mentor, written) for mentor, written in rows if written}

    async def cared_for(
        self, mentor_ids: Sequence[int], since: datetime, until: datetime
    ) -> dict[int, frozenset[int]]:
        by = {"mentors": list(mentor_ids), "since": since, "until": until}
        rows = await self._tx.execute(_CARED_FOR, by)
        return {mentor: frozenset(map(int, whose.split(","))) for mentor, whose in rows if whose}

    async def with_organisation(
        self, organisation_id: int, now: datetime, apart: int | None = None
    ) -> list[Session]:
        by = {"organisation": organisation_id, **_at(now, apart)}
        return [Session(*row) for row in await self._tx.execute(_WITH, by)]

    async def elsewhere(
        self, mentor_ids: Sequence[int], first_cell: int, now: datetime, apart: int | None = None
    ) -> list[tuple[int, int]]:
        by = {"mentors": list(mentor_ids), "first": first_cell, **_at(now, apart)}
        return [(mentor, cell) for mentor, cell in await self._tx.execute(_ELSEWHERE, by)]

    async def busy(
        self, person_id: int, first_cell: int, now: datetime, apart: int | None = None
    ) -> AbstractSet[int]:
        by = {"person": person_id, "first": first_cell, **_at(now, apart)}
        own = await self._tx.scalars(_BUSY, by)
        mentoring = await self._tx.scalars(_MENTORING, by)
        return {*own, *mentoring}


@lru_cache(1024)  # from one wish to the next, few mentors have booked anything
def _read(mentor_id: int, written: str) -> tuple[Session, ...]:
    numbers = (map(int, session.split()) for session in written.split(","))
    return tuple(
        sorted(
            Session(mentor_id, start, first, end, whose or None)
            for start, first, end, whose in numbers
        )
    )


def _at(now: datetime, apart: int | None) -> dict[str, Any]:
    return {"now": now, "apart": _NOBODY if apart is None else apart}
