"""What the program remembers of itself: told troubles, set profiles, moved chats."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import OnBoth, upsert
from storage.schema import marks, moved_chats

_PUT = upsert(marks)
_GET = select(marks.c.value).where(marks.c.key == bindparam("this"))
_FIRST = OnBoth(lambda insert: insert(marks).on_conflict_do_nothing().returning(marks.c.key))
_MOVE = upsert(moved_chats)


class Marks:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, key: str) -> str | None:
        found: str | None = await self._tx.scalar(_GET, {"this": key})
        return found

    async def put(self, key: str, value: str, at: datetime) -> None:
        values = {"key": key, "value": value, "set_at": at}
        await self._tx.execute(_PUT.on(self._tx), values)

    async def drop(self, key: str) -> None:
        await self._tx.execute(delete(marks).where(marks.c.key == key))

    async def first(self, key: str, value: str, at: datetime) -> bool:
        """Puts the mark, True where there was none: for what is to be told once."""
        values = {"key": key, "value": value, "set_at": at}
        return await self._tx.scalar(_FIRST.on(self._tx), values) is not None

    async def move_chat(self, old_id: int, new_id: int) -> None:
        await self._tx.execute(_MOVE.on(self._tx), {"old_id": old_id, "new_id": new_id})

    async def chat_now(self, chat_id: int) -> int:
        """The id that this chat goes by today, after any number of moves."""
        seen = {chat_id}
        while True:
            query = select(moved_chats.c.new_id).where(moved_chats.c.old_id == chat_id)
            moved: int | None = await self._tx.scalar(query)
            if moved is None or moved in seen:
                return chat_id
            chat_id = moved
            seen.add(chat_id)
