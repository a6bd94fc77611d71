"""A connection of its own that PostgreSQL ends by itself when its holder is silent or cut off.

What it holds, a lock above all, is its holder's exactly as long as PostgreSQL hears from it. A
process that dies closes its connections; one that is frozen, or behind a cable that was pulled,
does not, and its lock would stay for hours. So PostgreSQL ends a session that has asked nothing for
`_IDLE` seconds. Its holder asks several times in that time, and trusts an answer for `_SURE`
seconds from its question on: what it holds is given up before it can be taken.
"""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from storage.database import Database, refuse_old

_IDLE = 1.25  # seconds of silence after which PostgreSQL ends the session
_SURE = 0.9  # seconds for which an answer is trusted, counted from the question
_EVERY = 0.2  # seconds between questions
# What is there to be read then: nothing, or an ErrorResponse (PostgreSQL, "Message Formats").
_ENDS = (b"", b"E")
_CONNECT = 2  # seconds; PostgreSQL's own least


class SessionLost(ConnectionError):
    """The session has ended, and all that it held is free."""


class Session:
    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection
        self._asked_at = float("-inf")

    @classmethod
    async def open(cls, database: Database) -> "Session":
        """Raises SessionLost, OldServer."""
        with _lost():
            arguments = {**database.arguments, "connect_timeout": _CONNECT}
            connection = await psycopg.AsyncConnection.connect(**arguments, autocommit=True)
            session = cls(connection)
            try:
                refuse_old(connection.info.server_version // 10000)
                await session.ask(f"SET idle_session_timeout = {round(_IDLE * 1000)}")
            except BaseException:
                await session.close()
                raise
        return session

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can have yet what this session holds."""
        return _now() - self._asked_at < _SURE and not self._is_over()

    def _is_over(self) -> bool:
        """Whether PostgreSQL has ended it, though a busy event loop may not have heard so yet."""
        try:
            with self._socket() as place:
                return place.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) in _ENDS
        except BlockingIOError:
            return False
        except (OSError, psycopg.Error):
            return True

    def _socket(self) -> socket.socket:
        """Raises psycopg.OperationalError where there is none any more."""
        return socket.socket(fileno=os.dup(self._connection.pgconn.socket))

    async def ask(self, query: LiteralString, *values: object) -> Any:
        """The first row, or None; the session is sure of itself from the question on.

        Raises SessionLost, also where no answer comes.
        """
        asked_at = _now()
        watch = asyncio.get_running_loop().call_later(_IDLE, self.cut)
        with _lost():
            try:
                cursor = await self._connection.execute(query, values)
                row = await cursor.fetchone() if cursor.description else None
            finally:
                watch.cancel()
        self._asked_at = asked_at
        return row

    async def do(self, command: sql.Composed) -> None:
        """Raises SessionLost."""
        with _lost():
            await self._connection.execute(command)

    async def keep(self, heard: Callable[[str, str], None] | None = None) -> None:
        """Until SessionLost, which it raises; `heard` gets the channel and payload of a NOTIFY."""
        while True:
            with _lost():
                async for told in self._connection.notifies(timeout=_EVERY):
                    if heard is not None:
                        heard(told.channel, told.payload)
            await self.ask("SELECT 1")

    def cut(self) -> None:
        """Whoever waits for an answer hears that there is none; a pulled cable would not say so."""
        with suppress(OSError, psycopg.Error), self._socket() as place:
            place.shutdown(socket.SHUT_RDWR)

    async def close(self) -> None:
        await self._connection.close()


@contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise SessionLost(str(error).partition("\n")[0]) from error


def _now() -> float:
    """Seconds, also those for which the machine slept."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
