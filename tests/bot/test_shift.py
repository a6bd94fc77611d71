"""A replica's share of the letters, and what becomes of it when the replica stops."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.jobs import Shift
from storage.database import Database
from storage.inbox import Arrived, Inbox, Letter
from storage.jobs import Jobs
from storage.migrate import upgrade
from storage.presence import Presence
from tests.storage.rows import MORNING


@pytest.fixture
async def database(postgresql_address: str) -> AsyncIterator[Database]:
    database = Database(postgresql_address)
    await upgrade(database)
    yield database
    await database.close()


async def test_what_its_last_look_finds_is_in_hand_too(database: Database) -> None:
    async with database.transaction() as tx:
        letters = await Inbox(tx).add([Arrived(1, "chat:1", "{}")], MORNING)
        await Jobs(tx).put(letters)
    presence = Presence(database, ("here",), lambda *_: None, lambda: None)
    living = asyncio.create_task(presence.run())
    closing: list[asyncio.Task[None]] = []
    handled: list[int] = []

    async def handle(letter: Letter) -> None:
        handled.append(letter.id)

    def worker() -> int | None:
        """Asked directly before the look."""
        if presence.worker is not None and not closing:
            closing.append(asyncio.create_task(shift.close(20)))
        return presence.worker

    shift = Shift(database, handle, handle, worker, 1)
    async with asyncio.timeout(30):
        await shift.run()
        await closing[0]
    async with database.transaction() as tx:
        in_hand = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        assert await tx.scalar(in_hand) == 0
    assert handled == [1]
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)
