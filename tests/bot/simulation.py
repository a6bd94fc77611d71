"""A sender on a made-up clock: the real lanes and the real pace, a Telegram that only notes."""

import asyncio
import contextlib
import selectors
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from bot.delivery import Limits
from bot.lanes import Lane, Lanes
from bot.pace import Pace
from desk.outgoing import Priority, Waiting

T = TypeVar("T")
DAY = datetime(2026, 11, 22, tzinfo=UTC)


class _Jump(selectors.DefaultSelector):
    """Waits for nobody: the time that would pass is noted as passed."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """Seconds of sleep cost nothing, and two runs of the same program are the same run."""

    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        return self._jump.now


def play(story: Coroutine[Any, Any, T]) -> T:
    """Runs to the end on a clock that jumps."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(story)


@dataclass(frozen=True, slots=True)
class Row:
    """What is to be sent: `at` is the second at which it is put in."""

    waiting: Waiting
    weight: int = 1
    at: float = 0.0


def row(
    number: int,
    lane: str = "chat:1",
    priority: Priority = Priority.PERSON,
    weight: int = 1,
    at: float = 0.0,
) -> Row:
    return Row(Waiting(number, lane, priority, DAY + timedelta(seconds=at)), weight, at)


@dataclass(frozen=True, slots=True)
class Arrival:
    at: float
    row: Row

    @property
    def lane(self) -> str:
        return self.row.waiting.lane


class Sender:
    """Takes rows as delivery does, `hands` at once; a call is as long on its way as `way` says."""

    def __init__(
        self, limits: Limits, way: Callable[[], tuple[float, float]], hands: int = 8
    ) -> None:
        self._lanes = Lanes(limits.window_of)
        self._per_second = limits.per_second
        self._way = way
        self._hands = hands
        self._flying: set[str] = set()
        self.arrivals: list[Arrival] = []
        self.doubled: list[str] = []

    async def send(self, rows: list[Row]) -> list[Arrival]:
        """Everything, until the last answer is back; the arrivals in their order."""
        loop = asyncio.get_running_loop()
        self._pace = Pace(self._per_second, loop.time)
        self._wake = asyncio.Event()
        self._rows = {entry.waiting.id: entry for entry in rows}
        for entry in rows:
            loop.call_at(entry.at, self._put, entry.waiting)
        await self._until(len(rows))
        return self.arrivals

    def _put(self, waiting: Waiting) -> None:
        self._lanes.add(waiting)
        self._wake.set()

    async def _until(self, many: int) -> None:
        tasks: set[asyncio.Task[None]] = set()
        while len(self.arrivals) < many or tasks:
            wait = self._start(tasks)
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)

    def _start(self, tasks: set[asyncio.Task[None]]) -> float:
        now = asyncio.get_running_loop().time()
        wall = DAY + timedelta(seconds=now)
        while len(tasks) < self._hands:
            taken = self._lanes.take(now, wall)
            if taken is None:
                return max(self._lanes.wait(now, wall), 1e-6)
            task = asyncio.create_task(self._carry(*taken))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            task.add_done_callback(lambda _: self._wake.set())
        return 3600.0

    async def _carry(self, lane: Lane, waiting: Waiting) -> None:
        loop = asyncio.get_running_loop()
        weight = self._rows[waiting.id].weight
        free_at = lane.window.free_at(loop.time(), weight)
        await asyncio.sleep(max(0.0, free_at - loop.time()))
        lane.window.start(weight)
        await self._pace.slot(waiting.priority, weight)
        await self._call(waiting)
        self._pace.landed(weight)
        lane.window.land(loop.time(), weight)
        self._lanes.release(lane, loop.time())

    async def _call(self, waiting: Waiting) -> None:
        there, back = self._way()
        if waiting.lane in self._flying:
            self.doubled.append(waiting.lane)
        self._flying.add(waiting.lane)
        await asyncio.sleep(there)
        now = asyncio.get_running_loop().time()
        self.arrivals.append(Arrival(now, self._rows[waiting.id]))
        await asyncio.sleep(back)
        self._flying.discard(waiting.lane)


def restless(random: Random, slowest: float) -> Callable[[], tuple[float, float]]:
    """Delays before and after the arrival: mostly short, now and then as long as `slowest`."""

    def delay() -> float:
        return random.random() ** random.choice((1, 8)) * slowest

    return lambda: (delay(), delay())


def crowded(arrivals: list[Arrival], allowed: int, seconds: float) -> list[Arrival]:
    """Arrivals that a strict receiver refuses: `allowed` in any `seconds`, by its own clock.

    One that is heavier than the limit is let in alone.
    """
    refused, recent = [], [(float("-inf"), 0)]
    for arrival in arrivals:
        cost = arrival.row.weight
        recent = [(at, weight) for at, weight in recent if at > arrival.at - seconds]
        if sum(weight for _, weight in recent) + cost > max(allowed, cost):
            refused.append(arrival)
        recent.append((arrival.at, cost))
    return refused
