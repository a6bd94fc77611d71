"""Stories of a database that stops: nothing is lost, it is said once, and it goes on by itself."""

import logging
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfile
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, text

from bot.stoppage import Told
from storage.condition import Unreadable, look
from tests.people import Member, Staff
from tests.world import World

LONG = "Na duhet ndihmë me raportin. " * 140


class Log(logging.Handler):
    """What an operator reads."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.addFilter(Told())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        assert record.exc_info is None, logging.Formatter().format(record)
        self.lines.append(record.getMessage())

    def has(self, *parts: str) -> bool:
        return any(all(part in line for part in parts) for line in self.lines)


@pytest.fixture
def log() -> Iterator[Log]:
    handler = Log()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


@pytest.fixture
async def on_postgresql(postgresql_address: str) -> AsyncIterator[World]:
    async with World(postgresql_address) as opened:
        yield opened


async def begun(world: World) -> tuple[Member, Staff, int]:
    arta, besa = await world.member("Arta"), await world.staff()
    return arta, besa, await arta.ticket("Mirëdita")


async def writes(world: World, person: Member, words: str) -> None:
    """Without waiting for an answer."""
    await world.post("/control/say", person=person.id, chat=person.id, text=words)


async def says(log: Log, world: World, *parts: str) -> None:
    async def is_said() -> bool:
        return log.has(*parts)

    await world.until(is_said)


async def pragma(world: World, words: str) -> Any:
    """On the line's own connection, between two transactions."""
    assert world.app is not None
    database = world.app.database
    async with database._writer:
        _, driver = await database._connection()
        return next(iter(driver.raw.execute(f"PRAGMA {words}")), (None,))[0]


def no_repetition(log: Log) -> bool:
    return len(log.lines) == len(set(log.lines)) < 6


async def test_a_full_disk_holds_what_comes_until_there_is_room(
    small_world: World, log: Log
) -> None:
    world = small_world
    arta, besa, thread = await begun(world)
    pages = await pragma(world, "page_count")
    await pragma(world, f"max_page_count={pages}")
    for number in range(3):
        await writes(world, arta, f"{number} {LONG}")
    await says(log, world, "disk of the database is full", "make room")
    assert world.box.world.updates.pending, "what cannot be kept is not confirmed"
    await pragma(world, f"max_page_count={pages + 10_000}")
    await says(log, world, "well again")
    seen = [message.text[:2] for message in await besa.sees(thread)]
    assert seen[-3:] == ["0 ", "1 ", "2 "]
    assert no_repetition(log)


async def test_a_database_that_may_only_be_read_is_waited_for(small_world: World, log: Log) -> None:
    world = small_world
    arta, besa, thread = await begun(world)
    await pragma(world, "query_only=1")
    await writes(world, arta, "A jeni aty?")
    await says(log, world, "read but not written", "mounted")
    await pragma(world, "query_only=0")
    await says(log, world, "well again")
    assert (await besa.sees(thread))[-1].text == "A jeni aty?"
    assert no_repetition(log)


@contextmanager
def damaged(path: Path, page: int) -> Iterator[None]:
    """One page of the file is overwritten, and put back at the end."""
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        kept = file.read(4096)
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
        file.flush()
        yield
        file.seek(4096 * (page - 1))
        file.write(kept)


async def test_nobodys_update_is_to_blame_for_a_damaged_file(small_world: World, log: Log) -> None:
    world = small_world
    arta, besa, thread = await begun(world)
    page = await _page_of(world, "people")
    with damaged(file_of(world), page):
        await pragma(world, "shrink_memory")  # what is remembered would hide it
        await writes(world, arta, "A jeni aty?")
        await says(log, world, "is damaged", "linja db restore")
        await writes(world, arta, "Alo?")
    await says(log, world, "well again")
    assert [message.text for message in await besa.sees(thread)][-2:] == ["A jeni aty?", "Alo?"]
    assert await _dead(world) == 0
    assert no_repetition(log)


async def _page_of(world: World, table: str) -> int:
    assert world.app is not None
    await world.quiet()
    async with world.app.database.transaction() as tx:
        found = await tx.scalar(
            text("SELECT rootpage FROM sqlite_schema WHERE name = :name"), {"name": table}
        )
    await world.app.database.scrub()  # all of the log is in the file
    return int(found)


async def _dead(world: World) -> int:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        query = text("SELECT count(*) FROM inbox WHERE dead_at IS NOT NULL")
        return int((await tx.execute(query)).scalar_one())


