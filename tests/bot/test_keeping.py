"""A copy each night: when it is due, what is kept of it, and what is told where it fails."""

import asyncio
import json
import logging
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keeping import FAILED, LAST, Keeping, NoCopy, last_due
from storage.copies import examine
from storage.database import Database
from storage.marks import Marks
from tests.bot.line import cancelled
from tests.world import Unfiled

ZONE = ZoneInfo("Europe/Belgrade")
EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = EVENING

    def now(self) -> datetime:
        return self.at


@pytest.fixture
async def sqlite(sqlite_address: str) -> AsyncIterator[Database]:
    database = Database(sqlite_address)
    yield database
    await database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def keeping(sqlite: Database, clock: Clock, folder: Path) -> Keeping:
    return Keeping(sqlite, clock, Unfiled(backup_dir=folder, backup_keep=2))


async def mark(database: Database, key: str) -> dict[str, str] | None:
    async with database.transaction() as tx:
        value = await Marks(tx).get(key)
    return None if value is None else json.loads(value)


def names(folder: Path) -> list[str]:
    """Of all that are whole."""
    return sorted(path.name for path in folder.glob("*.db"))


def is_partial(folder: Path) -> bool:
    return any(folder.glob("*.partial*"))


# When


def test_it_is_due_at_its_time_on_the_lines_clock() -> None:
    at = time(3, 30)
    assert last_due(datetime(2026, 11, 22, 2, 29, tzinfo=UTC), at, ZONE).day == 21
    assert last_due(datetime(2026, 11, 22, 2, 30, tzinfo=UTC), at, ZONE) == datetime(
        2026, 11, 22, 2, 30, tzinfo=UTC
    )


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.times(),
)
def test_the_last_time_is_never_ahead_and_at_most_a_day_and_the_change_of_the_clock_ago(
    now: datetime, at: time
) -> None:
    due = last_due(now, at, ZONE)
    assert now - timedelta(hours=26) < due <= now


async def test_one_night_is_one_copy_and_a_missed_night_is_made_up_for(
    keeping: Keeping, clock: Clock, folder: Path, sqlite: Database
) -> None:
    with cancelled(asyncio.create_task(keeping.run())):
        await _until(lambda: folder.exists() and len(names(folder)) == 1)  # the first one at once
        for hours, copies in ((1, 1), (8, 2), (9, 2)):
            clock.at = EVENING + timedelta(hours=hours)
            keeping.nudge()
            await _until(lambda copies=copies: len(names(folder)) == copies)
    last = await mark(sqlite, LAST)
    assert last is not None
    assert datetime.fromisoformat(last["at"]) == EVENING + timedelta(hours=8)


async def _until(true: object) -> None:
    assert callable(true)
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert true()


# What stays


async def test_a_copy_is_whole_and_named_after_its_moment(
    keeping: Keeping, folder: Path, sqlite: Database
) -> None:
    made = await keeping.keep()
    assert names(folder) == ["linja-20261122T200000Z.db"]
    assert (await examine(made.file, sqlite)).rows == made.copy.rows
    last = await mark(sqlite, LAST)
    assert last == {
        "at": EVENING.isoformat(),
        "file": str(made.file),
        "bytes": made.size,
        "rows": made.copy.rows,
    }


async def test_the_last_ones_stay_and_nothing_of_others_is_touched(
    keeping: Keeping, clock: Clock, folder: Path
) -> None:
    await asyncio.to_thread(folder.mkdir)
    left = "linja-20200101T000000Z.db.partial"  # by a kill
    for name in ("holiday.db", "linja.db", left, f"{left}-journal"):
        (folder / name).touch()
    for _night in range(4):
        clock.at += timedelta(days=1)
        await keeping.keep()
    assert names(folder) == [
        "holiday.db",
        "linja-20261125T200000Z.db",
        "linja-20261126T200000Z.db",
        "linja.db",
    ]
    assert not is_partial(folder)


# What goes wrong


async def test_a_try_that_fails_is_told_keeps_the_old_ones_and_is_made_again_later(
    keeping: Keeping,
    clock: Clock,
    folder: Path,
    sqlite: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await keeping.keep()
    aside = folder.with_name("aside")
    shutil.move(folder, aside)
    await asyncio.to_thread(folder.touch)  # a file stands where the folder was
    clock.at += timedelta(days=1)
    with caplog.at_level(logging.ERROR), cancelled(asyncio.create_task(keeping.run())):
        await _until(lambda: "no backup was made" in caplog.text)
        assert "BACKUP_DIR" in caplog.text
        failed = await mark(sqlite, FAILED)
        assert failed is not None
        assert datetime.fromisoformat(failed["at"]) == clock.at
        await asyncio.to_thread(folder.unlink)
        shutil.move(aside, folder)
        clock.at += timedelta(minutes=29)
        keeping.nudge()
        await _until(lambda: len(names(folder)) == 1)
        clock.at += timedelta(minutes=1)
        keeping.nudge()
        await _until(lambda: len(names(folder)) == 2)
    assert await mark(sqlite, FAILED) is None


async def test_a_damaged_database_does_not_push_the_good_copies_out(
    keeping: Keeping, clock: Clock, folder: Path, sqlite: Database
) -> None:
    await keeping.keep()
    await sqlite.close()
    assert sqlite.path is not None
    damage(sqlite.path)
    for _night in range(3):
        clock.at += timedelta(days=1)
        with pytest.raises(NoCopy, match=r"check|malformed"):
            await keeping.keep()
    assert names(folder) == ["linja-20261122T200000Z.db"]


def damage(path: Path) -> None:
    """The search index, which nothing here writes to."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'tickets'"
        ).fetchone()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
