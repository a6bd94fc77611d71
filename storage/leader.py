"""Which process sends, ticks and sweeps: a lock that dies with its holder, and a term for each.

On SQLite it is a lock on a file beside the database, on PostgreSQL a session advisory lock. The
term is a number that every taking raises. What a leader claims is claimed for its term, so one that
was deposed without knowing it can claim nothing.
"""

import asyncio
import fcntl
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import text

from storage.database import CannotOpen, Database
from storage.locks import LEADS

if TYPE_CHECKING:
    from storage.session import Session

TERM = "term"  # the mark under which it stands
_RAISE = """
INSERT INTO marks (key, value, set_at) VALUES ('term', '1', {at})
ON CONFLICT (key) DO UPDATE SET
    value = CAST(CAST(marks.value AS INTEGER) + 1 AS TEXT), set_at = excluded.set_at
RETURNING value
"""
_THEIR_NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"


class AnotherProcess(RuntimeError):
    """Another process holds the lock."""


class Leadership:
    """Between `take` and `release`; `lost` is set when it ends without anybody's doing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: IO[str] | None = None
        self._session: Session | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.lost = asyncio.Event()

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can lead at this moment: asked before anything is sent."""
        if self._database.is_sqlite:
            return self._file is not None
        return self._keeping is not None and self._session is not None and self._session.is_sure

    async def take(self) -> None:
        """Raises AnotherProcess; on PostgreSQL SessionLost, a ConnectionError."""
        self.lost.clear()
        if self._database.path is not None:
            self._file = _lock(self._database.path)
            return
        try:
            await self._take(await self._opened())
        except ConnectionError:
            await self.release()
            raise

    async def raise_term(self) -> int:
        """The term that begins, higher than all before it; the tables must be there.

        On PostgreSQL in the lock's own session: whoever has lost the lock raises nothing. Raises
        SessionLost, Stopped.
        """
        if self._session is not None:
            return await self._raise(self._session)
        now = round(datetime.now(UTC).timestamp() * 1000)
        async with self._database.transaction() as tx:
            return int(await tx.scalar(text(_RAISE.replace("{at}", ":at")), {"at": now}))

    async def _raise(self, session: "Session") -> int:
        try:
            return int((await session.ask(_RAISE.replace("{at}", _THEIR_NOW)))[0])
        except ConnectionError:
            raise
        except Exception as error:  # psycopg's own
            stopped = self._database.stopped_by(error)
            if stopped is None:
                raise
            raise stopped from error

    def keep(self) -> None:
        """From now on it is watched, and `lost` may be set."""
        if self._session is not None:
            self._keeping = asyncio.create_task(self._keep(self._session))

    async def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
            self._keeping = None
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _opened(self) -> "Session":
        if self._session is None:
            # psycopg is there only where PostgreSQL is.
            from storage.session import Session  # noqa: PLC0415

            self._session = await Session.open(self._database)
        return self._session

    async def _take(self, session: "Session") -> None:
        (taken,) = await session.ask("SELECT pg_try_advisory_lock(%s)", LEADS)
        if not taken:  # the session stays open for the next try
            raise AnotherProcess(self._database.url.database)

    async def _keep(self, session: "Session") -> None:
        try:
            await session.keep()
        except ConnectionError:
            self.lost.set()


def _lock(database: Path) -> IO[str]:
    path = database.with_name(f"{database.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise CannotOpen(f"{path} cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise AnotherProcess(str(database)) from error
    return file
