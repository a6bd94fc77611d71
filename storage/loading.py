"""What pg_dump has written, played into a transaction of ours.

pg_restore alone would commit by itself; as a script it can stand or fall with whatever else is to
change at the same instant.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tools import script_of

if TYPE_CHECKING:
    import psycopg

_COPY = re.compile(rb"COPY .* FROM stdin;\n")
_END = b"\\.\n"  # of the rows of a COPY
_FOR_PSQL = (b"\\restrict ", b"\\unrestrict ")
_CHUNK = 1 << 16  # bytes


async def load(tx: AsyncConnection, database: Database, file: Path) -> None:
    """Into an empty schema. Raises NoBackupTool, OSError."""
    from psycopg import Error  # noqa: PLC0415 - psycopg is there only where PostgreSQL is

    driver: Any = (await tx.get_raw_connection()).driver_connection
    await tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    how = ("--file=-", "--no-owner", "--no-privileges")
    try:
        async with script_of(database, "pg_restore", *how, str(file)) as script:
            await _play(_lines(script), driver)
    except Error as error:
        raise OSError(f"what pg_restore reads cannot be loaded: {error}") from error
    await tx.execute(text("RESET ALL"))  # the script has set what suits it


async def _play(lines: AsyncIterator[bytes], driver: "psycopg.AsyncConnection[Any]") -> None:
    commands: list[bytes] = []
    async for line in lines:
        if _COPY.fullmatch(line):
            await driver.execute(b"".join(commands))
            commands = []
            async with driver.cursor().copy(line) as copy:
                await _rows(lines, copy)
        elif not line.startswith(_FOR_PSQL):
            commands.append(line)
    await driver.execute(b"".join(commands))


async def _rows(lines: AsyncIterator[bytes], copy: "psycopg.AsyncCopy") -> None:
    rows = bytearray()
    async for line in lines:
        if line == _END:
            break
        rows += line
        if len(rows) >= _CHUNK:
            await copy.write(bytes(rows))
            rows.clear()
    await copy.write(bytes(rows))


async def _lines(script: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """However long they are: a row may be a megabyte."""
    rest = b""
    while chunk := await script.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if rest:
        yield rest
