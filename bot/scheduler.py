"""Time: what happens without an update. It only ticks; what is due stands in tables."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import retention
from bot.leading import Term
from bot.unit import Units
from storage.clock import SharedClock

log = logging.getLogger(__name__)

_BATCH = timedelta(hours=1)
_LOOK = timedelta(seconds=2)


class Scheduler:
    """`shared` is the clock that all processes have in common, where there are several."""

    def __init__(self, units: Units, shared: SharedClock | None = None) -> None:
        self._units = units
        self._shared = shared
        self._at_work: set[asyncio.Task[None]] = set()
        # A tick that comes late is still wanted, and several late ones are one.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
        )

    async def start(self) -> None:
        """What every process does for itself."""
        await self._set_clock()
        self._every(self.look, _LOOK)
        self._scheduler.start()

    @asynccontextmanager
    async def lead(self, _term: Term) -> AsyncIterator[None]:
        """What the one that leads does for all; once now, for a day may have passed."""
        sweeping = self._every(self.sweep, _BATCH, next_run_time=datetime.now(UTC))
        try:
            yield
        finally:
            sweeping.remove()

    def _every(self, job: Callable[[], Awaitable[None]], pause: timedelta, **more: Any) -> Job:
        seconds = pause.total_seconds()
        return self._scheduler.add_job(self._run, "interval", [job], seconds=seconds, **more)

    async def stop(self) -> None:
        """Returns when no job holds the database any more: APScheduler itself waits for none."""
        self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._at_work, return_exceptions=True)

    async def _run(self, job: Callable[[], Awaitable[None]]) -> None:
        task: asyncio.Task[None] | None = asyncio.current_task()
        assert task is not None
        self._at_work.add(task)
        try:
            await job()
        except asyncio.CancelledError:
            return  # the program is stopping, which is no error for the log
        finally:
            self._at_work.discard(task)

    async def sweep(self) -> None:
        """Raw updates and sent parcels hold personal words, and go when nobody needs them; once a
        day, everything else goes whose time is over.
        """
        try:
            async with self._units.begin() as unit:
                before = unit.context.now - unit.context.house.retention.raw
                swept = await unit.inbox.sweep(before) + await unit.outbox.sweep(before)
            swept += await retention.run(self._units)
        except Exception:
            log.exception("old rows could not be swept; trying again in an hour")
            return
        if swept:
            log.info("%d old rows swept", swept)

    async def look(self) -> None:
        """Whether somebody has changed the knowledge base: its files, or in another process; and
        what else others may have done that was not heard of.
        """
        self._units.forget_groups()
        try:
            await self._set_clock()
            await self._units.library.reread()
            await self._units.learn()
        except Exception:
            log.exception("the knowledge base could not be looked at; trying again in two seconds")

    async def _set_clock(self) -> None:
        if self._shared is not None:
            await self._shared.ask()
