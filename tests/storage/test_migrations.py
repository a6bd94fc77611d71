"""From an empty database to this version's tables, however many processes start at once."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from desk.people import Person
from storage.columns import metadata
from storage.database import Database
from storage.migrate import NewerSchema, upgrade
from storage.people import PeopleRows
from storage.schema import FINDS_INDEX
from tests.storage.rows import ARTA

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def empty(empty_address: str) -> AsyncIterator[Database]:
    database = Database(empty_address)
    yield database
    await database.close()


def is_told(name: str | None) -> bool:
    """Whether the tables say it; the index that tickets are found by is the engine's own, and
    procrastinate brings its tables along.
    """
    return not str(name).startswith((FINDS_INDEX, "procrastinate_", "idx_procrastinate_"))


def differences(connection: Connection) -> Any:
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": lambda name, _kind, _parents: is_told(name),
    }
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def conditions(connection: Connection) -> dict[str, Any]:
    """What alembic does not compare: checks, and the conditions of partial indices."""
    found = inspect(connection)
    known: dict[str, Any] = {}
    for table in metadata.tables:
        known |= {
            str(check["name"]): check["sqltext"] for check in found.get_check_constraints(table)
        }
        for index in filter(lambda index: is_told(index["name"]), found.get_indexes(table)):
            options = index.get("dialect_options", {})
            known[str(index["name"])] = sorted((name, str(of)) for name, of in options.items())
    return known


def tables(connection: Connection) -> set[str]:
    return set(filter(is_told, inspect(connection).get_table_names()))


async def test_an_empty_database_becomes_what_the_tables_say(empty: Database) -> None:
    await upgrade(empty)
    async with empty.transaction() as tx:
        assert await tx.run_sync(tables) == {*metadata.tables, "alembic_version"}
        assert await tx.run_sync(differences) == []


async def test_checks_and_partial_indices_are_those_of_the_tables(empty: Database) -> None:
    await upgrade(empty)
    async with empty.transaction() as tx:
        migrated = await tx.run_sync(conditions)
        await tx.run_sync(metadata.drop_all)
        await tx.run_sync(metadata.create_all)
        assert await tx.run_sync(conditions) == migrated
    assert "state" in str(migrated["uq_outbox_key"])
    assert "closed" in migrated["ck_tickets_status"]


async def test_a_second_start_changes_nothing(empty: Database) -> None:
    await upgrade(empty)
    async with empty.transaction() as tx:
        await PeopleRows(tx).save(ARTA)
    await upgrade(empty)
    assert await _arta(empty) == ARTA


async def test_five_processes_may_start_at_once_on_an_empty_database(empty_address: str) -> None:
    command = (sys.executable, "-m", "tests.storage.processes", "upgrade", empty_address)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    assert await asyncio.wait_for(process.wait(), 60) == 0
    database = Database(empty_address)
    async with database.transaction() as tx:
        assert await tx.run_sync(differences) == []
    await database.close()


async def test_a_database_of_a_later_version_is_refused_as_it_is(empty: Database) -> None:
    await upgrade(empty)
    async with empty.transaction() as tx:
        await PeopleRows(tx).save(ARTA)
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema) as refused:
        await upgrade(empty)
    assert refused.value.revision == "9999"
    assert await _arta(empty) == ARTA


async def test_a_migration_that_breaks_half_way_leaves_nothing_behind(empty: Database) -> None:
    async with empty.transaction() as tx:
        await tx.execute(text("CREATE TABLE messages (somebody_elses INTEGER)"))
    with pytest.raises(DBAPIError):
        await upgrade(empty)
    async with empty.transaction() as tx:
        assert await tx.run_sync(tables) == {"messages"}


async def _arta(database: Database) -> Person | None:
    async with database.transaction() as tx:
        return await PeopleRows(tx).get(ARTA.id)
