"""Messages that are held back, as rows."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.held import Held
from desk.history import Actor, By
from desk.incoming import Incoming, MessageRef
from storage.database import OnBoth
from storage.guarding import held

_THIS = (held.c.chat_id == bindparam("chat")) & (held.c.message_id == bindparam("message"))
_GET = select(held).where(_THIS)
_TAKE = delete(held).where(_THIS).returning(held)
_INCOMING = TypeAdapter(Incoming)


class HeldRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def put(self, message: Held) -> None:
        values = {
            "ticket_id": message.ticket_id,
            "chat_id": message.incoming.at.chat_id,
            "message_id": message.incoming.at.message_id,
            "author_id": message.author.id,
            "author_name": message.author.name,
            "incoming": _INCOMING.dump_python(message.incoming, mode="json"),
            "held_at": message.held_at,
        }
        await self._tx.execute(_PUT.on(self._tx), values)

    async def get(self, ref: MessageRef) -> Held | None:
        return await self._one(_GET, ref)

    async def take(self, ref: MessageRef) -> Held | None:
        return await self._one(_TAKE, ref)

    async def _one(self, statement: Any, ref: MessageRef) -> Held | None:
        values = {"chat": ref.chat_id, "message": ref.message_id}
        row = (await self._tx.execute(statement, values)).mappings().first()
        return _held(row) if row else None


_PUT = OnBoth(
    lambda insert: insert(held).on_conflict_do_update(
        index_elements=[held.c.chat_id, held.c.message_id],
        set_={"incoming": insert(held).excluded.incoming},
    )
)


def _held(row: Any) -> Held:
    author = Actor(By.STAFF, row["author_id"], row["author_name"])
    incoming = _INCOMING.validate_python(row["incoming"])
    return Held(row["ticket_id"], author, incoming, row["held_at"])
