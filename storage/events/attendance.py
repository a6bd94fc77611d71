"""Who came on which day, and the doors of events, as rows."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.attendance import Door, Mark, Way
from desk.events.seats import Seat, Status
from storage.database import OnBoth, upsert
from storage.events.seats import seat_in
from storage.events.tables import attendances, event_doors, seats

_PUT = OnBoth(lambda put: put(attendances).on_conflict_do_nothing())
_CAME = select(attendances.c.seat_id).where(attendances.c.seat_id == seats.c.id).exists()
_OF_SEAT = (
    select(attendances)
    .where(attendances.c.seat_id == bindparam("seat"))
    .order_by(attendances.c.day)
)
_OF_EVENT = (
    select(attendances)
    .join(seats, seats.c.id == attendances.c.seat_id)
    .where(seats.c.event_id == bindparam("event"))
    .order_by(attendances.c.seat_id, attendances.c.day)
)
_WHO_CAME = (
    select(seats)
    .where(seats.c.event_id == bindparam("event"), seats.c.id > bindparam("after"), _CAME)
    .order_by(seats.c.id)
    .limit(bindparam("most"))
)
_WITH_MARKS = (
    select(seats)
    .where(
        seats.c.event_id == bindparam("event"),
        (seats.c.status == Status.TAKEN) | _CAME,
    )
    .order_by(seats.c.name, seats.c.id)
)
_DOOR = select(event_doors).where(event_doors.c.event_id == bindparam("event"))
_DOOR_WITH = select(event_doors).where(event_doors.c.token == bindparam("token"))
_KEEP_DOOR = upsert(event_doors)


class AttendanceRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def put(self, mark: Mark) -> Mark:
        await self._tx.execute(_PUT.on(self._tx), asdict(mark))
        return next(one for one in await self.of_seat(mark.seat_id) if one.day == mark.day)

    async def of_seat(self, seat_id: int) -> list[Mark]:
        return await self._marks(_OF_SEAT, seat=seat_id)

    async def of_event(self, event_id: int) -> list[Mark]:
        return await self._marks(_OF_EVENT, event=event_id)

    async def came(self, event_id: int, after: int, most: int) -> list[Seat]:
        return await self._seats(_WHO_CAME, event=event_id, after=after, most=most)

    async def with_marks(self, event_id: int) -> list[Seat]:
        return await self._seats(_WITH_MARKS, event=event_id)

    async def door(self, event_id: int) -> Door | None:
        return await self._door(_DOOR, event=event_id)

    async def door_with(self, token: str) -> Door | None:
        return await self._door(_DOOR_WITH, token=token)

    async def keep_door(self, door: Door) -> None:
        await self._tx.execute(_KEEP_DOOR.on(self._tx), asdict(door))

    async def _door(self, query: Any, **by: Any) -> Door | None:
        row = (await self._tx.execute(query, by)).mappings().first()
        return Door(**row) if row else None

    async def _seats(self, query: Any, **by: Any) -> list[Seat]:
        return [seat_in(row) for row in (await self._tx.execute(query, by)).mappings()]

    async def _marks(self, query: Any, **by: Any) -> list[Mark]:
        rows = (await self._tx.execute(query, by)).mappings()
        return [Mark(**{**row, "way": Way(row["way"])}) for row in rows]
