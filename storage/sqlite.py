"""aiosqlite without a thread hop for every step of a statement.

SQLAlchemy's adapter has an aiosqlite cursor open, execute, fetch and close, and each of these
crosses to the connection's thread and back: 35,000 crossings for 360 messages when it was measured,
and nothing else near it in the profile. A statement of ours takes SQLite some 10 µs, a crossing
100 and more. So statements run where they are called, and only what waits for the disk crosses: the
COMMIT of a transaction that asked for it. Where another process holds the lock, BEGIN tries again,
and so does a PRAGMA: for the step from a new file to its log SQLite asks no busy handler.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite

_PATIENCE = 10.0  # seconds for another process to let go of the lock
_PAUSE = 0.01


class Cursor:
    """The part of aiosqlite.Cursor that SQLAlchemy's adapter uses; rows are fetched at once."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        if sql.startswith(("BEGIN", "PRAGMA")):
            self._keep(await self._connection.insist(sql))
        else:
            self._keep(self._connection.raw.execute(sql, parameters))
        return self

    async def executemany(self, sql: str, several: Iterable[Sequence[Any]]) -> Self:
        self._keep(self._connection.raw.executemany(sql, several))
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """It is closed already."""

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()


class Connection(aiosqlite.Connection):
    """Begins where it is called; commits on aiosqlite's thread what the disk must keep."""

    _is_durable = False

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    @property
    def raw(self) -> sqlite3.Connection:
        return self._conn

    async def insist(self, sql: str) -> sqlite3.Cursor:
        """Raises sqlite3.OperationalError where the lock does not come free in time."""
        patience = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._conn.execute(sql)
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > patience:
                    raise
                await asyncio.sleep(_PAUSE)

    def set_durable(self, durable: bool) -> None:  # noqa: FBT001 - a switch
        """Whether the next commit waits until the disk has it (SQLite, PRAGMA synchronous)."""
        if durable != self._is_durable:
            self._is_durable = durable
            self._conn.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")

    async def commit(self) -> None:
        if self._is_durable:
            await super().commit()
        else:
            self._conn.commit()


def connect(path: str, **options: Any) -> Connection:
    """To be given to SQLAlchemy as `async_creator_fn`."""
    options["check_same_thread"] = False  # one thread at a time: each crossing is awaited
    options["timeout"] = 0  # a wait inside SQLite would be everybody's
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with its own
    return connection
