"""Waiting: what is cancelled stays cancelled, whatever comes at the same moment."""

import asyncio
import time

import pytest

from bot.tasks import end, finish, pause


async def test_a_pause_ends_by_its_sign_or_by_its_time() -> None:
    sign = asyncio.Event()
    began = time.monotonic()
    await pause(0.02, sign)
    assert time.monotonic() - began >= 0.02
    asyncio.get_running_loop().call_soon(sign.set)
    async with asyncio.timeout(10):
        await pause(60, sign)
    await pause(0, sign)


@pytest.mark.parametrize("turns", range(4))
async def test_a_cancelling_that_comes_with_the_sign_is_not_lost(turns: int) -> None:
    sign = asyncio.Event()
    waiting = asyncio.create_task(pause(60, sign))
    await asyncio.sleep(0)
    sign.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    was_waiting = waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled() == was_waiting


async def test_what_ends_badly_is_ended_too() -> None:
    async def fails_when_cancelled() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ZeroDivisionError from None

    task = asyncio.create_task(fails_when_cancelled())
    await asyncio.sleep(0)
    await end(task)
    assert task.done()
    await end(None)


async def test_what_is_in_hand_may_end_and_what_takes_too_long_is_cancelled() -> None:
    quick = asyncio.create_task(asyncio.sleep(0.01, "done"))
    slow = asyncio.create_task(asyncio.sleep(60))
    await finish({quick, slow}, 0.2)
    assert quick.result() == "done"
    assert slow.cancelled()
    await finish((), 60)


async def test_without_a_limit_nothing_is_cancelled() -> None:
    tasks = [asyncio.create_task(asyncio.sleep(0.02 * number, number)) for number in range(3)]
    await finish(tasks, None)
    assert [task.result() for task in tasks] == [0, 1, 2]
