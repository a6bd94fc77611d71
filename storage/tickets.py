"""Tickets as rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.groups import MAIN
from desk.languages import Language
from desk.life import Status
from desk.queues import OPEN, Sieve
from desk.ticket import Priority, Ticket
from desk.tickets import Queue
from storage.database import OnBoth
from storage.schema import people, tickets

_REPLIED = text("tickets.first_reply_at IS NOT NULL")
_GOING_ON: ColumnElement[bool] = text("tickets.status <> 'closed'")  # type: ignore[assignment]
_IN_A_TOPIC = text("tickets.topic_id IS NOT NULL")

_SOME = select(tickets).where(tickets.c.id.in_(bindparam("tickets", expanding=True)))
_OF = (
    select(tickets)
    .where(tickets.c.requester_id == bindparam("requester"))
    .order_by(tickets.c.id.desc())
    .limit(bindparam("most"))
)
_FIRST_WAITS = (
    select(tickets.c.opened_at, tickets.c.first_reply_at)
    .where(_REPLIED, tickets.c.first_reply_at > tickets.c.opened_at)
    .order_by(tickets.c.first_reply_at.desc())
    .limit(bindparam("most"))
)


class TicketRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def open(self, ticket: Ticket, origin: str) -> tuple[Ticket, bool]:
        values = {**_values(ticket), "origin": origin}
        del values["id"]
        number = await self._tx.scalar(_OPEN.on(self._tx), values)
        if number is not None:
            return replace(ticket, id=number), True
        known = await self._one(_BY_ORIGIN, origin)
        assert known is not None
        return known, False

    async def get(self, ticket_id: int) -> Ticket | None:
        return await self._locked(_BY_ID, ticket_id)

    async def in_topic(self, topic_id: int, group: str) -> Ticket | None:
        return await self._locked(_BY_TOPIC, topic_id, group)

    async def look(self, ticket_id: int) -> Ticket | None:
        return await self._one(_BY_ID, ticket_id)

    async def some(self, ticket_ids: Sequence[int]) -> list[Ticket]:
        rows = (await self._tx.execute(_SOME, {"tickets": ticket_ids})).mappings()
        found = {row["id"]: _ticket(row) for row in rows}
        return [found[number] for number in ticket_ids if number in found]

    async def of(self, requester_id: int, most: int) -> list[Ticket]:
        asked = {"requester": requester_id, "most": most}
        return [_ticket(row) for row in (await self._tx.execute(_OF, asked)).mappings()]

    async def queue(self, sieve: Sieve, most: int) -> Queue:
        rows = (await self._tx.execute(_queue(sieve), {"most": most})).mappings().all()
        return Queue(tuple(map(_ticket, rows)), rows[0]["count"] if rows else 0)

    async def owned_by(self, owner_id: int) -> list[int]:
        query = (
            select(tickets.c.id)
            .where(_GOING_ON, tickets.c.owner_id == owner_id)
            .order_by(tickets.c.requester_id, tickets.c.id)
        )
        return list(await self._tx.scalars(query))

    async def first_waits(self, most: int) -> list[timedelta]:
        found = await self._tx.execute(_FIRST_WAITS, {"most": most})
        return [replied - opened for opened, replied in found]

    async def save(self, ticket: Ticket) -> None:
        await self._tx.execute(_SAVE, {"this": ticket.id, **_values(ticket)})

    async def forget_topics(self, group: str) -> None:
        theirs = update(tickets).where(_IN_A_TOPIC, tickets.c.group_name == group)
        await self._tx.execute(theirs.values(topic_id=None, card_id=None, sign=None))

    async def _locked(self, by: "_By", value: int, group: str = MAIN) -> Ticket | None:
        """Locks the requester's row: everything about a person waits in that one line."""
        if self._tx.dialect.name != "sqlite":  # SQLite has one writer anyway
            values = {"value": value, "group": group}
            locked = await self._tx.scalar(by.lock, values)
            if locked is None:  # whoever was forgotten while this waited is a stand-in now
                await self._tx.execute(by.lock, values)
        return await self._one(by, value, group)

    async def _one(self, by: "_By", value: int | str, group: str = MAIN) -> Ticket | None:
        values = {"value": value, "group": group}
        row = (await self._tx.execute(by.query, values)).mappings().first()
        return _ticket(row) if row else None


