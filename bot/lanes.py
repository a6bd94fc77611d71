"""Which row of the outbox goes next: order inside a lane, urgency between lanes."""

import asyncio
import heapq
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.pace import Window
from desk.outgoing import Priority, Waiting

_MANY = 1000  # lanes; above that, idle ones are let go
_ELDEST_EVERY = 10  # turns: however busy people are, bulk mail gets on too
_PATIENCE = 120.0  # seconds: so long, what nobody waits for leaves half of a window free


@dataclass(slots=True)
class Lane:
    """The rows for one chat. While one is under way, the next waits."""

    name: str
    window: Window
    rows: list[tuple[int, int, Waiting]] = field(default_factory=list)
    busy: bool = False
    held_until: float = 0.0

    def ready_at(self, now: float, wall: datetime) -> float:
        """The monotonic time at which the first row may go.

        What nobody waits for leaves half of the window to what people write; when it has waited
        for a quiet moment and there was none, it leaves a quarter.
        """
        first = self.rows[0][2]
        due_at = now + (first.due_at - wall).total_seconds()
        free_at = max(due_at, self.window.free_at(now))
        if first.priority is Priority.IDLE:
            quiet_at = max(due_at, self.window.free_at(now, self.window.part(2)))
            room_at = self.window.free_at(now, self.window.part(4))
            free_at = min(quiet_at, max(due_at + _PATIENCE, room_at))
        return max(self.held_until, free_at)

    async def room(self, weight: int) -> None:
        """Waits until the window takes a call of this weight; nothing else of the lane is sent."""
        now = time.monotonic()
        await asyncio.sleep(max(0.0, self.window.free_at(now, weight) - now))

    def is_forgotten(self, now: float) -> bool:
        """Whether nothing of the past holds this lane back any more."""
        return self.held_until <= now and self.window.is_empty(now)


class Lanes:
    def __init__(self, window_of: Callable[[str], Window]) -> None:
        self._window_of = window_of
        self._lanes: dict[str, Lane] = {}
        self._waiting: dict[str, Lane] = {}
        self._known: set[int] = set()
        self._turns = 0

    def __len__(self) -> int:
        return len(self._known)

    def depths(self) -> dict[str, int]:
        """How many rows wait here, by the kind of their lane: "chat", "staff" and others."""
        found: dict[str, int] = {}
        for lane in self._lanes.values():
            kind = lane.name.partition(":")[0]
            found[kind] = found.get(kind, 0) + len(lane.rows)
        return found

    def begin(self, sent: Iterable[tuple[str, float]]) -> None:
        """Without rows, and with what has gone out lately: lanes and monotonic times, in order.

        Another process may have sent it, and its windows went with it.
        """
        for lane in self._lanes.values():
            lane.rows.clear()
            lane.window = self._window_of(lane.name)
        self._waiting.clear()
        self._known.clear()
        for name, at in sent:
            self._lane(name).window.remember(at)

    def add(self, row: Waiting) -> None:
        """A row known already is not taken twice."""
        if row.id in self._known:
            return
        self._known.add(row.id)
        lane = self._lane(row.lane)
        heapq.heappush(lane.rows, (row.priority, row.id, row))
        if not lane.busy:
            self._waiting[lane.name] = lane

    def take(self, now: float, wall: datetime) -> tuple[Lane, Waiting] | None:
        """The next row, its lane marked busy; None where no row may go at this moment."""
        ready = [lane for lane in self._waiting.values() if lane.ready_at(now, wall) <= now]
        if not ready:
            return None
        self._turns += 1
        lane = min(ready, key=_eldest if self._turns % _ELDEST_EVERY == 0 else _urgent)
        lane.busy = True
        del self._waiting[lane.name]
        row = heapq.heappop(lane.rows)[2]
        self._known.discard(row.id)
        return lane, row

    def reserve(self, row: Waiting, now: float, wall: datetime) -> Lane | None:
        """The row's lane, marked busy, where the row would be the next one to go at once."""
        lane = self._lane(row.lane)
        if lane.rows or lane.busy or row.due_at > wall:
            return None
        if max(lane.held_until, lane.window.free_at(now)) > now:
            return None
        lane.busy = True
        return lane

    def _lane(self, name: str) -> Lane:
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = Lane(name, self._window_of(name))
        return lane

    def wait(self, now: float, wall: datetime) -> float:
        """Seconds until a lane that is not busy may go; infinity where none is waiting."""
        times = [lane.ready_at(now, wall) for lane in self._waiting.values()]
        return max(0.0, min(times) - now) if times else float("inf")

    def release(self, lane: Lane, now: float) -> None:
        """The row is done, and the lane may go on."""
        lane.busy = False
        if lane.rows:
            self._waiting[lane.name] = lane
        elif len(self._lanes) > _MANY:
            self._forget_idle(now)

    def _forget_idle(self, now: float) -> None:
        idle = [
            lane
            for lane in self._lanes.values()
            if not lane.rows and not lane.busy and lane.is_forgotten(now)
        ]
        for lane in idle:
            del self._lanes[lane.name]


def _urgent(lane: Lane) -> tuple[int, int]:
    return lane.rows[0][0], lane.rows[0][1]


def _eldest(lane: Lane) -> int:
    return lane.rows[0][1]
