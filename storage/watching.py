"""A look at the whole from outside: how much waits, since when, and what has failed.

Each statement costs what is open and not what ever was, and none counts beyond ten thousand: it is
asked every few seconds, where people are answered.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.life import Status
from desk.outgoing import Priority
from storage.columns import Moment
from storage.database import Database
from storage.schema import inbox, marks, outbox, tickets, timers

_MOST = 10_000
_NOW = bindparam("now", type_=Moment())

_PENDING = text("inbox.done_at IS NULL AND inbox.dead_at IS NULL")
_DEAD = text("inbox.dead_at IS NOT NULL")
_WAITS = text("outbox.state = 'pending'")
_FAILED = text("outbox.state = 'failed'")
_UNFIRED = text("timers.fired_at IS NULL")
_GOING_ON = text("tickets.status <> 'closed'")
_DESKS_TURN = tickets.c.status.in_([Status.NEW, Status.TAKEN])


def _count(column: Any, *where: Any) -> Select[Any]:
    return select(func.count()).select_from(select(column).where(*where).limit(_MOST).subquery())


def _by(column: Any, *where: Any) -> Select[Any]:
    found = select(column).where(*where).limit(_MOST).subquery()
    return select(found.c[0], func.count()).group_by(found.c[0])


def _first(column: Any, order: Any, *where: Any) -> Select[Any]:
    return select(column).where(*where).order_by(order).limit(1)


_TRIVIAL = select(literal(1))
_UPDATES = _count(inbox.c.id, _PENDING)
_OLDEST_UPDATE = _first(inbox.c.received_at, inbox.c.id, _PENDING)
_DEAD_LETTERS = _count(inbox.c.id, _DEAD)
_PARCELS = _by(outbox.c.priority, _WAITS, outbox.c.due_at <= _NOW)
_OLDEST_PARCEL = _first(outbox.c.due_at, outbox.c.due_at, _WAITS)
_URGENT = (
    select(outbox.c.due_at)
    .where(_WAITS, outbox.c.priority <= Priority.STAFF)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(_MOST)
    .subquery()
)
_OLDEST_URGENT = select(func.min(_URGENT.c.due_at))
_FAILED_PARCELS = _count(outbox.c.id, _FAILED)
_TIMERS = _by(timers.c.kind, _UNFIRED, timers.c.due_at <= _NOW)
_OLDEST_TIMER = _first(timers.c.due_at, timers.c.due_at, _UNFIRED)
_REQUESTS = _by(tickets.c.status, _GOING_ON)
_OLDEST_REQUEST = _first(tickets.c.since, tickets.c.since, _GOING_ON, _DESKS_TURN)
_MARK = select(marks.c.set_at).where(marks.c.key == bindparam("this"))
_SIZE = select(func.pg_database_size(func.current_database()))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the tables stand. Counts end at ten thousand; a moment is None where nothing is so old.

    `answered_in` is how many seconds a trivial question took, waiting for a connection included.
    """

    answered_in: float
    size: int  # bytes
    updates: int
    oldest_update_at: datetime | None
    dead_letters: int
    parcels: Mapping[int, int]  # those that are due, by priority
    oldest_parcel_due_at: datetime | None
    oldest_urgent_due_at: datetime | None  # of those that a member or staff wait for
    failed_parcels: int
    timers: Mapping[str, int]  # those that are due, by kind
    oldest_timer_due_at: datetime | None
    requests: Mapping[str, int]  # by status
    oldest_request_since: datetime | None  # of those in which the desk has the word
    backup_at: datetime | None
    backup_failed_at: datetime | None


async def answers(database: Database) -> float:
    """How many seconds a trivial question takes; raises what the database raises."""
    began = time.perf_counter()
    async with database.transaction() as tx:
        await tx.execute(_TRIVIAL)
        return time.perf_counter() - began


async def look(database: Database, now: datetime) -> Standing:
    """Raises what the database raises."""
    began = time.perf_counter()
    async with database.transaction() as tx:
        await tx.execute(_TRIVIAL)
        answered_in, by = time.perf_counter() - began, {"now": now}
        return Standing(
            answered_in=answered_in,
            size=await _size(database, tx),
            updates=await tx.scalar(_UPDATES),
            oldest_update_at=await tx.scalar(_OLDEST_UPDATE),
            dead_letters=await tx.scalar(_DEAD_LETTERS),
            parcels=await _counted(tx, _PARCELS, by),
            oldest_parcel_due_at=await tx.scalar(_OLDEST_PARCEL),
            oldest_urgent_due_at=await tx.scalar(_OLDEST_URGENT),
            failed_parcels=await tx.scalar(_FAILED_PARCELS),
            timers=await _counted(tx, _TIMERS, by),
            oldest_timer_due_at=await tx.scalar(_OLDEST_TIMER),
            requests=await _counted(tx, _REQUESTS, {}),
            oldest_request_since=await tx.scalar(_OLDEST_REQUEST),
            backup_at=await tx.scalar(_MARK, {"this": "backup.last"}),
            backup_failed_at=await tx.scalar(_MARK, {"this": "backup.failed"}),
        )


async def _counted(
    tx: AsyncConnection, statement: Select[Any], by: Mapping[str, Any]
) -> dict[Any, int]:
    return {row[0]: row[1] for row in await tx.execute(statement, by)}


async def _size(database: Database, tx: AsyncConnection) -> int:
    """On SQLite the file and its log; on PostgreSQL what the server says."""
    if database.path is None:
        return int(await tx.scalar(_SIZE) or 0)
    log = database.path.with_name(database.path.name + "-wal")
    return sum(map(_bytes, (database.path, log)))


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
