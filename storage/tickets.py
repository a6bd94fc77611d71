"""Tickets as rows."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.life import Status
from desk.tickets import Priority, Ticket
from storage.database import OnBoth
from storage.schema import people, tickets

_REPLIED = text("tickets.first_reply_at IS NOT NULL")
_GOING_ON = text("tickets.status <> 'closed'")
_IN_A_TOPIC = text("tickets.topic_id IS NOT NULL")


class TicketRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def open(self, ticket: Ticket, origin: str) -> tuple[Ticket, bool]:
        values = {**asdict(ticket), "origin": origin}
        del values["id"]
        number = await self._tx.scalar(_OPEN.on(self._tx), values)
        if number is not None:
            return replace(ticket, id=number), True
        known = await self._one(_BY_ORIGIN, origin)
        assert known is not None
        return known, False

    async def get(self, ticket_id: int) -> Ticket | None:
        return await self._locked(_BY_ID, ticket_id)

    async def in_topic(self, topic_id: int) -> Ticket | None:
        return await self._locked(_BY_TOPIC, topic_id)

    async def look(self, ticket_id: int) -> Ticket | None:
        return await self._one(_BY_ID, ticket_id)

    async def of(self, requester_id: int, most: int) -> list[Ticket]:
        query = (
            select(tickets)
            .where(tickets.c.requester_id == requester_id)
            .order_by(tickets.c.id.desc())
            .limit(most)
        )
        return [_ticket(row) for row in (await self._tx.execute(query)).mappings()]

    async def going_on(self, most: int) -> list[Ticket]:
        query = select(tickets).where(_GOING_ON).order_by(tickets.c.since).limit(most)
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

    async def _locked(self, by: "_By", value: int) -> Ticket | None:
        """Locks the requester's row: everything about a person waits in that one line."""
        if self._tx.dialect.name != "sqlite":  # SQLite has one writer anyway
            await self._tx.execute(by.lock, {"value": value})
        return await self._one(by, value)

    async def _one(self, by: "_By", value: int | str) -> Ticket | None:
        row = (await self._tx.execute(by.query, {"value": value})).mappings().first()
        return _ticket(row) if row else None


class _By:
    """A ticket found by one of its columns, and the lock that goes with it."""

    def __init__(self, column: ColumnElement[Any], *more: Any) -> None:
        condition = (column == bindparam("value"), *more)
        self.query = select(tickets).where(*condition)
        owner = select(people.c.id).join(tickets).where(*condition)
        self.lock = owner.with_for_update(of=people)


_BY_ID = _By(tickets.c.id)
_BY_TOPIC = _By(tickets.c.topic_id, _IN_A_TOPIC)
_BY_ORIGIN = _By(tickets.c.origin)
_OPEN = OnBoth(lambda insert: insert(tickets).on_conflict_do_nothing().returning(tickets.c.id))


def _ticket(row: Any) -> Ticket:
    values = {name: row[name] for name in Ticket.__dataclass_fields__}
    values["language"] = Language(row["language"])
    values["status"] = Status(row["status"])
    values["priority"] = Priority(row["priority"])
    values["tried"] = tuple(row["tried"])
    values["tags"] = tuple(row["tags"] or ())
    return Ticket(**values)
