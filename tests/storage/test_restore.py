"""A copy comes back in the place of the database, which is kept; crowds are not told twice."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.campaigns import Campaign, Kind, Urgency
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from storage.backup import backup
from storage.copies import Unusable, examine
from storage.database import Database
from storage.events.campaigns import CampaignRows
from storage.inbox import Arrived, Inbox
from storage.migrate import HEAD, upgrade
from storage.outbox import OutboxRows
from storage.people import PeopleRows
from storage.restore import HELD, NotEmpty, hold_back, restore
from storage.schema import outbox
from tests.storage.halls import MONDAY, Hall
from tests.storage.rows import ARTA, MORNING, later

BESIM = Person(4_000_000_002, "Besim", None, met_at=MORNING)

pytestmark = pytest.mark.usefixtures("postgresql_programs")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "monday"


async def keep(database: Database, person: Person) -> None:
    async with database.transaction() as tx:
        await PeopleRows(tx).save(person)
        await Inbox(tx).add([Arrived(person.id, "chat:1", "{}")], MORNING)


async def names(database: Database) -> list[str]:
    async with database.transaction() as tx:
        found = await tx.execute(text("SELECT name FROM people ORDER BY name"))
        return [row.name for row in found]


async def test_a_copy_says_what_it_holds(database: Database, target: Path) -> None:
    await keep(database, ARTA)
    made = await backup(database, target)
    found = await examine(target, database)
    assert found == made
    assert found.rows is not None
    assert (found.rows["people"], found.rows["inbox"]) == (1, 1)
    assert (found.revision, found.last_at, found.was_restored) == (HEAD, MORNING, True)
    assert [path.name for path in target.parent.iterdir()] == ["monday"]
    assert others_may(target) == 0


def others_may(file: Path) -> int:
    return file.stat().st_mode & 0o077


async def test_a_copy_that_is_checked_leaves_nothing_of_it_behind_nor_of_one_that_was_killed(
    postgresql_database: Database, target: Path
) -> None:
    await upgrade(postgresql_database)
    async with postgresql_database.session() as session:
        own = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = await session.scalar(own)
        await session.execute(text(f"CREATE DATABASE linja_check_{oid}"))
        await backup(postgresql_database, target)
        left = text(f"SELECT count(*) FROM pg_database WHERE datname = 'linja_check_{oid}'")
        assert await session.scalar(left) == 0


async def test_where_no_database_may_be_made_the_list_is_read(
    postgresql_database: Database, target: Path
) -> None:
    await upgrade(postgresql_database)
    await backup(postgresql_database, target)
    role = "linja_poor"
    async with postgresql_database.transaction() as tx:
        name = await tx.scalar(text("SELECT current_database()"))
        await tx.execute(text(f"CREATE ROLE {role} LOGIN"))
    url = postgresql_database.url.set(username=role)
    poor = Database(url.render_as_string(hide_password=False))
    try:
        found = await examine(target, poor)
        assert (found.was_restored, found.rows) == (False, None)
    finally:
        await poor.close()
        async with postgresql_database.transaction() as tx:
            await tx.execute(text(f"DROP OWNED BY {role}"))
            await tx.execute(text(f"DROP ROLE {role}"))
    assert name


async def test_what_came_after_the_copy_is_kept_aside(database: Database, target: Path) -> None:
    await keep(database, ARTA)
    await backup(database, target)
    await keep(database, BESIM)
    await database.close()
    kept = (await restore(database, target, later(days=1), replace=True)).kept
    assert await names(database) == ["Arta"]
    assert kept is not None
    assert "before" in kept
    assert await _names_in(kept, database) == ["Arta", "Besim"]


async def _names_in(kept: str, database: Database) -> list[str]:
    if database.is_sqlite:
        other = Database(f"sqlite:///{kept}")
        try:
            return await names(other)
        finally:
            await other.close()
    schema = kept.removeprefix("schema ")
    async with database.transaction() as tx:
        found = await tx.execute(text(f"SELECT name FROM {schema}.people ORDER BY name"))
        kept_names = [row.name for row in found]
        await tx.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    return kept_names


async def test_a_database_that_is_there_is_not_replaced_by_mistake(
    database: Database, target: Path
) -> None:
    await keep(database, ARTA)
    await backup(database, target)
    await keep(database, BESIM)
    await database.close()
    with pytest.raises(NotEmpty):
        await restore(database, target, MORNING, replace=False)
    assert await names(database) == ["Arta", "Besim"]


async def test_a_copy_goes_where_nothing_is(database: Database, target: Path) -> None:
    await keep(database, ARTA)
    await backup(database, target)
    await take_away(database)
    assert (await restore(database, target, MORNING, replace=False)).kept is None
    assert await names(database) == ["Arta"]


async def take_away(database: Database) -> None:
    if database.path is not None:
        await database.close()
        await asyncio.to_thread(database.path.unlink)
        return
    async with database.transaction() as tx:
        await tx.execute(text("DROP SCHEMA public CASCADE"))
        await tx.execute(text("CREATE SCHEMA public"))


async def test_what_the_log_beside_the_old_file_holds_is_kept_with_it(
    sqlite_address: str, target: Path, tmp_path: Path
) -> None:
    database = Database(sqlite_address)
    await backup(database, target)
    await keep(database, ARTA)
    for ending in ("", "-wal", "-shm"):  # as a kill leaves them
        kept = tmp_path / f"killed.db{ending}"
        kept.write_bytes((tmp_path / f"linja.db{ending}").read_bytes())
    await database.close()
    killed = Database(f"sqlite:///{tmp_path}/killed.db")
    aside = (await restore(killed, target, MORNING, replace=True)).kept
    assert await names(killed) == []
    assert aside is not None
    assert await _names_in(aside, killed) == ["Arta"]
    await killed.close()


async def test_a_file_that_another_program_reads_is_left_alone(
    sqlite_address: str, target: Path
) -> None:
    database = Database(sqlite_address)
    await backup(database, target)
    await keep(database, ARTA)
    assert database.path is not None
    with closing(sqlite3.connect(database.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people")
        await keep(database, BESIM)
        with pytest.raises(OSError, match="another program"):
            await restore(database, target, MORNING, replace=True)
    assert await names(database) == ["Arta", "Besim"]
    await database.close()


async def test_without_second_names_the_old_one_is_copied(
    sqlite_address: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError

    database = Database(sqlite_address)
    await backup(database, target)
    await keep(database, ARTA)
    await database.close()
    monkeypatch.setattr(Path, "hardlink_to", refuses)
    aside = (await restore(database, target, MORNING, replace=True)).kept
    assert await names(database) == []
    assert aside is not None
    assert await _names_in(aside, database) == ["Arta"]
    await database.close()


async def test_rows_of_any_length_and_kind_come_back(
    postgresql_database: Database, target: Path
) -> None:
    """What looks like the script's own marks is a row like any other."""
    words = ["\\.", "COPY x FROM stdin;", "\\restrict x", "tab\there\nnew", "ë" * 300_000]
    await upgrade(postgresql_database)
    arrived = [Arrived(number, "chat:1", raw) for number, raw in enumerate(words)]
    async with postgresql_database.transaction() as tx:
        await Inbox(tx).add(arrived, MORNING)
    await backup(postgresql_database, target)
    await take_away(postgresql_database)
    await restore(postgresql_database, target, MORNING, replace=False)
    async with postgresql_database.transaction() as tx:
        assert [letter.raw for letter in await Inbox(tx).pending(most=10)] == words
        assert await tx.scalar(text("SHOW search_path")) != ""


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


