"""Which process sends, ticks and sweeps: a lock that dies with its holder."""

import asyncio
import fcntl
from contextlib import AsyncExitStack
from pathlib import Path
from typing import IO

from sqlalchemy import text

from storage.database import Database

_KEY = 0x4C454144  # "LEAD"


class AnotherProcess(RuntimeError):
    """Another process holds the lock."""


class Leadership:
    """A file lock beside the SQLite file, or a session advisory lock on PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stack = AsyncExitStack()
        self._file: IO[str] | None = None

    async def take(self) -> None:
        """Raises AnotherProcess."""
        if self._database.path is not None:
            self._file = _lock(self._database.path.with_name(self._database.path.name + ".lock"))
            return
        session = await self._stack.enter_async_context(self._database.session())
        taken = await session.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY})
        if not taken:
            await self._stack.aclose()
            raise AnotherProcess(self._database.url.database)
        # The lock is the connection's: back in the pool, it would go on leading.
        self._stack.push_async_callback(session.invalidate)

    async def wait(self, pause: float = 0.2) -> None:
        """Takes the lock as soon as its holder is gone; seconds between tries."""
        while True:
            try:
                return await self.take()
            except AnotherProcess:
                await asyncio.sleep(pause)

    async def release(self) -> None:
        if self._file is not None:
            self._file.close()
        await self._stack.aclose()


def _lock(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise AnotherProcess(str(path)) from error
    return file
