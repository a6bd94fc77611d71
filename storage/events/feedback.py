"""What those who came say, and the files they get, as rows."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.feedback import Feedback, File, Slot
from desk.events.seats import Seat
from storage.database import upsert
from storage.events.seats import seat_in
from storage.events.tables import attendances, event_files, feedback, seats

_PUT = upsert(feedback)
_GET = select(feedback).where(feedback.c.seat_id == bindparam("seat"))
_OF_EVENT = (
    select(feedback)
    .join(seats, seats.c.id == feedback.c.seat_id)
    .where(seats.c.event_id == bindparam("event"))
    .order_by(feedback.c.seat_id)
)
_UNASKED = (
    select(seats)
    .where(
        seats.c.event_id == bindparam("event"),
        select(attendances.c.seat_id).where(attendances.c.seat_id == seats.c.id).exists(),
        ~select(feedback.c.seat_id).where(feedback.c.seat_id == seats.c.id).exists(),
    )
    .order_by(seats.c.id)
    .limit(bindparam("most"))
)
_IN_SLOT = (event_files.c.event_id == bindparam("event"), event_files.c.slot == bindparam("slot"))
_FILES = select(event_files).where(*_IN_SLOT).order_by(event_files.c.id)
_DROP_FILES = delete(event_files).where(*_IN_SLOT)
_ADD_FILE = insert(event_files)


class FeedbackRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, seat_id: int) -> Feedback | None:
        row = (await self._tx.execute(_GET, {"seat": seat_id})).mappings().first()
        return Feedback(**row) if row else None

    async def put(self, told: Feedback) -> None:
        await self._tx.execute(_PUT.on(self._tx), asdict(told))

    async def of_event(self, event_id: int) -> list[Feedback]:
        rows = (await self._tx.execute(_OF_EVENT, {"event": event_id})).mappings()
        return [Feedback(**row) for row in rows]

    async def unasked(self, event_id: int, most: int) -> list[Seat]:
        rows = await self._tx.execute(_UNASKED, {"event": event_id, "most": most})
        return [seat_in(row) for row in rows.mappings()]

    async def add_file(self, file: File) -> None:
        values = {name: value for name, value in asdict(file).items() if name != "id"}
        await self._tx.execute(_ADD_FILE, values)

    async def files(self, event_id: int, slot: Slot = Slot.MATERIALS) -> list[File]:
        rows = (await self._tx.execute(_FILES, {"event": event_id, "slot": slot})).mappings()
        return [_file(row) for row in rows]

    async def drop_files(self, event_id: int, slot: Slot) -> None:
        await self._tx.execute(_DROP_FILES, {"event": event_id, "slot": slot})


def _file(row: Any) -> File:
    values = {name: row[name] for name in File.__dataclass_fields__}
    return File(**{**values, "slot": Slot(row["slot"])})