async def test_a_copy_that_does_not_come_through_leaves_the_database_as_it_was(
    postgresql_database: Database, target: Path
) -> None:
    await upgrade(postgresql_database)
    await keep(postgresql_database, ARTA)
    await backup(postgresql_database, target)
    cut(target)
    with pytest.raises(OSError, match="pg_restore"):
        await restore(postgresql_database, target, MORNING, replace=True)
    assert await names(postgresql_database) == ["Arta"]


async def test_what_is_no_copy_is_refused_with_the_reason(
    database: Database, tmp_path: Path
) -> None:
    paper = tmp_path / "letter.txt"
    paper.write_text("Mirëdita")
    with pytest.raises(Unusable, match="no copy of a database"):
        await examine(paper, database)


async def test_a_copy_of_the_other_engine_is_refused(
    postgresql_database: Database, sqlite_address: str
) -> None:
    with pytest.raises(Unusable, match="copy of SQLite, and DATABASE_URL is PostgreSQL"):
        await examine(Path(sqlite_address.removeprefix("sqlite:///")), postgresql_database)


async def test_a_damaged_copy_is_refused(sqlite_address: str, target: Path) -> None:
    database = Database(sqlite_address)
    await backup(database, target)
    with target.open("r+b") as file:
        file.seek(4096 * 9)
        file.write(b"\xff" * 4096 * 20)
    with pytest.raises(Unusable, match=r"damaged|cannot be read"):
        await examine(target, database)
    await database.close()


async def test_a_copy_of_a_later_version_is_refused(sqlite_address: str, target: Path) -> None:
    database = Database(sqlite_address)
    await backup(database, target)
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    with pytest.raises(Unusable, match=r"later version \(9999\): update"):
        await examine(target, database)
    await database.close()


def parcel(priority: Priority, chat_id: int, **more: object) -> Parcel:
    return Parcel(Chat(chat_id), Call("sendMessage", {"text": "Tung"}), priority, **more)  # type: ignore[arg-type]


async def test_crowds_are_not_told_again_and_one_person_is(tx: AsyncConnection) -> None:
    rows = OutboxRows(tx, MORNING)
    await rows.put(parcel(Priority.BULK, 1))
    await rows.put(parcel(Priority.PERSON, 2))
    await rows.put(parcel(Priority.BULK, 3, due_at=later(hours=7)))
    assert (await hold_back(tx, later(hours=8))).parcels == 1
    found = await tx.execute(select(outbox.c.lane, outbox.c.state, outbox.c.error))
    assert {tuple(row) for row in found} == {
        ("chat:1", "failed", HELD),
        ("chat:2", "pending", None),
        ("chat:3", "pending", None),
    }


async def test_a_campaign_that_was_due_long_ago_has_ended(tx: AsyncConnection) -> None:
    event, rows = await Hall(tx).event(seats=4), CampaignRows(tx)
    for hours in (1, 7):
        due = MONDAY + timedelta(hours=hours)
        await rows.add(Campaign(0, f"news:{hours}", Kind.NEWS, event.id, Urgency.NEWS, due))
    now = MONDAY + timedelta(hours=8)
    assert (await hold_back(tx, now)).campaigns == 1
    left = await rows.next(now)
    assert left is not None
    assert left.key == "news:7"
