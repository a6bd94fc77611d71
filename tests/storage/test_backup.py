"""A copy that can be opened again, made while the line is open; never over another file."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from desk.people import Person
from storage.backup import backup
from storage.database import Database
from storage.inbox import Arrived, Inbox
from storage.migrate import upgrade
from storage.people import PeopleRows
from storage.tools import NoBackupTool
from tests.storage.rows import ARTA, MORNING


@pytest.fixture
async def sqlite(sqlite_address: str) -> AsyncIterator[Database]:
    database = Database(sqlite_address)
    await upgrade(database)
    yield database
    await database.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "today"


async def keep(database: Database, update_id: int) -> None:
    async with database.transaction() as tx:
        await Inbox(tx).add([Arrived(update_id, "chat:1", "x" * 2000)], MORNING)


async def keep_arta(database: Database) -> None:
    async with database.transaction() as tx:
        await PeopleRows(tx).save(ARTA)


async def find_arta(address: str) -> Person | None:
    database = Database(address)
    async with database.transaction() as tx:
        found = await PeopleRows(tx).get(ARTA.id)
    await database.close()
    return found


def is_there(path: Path | None) -> bool:
    return path is not None and path.exists()


async def test_a_copy_is_whole_while_somebody_goes_on_writing(
    sqlite: Database, target: Path
) -> None:
    written, busy, enough = 0, asyncio.Event(), asyncio.Event()

    async def write() -> None:
        nonlocal written
        while not enough.is_set():
            await keep(sqlite, written + 1)
            written += 1
            busy.set()

    writer = asyncio.create_task(write())
    await busy.wait()
    before = written
    await backup(sqlite, target)
    enough.set()
    await writer
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        kept = [row[0] for row in copy.execute("SELECT update_id FROM inbox ORDER BY id")]
    assert kept == list(range(1, len(kept) + 1))
    assert before <= len(kept) <= written


async def test_a_copy_opens_as_a_database_of_its_own(sqlite: Database, target: Path) -> None:
    await keep_arta(sqlite)
    await backup(sqlite, target)
    assert await find_arta(f"sqlite:///{target}") == ARTA


async def test_a_file_that_exists_is_left_alone(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "yesterday"
    target.write_bytes(b"the only copy")
    with pytest.raises(FileExistsError):
        await backup(database, target)
    assert target.read_bytes() == b"the only copy"


async def test_a_database_that_never_was_is_not_made_by_copying_it(
    tmp_path: Path, target: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path}/never.db")
    with pytest.raises(FileNotFoundError):
        await backup(database, target)
    await database.close()
    assert not is_there(target)
    assert not is_there(database.path)


async def test_a_copy_that_would_fill_the_disk_is_not_begun(
    sqlite: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    little = SimpleNamespace(free=40 * 2**20)
    monkeypatch.setattr("storage.backup.shutil.disk_usage", lambda _: little)
    with pytest.raises(OSError, match=r"40 MB free.*make room"):
        await backup(sqlite, target)
    assert list(target.parent.iterdir()) == []


async def test_a_copy_of_a_damaged_file_is_refused_and_not_left_behind(
    sqlite: Database, target: Path
) -> None:
    for update_id in range(40):
        await keep(sqlite, update_id)
    await sqlite.close()
    assert sqlite.path is not None
    with sqlite.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 4)
    with pytest.raises(OSError, match="check"):
        await backup(sqlite, target)
    assert not is_there(target)


@pytest.mark.usefixtures("postgresql_programs")
async def test_what_pg_dump_wrote_comes_back(
    postgresql_database: Database, postgresql_address: str, target: Path
) -> None:
    await upgrade(postgresql_database)
    await keep_arta(postgresql_database)
    await backup(postgresql_database, target)
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    restore = ("pg_restore", f"--dbname={postgresql_address}", "--exit-on-error", str(target))
    process = await asyncio.create_subprocess_exec(*restore)
    assert await process.wait() == 0
    assert await find_arta(postgresql_address) == ARTA


async def test_without_pg_dump_there_is_no_copy(
    postgresql_database: Database,
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBackupTool):
        await backup(postgresql_database, target)
    assert not is_there(target)


@pytest.mark.usefixtures("postgresql_programs")
async def test_a_copy_that_pg_dump_could_not_make_is_not_left_behind(
    postgresql_address: str, target: Path
) -> None:
    nowhere = Database(postgresql_address.replace("/test_", "/no_test_"))
    for _ in range(2):
        with pytest.raises(OSError, match="pg_dump"):
            await backup(nowhere, target)
        assert not is_there(target)
    await nowhere.close()