def file_of(world: World) -> Path:
    return Path(world.address.removeprefix("sqlite:///"))


def move(path: Path, target: Path) -> None:
    path.rename(target)


def delete(*paths: Path) -> None:
    for path in paths:
        path.unlink()


async def test_a_file_that_is_moved_away_is_missed_and_found_again(
    small_world: World, log: Log
) -> None:
    world = small_world
    arta, besa, thread = await begun(world)
    path = file_of(world)
    move(path, path.with_name("elsewhere"))
    await writes(world, arta, "A jeni aty?")
    await says(log, world, "is gone", "bring that very file back")
    assert world.app is not None
    assert await world.app.lookout.readiness() == {"database": "the file of the database is gone"}
    with pytest.raises(Unreadable, match="is gone, and the log"):
        look(world.address, world.box.clock.now)
    move(path.with_name("elsewhere"), path)
    await says(log, world, "well again")
    assert await world.app.lookout.readiness() == {}
    assert (await besa.sees(thread))[-1].text == "A jeni aty?"


async def test_a_file_that_is_deleted_leaves_a_copy_with_everything(
    small_world: World, log: Log
) -> None:
    world = small_world
    arta, besa, thread = await begun(world)
    await arta.says("Para se të zhdukej")
    path = file_of(world)
    delete(path)
    await writes(world, arta, "A jeni aty?")
    await says(log, world, "is saved in")
    await world.close()
    delete(*path.parent.glob("linja.db-*"))
    (copy,) = path.parent.glob("linja.db.saved-*")
    move(copy, path)
    await world.open()
    texts = [message.text for message in await besa.sees(thread)]
    assert texts[-2:] == ["Para se të zhdukej", "A jeni aty?"]


def sql(address: str, *statements: str) -> None:
    """From another database of the server, as whoever looks after it would."""
    elsewhere = make_url(address).set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(elsewhere, autocommit=True) as one:
        for statement in statements:
            one.execute(statement.encode())


def name_of(address: str) -> str:
    return str(make_url(address).database)


def end_sessions(name: str) -> str:
    return (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{name}' AND backend_type = 'client backend' "
        "AND query NOT LIKE '%pg_try_advisory_lock%'"
    )


async def test_a_server_that_only_reads_is_waited_for(on_postgresql: World, log: Log) -> None:
    world = on_postgresql
    arta, besa, thread = await begun(world)
    name = name_of(world.address)
    only_reads = f"ALTER DATABASE {name} SET default_transaction_read_only = on"
    await world._onlooker.close()
    sql(world.address, only_reads, end_sessions(name))
    await writes(world, arta, "A jeni aty?")
    await says(log, world, "read but not written", "default_transaction_read_only")
    sql(world.address, f"ALTER DATABASE {name} RESET default_transaction_read_only")
    await says(log, world, "well again")
    assert (await besa.sees(thread))[-1].text == "A jeni aty?"
    assert await _dead(world) == 0


async def test_a_server_that_lets_nobody_in_is_waited_for(on_postgresql: World, log: Log) -> None:
    world = on_postgresql
    arta, besa, thread = await begun(world)
    name = name_of(world.address)
    await world._onlooker.close()
    sql(world.address, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", end_sessions(name))
    await writes(world, arta, "A jeni aty?")
    await says(log, world, "PostgreSQL cannot be used", "DATABASE_URL")
    sql(world.address, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    await says(log, world, "well again")
    assert (await besa.sees(thread))[-1].text == "A jeni aty?"
    assert no_repetition(log)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Four megabytes, where this user may mount them."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place))
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk of four megabytes can be mounted by root only")
    yield place
    subprocess.run(("umount", "-l", str(place)), check=True)


async def test_a_disk_that_is_full_for_others_reasons_is_waited_for_too(
    migrated: Path, small_disk: Path, log: Log
) -> None:
    copyfile(migrated, small_disk / "linja.db")
    async with World(f"sqlite:///{small_disk}/linja.db") as world:
        arta, besa, thread = await begun(world)
        fill(small_disk / "film.mkv")
        for number in range(3):
            await writes(world, arta, f"{number} {LONG}")
        await says(log, world, "make room")
        delete(small_disk / "film.mkv")
        await says(log, world, "well again")
        seen = [message.text[:2] for message in await besa.sees(thread)]
        assert seen[-3:] == ["0 ", "1 ", "2 "]


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            continue
