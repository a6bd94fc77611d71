"""A copy put back in the place of the database, which is kept beside it.

All that is to be done with the copy is done before it takes its place, and it takes it at one
instant: on SQLite by a rename, on PostgreSQL by a commit. Whoever is killed on the way leaves the
database that was there.
"""

import asyncio
import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.outgoing import Priority
from storage.backup import settle
from storage.copies import read_only
from storage.database import Database
from storage.events.tables import campaigns
from storage.loading import load
from storage.marks import Marks
from storage.migrate import upgrade, upgrade_within
from storage.schema import outbox

FRESH = timedelta(hours=6)
HELD = "held back when a copy was put back"
FORGET = "forget.again"  # the mark with the ids of those who are to be forgotten again
_IS_ANOTHER = """
SELECT count(*) = 0 OR EXISTS (
    SELECT 1 FROM tickets AS mine WHERE NOT EXISTS (
        SELECT 1 FROM {old}.tickets AS old WHERE old.id = mine.id AND old.opened_at = mine.opened_at
    )
) FROM tickets
"""
_FORGOTTEN = """
SELECT id FROM people AS mine WHERE id > 0 AND NOT EXISTS (
    SELECT 1 FROM {old}.people AS old WHERE old.id = mine.id
) ORDER BY id
"""
_ASIDE = "before_restore_"
_BESIDE = ("-wal", "-shm", "-journal")
_ALL = ("", *_BESIDE)
_PATIENCE = 1.0  # seconds for whoever reads the file at this moment
_IS_EMPTY = "SELECT count(*) = 0 FROM pg_tables WHERE schemaname = 'public'"


class NotEmpty(Exception):
    """There is a database already; whoever means to may have it put aside."""


class Held(NamedTuple):
    """What is not told to many again: parcels, and campaigns that had not ended."""

    parcels: int
    campaigns: int


class Restored(NamedTuple):
    """`kept` is where the database before is now, None where there was none. `forgotten` are those
    whom the copy knows and that one did not any more, for they had asked for it; None where nobody
    can say: that one is not there, is damaged, or lacks a ticket of the copy and so is not what
    became of it.
    """

    kept: str | None
    held: Held
    forgotten: list[int] | None


async def restore(database: Database, file: Path, at: datetime, *, replace: bool) -> Restored:
    """The copy in the place of the database: brought up to date, and nobody told twice by it.

    The file must have been examined, and nobody else have the database open. Raises NotEmpty,
    OSError, NoBackupTool; then nothing has changed.
    """
    stamp = f"{at:%Y%m%dt%H%M%S}"
    if database.path is not None:
        return await _take_place(database, file, at, stamp, replace)
    async with database.transaction() as tx:
        return await _load(tx, database, file, at, stamp, replace)


async def hold_back(tx: AsyncConnection, at: datetime) -> Held:
    """What was due to many hours ago has been told to them since the copy was made, most likely.

    What is for one person or for staff goes out, as after a crash: rather twice than never.
    """
    before = at - FRESH
    parcels = (
        update(outbox)
        .where(
            text("outbox.state IN ('pending', 'sending')"),
            outbox.c.priority == Priority.BULK,
            outbox.c.due_at < before,
        )
        .values(state="failed", error=HELD, key=None, ended_at=at)
    )
    ended = update(campaigns).where(campaigns.c.ended_at.is_(None), campaigns.c.due_at < before)
    told = await tx.execute(parcels)
    return Held(told.rowcount, (await tx.execute(ended.values(ended_at=at))).rowcount)


async def _settle(tx: AsyncConnection, at: datetime, forgotten: list[int] | None) -> Held:
    if forgotten:  # the line does so when it opens, before all else
        await Marks(tx).put(FORGET, json.dumps(forgotten), at)
    return await hold_back(tx, at)


