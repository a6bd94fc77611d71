"""Addresses, and what a transaction promises on either engine."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from desk.people import Person
from storage.database import Database, UnknownDatabase, parse
from storage.inbox import Arrived, Inbox
from storage.marks import Marks
from storage.migrate import upgrade
from storage.people import PeopleRows
from storage.tickets import TicketRows
from tests.storage.rows import ARTA, MORNING, break_after, ticket_of


@pytest.mark.parametrize(
    "address",
    [
        "",
        "linja.db",
        "://",
        "/var/lib/linja.db",
        "mysql://localhost/linja",
        "redis://localhost",
        "http://localhost/linja",
        "postgresql://localhost:many/linja",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
    ],
)
def test_an_address_of_no_engine_of_ours_is_refused(address: str) -> None:
    with pytest.raises(UnknownDatabase):
        Database(address)


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///data/linja.db", "sqlite+aiosqlite"),
        ("sqlite+pysqlite:////var/lib/linja.db", "sqlite+aiosqlite"),
        ("postgresql://linja:secret@db/linja", "postgresql+psycopg"),
        ("postgres://linja:secret@db/linja", "postgresql+psycopg"),
        ("postgresql+asyncpg://db/linja", "postgresql+psycopg"),
    ],
)
def test_our_drivers_are_put_in(address: str, driver: str) -> None:
    url = parse(address)
    assert url.drivername == driver
    assert str(url.database).endswith(("linja", "linja.db"))


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/data/lines/linja.db")
    await upgrade(database)
    await database.close()
    assert database.path == tmp_path / "data" / "lines" / "linja.db"
    assert database.path.exists()


async def test_what_was_committed_is_there_after_a_restart_and_nothing_else(
    address: str, database: Database
) -> None:
    async with database.transaction() as tx:
        await Marks(tx).put("kept", "1", MORNING)
    await break_after(database, lambda tx: Marks(tx).put("lost", "1", MORNING))
    await database.close()
    restarted = Database(address)
    async with restarted.transaction() as tx:
        assert await Marks(tx).get("kept") == "1"
        assert await Marks(tx).get("lost") is None
    await restarted.close()


async def test_units_that_read_and_then_write_never_lose_a_write(
    address: str, database: Database
) -> None:
    """Two processes: on SQLite, a plain BEGIN would end in SQLITE_BUSY."""
    other = Database(address)
    async with database.transaction() as tx:
        await PeopleRows(tx).save(Person(1, "0", None, met_at=MORNING))

    async def count(where: Database) -> None:
        async with where.transaction() as tx:
            person = await PeopleRows(tx).get(1)
            assert person is not None
            await PeopleRows(tx).save(Person(1, f"{int(person.name) + 1}", None, met_at=MORNING))

    await asyncio.gather(*(count(where) for where in (database, other) * 10))
    await other.close()
    async with database.transaction() as tx:
        assert await PeopleRows(tx).get(1) == Person(1, "20", None, met_at=MORNING)


async def test_a_unit_that_is_cancelled_at_any_moment_is_not_in_the_way(
    database: Database,
) -> None:
    async def work() -> None:
        async with database.transaction() as tx:
            await Marks(tx).put("lost", "1", MORNING)
            await asyncio.Event().wait()

    for moment in range(30):
        unit = asyncio.create_task(work())
        for _ in range(moment):
            await asyncio.sleep(0)
        unit.cancel()
        await asyncio.wait({unit})
        async with asyncio.timeout(10), database.transaction() as tx:
            assert await Marks(tx).get("lost") is None


async def test_a_unit_cancelled_while_another_process_writes_is_not_in_the_way(
    sqlite_address: str,
) -> None:
    ours, theirs = Database(sqlite_address), Database(sqlite_address)
    await upgrade(ours)

    async def work() -> None:
        async with ours.transaction() as tx:
            await Marks(tx).put("ours", "1", MORNING)

    async with theirs.transaction() as tx:
        await Marks(tx).put("theirs", "1", MORNING)
        unit = asyncio.create_task(work())
        done, _ = await asyncio.wait({unit}, timeout=0.1)
        unit.cancel()
    await asyncio.wait({unit})
    assert not done
    async with ours.transaction() as tx:
        assert await Marks(tx).get("theirs") == "1"
        assert await Marks(tx).get("ours") is None
    await theirs.close()
    await ours.close()


async def test_errors_of_the_database_do_not_repeat_what_people_wrote(database: Database) -> None:
    """They are logged, and kept beside dead letters."""
    with pytest.raises(IntegrityError) as broken:
        async with database.transaction() as tx:
            await TicketRows(tx).open(ticket_of(subject="Emri im"), "1:1")
    assert "Emri im" not in str(broken.value)


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
async def test_a_durable_commit_waits_for_the_disk(
    sqlite_address: str, durable: bool, level: int
) -> None:
    """What Telegram is told has arrived outlives a loss of power; SQLite calls that FULL, 2."""
    database = Database(sqlite_address)
    async with database.transaction(durable=not durable):
        pass
    async with database.transaction(durable=durable) as tx:
        assert await tx.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await tx.scalar(text("PRAGMA synchronous")) == level
    await database.close()


async def test_what_was_deleted_is_not_on_the_disk(sqlite_address: str) -> None:
    database = Database(sqlite_address)
    await upgrade(database)
    async with database.transaction() as tx:
        await Marks(tx).put("secret", "Emri im", MORNING)
    assert database.path is not None
    async with database.transaction() as tx:
        await tx.execute(text("DELETE FROM marks"))
    await database.close()
    assert b"Emri im" not in database.path.read_bytes()
    assert [file.name for file in database.path.parent.iterdir()] == [database.path.name]


async def test_a_full_disk_loses_nothing_that_was_committed(sqlite_address: str) -> None:
    database = Database(sqlite_address)
    await upgrade(database)
    async with database.transaction() as tx:
        await PeopleRows(tx).save(ARTA)
        pages = await tx.scalar(text("PRAGMA page_count"))
        await tx.execute(text(f"PRAGMA max_page_count={pages + 10}"))
    with pytest.raises(OperationalError, match="full"):
        async with database.transaction() as tx:
            await Inbox(tx).add([Arrived(7, "chat:1", "x" * 100_000)], MORNING)
    async with database.transaction() as tx:
        assert await Inbox(tx).count_pending() == 0
        assert await PeopleRows(tx).get(ARTA.id) == ARTA
        assert await tx.scalar(text("PRAGMA quick_check")) == "ok"
        await tx.execute(text("PRAGMA max_page_count=100000"))
        assert await Inbox(tx).add([Arrived(7, "chat:1", "x" * 100_000)], MORNING)
    await database.close()
