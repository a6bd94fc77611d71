"""One process leads; its place is free as soon as it is gone, however it went."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from storage.database import Database
from storage.leader import AnotherProcess, Leadership

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def candidate(address: str) -> AsyncIterator[Callable[[], Leadership]]:
    """Candidates that share no connection, as processes do not."""
    stood: list[tuple[Database, Leadership]] = []

    def stand() -> Leadership:
        database = Database(address)
        stood.append((database, Leadership(database)))
        return stood[-1][1]

    yield stand
    for database, leadership in stood:
        await leadership.release()
        await database.close()


@pytest.fixture
async def holder(address: str) -> AsyncIterator[Process]:
    """Another process, which leads."""
    command = (sys.executable, "-m", "tests.storage.processes", "hold", address)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"taken\n"
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


async def taken_by(candidate: Leadership, seconds: float) -> None:
    """Tries until it leads."""
    async with asyncio.timeout(seconds):
        while True:
            try:
                return await candidate.take()
            except AnotherProcess:
                await asyncio.sleep(0.05)


async def test_two_do_not_lead_at_once(candidate: Callable[[], Leadership]) -> None:
    leader, second = candidate(), candidate()
    await leader.take()
    with pytest.raises(AnotherProcess):
        await second.take()
    await leader.release()


async def test_who_steps_down_makes_room_for_the_next(candidate: Callable[[], Leadership]) -> None:
    leader, second = candidate(), candidate()
    await leader.take()
    await leader.release()
    await second.take()
    await second.release()


async def test_who_stepped_down_may_lead_again(candidate: Callable[[], Leadership]) -> None:
    leader, second = candidate(), candidate()
    for _ in range(2):
        await leader.take()
        await leader.release()
    await leader.take()
    with pytest.raises(AnotherProcess):
        await second.take()
    await leader.release()


async def test_who_was_refused_may_step_down_without_harm(
    candidate: Callable[[], Leadership],
) -> None:
    leader, second, third = candidate(), candidate(), candidate()
    await leader.take()
    with pytest.raises(AnotherProcess):
        await second.take()
    await second.release()
    with pytest.raises(AnotherProcess):
        await third.take()
    await leader.release()


async def test_who_waits_leads_when_the_leaders_database_is_closed(address: str) -> None:
    first, second = Database(address), Database(address)
    leader, waiting = Leadership(first), Leadership(second)
    await leader.take()
    with pytest.raises(AnotherProcess):
        await waiting.take()
    await leader.release()
    await first.close()
    await taken_by(waiting, seconds=10)
    await waiting.release()
    await second.close()


async def test_the_place_of_a_killed_leader_is_taken_within_a_second(
    holder: Process, candidate: Callable[[], Leadership]
) -> None:
    waiting = candidate()
    with pytest.raises(AnotherProcess):
        await waiting.take()
    holder.kill()
    await holder.wait()
    await taken_by(waiting, seconds=1)
    await waiting.release()
