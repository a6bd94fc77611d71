"""A copy of the database into one file, safe while the line is open."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import Database


class NoBackupTool(RuntimeError):
    """PostgreSQL is backed up by its own pg_dump, which is not on this machine."""


async def backup(database: Database, target: Path) -> None:
    """SQLite: one consistent copy by its online backup. PostgreSQL: pg_dump's custom format.

    Raises NoBackupTool, FileExistsError, OSError.
    """
    await asyncio.to_thread(_make_way, target)
    if database.path is not None:
        await asyncio.to_thread(_copy, database.path, target)
    else:
        await _dump(database, target)


def _make_way(target: Path) -> None:
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise FileNotFoundError(source)
    try:
        with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
            reader.backup(writer)  # in one step: steps start anew at each foreign write
            found = writer.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise OSError(f"the copy did not pass SQLite's check: {error}") from error
    if found != ("ok",):
        target.unlink(missing_ok=True)
        raise OSError(f"the copy did not pass SQLite's check: {found[0]}")


async def _dump(database: Database, target: Path) -> None:
    tool = shutil.which("pg_dump")
    if tool is None:
        raise NoBackupTool
    url = database.url.set(drivername="postgresql", password=None)
    # Everybody on the machine can read a command line, so the password is not on it.
    secret = {} if database.url.password is None else {"PGPASSWORD": str(database.url.password)}
    process = await asyncio.create_subprocess_exec(
        tool,
        "--format=custom",
        f"--file={target}",
        url.render_as_string(),
        env={**os.environ, **secret},
    )
    if await process.wait() != 0:
        await asyncio.to_thread(target.unlink, missing_ok=True)
        raise OSError("pg_dump ended with an error; its own message is above")
