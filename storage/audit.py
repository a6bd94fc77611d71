"""The audit as rows: added and read, and nothing else."""

from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit import Deed, Entry
from desk.history import Actor, By
from storage.guarding import audit

_ADD = insert(audit)


class AuditRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, entry: Entry) -> None:
        values = {
            "deed": entry.deed,
            "actor_id": entry.by.id,
            "actor_name": entry.by.name,
            "ticket_id": entry.ticket_id,
            "whom_id": entry.whom and entry.whom.id,
            "whom_name": entry.whom and entry.whom.name,
            "count": entry.count,
            "at": entry.at,
        }
        await self._tx.execute(_ADD, values)

    async def last(
        self, most: int, *, ticket_id: int | None = None, colleague_id: int | None = None
    ) -> list[Entry]:
        query = select(audit).order_by(audit.c.id.desc()).limit(most)
        if ticket_id is not None:
            query = query.where(audit.c.ticket_id == ticket_id)
        if colleague_id is not None:
            query = query.where(
                or_(audit.c.actor_id == colleague_id, audit.c.whom_id == colleague_id)
            )
        return [_entry(row) for row in (await self._tx.execute(query)).mappings()]


def _entry(row: Any) -> Entry:
    whom = Actor(By.STAFF, row["whom_id"], row["whom_name"]) if row["whom_name"] else None
    by = Actor(By.STAFF, row["actor_id"], row["actor_name"])
    return Entry(Deed(row["deed"]), by, row["at"], row["ticket_id"], whom, row["count"])
