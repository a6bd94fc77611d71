"""The history of tickets as rows; none is ever changed."""

from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.history import Actor, By, Change, Event
from desk.life import Act
from storage.schema import history

_ADD = insert(history)
_OF = (
    select(history)
    .where(history.c.ticket_id == bindparam("ticket"))
    .order_by(history.c.id.desc())
    .limit(bindparam("most"))
)


class HistoryRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, event: Event) -> None:
        values = {
            "ticket_id": event.ticket_id,
            "what": event.what,
            "by": event.actor.by,
            "actor_id": event.actor.id,
            "actor_name": event.actor.name,
            "detail": event.detail,
            "at": event.at,
        }
        await self._tx.execute(_ADD, values)

    async def of(self, ticket_id: int, most: int) -> list[Event]:
        rows = (await self._tx.execute(_OF, {"ticket": ticket_id, "most": most})).mappings()
        newest = [_event(row) for row in rows]
        return newest[::-1]


_WHAT = {str(what): what for what in (*Act, *Change)}


def _event(row: Any) -> Event:
    actor = Actor(By(row["by"]), row["actor_id"], row["actor_name"])
    return Event(row["ticket_id"], _WHAT[row["what"]], actor, row["at"], row["detail"])
