"""Brings a database to this version's schema: all steps in one transaction, under a lock."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, refuse_old
from storage.locks import MIGRATES

_MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0020"  # the newest migration's revision


class NewerSchema(RuntimeError):
    """The database was brought up by a later version than this one."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"schema {revision} is newer than this version knows")
        self.revision = revision


class OlderSchema(RuntimeError):
    """An earlier version's tables: they have not been brought up to this one's yet."""


class NoTables(RuntimeError):
    """Nothing has been opened here yet."""


async def check(database: Database) -> None:
    """Changes nothing, and makes no file. Raises NoTables, OlderSchema, NewerSchema."""
    if database.path is not None and not await asyncio.to_thread(database.path.exists):
        raise NoTables
    async with database.transaction() as tx:
        current = await tx.run_sync(_current)
    if current is None:
        raise NoTables
    if current > HEAD:  # revisions are numbers with leading zeros
        raise NewerSchema(current)
    if current < HEAD:
        raise OlderSchema


async def upgrade(database: Database) -> None:
    """Five processes may call this at once on an empty database. Raises NewerSchema, OldServer."""
    async with database.transaction() as tx:
        await upgrade_within(tx)


async def upgrade_within(tx: AsyncConnection) -> None:
    """The same as a part of a transaction that does more."""
    is_sqlite = tx.dialect.name == "sqlite"
    if not is_sqlite:  # on SQLite, BEGIN IMMEDIATE is the lock
        (version, *_) = tx.dialect.server_version_info or (0,)
        refuse_old(int(version))
        # The first to come reads and makes everything while nothing else may; the rest wait.
        await tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATES})
    await tx.run_sync(_upgrade)
    if not is_sqlite:
        from storage import jobs  # noqa: PLC0415 - procrastinate is there only with PostgreSQL

        await jobs.prepare(tx)


def _upgrade(connection: Connection) -> None:
    current = _current(connection)
    if current == HEAD:
        return
    # alembic takes a fifth of a second to import, and hardly any start needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise NewerSchema(current)
    command.upgrade(config, "head")


def _current(connection: Connection) -> str | None:
    """The revision that the database stands at, as alembic keeps it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
