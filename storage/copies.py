"""What a copy of the database holds, found out by opening it: on PostgreSQL by restoring it."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text

from storage.database import Database
from storage.loading import load
from storage.migrate import HEAD
from storage.tools import run_tool

COUNTED = ("people", "tickets", "messages", "inbox", "outbox")
_REVISION = "SELECT version_num FROM alembic_version"
_LAST = "SELECT max(received_at) FROM inbox"
_MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
_ASIDE = "SELECT 'linja_check_' || oid FROM pg_database WHERE datname = current_database()"
_LOCK = "SELECT pg_advisory_lock(hashtext('linja_check'))"
_UNLOCK = "SELECT pg_advisory_unlock(hashtext('linja_check'))"
_MAGIC = {b"SQLite format 3\0": "SQLite", b"PGDMP": "PostgreSQL"}


class Unusable(Exception):
    """The file is no copy that could be put back; the words say why."""


@dataclass(frozen=True, slots=True)
class Copy:
    """`rows` by table; `last_at` is when the last update in it arrived.

    `was_restored` is False where the role may make no database to try it in: then only its list was
    read, and `rows` is empty.
    """

    revision: str = HEAD
    rows: dict[str, int] | None = None
    last_at: datetime | None = None
    was_restored: bool = True


async def examine(file: Path, database: Database) -> Copy:
    """Raises Unusable, NoBackupTool, FileNotFoundError, OSError."""
    found = await asyncio.to_thread(_engine_of, file)
    wanted = "SQLite" if database.is_sqlite else "PostgreSQL"
    if found != wanted:
        is_what = f"a copy of {found}" if found else "no copy of a database"
        raise Unusable(f"it is {is_what}, and DATABASE_URL is {wanted}")
    if database.is_sqlite:
        copy = await asyncio.to_thread(_open, file)
    else:
        copy = await _restore_aside(file, database)
    if copy.revision > HEAD:
        raise Unusable(f"it is of a later version ({copy.revision}): update Linja")
    return copy


def _engine_of(file: Path) -> str | None:
    with file.open("rb") as opened:
        begins = opened.read(16)
    return next((name for magic, name in _MAGIC.items() if begins.startswith(magic)), None)


def read_only(file: Path) -> sqlite3.Connection:
    """Leaves nothing beside the file; a log that stands there already is read along."""
    has_log = file.with_name(f"{file.name}-wal").exists()
    how = "mode=ro" if has_log else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(str(file))}?{how}", uri=True)


def _open(file: Path) -> Copy:
    try:
        with closing(read_only(file)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                raise Unusable(f"it is damaged: {found.splitlines()[-1]}")
            (revision,) = connection.execute(_REVISION).fetchone()
            rows = {name: connection.execute(_count(name)).fetchone()[0] for name in COUNTED}
            (last,) = connection.execute(_LAST).fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise Unusable(f"it cannot be read: {error}") from error
    return Copy(revision, rows, _moment(last))


async def _restore_aside(file: Path, database: Database) -> Copy:
    """Into a database that is there only for this, where the role may make one."""
    await run_tool(database, "pg_restore", "--list", str(file))
    async with database.session() as session:
        if not await session.scalar(text(_MAY_CREATE)):
            return Copy(was_restored=False)
        name = await session.scalar(text(_ASIDE))
        drop = text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await session.execute(text(_LOCK))
        try:
            await session.execute(drop)  # a check that was killed has left its own
            await session.execute(text(f"CREATE DATABASE {name}"))
            copy = await _restored(file, database, name)
        finally:
            await session.execute(drop)
            await session.execute(text(_UNLOCK))
    return copy


async def _restored(file: Path, database: Database, name: str) -> Copy:
    aside = Database(database.url.set(database=name).render_as_string(hide_password=False))
    try:
        async with aside.transaction() as tx:
            await load(tx, aside, file)
            revision = await tx.scalar(text(_REVISION))
            rows = {name: await tx.scalar(text(_count(name))) for name in COUNTED}
            last = await tx.scalar(text(_LAST))
    finally:
        await aside.close()
    return Copy(revision, rows, _moment(last))


def _count(table: str) -> str:
    return f"SELECT count(*) FROM {table}"  # noqa: S608 - one of ours


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
