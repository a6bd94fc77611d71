"""From the outbox to Telegram: claimed, paced, sent, written back. The one place that sends."""

import asyncio
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy.exc import OperationalError
from telegram.error import TelegramError

from bot.api import BotApi
from bot.lanes import Lane, Lanes
from bot.outcomes import Outcomes
from bot.pace import Pace, Window
from bot.ready import Pointless, Ready, TopicMissing
from bot.resolve import at_once, resolve
from bot.unit import Unit, Units
from desk.outgoing import (
    Claimed,
    Harmless,
    Priority,
    Waiting,
    is_staff_lane,
)

log = logging.getLogger(__name__)

_IN_HAND = 8  # rows prepared at once, so that the database never makes a slot wait
_BULK = 500  # rows of bulk mail in memory
_SWEEP = 1.0  # seconds between looks for rows that another process, or a crash, left
_TOGETHER = 0.02  # seconds after which harmless rows that have gone are written down together
_PAUSE = 1.0  # seconds before the database is tried again
_TRIES = 3
_FLOOD = 1.0  # seconds within which two chats refused mean that all are


@dataclass(frozen=True, slots=True)
class Limits:
    """0 switches a window off."""

    per_second: float = 29
    per_chat: int = 3  # in 3 s
    per_group_minute: int = 20

    def window_of(self, lane: str) -> Window:
        if is_staff_lane(lane):
            return Window(self.per_group_minute, 60)
        return Window(self.per_chat if lane.startswith("chat:") else 0, 3)


@dataclass(frozen=True, slots=True)
class InHand:
    """A row that is claimed, and the call that it is."""

    lane: Lane
    row: Claimed
    ready: Ready


