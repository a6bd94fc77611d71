"""Databases for the contract: one that forgets after each test, and one with nothing in it yet."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from tests.conftest import ENGINES
from tests.databases import copied
from tests.statements import share


class _Forgotten(Exception):
    """Rolls the test's transaction back."""


@pytest.fixture(scope="session", params=ENGINES)
def kept_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One migrated database for all tests that commit nothing: making one each costs more."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("kept") / "linja.db"
        copyfile(request.getfixturevalue("migrated"), path)
        yield f"sqlite:///{path}"
        return
    server: str = request.getfixturevalue("postgresql")
    template: str = request.getfixturevalue("template")
    with copied(server, template, "kept") as address:
        yield address


@pytest.fixture
async def tx(kept_address: str) -> AsyncIterator[AsyncConnection]:
    """A transaction on a migrated database, rolled back at the end."""
    database = Database(kept_address)
    share(database)
    with suppress(_Forgotten):
        async with database.transaction() as connection:
            yield connection
            raise _Forgotten
    await database.close()


@pytest.fixture
def empty_address(address: str) -> str:
    """A database before its first start."""
    if address.startswith("postgresql"):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    else:
        Path(address.removeprefix("sqlite:///")).unlink()
    return address


@pytest.fixture
async def postgresql_database(postgresql_address: str) -> AsyncIterator[Database]:
    """For what needs two transactions at once, which SQLite does not have."""
    database = Database(postgresql_address)
    share(database)
    yield database
    await database.close()
