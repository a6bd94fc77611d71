"""Notes of sessions as rows."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import Kind, MessageRef
from desk.mentoring.booking import Side
from desk.mentoring.notes import Note
from storage.mentoring.tables import bookings, session_notes

_ADD = insert(session_notes).returning(session_notes.c.id)
_OF = (
    select(session_notes)
    .where(session_notes.c.booking_id == bindparam("booking"))
    .order_by(session_notes.c.id)
)
_LET_GO = (
    select(bookings.c.id)
    .where(bookings.c.requester_id == bindparam("person"))
    .where(bookings.c.wish_id == bindparam("wish"))
    .where(text("bookings.status IN ('cancelled', 'declined', 'expired')"))
)
_CARRY = (
    update(session_notes)
    .where(session_notes.c.booking_id.in_(_LET_GO))
    .where(session_notes.c.author == Side.MEMBER)
    .values(booking_id=bindparam("to"))
)


class NoteRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, note: Note) -> Note:
        return replace(note, id=await self._tx.scalar(_ADD, _values(note)))

    async def of(self, booking_id: int) -> list[Note]:
        found = await self._tx.execute(_OF, {"booking": booking_id})
        return [_note(row) for row in found.mappings()]

    async def carry(self, person_id: int, wish_id: int, booking_id: int) -> None:
        by = {"person": person_id, "wish": wish_id, "to": booking_id}
        await self._tx.execute(_CARRY, by)


def _values(note: Note) -> dict[str, Any]:
    return {
        "booking_id": note.booking_id,
        "author": note.author,
        "is_private": note.is_private,
        "html": note.html,
        "kind": note.kind,
        "chat_id": note.at and note.at.chat_id,
        "message_id": note.at and note.at.message_id,
        "written_at": note.written_at,
    }


def _note(row: Any) -> Note:
    at = None
    if row["chat_id"] is not None:
        at = MessageRef(row["chat_id"], row["message_id"])
    return Note(
        id=row["id"],
        booking_id=row["booking_id"],
        author=Side(row["author"]),
        html=row["html"],
        kind=Kind(row["kind"]),
        written_at=row["written_at"],
        at=at,
        is_private=row["is_private"],
    )
