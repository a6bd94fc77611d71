"""Time that passes: due timers fire one by one, and campaigns are told some at a time."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from bot.unit import Units
from desk.outgoing import Waiting
from desk.timers import Timer
from handlers import timers
from handlers.events import campaigns

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
        self._closing = False
        self._at_work = asyncio.Lock()

    async def begin(self) -> None:
        """Timers that are there from the start, and those that other settings ask for."""
        async with self._units.begin() as unit:
            await timers.begin(unit.context)

    async def run(self) -> None:
        """Until `close`. Only the process that leads ticks."""
        while not self._closing:
            self._wake.clear()
            async with self._at_work:
                await self._tick()
                await self._tell_many()
            try:
                await asyncio.wait_for(self._wake.wait(), _TICK)
            except TimeoutError:
                continue

    def nudge(self) -> None:
        """The time has jumped."""
        self._wake.set()

    async def close(self) -> None:
        """The timer in hand may end; the others wait in their table."""
        self._closing = True
        self._wake.set()
        async with self._at_work:
            return

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
            log.exception("a campaign could not be gone on with; trying again in a minute")
            async with self._units.begin() as unit:
                await campaigns.put_off(error, unit.context)
            self._offer(unit.fresh)

    async def _write(self) -> bool:
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
            async with self._units.begin() as unit:
                await timers.fire(timer, unit.context)
        except Exception as error:
            log.exception("the timer %s could not be handled", timer.key)
            await self._failed(timer, error)
        else:
            self._offer(unit.fresh)

    async def _failed(self, timer: Timer, error: Exception) -> None:
        """Tried again after a pause; after the last try it is set aside, and staff hear of it."""
        async with self._units.begin() as unit:
            context, attempts = unit.context, timer.attempts + 1
            if attempts < _TRIES:
                await context.timers.postpone(timer.key, context.now + _PAUSE, attempts)
            else:
                await timers.set_aside(timer, error, context)
        self._offer(unit.fresh)
