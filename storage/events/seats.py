"""Seats as rows. What keeps an event from being overfull are two guarded counts, in one savepoint:
that of the event and that of the organisation.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.seats import Answers, Cause, NoRoom, Seat, Status, Step, new_code
from desk.history import By
from storage.database import OnBoth
from storage.events.tables import event_organisations, events, seat_changes, seats
from storage.schema import people

_ANSWERS = tuple(Answers.__dataclass_fields__)
_PLAIN = tuple(
    name for name in Seat.__dataclass_fields__ if name not in ("id", "status", "answers", "cause")
)
_WAITS = text("seats.status = 'waiting'")
_THEIRS = (
    event_organisations.c.event_id == bindparam("event"),
    event_organisations.c.organisation_id == bindparam("organisation"),
)
_ANY = 2**31 - 1  # seats, where there is no limit

_PERSON = select(people.c.id).where(people.c.id == bindparam("person")).with_for_update()
_EVENT = (
    select(events.c.id).where(events.c.id == bindparam("event")).with_for_update(key_share=True)
)
_ADD = OnBoth(
    lambda put: (
        put(seats)
        .on_conflict_do_nothing(index_elements=[seats.c.event_id, seats.c.code])
        .returning(seats.c.id)
    )
)
_GET = select(seats).where(seats.c.id == bindparam("seat"))
_WITH_TOKEN = select(seats).where(seats.c.token == bindparam("token"))
_SAVE = update(seats).where(seats.c.id == bindparam("this"))
_NOTE = insert(seat_changes)
_TAKE = (
    update(events)
    .where(
        events.c.id == bindparam("event"),
        or_(events.c.seats.is_(None), events.c.taken < events.c.seats),
    )
    .values(taken=events.c.taken + 1)
    .returning(events.c.id)
)
_FREE = update(events).where(events.c.id == bindparam("event")).values(taken=events.c.taken - 1)
_COUNT = OnBoth(lambda put: put(event_organisations).on_conflict_do_nothing())
_TAKE_THEIRS = (
    update(event_organisations)
    .where(*_THEIRS, event_organisations.c.taken < bindparam("most"))
    .values(taken=event_organisations.c.taken + 1)
    .returning(event_organisations.c.taken)
)
_FREE_THEIRS = (
    update(event_organisations).where(*_THEIRS).values(taken=event_organisations.c.taken - 1)
)
_LAST = (
    select(seats)
    .where(seats.c.event_id == bindparam("event"), seats.c.person_id == bindparam("person"))
    .order_by(seats.c.id.desc())
    .limit(1)
)
_FIRST = (
    select(seats)
    .outerjoin(
        event_organisations,
        (event_organisations.c.event_id == seats.c.event_id)
        & (event_organisations.c.organisation_id == seats.c.organisation_id),
    )
    .where(
        _WAITS,
        seats.c.event_id == bindparam("event"),
        func.coalesce(event_organisations.c.taken, 0) < bindparam("most"),
    )
    .order_by(seats.c.since, seats.c.id)
    .limit(1)
)
_AHEAD = select(func.count()).where(
    _WAITS,
    seats.c.event_id == bindparam("event"),
    tuple_(seats.c.since, seats.c.id)
    < tuple_(bindparam("since", type_=seats.c.since.type), bindparam("seat")),
)
_OF_EVENT = (
    select(seats)
    .where(
        seats.c.event_id == bindparam("event"),
        seats.c.status.in_(bindparam("statuses", expanding=True)),
    )
    .order_by(func.coalesce(seats.c.since, seats.c.made_at), seats.c.id)
)
_OF_PERSON = (
    select(seats).where(seats.c.person_id == bindparam("person")).order_by(seats.c.id.desc())
)


class SeatRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def line_up(self, person_id: int | None, event_id: int) -> None:
        if self._tx.dialect.name != "sqlite":  # SQLite has one writer anyway
            await self._tx.execute(_PERSON, {"person": person_id})
            await self._tx.execute(_EVENT, {"event": event_id})

    async def add(self, seat: Seat) -> Seat:
        while True:
            number = await self._tx.scalar(_ADD.on(self._tx), _values(seat))
            if number is not None:
                return replace(seat, id=number)
            seat = replace(seat, code=new_code())

    async def look(self, seat_id: int) -> Seat | None:
        return await self._one(_GET, seat=seat_id)

    async def with_token(self, token: str) -> Seat | None:
        return await self._one(_WITH_TOKEN, token=token)

    async def save(self, seat: Seat) -> None:
        await self._tx.execute(_SAVE, {"this": seat.id, **_values(seat)})

    async def note(self, seat: Seat, step: Step, by: By, at: datetime) -> None:
        cause = seat.cause if step is Step.OFFER else None
        values = {"seat_id": seat.id, "step": step, "cause": cause, "by": by, "at": at}
        await self._tx.execute(_NOTE, values)

    async def take(self, event_id: int, organisation_id: int | None, most: int | None) -> None:
        if organisation_id is None:
            await self._take(event_id)
            return
        async with self._tx.begin_nested():
            await self._take(event_id)
            await self._take_theirs(event_id, organisation_id, most)

    async def _take(self, event_id: int) -> None:
        if await self._tx.scalar(_TAKE, {"event": event_id}) is None:
            raise NoRoom(event_id, of_organisation=False)

    async def _take_theirs(self, event_id: int, organisation_id: int, most: int | None) -> None:
        key = {"event_id": event_id, "organisation_id": organisation_id}
        await self._tx.execute(_COUNT.on(self._tx), key)
        by = {"event": event_id, "organisation": organisation_id, "most": _most(most)}
        if await self._tx.scalar(_TAKE_THEIRS, by) is None:
            raise NoRoom(event_id, of_organisation=True)

    async def free(self, event_id: int, organisation_id: int | None) -> None:
        await self._tx.execute(_FREE, {"event": event_id})
        if organisation_id is not None:
            by = {"event": event_id, "organisation": organisation_id}
            await self._tx.execute(_FREE_THEIRS, by)

    async def last_of(self, event_id: int, person_id: int) -> Seat | None:
        return await self._one(_LAST, event=event_id, person=person_id)

    async def first_waiting(self, event_id: int, most: int | None) -> Seat | None:
        return await self._one(_FIRST, event=event_id, most=_most(most))

    async def ahead_of(self, seat: Seat) -> int:
        by = {"event": seat.event_id, "since": seat.since, "seat": seat.id}
        return await self._tx.scalar(_AHEAD, by) or 0

    async def of_event(self, event_id: int, statuses: Collection[Status]) -> list[Seat]:
        return await self._some(_OF_EVENT, event=event_id, statuses=list(statuses))

    async def of_person(self, person_id: int) -> list[Seat]:
        return await self._some(_OF_PERSON, person=person_id)

    async def _one(self, query: Any, **by: Any) -> Seat | None:
        found = await self._some(query, **by)
        return found[0] if found else None

    async def _some(self, query: Any, **by: Any) -> list[Seat]:
        return [seat_in(row) for row in (await self._tx.execute(query, by)).mappings()]


def _most(most: int | None) -> int:
    return _ANY if most is None else most


def _values(seat: Seat) -> dict[str, Any]:
    return {
        **{name: getattr(seat, name) for name in _PLAIN},
        **{name: getattr(seat.answers, name) for name in _ANSWERS},
        "status": seat.status,
        "cause": seat.cause,
    }


def seat_in(row: Any) -> Seat:
    return Seat(
        id=row["id"],
        status=Status(row["status"]),
        answers=Answers(**{name: row[name] for name in _ANSWERS}),
        cause=row["cause"] and Cause(row["cause"]),
        **{name: row[name] for name in _PLAIN},
    )
