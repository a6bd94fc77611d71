"""The way in, without the rest: a sandbox, a database, an intake, and a desk that only notes."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from bot.intake import Intake
from bot.mailboxes import Mailboxes
from storage.database import Database
from storage.inbox import Letter
from tests.statements import share


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 12, tzinfo=UTC)


class WayIn:
    """`read` are the updates that have reached the desk."""

    def __init__(self, address: str, database: Database) -> None:
        self.address = address
        self.database = database
        self.read: list[dict[str, Any]] = []
        self.mailboxes = Mailboxes(self._note, self._note, parallel=4, most=1000)
        self.intake = Intake(database, self.mailboxes, Noon())

    async def _note(self, letter: Letter) -> None:
        self.read.append(json.loads(letter.raw))

    async def rows(self) -> list[int]:
        """The update_ids on disk, as another connection sees them."""
        other = Database(self.address)
        try:
            async with other.transaction() as tx:
                found = await tx.execute(text("SELECT update_id FROM inbox ORDER BY id"))
                return [row.update_id for row in found]
        finally:
            await other.close()

    @asynccontextmanager
    async def broken(self) -> AsyncIterator[None]:
        """Nothing can be written down meanwhile: the table is away."""
        await self._rename("inbox", "elsewhere")
        yield
        await self._rename("elsewhere", "inbox")

    async def _rename(self, old: str, new: str) -> None:
        async with self.database.transaction() as tx:
            await tx.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


@asynccontextmanager
async def way_in(address: str) -> AsyncIterator[WayIn]:
    database = Database(address)
    share(database)
    opened = WayIn(address, database)
    yield opened
    await opened.mailboxes.close(1)
    await database.close()


@contextmanager
def cancelled(task: asyncio.Task[Any]) -> Iterator[None]:
    """The task ends with the block, wherever it is."""
    try:
        yield
    finally:
        task.cancel()
