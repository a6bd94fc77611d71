"""Which group tickets are in, and the topics that they have left, as rows."""

from collections.abc import Sequence

from sqlalchemy import insert, literal, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.groups import MAIN, FormerTopic
from desk.life import Status
from storage.database import upsert
from storage.schema import former_topics, tickets

_LEAVE = upsert(former_topics)
_UNTOLD = text("NOT told")
_ELSEWHERE = text("tickets.group_name <> 'main'")


class MoveRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def leave(self, former: FormerTopic) -> None:
        values = {
            "chat_id": former.chat_id,
            "topic_id": former.topic_id,
            "ticket_id": former.ticket_id,
            "told": False,
        }
        await self._tx.execute(_LEAVE.on(self._tx), values)

    async def left(self, chat_id: int, topic_id: int) -> int | None:
        c = former_topics.c
        query = select(c.ticket_id).where(c.chat_id == chat_id, c.topic_id == topic_id)
        number: int | None = await self._tx.scalar(query)
        return number

    async def take_untold(self, ticket_id: int) -> list[FormerTopic]:
        c = former_topics.c
        told = update(former_topics).where(_UNTOLD, c.ticket_id == ticket_id).values(told=True)
        rows = await self._tx.execute(told.returning(c.chat_id, c.topic_id, c.ticket_id))
        return [FormerTopic(*row) for row in rows]

    async def take(self, ticket_id: int) -> list[FormerTopic]:
        c = former_topics.c
        told = update(former_topics).where(c.ticket_id == ticket_id).values(told=True)
        rows = await self._tx.execute(told.returning(c.chat_id, c.topic_id, c.ticket_id))
        return [FormerTopic(*row) for row in rows]

    async def empty(self, name: str, chat_id: int | None) -> list[int]:
        theirs = update(tickets).where(_ELSEWHERE, tickets.c.group_name == name)
        if chat_id is not None:
            await self._leave_all(name, chat_id)
        emptied = theirs.values(group_name=MAIN, topic_id=None, card_id=None, sign=None)
        rows = await self._tx.execute(emptied.returning(tickets.c.id, tickets.c.status))
        return sorted(number for number, status in rows if status != Status.CLOSED)

    async def _leave_all(self, name: str, chat_id: int) -> None:
        t = tickets.c
        left = select(literal(chat_id), t.topic_id, t.id, true()).where(
            _ELSEWHERE, t.group_name == name, t.topic_id.is_not(None)
        )
        columns = [c.name for c in former_topics.c]
        await self._tx.execute(insert(former_topics).from_select(columns, left))

    async def strangers(self, known: Sequence[str]) -> list[str]:
        query = select(tickets.c.group_name).distinct().where(_ELSEWHERE)
        names = await self._tx.scalars(query.where(tickets.c.group_name.not_in(known)))
        return sorted(names)
