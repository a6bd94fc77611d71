"""What waits in the tables, and since when: only read, on any connection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.sql.elements import ColumnElement

from desk.outgoing import Priority
from storage.schema import inbox, outbox, tickets, timers

_DAY = timedelta(days=1)


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
    pending = text("outbox.state IN ('pending', 'sending')")
    due, first = outbox.c.due_at <= at, outbox.c.priority <= Priority.PERSON
    later = outbox.c.priority.between(Priority.STAFF, Priority.NOTICE)
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
        urgent=_queue(connection, outbox.c.due_at, pending, due, first),
        others=_queue(connection, outbox.c.due_at, pending, due, later),
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
    in_topics = text("tickets.status <> 'closed' AND tickets.topic_id IS NOT NULL")
    query = select(tickets.c.group_name, func.count()).where(in_topics)
    rows = connection.execute(query.group_by(tickets.c.group_name))
    return {row.group_name: row[1] for row in rows}