async def _take_place(
    database: Database,
    file: Path,
    at: datetime,
    stamp: str,
    replace: bool,  # noqa: FBT001
) -> Restored:
    path = database.path
    assert path is not None
    is_there = await asyncio.to_thread(path.exists)
    if is_there and not replace:
        raise NotEmpty
    new = path.with_name(f"{path.name}.restoring")
    try:
        await asyncio.to_thread(_copy, file, new)
        await asyncio.to_thread(_close_log, path)
        prepared = Database(database.url.set(database=str(new)).render_as_string())
        try:
            await upgrade(prepared)
            forgotten = await asyncio.to_thread(_forgotten, new, path) if is_there else None
            async with prepared.transaction() as tx:
                held = await _settle(tx, at, forgotten)
        finally:
            await prepared.close()
        kept = await asyncio.to_thread(_swap, new, path, stamp)
    except sqlite3.Error as error:
        raise OSError(f"the copy could not be put in place: {error}") from error
    finally:
        await asyncio.to_thread(_remove, new, *_ALL)
    return Restored(kept, held, forgotten)


def _copy(file: Path, new: Path) -> None:
    """By SQLite itself, so that a log beside the copy is not forgotten."""
    _remove(new, *_ALL)  # a kill leaves them
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(read_only(file)) as reader, closing(sqlite3.connect(new)) as writer:
        reader.backup(writer)


def _close_log(path: Path) -> None:
    """What stands in the log beside a file is written into it: no two names change at one instant.

    What cannot be read any more keeps its log. Raises OSError where somebody else reads the file.
    """
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
            is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:
        return
    if is_busy:
        raise OSError(f"{path} is open in another program: close that first")


def _forgotten(new: Path, old: Path) -> list[int] | None:
    try:
        with closing(sqlite3.connect(new)) as connection:
            connection.execute("ATTACH ? AS old", (str(old),))
            if connection.execute(_IS_ANOTHER.format(old="old")).fetchone()[0]:
                return None
            return [number for (number,) in connection.execute(_FORGOTTEN.format(old="old"))]
    except sqlite3.Error:
        return None


def _swap(new: Path, path: Path, stamp: str) -> str | None:
    """The old file has a second name before it loses its first; beside another file, its log would
    be damage.
    """
    _close_log(new)
    if any(_beside(new, ending).exists() for ending in _BESIDE):
        raise OSError("the copy could not be written whole")
    aside = _unused(path.with_name(f"{path.name}.before-restore-{stamp}"))
    is_there = path.exists()
    for ending in _ALL:
        if _beside(path, ending).exists():
            _keep(_beside(path, ending), _beside(aside, ending))
    _remove(path, *_BESIDE)
    settle(new, path)
    return str(aside) if is_there else None


def _unused(aside: Path) -> Path:
    """A try of the same second may have been killed."""
    names = (aside if number == 1 else _beside(aside, f"-{number}") for number in count(1))
    return next(name for name in names if not any(_beside(name, end).exists() for end in _ALL))


def _keep(path: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(path)
    except OSError:  # not every file system has second names
        shutil.copy2(path, aside)


def _remove(path: Path, *endings: str) -> None:
    for ending in endings:
        _beside(path, ending).unlink(missing_ok=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


async def _load(
    tx: AsyncConnection,
    database: Database,
    file: Path,
    at: datetime,
    stamp: str,
    replace: bool,  # noqa: FBT001
) -> Restored:
    """The schema that is there is renamed whole."""
    is_empty = await tx.scalar(text(_IS_EMPTY))
    if not is_empty and not replace:
        raise NotEmpty
    old = f"{_ASIDE}{stamp}"
    if not is_empty:
        await tx.execute(text(f"ALTER SCHEMA public RENAME TO {old}"))
        await tx.execute(text("CREATE SCHEMA public"))
    await load(tx, database, file)
    await upgrade_within(tx)
    forgotten = None
    if not is_empty and not await tx.scalar(text(_IS_ANOTHER.format(old=old))):
        forgotten = list(await tx.scalars(text(_FORGOTTEN.format(old=old))))
    held = await _settle(tx, at, forgotten)
    return Restored(None if is_empty else f"schema {old}", held, forgotten)
