"""Messages that show what staff have looked up, as rows."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import MessageRef
from storage.database import OnBoth
from storage.guarding import lookups

_NOTE = OnBoth(lambda insert: insert(lookups).on_conflict_do_nothing())


class LookupRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def note(self, refs: Sequence[MessageRef], sent_at: datetime) -> None:
        for ref in refs:
            values = {"chat_id": ref.chat_id, "message_id": ref.message_id, "sent_at": sent_at}
            await self._tx.execute(_NOTE.on(self._tx), values)

    async def take(self, sent_after: datetime) -> list[MessageRef]:
        taken = await self._tx.execute(delete(lookups).returning(lookups))
        young = (row for row in taken if row.sent_at > sent_after)
        return sorted(MessageRef(row.chat_id, row.message_id) for row in young)

    async def sweep(self, sent_before: datetime) -> int:
        swept = delete(lookups).where(lookups.c.sent_at < sent_before)
        return (await self._tx.execute(swept)).rowcount