class Delivery:
    def __init__(self, units: Units, api: BotApi, limits: Limits) -> None:
        self._units = units
        self._api = api
        self._pace = Pace(limits.per_second)
        self._lanes = Lanes(limits.window_of)
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._is_running = False
        self._bulk_seen = 0
        self._gone: list[int] = []
        self._outcomes = Outcomes(units, self.offer, self._flooded)
        self._refused: tuple[float, str] = (float("-inf"), "")

    def offer(self, rows: Iterable[Waiting]) -> None:
        """Rows that have just been committed."""
        for row in rows:
            if row.priority is not Priority.BULK:  # bulk mail waits in the table for its turn
                self._lanes.add(row)
        if self._is_running:
            self._start_ready()
        self._wake.set()

    def nudge(self) -> None:
        """The time has jumped: what is due is looked at again."""
        self._wake.set()

    async def begin(self, waiting: Waiting, unit: Unit) -> InHand | None:
        """Claims a row in the transaction that puts it in, where nothing is before it.

        After the commit `go` must follow, after a rollback `let_go`.
        """
        if waiting.harmless is not None or len(self._tasks) >= _IN_HAND or self._closing:
            return None
        lane = self._lanes.reserve(waiting, time.monotonic(), self._units.clock.now())
        if lane is None:
            return None
        begun = None
        try:
            row = await unit.outbox.claim(waiting.id)
            if row is not None:
                begun = InHand(lane, row, await resolve(row, unit.context))
        except (Pointless, TopicMissing):
            assert row is not None
            await unit.outbox.again(row, waiting.due_at)
        finally:
            if begun is None:
                self._lanes.release(lane, time.monotonic())
        return begun

    def go(self, begun: InHand) -> None:
        self._start(partial(self._deliver_begun, begun))

    def let_go(self, begun: InHand) -> None:
        self._lanes.release(begun.lane, time.monotonic())

    async def _deliver_begun(self, begun: InHand) -> None:
        try:
            write = await self._attempt(begun.lane, begun.row, begun.ready)
            await self._surely(begun.row, write)
        finally:
            self._lanes.release(begun.lane, time.monotonic())

    async def run(self) -> None:
        """Until `close`."""
        async with self._units.begin() as unit:
            await unit.outbox.restart()
        self._is_running = True
        swept_at = float("-inf")
        while not self._closing:
            if time.monotonic() - swept_at >= _SWEEP:
                await self._sweep()
                swept_at = time.monotonic()
            wait = min(self._start_ready(), _SWEEP)
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), timeout=wait)
            except TimeoutError:
                continue

    async def close(self, seconds: float) -> None:
        """What is being sent may end; the rest stays in the table."""
        self._closing = True
        self._wake.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._write_gone()

    async def _sweep(self) -> None:
        try:
            async with self._units.begin() as unit:
                rows = await unit.outbox.waiting(bulk=False, most=2000)
                if len(self._lanes) < _BULK // 2:
                    bulk = await unit.outbox.waiting(bulk=True, after=self._bulk_seen, most=_BULK)
                    self._bulk_seen = bulk[-1].id if len(bulk) == _BULK else 0
                    rows += bulk
        except Exception:
            log.exception("the outbox could not be read; trying again")
            return
        for row in rows:
            self._lanes.add(row)

    def _start_ready(self) -> float:
        """Starts what may go; seconds until more may."""
        while len(self._tasks) < _IN_HAND and not self._closing:
            taken = self._lanes.take(time.monotonic(), self._units.clock.now())
            if taken is None:
                return self._lanes.wait(time.monotonic(), self._units.clock.now())
            self._start(partial(self._deliver, *taken))
        return _SWEEP

    def _start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = asyncio.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()

    async def _deliver(self, lane: Lane, waiting: Waiting) -> None:
        """One row; whatever happens, it is not lost, and the lane goes on."""
        try:
            if waiting.harmless is not None:
                await self._send_at_once(waiting, waiting.harmless)
                return
            row, ready = await self._prepare(waiting)
            if row is not None and ready is not None:
                await self._surely(row, await self._attempt(lane, row, ready))
        except Exception:
            log.exception("row %d could not be read; it is tried again", waiting.id)
            lane.held_until = time.monotonic() + _PAUSE
            self._lanes.add(waiting)
        finally:
            self._lanes.release(lane, time.monotonic())

    async def _send_at_once(self, waiting: Waiting, body: Harmless) -> None:
        """Without a claim; what does not succeed now goes the way of all rows."""
        ready = at_once(body)
        try:
            await self._api.call(ready.method, ready.params)
        except TelegramError:
            self._lanes.add(replace(waiting, harmless=None))
        else:
            self._gone.append(waiting.id)
            if len(self._gone) == 1:
                asyncio.get_running_loop().call_later(_TOGETHER, self._start_writing)

    def _start_writing(self) -> None:
        if not self._closing:  # `close` writes down what is left
            self._start(self._write_gone)

    async def _write_gone(self) -> None:
        numbers, self._gone = self._gone, []
        if not numbers:  # written down along with a row meanwhile
            return
        try:
            async with self._units.begin() as unit:
                await unit.outbox.sent(*numbers)
        except Exception:
            log.exception("what has gone out could not be written down; it goes out again")

    async def _attempt(
        self, lane: Lane, row: Claimed, ready: Ready
    ) -> Callable[[], Awaitable[None]]:
        """Calls Telegram; what is to be written down of it."""
        try:
            result = await self._call(lane, row, ready)
        except TelegramError as error:
            return partial(self._outcomes.refusal, lane, row, ready, error)
        return partial(self._record, row, ready, result)

    async def _record(self, row: Claimed, ready: Ready, result: Any) -> None:
        """What went out without a claim is written down along with this one."""
        gone, self._gone = self._gone, []
        try:
            await self._outcomes.record(row, ready, result, gone)
        except BaseException:
            self._gone += gone
            raise

    async def _surely(self, row: Claimed, write: Callable[[], Awaitable[None]]) -> None:
        """Telegram has spoken, so this must be written down, however long the database is away."""
        for tries in itertools.count(1):
            try:
                await write()
            except OperationalError:
                log.exception("row %d waits for the database", row.id)
                await asyncio.sleep(_PAUSE)
            except Exception:
                log.exception("what follows from row %d failed", row.id)
                if tries == _TRIES:
                    break
            else:
                return
        async with self._units.begin() as unit:
            await unit.outbox.failed(row.id, "what follows from it failed; see the log")

    async def _prepare(self, waiting: Waiting) -> tuple[Claimed | None, Ready | None]:
        ready, is_homeless, strayed = None, False, None
        async with self._units.begin() as unit:
            row = await unit.outbox.claim(waiting.id)
            if row is not None and row.lane != waiting.lane:  # its ticket is in another group now
                strayed, row = await unit.outbox.again(row, waiting.due_at), None
            elif row is not None:
                try:
                    ready = await resolve(row, unit.context)
                except Pointless as reason:
                    await unit.outbox.failed(row.id, str(reason))
                except TopicMissing:
                    is_homeless = True
        if strayed is not None:
            self.offer([strayed])
        if row is not None and is_homeless:
            await self._outcomes.homeless(row)
        return row, ready

    async def _call(self, lane: Lane, row: Claimed, ready: Ready) -> Any:
        """The call itself, when its chat's window and the common pace allow it."""
        if not _is_counted(row):
            return await self._api.call(ready.method, ready.params)
        await lane.room(ready.weight)
        lane.window.start(ready.weight)
        try:
            await self._pace.slot(row.priority, ready.weight)
            try:
                return await self._api.call(ready.method, ready.params)
            finally:
                self._pace.landed(ready.weight)
        finally:
            lane.window.land(time.monotonic(), ready.weight)

    def _flooded(self, lane: Lane, seconds: float) -> None:
        """One chat refused holds that chat; two that have nothing in common hold everything."""
        at, name = self._refused
        now = time.monotonic()
        if name not in ("", lane.name) and now - at < _FLOOD:
            self._pace.hold(seconds)
        self._refused = (now, lane.name)


def _is_counted(row: Claimed) -> bool:
    return is_staff_lane(row.lane) or row.lane.startswith("chat:")
