"""aiosqlite without a thread hop for every step of a statement.

SQLAlchemy's adapter has an aiosqlite cursor open, execute, fetch and close, and each of these
crosses to the connection's thread and back: 35,000 crossings for 360 messages when it was measured,
and nothing else near it in the profile. A statement of ours takes SQLite some 10 µs, a crossing
100. So statements run where they are called; only what may wait crosses: BEGIN IMMEDIATE for
another process' lock, COMMIT and ROLLBACK for the disk.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite


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
        if sql.startswith("BEGIN"):
            self._keep(await self._connection.cross(sql))
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
    """Commits and rolls back as aiosqlite does, on its thread."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    @property
    def raw(self) -> sqlite3.Connection:
        return self._conn

    async def cross(self, sql: str) -> sqlite3.Cursor:
        """Runs a statement on the connection's thread."""
        cursor: sqlite3.Cursor = await self._execute(  # type: ignore[no-untyped-call]
            self._conn.execute, sql
        )
        return cursor


def connect(path: str, **options: Any) -> Connection:
    """To be given to SQLAlchemy as `async_creator_fn`."""
    options["check_same_thread"] = False  # one thread at a time: each crossing is awaited
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with its own
    return connection
