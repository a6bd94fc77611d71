"""A copy put back in the place of the database, which is kept beside it."""

import asyncio
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.outgoing import Priority
from storage.copies import load, read_only
from storage.database import Database
from storage.events.tables import campaigns
from storage.marks import Marks
from storage.migrate import upgrade
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
_IS_EMPTY = "SELECT count(*) = 0 FROM pg_tables WHERE schemaname = 'public'"


class NotEmpty(Exception):
    """There is a database already; whoever means to may have it put aside."""


class Held(NamedTuple):
    """What is not told to many again: parcels, and campaigns that had not ended."""

    parcels: int
    campaigns: int


async def restore(database: Database, file: Path, at: datetime, *, replace: bool) -> str | None:
    """Where the database before is kept now, None where there was none. Brought up to date.

    The file must have been examined. Raises NotEmpty, OSError, NoBackupTool.
    """
    stamp = f"{at:%Y%m%dt%H%M%S}"
    if database.path is not None:
        kept = await asyncio.to_thread(_put, file, database.path, stamp, replace)
    else:
        kept = await _load(database, file, stamp, replace)
    await upgrade(database)
    return kept


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


async def forgotten_since(database: Database, kept: str | None) -> list[int] | None:
    """Whom the copy knows and the database before it did not any more: they asked for that.

    None where nobody can say: that one is not there, is damaged, or lacks a ticket of the copy and
    so is not what became of it.
    """
    if kept is None:
        return None
    if database.path is not None:
        return await asyncio.to_thread(_forgotten, database.path, Path(kept))
    old = kept.removeprefix("schema ")
    async with database.transaction() as tx:
        if await tx.scalar(text(_IS_ANOTHER.format(old=old))):
            return None
        return list(await tx.scalars(text(_FORGOTTEN.format(old=old))))


async def forget_again(tx: AsyncConnection, people: list[int], at: datetime) -> None:
    """The line does so when it opens, before all else."""
    if people:
        await Marks(tx).put(FORGET, json.dumps(people), at)


def _forgotten(path: Path, kept: Path) -> list[int] | None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("ATTACH ? AS old", (str(kept),))
            if connection.execute(_IS_ANOTHER.format(old="old")).fetchone()[0]:
                return None
            return [number for (number,) in connection.execute(_FORGOTTEN.format(old="old"))]
    except sqlite3.Error:
        return None


def _put(file: Path, path: Path, stamp: str, replace: bool) -> str | None:  # noqa: FBT001
    """By SQLite itself, so that a log beside the copy is not forgotten."""
    if path.exists() and not replace:
        raise NotEmpty
    new = path.with_name(f"{path.name}.restoring")
    new.unlink(missing_ok=True)
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(read_only(file)) as reader, closing(sqlite3.connect(new)) as writer:
            reader.backup(writer)
        kept = _put_aside(path, stamp)
        new.rename(path)
    except sqlite3.Error as error:
        raise OSError(f"the copy could not be put in place: {error}") from error
    finally:
        new.unlink(missing_ok=True)
    return kept


def _put_aside(path: Path, stamp: str) -> str | None:
    """With its log, which is part of it: without, or beside another file, it would be damaged."""
    aside = path.with_name(f"{path.name}.before-restore-{stamp}")
    is_there = path.exists()
    for ending in _beside(path):
        path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return str(aside) if is_there else None


def _beside(path: Path) -> Iterator[str]:
    for ending in ("-wal", "-shm", ""):
        if path.with_name(path.name + ending).exists():
            yield ending


async def _load(database: Database, file: Path, stamp: str, replace: bool) -> str | None:  # noqa: FBT001
    """The schema is renamed whole, and named back where the copy does not come through."""
    async with database.transaction() as tx:
        is_empty = await tx.scalar(text(_IS_EMPTY))
        if not is_empty and not replace:
            raise NotEmpty
        if not is_empty:
            await tx.execute(text(f"ALTER SCHEMA public RENAME TO {_ASIDE}{stamp}"))
            await tx.execute(text("CREATE SCHEMA public"))
    try:
        await load(file, database)
    except BaseException:
        if not is_empty:
            async with database.transaction() as tx:
                await tx.execute(text("DROP SCHEMA public CASCADE"))
                await tx.execute(text(f"ALTER SCHEMA {_ASIDE}{stamp} RENAME TO public"))
        raise
    return None if is_empty else f"schema {_ASIDE}{stamp}"
