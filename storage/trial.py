"""Whether a database that had stopped can be used again, found out by doing so."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.marks import Marks
from storage.stopped import Cause, Stopped

_MARK = "trial"
_SIZE = 1 << 18  # bytes: more than any update with all that follows from it


async def is_well(database: Database, cause: Cause) -> bool:
    """`cause` is what had stopped it."""
    try:
        await _try_out(database, cause)
    except (SQLAlchemyError, OSError):
        return False
    return True


async def _try_out(database: Database, cause: Cause) -> None:
    if cause is Cause.DAMAGED and database.path is not None:
        await asyncio.to_thread(_check, database.path)
        await database.reopen()
    durable = cause is not Cause.DAMAGED  # nothing else may go to the disk until it is known well
    async with database.transaction(durable=durable) as tx:
        await Marks(tx).put(_MARK, "x" * _SIZE, datetime.now(UTC))
    async with database.transaction(durable=durable) as tx:
        await Marks(tx).drop(_MARK)


def _check(file: Path) -> None:
    """On a thread of its own: it reads the whole file."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise Stopped(Cause.DAMAGED, error) from error
    if found != "ok":
        raise Stopped(Cause.DAMAGED, OSError(found))
