"""Time that passes: due timers fire one by one, and campaigns are told some at a time."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.leading import Term
from bot.tasks import pause
from bot.unit import Units
from bot.watch import causes
from desk.outgoing import Waiting
from desk.timers import Timer
from handlers import timers
from handlers.events import campaigns
from storage.away import is_away

log = logging.getLogger(__name__)

_TICK = 1.0  # seconds between looks
_AT_ONCE = 50  # timers read at a time
_TRIES = 3
_PAUSE = timedelta(minutes=1)  # before a timer that failed is tried again
_WAITING = 150  # messages to many that are due: above that, nothing is added to them
_WRITTEN = 50  # of a campaign in one transaction, so that others can write in between


class Ticker:
    """`offer` takes rows that have just been committed."""

    def __init__(self, units: Units, offer: Callable[[Iterable[Waiting]], None]) -> None:
        self._units = units
        self._offer = offer
        self._wake = asyncio.Event()
        self._closing = True

    @asynccontextmanager
    async def lead(self, term: Term) -> AsyncIterator[None]:
        """Ticks as long as the term goes on; the timer in hand may end, others wait in the table.

        Before that, timers that are there from the start, and those that other settings ask for.
        """
        async with self._units.begin() as unit:
            await timers.begin(unit.context)
        self._closing = False
        ticking = term.start(self._run())
        try:
            yield
        finally:
            self._closing = True
            self._wake.set()
            await asyncio.gather(ticking, return_exceptions=True)

    async def _run(self) -> None:
        while not self._closing:
            self._wake.clear()
            await self._tick()
            await self._tell_many()
            await pause(_TICK, self._wake)

    def nudge(self) -> None:
        """The time has jumped."""
        self._wake.set()

    async def _tick(self) -> None:
        try:
            while not self._closing and (due := await self._due()):
                for timer in due:
                    await self._fire(timer)
        except Exception:
            log.exception("the timers could not be read; trying again")

    async def _tell_many(self) -> None:
        """What campaigns have to say, as long as little of it waits to be sent."""
        try:
            while not self._closing and await self._write():
                continue
        except Exception as error:
            if is_away(error):
                log.exception("a campaign waits for the database")
                return
            log.exception("a campaign could not be gone on with; trying again in a minute")
            await self._put_off(error)

    async def _put_off(self, error: Exception) -> None:
        try:
            async with self._units.begin() as unit:
                await campaigns.put_off(error, unit.context)
        except Exception:
            log.exception("the campaigns could not be put off; trying again")
        else:
            self._offer(unit.fresh)

    async def _write(self) -> bool:
        with causes.bound(causes.of_time("campaign")):
            async with self._units.begin() as unit:
                if await unit.outbox.has_many(_WAITING):
                    return False
                has_written = await campaigns.write(unit.context, _WRITTEN)
        self._offer(unit.fresh)
        return has_written

    async def _due(self) -> list[Timer]:
        async with self._units.begin() as unit:
            return await unit.context.timers.due(unit.context.now, _AT_ONCE)

    async def _fire(self, timer: Timer) -> None:
        if self._closing:
            return
        try:
            with self._units.watch.firing(timer):
                async with self._units.begin() as unit:
                    await timers.fire(timer, unit.context)
        except Exception as error:
            if is_away(error):  # no fault of the timer's: it is due still
                raise
            log.exception("the timer %s could not be handled", timer.key)
            await self._failed(timer, error)
        else:
            self._offer(unit.fresh)

    async def _failed(self, timer: Timer, error: Exception) -> None:
        """Tried again after a pause; after the last try it is set aside, and staff hear of it."""
        async with self._units.begin() as unit:
            context, attempts = unit.context, timer.attempts + 1
            if attempts < _TRIES:
                self._units.watch.retried("timer")
                await context.timers.postpone(timer.key, context.now + _PAUSE, attempts)
            else:
                await timers.set_aside(timer, error, context)
        self._offer(unit.fresh)
