"""How tasks wait: for a sign, for a while, and at the end for each other."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from typing import Any


async def pause(seconds: float, sign: asyncio.Event) -> None:
    """Returns when the sign is given, and after so many seconds at the latest.

    Not by `asyncio.wait_for`, which may lose a cancelling that comes with the sign (until Python
    3.12, CPython issue 86296).
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await sign.wait()


async def end(task: asyncio.Task[Any] | None) -> None:
    """Returns when the task is over, however it ends; nothing is said of that."""
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def finish(tasks: Collection[asyncio.Task[Any]], seconds: float | None) -> None:
    """They may come to their end for so many seconds, None for ever; then they are cancelled."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
