"""A look at the line's own tables from beside it: whether there is anything left to do.

It has a connection of its own and takes no turn with the program's: a look through the program's
own layers cost ten times as much, and stories look a lot.
"""

import asyncio
import sqlite3
from typing import Any, NamedTuple

import psycopg

# What nobody waits for (Priority.IDLE and BULK) is not waited for here either, until it is due.
_LEFT_TO_DO = (
    "SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL AND dead_at IS NULL) "
    "+ (SELECT count(*) FROM timers WHERE fired_at IS NULL AND due_at <= :now) "
    "+ (SELECT count(*) FROM campaigns WHERE ended_at IS NULL AND due_at <= :now), "
    "count(*), max(due_at) FROM outbox WHERE state IN ('pending', 'sending') "
    "AND NOT (state = 'pending' AND priority >= 4 AND due_at > :now)"
)
_PUT_OFF = "SELECT max(due_at) FROM outbox WHERE state = 'pending' AND priority < 5"


class Left(NamedTuple):
    """How many updates and timers wait, how many parcels are to go, and when the last is due."""

    waiting: int
    going: int
    due_at: int | None


class Onlooker:
    def __init__(self, address: str) -> None:
        self._address = address
        self._file: sqlite3.Connection | None = None
        self._server: psycopg.AsyncConnection | None = None
        self._opening = asyncio.Lock()

    async def left(self, now: int) -> Left:
        return Left(*await self._look(_LEFT_TO_DO, now))

    async def put_off(self) -> int | None:
        """When the last parcel is due."""
        due_at: int | None
        (due_at,) = await self._look(_PUT_OFF, 0)
        return due_at

    async def close(self) -> None:
        if self._file is not None:
            self._file.close()
        if self._server is not None:
            await self._server.close()
        self._file = self._server = None

    async def _look(self, query: str, now: int) -> Any:
        if self._address.startswith("sqlite"):
            if self._file is None:
                path = self._address.removeprefix("sqlite:///")
                self._file = sqlite3.connect(path, isolation_level=None)
            # To the last row: else the look would go on, and the log could not be emptied.
            return self._file.execute(query, {"now": now}).fetchall()[0]
        server = await self._connection()
        found = await server.execute(query.replace(":now", "%(now)s").encode(), {"now": now})
        return await found.fetchone()

    async def _connection(self) -> psycopg.AsyncConnection:
        """Several look at once in the walks: the second would drop the first one's connection."""
        async with self._opening:
            if self._server is None:
                self._server = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
            return self._server
