"""Tickets as rows."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.tickets import Status, Ticket
from storage.database import insert
from storage.schema import people, tickets

_REPLIED = text("tickets.first_reply_at IS NOT NULL")
_IN_A_TOPIC = text("tickets.topic_id IS NOT NULL")


class TicketRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def open(self, ticket: Ticket, origin: str) -> tuple[Ticket, bool]:
        values = {**asdict(ticket), "origin": origin}
        del values["id"]
        added = insert(self._tx, tickets).values(values)
        number = await self._tx.scalar(added.on_conflict_do_nothing().returning(tickets.c.id))
        if number is not None:
            return replace(ticket, id=number), True
        known = await self._one(tickets.c.origin == origin)
        assert known is not None
        return known, False

    async def get(self, ticket_id: int) -> Ticket | None:
        return await self._locked(tickets.c.id == ticket_id)

    async def in_topic(self, topic_id: int) -> Ticket | None:
        return await self._locked((tickets.c.topic_id == topic_id) & _IN_A_TOPIC)

    async def look(self, ticket_id: int) -> Ticket | None:
        return await self._one(tickets.c.id == ticket_id)

    async def of(self, requester_id: int, most: int) -> list[Ticket]:
        query = (
            select(tickets)
            .where(tickets.c.requester_id == requester_id)
            .order_by(tickets.c.id.desc())
            .limit(most)
        )
        return [_ticket(row) for row in (await self._tx.execute(query)).mappings()]

    async def first_waits(self, most: int) -> list[timedelta]:
        query = (
            select(tickets.c.opened_at, tickets.c.first_reply_at)
            .where(_REPLIED)
            .order_by(tickets.c.first_reply_at.desc())
            .limit(most)
        )
        return [replied - opened for opened, replied in await self._tx.execute(query)]

    async def save(self, ticket: Ticket) -> None:
        await self._tx.execute(
            update(tickets).where(tickets.c.id == ticket.id).values(asdict(ticket))
        )

    async def forget_topics(self) -> None:
        await self._tx.execute(
            update(tickets).where(_IN_A_TOPIC).values(topic_id=None, card_id=None)
        )

    async def _locked(self, condition: Any) -> Ticket | None:
        """Locks the requester's row: everything about a person waits in that one line."""
        if self._tx.dialect.name != "sqlite":  # SQLite has one writer anyway
            lock = select(people.c.id).join(tickets).where(condition)
            await self._tx.execute(lock.with_for_update(of=people))
        return await self._one(condition)

    async def _one(self, condition: Any) -> Ticket | None:
        query = select(tickets).where(condition)
        row = (await self._tx.execute(query)).mappings().first()
        return _ticket(row) if row else None


def _ticket(row: Any) -> Ticket:
    values = {name: row[name] for name in Ticket.__dataclass_fields__}
    values["language"] = Language(row["language"])
    values["status"] = Status(row["status"])
    values["tried"] = tuple(row["tried"])
    return Ticket(**values)
