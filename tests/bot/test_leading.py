"""Terms: what belongs to one begins and ends with it, whoever ends it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import leading as leadings
from bot.leading import Leading, Part, Term
from storage.database import Database
from storage.leader import AnotherProcess, Leadership


class Lock(Leadership):
    """The leader's lock, as a story wants it; `taken` by another process."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.taken = self.away = self.held = False
        self.terms = 0

    @property
    def is_sure(self) -> bool:
        return self.held

    async def take(self) -> None:
        if self.away:
            raise ConnectionError("nobody there")
        if self.taken:
            raise AnotherProcess
        self.lost.clear()
        self.held = True

    async def raise_term(self) -> int:
        self.terms += 1
        return self.terms

    def keep(self) -> None:
        """A story says when it is lost."""

    async def release(self) -> None:
        self.held = False


class Line:
    """`told` is what its parts have done."""

    def __init__(self, lock: Lock) -> None:
        self.lock = lock
        self.leading = Leading(lock)
        self.told: list[str] = []

    def part(self, name: str) -> Part:
        @asynccontextmanager
        async def part(term: Term) -> AsyncIterator[None]:
            self.told.append(f"{name} {term.number}")
            yield
            self.told.append(f"no {name}")

        return part

    async def until(self, told: str) -> None:
        async with asyncio.timeout(10):
            while told not in self.told:
                await asyncio.sleep(0.01)

    async def says(self) -> None:
        self.told.append("said")


@pytest.fixture
async def line(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    monkeypatch.setattr(leadings, "_STAND_BY", 0.01)
    monkeypatch.setattr(leadings, "_PAUSE", 0.01)
    database = Database(sqlite_address)
    line = Line(Lock(database))
    yield line
    await line.leading.close(1)
    await database.close()


@asynccontextmanager
async def running(line: Line) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(line.leading.run())
    yield task
    await line.leading.close(1)
    await asyncio.gather(task, return_exceptions=True)


async def test_parts_open_in_order_and_close_the_other_way(line: Line) -> None:
    line.leading.around(line.part("delivery"))
    line.leading.first(line.says)
    line.leading.around(line.part("ticker"))
    assert await line.leading.begin()
    assert (line.leading.leads, line.leading.term) == (True, 1)
    await line.leading.close(1)
    assert line.told == ["delivery 1", "said", "ticker 1", "no ticker", "no delivery"]
    assert (line.leading.leads, line.leading.term) == (False, None)


async def test_who_finds_another_leading_takes_over_when_that_one_ends(line: Line) -> None:
    line.leading.around(line.part("delivery"))
    line.lock.taken = True
    assert not await line.leading.begin()
    async with running(line):
        await asyncio.sleep(0.05)
        assert line.told == []
        line.lock.taken = False
        await line.until("delivery 1")


async def test_who_has_lost_the_lock_ends_everything_and_tries_again(line: Line) -> None:
    line.leading.around(line.part("delivery"))
    await line.leading.begin()
    async with running(line):
        line.lock.taken = True
        line.lock.lost.set()
        await line.until("no delivery")
        assert not line.leading.leads
        line.lock.taken = False
        await line.until("delivery 2")


async def test_a_database_that_is_away_is_waited_for_and_said_once(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.leading.around(line.part("delivery"))
    line.lock.away = True
    async with running(line):
        await asyncio.sleep(0.1)
        line.lock.away = False
        await line.until("delivery 1")
    assert caplog.text.count("cannot be reached") == 1


async def test_a_job_begins_anew_when_it_fails_and_ends_with_the_term(line: Line) -> None:
    async def job() -> None:
        line.told.append("at work")
        if line.told.count("at work") < 3:
            raise RuntimeError("not this time")
        try:
            await asyncio.Event().wait()
        finally:
            line.told.append("cancelled")

    line.leading.add(job)
    await line.leading.begin()
    async with asyncio.timeout(10):
        while line.told.count("at work") < 3:
            await asyncio.sleep(0.01)
    await line.leading.close(1)
    assert line.told == ["at work"] * 3 + ["cancelled"]


async def test_without_some_tasks_there_is_no_line(line: Line) -> None:
    class Vital(Exception):
        pass

    async def breaks() -> None:
        raise Vital

    @asynccontextmanager
    async def poller(term: Term) -> AsyncIterator[None]:
        term.start(breaks())
        yield

    line.leading.around(poller)
    await line.leading.begin()
    with pytest.raises(Vital):
        await asyncio.wait_for(line.leading.run(), 10)


async def test_what_keeps_a_part_from_opening_ends_the_start_and_frees_the_lock(
    line: Line,
) -> None:
    async def breaks() -> None:
        raise RuntimeError("Telegram says no")

    line.leading.around(line.part("delivery"))
    line.leading.first(breaks)
    with pytest.raises(RuntimeError):
        await line.leading.begin()
    assert not line.leading.leads
    assert not line.lock.held


async def test_later_it_is_tried_again(line: Line) -> None:
    async def breaks_once() -> None:
        line.told.append("tried")
        if line.told.count("tried") == 1:
            raise RuntimeError("Telegram says no")

    line.leading.first(breaks_once)
    line.leading.around(line.part("delivery"))
    async with running(line):
        await line.until("delivery 2")
    assert line.told.count("tried") == 2


async def test_whoever_stops_says_how_long_what_is_in_hand_may_take(line: Line) -> None:
    patience: list[float | None] = []

    @asynccontextmanager
    async def part(term: Term) -> AsyncIterator[None]:
        patience.append(term.patience)
        yield
        patience.append(term.patience)

    line.leading.around(part)
    await line.leading.begin()
    await line.leading.close(3)
    assert patience[0] is None
    assert patience[1] is not None
    assert 2 < patience[1] <= 3
