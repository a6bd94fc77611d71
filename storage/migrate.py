"""Brings a database to this version's schema: all steps in one transaction, under a lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x4C494E4A41  # "LINJA": any number, the same in every process


class NewerSchema(RuntimeError):
    """The database was brought up by a later version than this one."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"schema {revision} is newer than this version knows")
        self.revision = revision


async def upgrade(database: Database) -> None:
    """Five processes may call this at once on an empty database. Raises NewerSchema."""
    async with database.transaction() as tx:
        if not database.is_sqlite:  # on SQLite, BEGIN IMMEDIATE is the lock
            await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        await tx.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
        raise NewerSchema(current)
    command.upgrade(config, "head")
