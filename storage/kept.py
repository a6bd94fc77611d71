"""What members sent and the line has not passed on, as rows."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.blocks import Kept, Why
from desk.incoming import Incoming, MessageRef
from storage.database import OnBoth
from storage.guarding import kept

_BLOCKED = (kept.c.person_id == bindparam("person")) & (kept.c.why == Why.BLOCK)
_NAMED = _BLOCKED & ~kept.c.anonymous
_UNSEEN = _BLOCKED & kept.c.anonymous & (kept.c.ticket_id == bindparam("ticket"))
_TAKE = (
    delete(kept)
    .where(
        kept.c.chat_id == bindparam("chat"),
        kept.c.message_id == bindparam("message"),
        kept.c.why == bindparam("reason"),
    )
    .returning(kept)
)
_PUT = OnBoth(
    lambda insert: insert(kept).on_conflict_do_update(
        index_elements=[kept.c.chat_id, kept.c.message_id],
        set_={"incoming": insert(kept).excluded.incoming},
    )
)
_CORRECT = (
    update(kept)
    .where(kept.c.chat_id == bindparam("chat"), kept.c.message_id == bindparam("number"))
    .values(incoming=bindparam("words"))
)
_INCOMING = TypeAdapter(Incoming)


class KeptRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def put(self, one: Kept) -> None:
        values = {
            "person_id": one.person_id,
            "ticket_id": one.ticket_id,
            "anonymous": one.anonymous,
            "why": one.why,
            "chat_id": one.incoming.at.chat_id,
            "message_id": one.incoming.at.message_id,
            "incoming": _INCOMING.dump_python(one.incoming, mode="json"),
            "kept_at": one.kept_at,
        }
        await self._tx.execute(_PUT.on(self._tx), values)

    async def correct(self, incoming: Incoming) -> None:
        values = {
            "chat": incoming.at.chat_id,
            "number": incoming.at.message_id,
            "words": _INCOMING.dump_python(incoming, mode="json"),
        }
        await self._tx.execute(_CORRECT, values)

    async def has(self, person_id: int, anonymous_ticket: int | None) -> bool:
        condition, values = _these(person_id, anonymous_ticket)
        query = select(kept.c.id).where(condition).limit(1)
        return await self._tx.scalar(query, values) is not None

    async def of(self, person_id: int) -> list[Kept]:
        query = select(kept).where(kept.c.person_id == person_id).order_by(kept.c.id)
        return [_kept(row) for row in (await self._tx.execute(query)).mappings()]

    async def take_blocked(self, person_id: int, anonymous_ticket: int | None) -> list[Kept]:
        condition, values = _these(person_id, anonymous_ticket)
        taken = delete(kept).where(condition).returning(kept)
        rows = (await self._tx.execute(taken, values)).mappings().all()
        return [_kept(row) for row in sorted(rows, key=lambda row: row["id"])]

    async def take(self, ref: MessageRef, why: Why) -> Kept | None:
        values = {"chat": ref.chat_id, "message": ref.message_id, "reason": why}
        row = (await self._tx.execute(_TAKE, values)).mappings().first()
        return _kept(row) if row else None


def _these(person_id: int, ticket_id: int | None) -> tuple[ColumnElement[bool], dict[str, int]]:
    if ticket_id is None:
        return _NAMED, {"person": person_id}
    return _UNSEEN, {"person": person_id, "ticket": ticket_id}


def _kept(row: Any) -> Kept:
    return Kept(
        person_id=row["person_id"],
        ticket_id=row["ticket_id"],
        anonymous=row["anonymous"],
        why=Why(row["why"]),
        incoming=_INCOMING.validate_python(row["incoming"]),
        kept_at=row["kept_at"],
    )
