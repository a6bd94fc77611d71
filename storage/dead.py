"""What was set aside or given up, for an operator to look at, try again or drop."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.outgoing import Priority
from storage.schema import inbox, outbox

_DEAD = inbox.c.dead_at.is_not(None)
_FAILED = outbox.c.state == "failed"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that could not be handled. `raw` holds its sender's words."""

    id: int
    mailbox: str
    received_at: datetime
    dead_at: datetime
    error: str
    raw: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A parcel that is still to go, or never will. `body` may hold anybody's words."""

    id: int
    lane: str
    priority: Priority
    state: str
    created_at: datetime
    due_at: datetime
    attempts: int
    error: str | None
    body: str


class DeadRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def all(self, most: int) -> list[DeadLetter]:
        """The youngest."""
        query = select(inbox).where(_DEAD).order_by(inbox.c.id.desc()).limit(most)
        found = [_dead(row) for row in (await self._tx.execute(query)).mappings()]
        return found[::-1]

    async def get(self, number: int) -> DeadLetter | None:
        query = select(inbox).where(_DEAD, inbox.c.id == number)
        row = (await self._tx.execute(query)).mappings().first()
        return _dead(row) if row else None

    async def retry(self, numbers: Collection[int] | None) -> list[int]:
        """These, or all; the numbers of those that are pending again."""
        anew = update(inbox).values(dead_at=None, attempts=0, error=None)
        return await self._change(anew, _DEAD, inbox.c.id, numbers)

    async def drop(self, numbers: Collection[int], at: datetime) -> list[int]:
        """Their words go at once; their rows stay, so that a second delivery is none."""
        gone = update(inbox).values(dead_at=None, done_at=at, raw="")
        return await self._change(gone, _DEAD, inbox.c.id, numbers)

    async def undelivered(self, state: str, most: int) -> list[Undelivered]:
        """The youngest in this state: pending, sending or failed."""
        query = select(outbox).where(outbox.c.state == state)
        found = await self._tx.execute(query.order_by(outbox.c.id.desc()).limit(most))
        return [_undelivered(row) for row in found.mappings()][::-1]

    async def undelivered_one(self, number: int) -> Undelivered | None:
        query = select(outbox).where(outbox.c.id == number)
        row = (await self._tx.execute(query)).mappings().first()
        return _undelivered(row) if row else None

    async def send_again(self, numbers: Collection[int] | None, at: datetime) -> list[int]:
        """Those that failed, or these of them, from now on in the queue of their chat."""
        values = {"state": "pending", "due_at": at, "attempts": 0, "error": None, "ended_at": None}
        anew = update(outbox).values(**values, key=None)
        return await self._change(anew, _FAILED, outbox.c.id, numbers)

    async def recall(self, numbers: Collection[int], at: datetime) -> list[int]:
        """Those that failed or have not gone out yet never will."""
        gone = update(outbox).values(state="recalled", ended_at=at, key=None)
        open_ones = outbox.c.state.in_(["failed", "pending"])
        return await self._change(gone, open_ones, outbox.c.id, numbers)

    async def _change(
        self,
        change: Update,
        which: ColumnElement[bool],
        number: ColumnElement[int],
        numbers: Collection[int] | None,
    ) -> list[int]:
        these = true() if numbers is None else number.in_([*numbers])
        changed = await self._tx.execute(change.where(which, these).returning(number))
        return sorted(changed.scalars())


def _dead(row: Any) -> DeadLetter:
    return DeadLetter(
        row["id"],
        row["mailbox"],
        row["received_at"],
        row["dead_at"],
        row["error"] or "",
        row["raw"],
    )


def _undelivered(row: Any) -> Undelivered:
    return Undelivered(
        row["id"],
        row["lane"],
        Priority(row["priority"]),
        row["state"],
        row["created_at"],
        row["due_at"],
        row["attempts"],
        row["error"],
        row["body"],
    )