@lru_cache(maxsize=64)  # making the statement costs more than running it
def _queue(sieve: Sieve) -> Select[Any]:
    """With the count of all beside each of the first."""
    conditions = list(_conditions(sieve))
    counted = select(func.count()).select_from(tickets).where(*conditions).correlate(None)
    found = select(tickets, counted.scalar_subquery().label("count")).where(*conditions)
    return found.order_by(tickets.c.since, tickets.c.id).limit(bindparam("most"))


def _conditions(sieve: Sieve) -> Iterator[ColumnElement[bool]]:
    if Status.CLOSED not in sieve.statuses:
        yield _GOING_ON
    if set(sieve.statuses) != set(OPEN):
        yield tickets.c.status.in_(sieve.statuses)
    if sieve.languages is not None:
        yield tickets.c.language.in_(sieve.languages)
    if sieve.group is not None:
        yield tickets.c.group_name == sieve.group
    yield from _whose(sieve)
    yield from _since_when(sieve)


def _whose(sieve: Sieve) -> Iterator[ColumnElement[bool]]:
    if sieve.owner_id is not None:
        yield tickets.c.owner_id == sieve.owner_id
    if sieve.beside_id is not None:
        yield tickets.c.owner_id != sieve.beside_id  # NULL is not true: nobody's is left out
    if sieve.owned is not None:
        yield tickets.c.owner_id.is_not(None) if sieve.owned else tickets.c.owner_id.is_(None)


def _since_when(sieve: Sieve) -> Iterator[ColumnElement[bool]]:
    if sieve.due_by is not None:
        yield tickets.c.due_at <= sieve.due_by
    if sieve.not_due_by is not None:
        yield tickets.c.due_at.is_(None) | (tickets.c.due_at > sieve.not_due_by)
    if sieve.since_before is not None:
        yield tickets.c.since <= sieve.since_before
    if sieve.neglected is not None:
        before, due_by = sieve.neglected
        yield (tickets.c.since <= before) | (tickets.c.due_at <= due_by)


class _By:
    """A ticket found by one of its columns, and the lock that goes with it."""

    def __init__(self, column: ColumnElement[Any], *more: Any) -> None:
        condition = (column == bindparam("value"), *more)
        self.query = select(tickets).where(*condition)
        owner = select(people.c.id).join(tickets).where(*condition)
        self.lock = owner.with_for_update(of=people)


_BY_ID = _By(tickets.c.id)
_BY_TOPIC = _By(tickets.c.topic_id, _IN_A_TOPIC, tickets.c.group_name == bindparam("group"))
_BY_ORIGIN = _By(tickets.c.origin)
_SAVE = update(tickets).where(tickets.c.id == bindparam("this"))
_OPEN = OnBoth(lambda insert: insert(tickets).on_conflict_do_nothing().returning(tickets.c.id))


def _values(ticket: Ticket) -> dict[str, Any]:
    """Shallow: `asdict` copies each value, which costs more than writing it."""
    return {name: getattr(ticket, name) for name in Ticket.__dataclass_fields__}


def _ticket(row: Any) -> Ticket:
    values = {name: row[name] for name in Ticket.__dataclass_fields__}
    values["language"] = Language(row["language"])
    values["status"] = Status(row["status"])
    values["priority"] = Priority(row["priority"])
    values["tried"] = tuple(row["tried"])
    values["tags"] = tuple(row["tags"] or ())
    return Ticket(**values)
