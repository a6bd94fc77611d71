"""What processes on one PostgreSQL tell each other, with the transaction that makes it so.

Nobody hears of what was rolled back, and nothing is heard before it can be read. What is lost, for
a listener may be away, is found by looking: this only makes it quick.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.outgoing import Priority, Waiting

OUTBOX, GROUPS, LEARNT, JOBS = "linja_outbox", "linja_groups", "linja_learnt", "linja_jobs"
_TELL = text("SELECT pg_notify(:channel, :payload)")
_MOST = 7000  # bytes of a payload; PostgreSQL takes 8000
_SECOND = 1000  # milliseconds


async def tell(tx: AsyncConnection, channel: str, payload: str = "") -> None:
    await tx.execute(_TELL, {"channel": channel, "payload": payload})


async def tell_of_rows(tx: AsyncConnection, rows: Iterable[Waiting]) -> None:
    """Rows for whoever leads, or, where they are too many, that there are some."""
    packed = json.dumps(
        [(row.id, row.lane, int(row.priority), _milliseconds(row.due_at)) for row in rows],
        separators=(",", ":"),
    )
    await tell(tx, OUTBOX, packed if len(packed.encode()) <= _MOST else "")


def rows_of(payload: str) -> Sequence[Waiting]:
    """The rows that were told of; none where they were too many."""
    return [
        Waiting(number, lane, Priority(priority), datetime.fromtimestamp(due_at / _SECOND, UTC))
        for number, lane, priority, due_at in json.loads(payload or "[]")
    ]


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * _SECOND)
