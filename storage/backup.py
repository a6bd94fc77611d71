"""A copy of the database in one file, safe while the line is open, checked by restoring it."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.copies import Copy, Unusable, examine
from storage.database import Database
from storage.tools import run_tool

_ROOM = 50 * 2**20  # bytes that stay free beside the copy


async def backup(database: Database, target: Path) -> Copy:
    """SQLite: one consistent copy by its online backup. PostgreSQL: pg_dump's custom format.

    It has its name only once it is whole and was found good. Raises NoBackupTool, FileExistsError,
    FileNotFoundError where there is no database yet, and OSError.
    """
    partial = target.with_name(f"{target.name}.partial")
    await asyncio.to_thread(_make_way, target, partial)
    try:
        if database.path is not None:
            await asyncio.to_thread(_need_room, database.path, partial.parent)
            await asyncio.to_thread(_copy, database.path, partial)
        else:
            await _dump(database, partial)
        copy = await examine(partial, database)
        await asyncio.to_thread(settle, partial, target)
    except Unusable as error:
        raise OSError(f"the copy did not pass its check: {error}") from error
    finally:
        await asyncio.to_thread(partial.unlink, missing_ok=True)
    return copy


def _make_way(target: Path, partial: Path) -> None:
    """It holds everybody's words, so it is nobody else's to read."""
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def settle(partial: Path, target: Path) -> None:
    """On the disk, and then under its name: a loss of power leaves one or the other."""
    for path, flags in ((partial, os.O_RDONLY), (partial.parent, os.O_DIRECTORY)):
        if path is not partial:
            partial.rename(target)
        number = os.open(path, flags)
        os.fsync(number)
        os.close(number)


def _need_room(source: Path, folder: Path) -> None:
    """A backup must not be what fills the disk of the line."""
    needed = _ROOM + sum(
        path.stat().st_size
        for path in (source, source.with_name(f"{source.name}-wal"))
        if path.exists()
    )
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OSError(
            f"{folder} has {free // 2**20} MB free, and a copy should have {needed // 2**20}: "
            "make room, or set BACKUP_KEEP lower"
        )


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise FileNotFoundError(source)
    try:
        with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
            reader.backup(writer)  # in one step: steps start anew at each foreign write
    except sqlite3.Error as error:
        raise OSError(f"the copy could not be written: {error}") from error


async def _dump(database: Database, target: Path) -> None:
    """What a restore has put aside is not copied along."""
    await run_tool(
        database,
        "pg_dump",
        "--format=custom",
        "--exclude-schema=before_restore_*",
        f"--file={target}",
        database.url.set(drivername="postgresql", password=None).render_as_string(),
    )
