"""From the outbox to Telegram: claimed, paced, sent, written back. The one place that sends."""

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from telegram.error import TelegramError

from bot.api import BotApi
from bot.calls import Calls, Deposed
from bot.lanes import Lane, Lanes
from bot.leading import Term
from bot.outcomes import Outcomes
from bot.pace import Window
from bot.ready import Pointless, Ready, TopicMissing
from bot.resolve import at_once, resolve
from bot.tasks import finish, pause
from bot.unit import Unit, Units
from bot.watch import causes
from desk.outgoing import (
    Claimed,
    Harmless,
    Priority,
    Waiting,
    is_staff_lane,
)
from storage.away import is_away

log = logging.getLogger(__name__)

_IN_HAND = 8  # rows prepared at once, so that the database never makes a slot wait
_BULK = 500  # rows of bulk mail in memory
_SWEEP = 1.0  # seconds between looks for rows that another process, or a crash, left
_TOGETHER = 0.02  # seconds after which harmless rows that have gone are written down together
_PAUSE = 1.0  # seconds before the database is tried again
_LONGEST_WINDOW = timedelta(seconds=60)  # a group's
_UNSURE = 0.1  # seconds before it is asked again whether this process leads
_TRIES = 3


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
    """Sends while this process leads; `is_sure` says at any moment whether nobody else can."""

    def __init__(
        self, units: Units, api: BotApi, limits: Limits, is_sure: Callable[[], bool]
    ) -> None:
        self._units = units
        self._is_sure = is_sure
        self._calls = Calls(api, limits.per_second, lambda: self._may_send)
        self._lanes = Lanes(limits.window_of)
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._term: Term | None = None
        self._bulk_seen = 0
        self._swept_at = float("-inf")
        self._gone: list[int] = []
        self._outcomes = Outcomes(units, self.offer, self._calls.flooded)

    @property
    def depths(self) -> dict[str, int]:
        """How many rows wait in memory, by the kind of their lane."""
        return self._lanes.depths()

    def offer(self, rows: Iterable[Waiting]) -> None:
        """Rows that have just been committed."""
        if self._term is None:
            return  # whoever leads has been told
        for row in rows:
            if row.priority is not Priority.BULK:  # bulk mail waits in the table for its turn
                self._lanes.add(row)
        self._start_ready()
        self._wake.set()

    def nudge(self) -> None:
        """The time has jumped: what is due is looked at again."""
        self._wake.set()

    def look(self) -> None:
        """There may be rows of which nothing was heard."""
        self._swept_at = float("-inf")
        self._wake.set()

    async def begin(self, waiting: Waiting, unit: Unit) -> InHand | None:
        """Claims a row in the transaction that puts it in, where nothing is before it.

        After the commit `go` must follow, after a rollback `let_go`.
        """
        if waiting.harmless is not None or len(self._tasks) >= _IN_HAND or not self._may_send:
            return None
        lane = self._lanes.reserve(waiting, time.monotonic(), self._units.clock.now())
        if lane is None:
            return None
        begun = None
        try:
            row = await self._claim(waiting, unit)
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

    @asynccontextmanager
    async def lead(self, term: Term) -> AsyncIterator[None]:
        """Sends as long as the term goes on; what is being sent at its end may end."""
        self._lanes.begin(await self._lately())
        self._bulk_seen = 0
        self._term = term
        sending = term.start(self._run())
        try:
            yield
        finally:
            self._term = None
            self._wake.set()
            await asyncio.gather(sending, return_exceptions=True)
            await self._rest(term.patience)
            self._lanes.begin(())  # whoever leads next has read them anew

    async def _lately(self) -> list[tuple[str, float]]:
        """What has gone out within the longest window, by the monotonic clock."""
        async with self._units.begin() as unit:
            wall, now = unit.context.now, time.monotonic()
            sent = await unit.outbox.lately(wall - _LONGEST_WINDOW)
        return [(lane, now - max(0.0, (wall - at).total_seconds())) for lane, at in sent]

    async def _run(self) -> None:
        self._swept_at = float("-inf")
        while self._term is not None:
            if time.monotonic() - self._swept_at >= _SWEEP:
                self._swept_at = time.monotonic()
                await self._sweep(self._term)
            wait = min(self._start_ready(), _SWEEP)
            self._wake.clear()
            await pause(wait, self._wake)

    async def _rest(self, seconds: float | None) -> None:
        """The rest stays in the table."""
        await finish(self._tasks, seconds)
        await self._write_gone()

    @property
    def _may_send(self) -> bool:
        return self._term is not None and self._is_sure()

    async def _claim(self, waiting: Waiting, unit: Unit) -> Claimed | None:
        """None also where this process does not lead, or some row is before this one."""
        if self._term is None:
            return None
        row = await unit.outbox.claim(waiting.id, self._term.number)
        if row is None:
            self.look()
        return row

    async def _sweep(self, term: Term) -> None:
        """What is in the table and not in memory; what a leader before this one has claimed."""
        try:
            async with self._units.begin() as unit:
                await unit.outbox.restart(term.number)
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
        while len(self._tasks) < _IN_HAND and self._term is not None:
            if not self._is_sure():
                return _UNSURE
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
            await self._calls.at_once(ready)
        except Deposed:
            return  # it waits in the table
        except TelegramError:
            self._lanes.add(replace(waiting, harmless=None))
        else:
            self._units.watch.sent(waiting, ready.method)
            self._gone.append(waiting.id)
            if len(self._gone) == 1:
                asyncio.get_running_loop().call_later(_TOGETHER, self._start_writing)

    def _start_writing(self) -> None:
        if self._term is not None:  # at its end, what is left is written down
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
            with self._units.watch.delivering(row, ready.method):
                result = await self._calls.in_turn(lane, row, ready)
        except Deposed:
            return partial(self._give_back, row)
        except TelegramError as error:
            return partial(self._outcomes.refusal, lane, row, ready, error)
        return partial(self._record, row, ready, result)

    async def _give_back(self, row: Claimed) -> None:
        async with self._units.begin() as unit:
            waiting = await unit.outbox.again(row, unit.context.now)
        self.offer([waiting])

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
            except Exception as error:
                log.exception("what follows from row %d failed", row.id)
                if is_away(error):
                    await asyncio.sleep(_PAUSE)
                elif tries >= _TRIES:
                    break
            else:
                return
        async with self._units.begin() as unit:
            await unit.outbox.failed(row.id, "what follows from it failed; see the log")

    async def _prepare(self, waiting: Waiting) -> tuple[Claimed | None, Ready | None]:
        ready, is_homeless, strayed = None, False, None
        async with self._units.begin() as unit:
            row = await self._claim(waiting, unit)
            causes.adopt(row.cause if row is not None else None)
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
