"""What waits in the tables, and since when: only read, on any connection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text, union_all
from sqlalchemy.sql.elements import ColumnElement

from desk.outgoing import Priority
from storage.schema import inbox, outbox, tickets, timers

_DAY = timedelta(days=1)
# Either state has an index of its own; together they have none, and all that ever went out is read.
_WAITING = union_all(
    *(
        select(outbox.c.due_at, outbox.c.priority).where(text(f"outbox.state = '{state}'"))
        for state in ("pending", "sending")
    )
).subquery()


@dataclass(frozen=True, slots=True)
class Queue:
    """`oldest_at` is since when its first has waited."""

    count: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """`updates` are not handled yet, and `set_aside` never will be by themselves. `urgent` is what
    people look at their screens for, `others` what else should go out at once. `failed` is what
    Telegram has refused within a day. `overdue` are requests past their target; `topics` counts
    those that are open, by staff group.
    """

    updates: Queue = Queue()
    set_aside: Queue = Queue()
    urgent: Queue = Queue()
    others: Queue = Queue()
    failed: int = 0
    timers: Queue = Queue()
    overdue: Queue = Queue()
    topics: Mapping[str, int] | None = None


def backlog(connection: Connection, at: datetime) -> Backlog:
    """As of `at`. Raises DBAPIError where the tables are too old to be asked."""
    due, priority = _WAITING.c.due_at <= at, _WAITING.c.priority
    return Backlog(
        updates=_queue(
            connection,
            inbox.c.received_at,
            text("inbox.done_at IS NULL AND inbox.dead_at IS NULL"),
        ),
        set_aside=_queue(
            connection,
            inbox.c.dead_at,
            text("inbox.dead_at IS NOT NULL AND inbox.done_at IS NULL"),
        ),
        urgent=_queue(connection, _WAITING.c.due_at, due, priority <= Priority.PERSON),
        others=_queue(
            connection,
            _WAITING.c.due_at,
            due,
            priority.between(Priority.STAFF, Priority.NOTICE),
        ),
        failed=_queue(
            connection,
            outbox.c.ended_at,
            text("outbox.state = 'failed'"),
            outbox.c.ended_at > at - _DAY,
        ).count,
        timers=_queue(
            connection, timers.c.due_at, text("timers.fired_at IS NULL"), timers.c.due_at <= at
        ),
        overdue=_queue(
            connection,
            tickets.c.due_at,
            text("tickets.due_at IS NOT NULL AND tickets.status <> 'closed'"),
            tickets.c.due_at <= at,
        ),
        topics=_topics(connection),
    )


def _queue(connection: Connection, since: ColumnElement[Any], *where: Any) -> Queue:
    row = connection.execute(select(func.count(), func.min(since)).where(*where)).one()
    return Queue(row[0], row[1])


def _topics(connection: Connection) -> dict[str, int]:
    query = select(tickets.c.group_name, func.count(tickets.c.topic_id))
    rows = connection.execute(
        query.where(text("tickets.status <> 'closed'")).group_by(tickets.c.group_name)
    )
    return {row.group_name: row[1] for row in rows}
