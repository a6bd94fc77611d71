"""How fast Telegram may be called: windows per chat, one pace for all. It sleeps, nothing else.

Telegram's limits (Bot FAQ, "My bot is hitting limits") hold where a call arrives, and nobody here
knows when that is: so a call counts from before it starts until a whole window after its answer.
That is strict under any delay on the way.
"""

import asyncio
import heapq
import itertools
import time
from collections import deque
from collections.abc import Callable

_GUARD = 0.02  # seconds, for clocks that run apart a little


class Window:
    """At most `limit` calls in any `seconds`; a limit of 0 is none."""

    def __init__(self, limit: float, seconds: float) -> None:
        self._limit = max(1, int(limit)) if limit else 0
        self._seconds = seconds + _GUARD
        self._flying = 0
        self._landed: deque[float] = deque()

    def part(self, of: int) -> int:
        """Calls that are a half, a third … of what it takes."""
        return max(1, self._limit // of)

    def free_at(self, now: float, weight: int = 1) -> float:
        """When `weight` more calls may start: `now`, a later time, or never while too many fly."""
        if not self._limit:
            return now
        self._forget(now)
        # An album larger than the window goes alone rather than never.
        over = self._flying + len(self._landed) + min(weight, self._limit) - self._limit
        if over <= 0:
            return now
        if over > len(self._landed):
            return float("inf")
        return self._landed[over - 1] + self._seconds

    def is_empty(self, now: float) -> bool:
        self._forget(now)
        return not self._flying and not self._landed

    def start(self, weight: int = 1) -> None:
        self._flying += weight

    def land(self, now: float, weight: int = 1) -> None:
        self._flying -= weight
        if self._limit:
            self._landed.extend([now] * weight)

    def remember(self, at: float) -> None:
        """A call that somebody else has made; later than those that are known."""
        if self._limit:
            self._landed.append(at)

    def _forget(self, now: float) -> None:
        while self._landed and self._landed[0] <= now - self._seconds:
            self._landed.popleft()


class Pace:
    """Slots `per_second` for all chats together, the best priority first."""

    def __init__(self, per_second: float, time_of: Callable[[], float] = time.monotonic) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._window = Window(per_second + 1 if per_second else 0, 1.0)
        self._time = time_of
        self._next = 0.0
        self._held_until = 0.0
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, int, asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def slot(self, priority: int, weight: int = 1) -> None:
        """Returns when the call may start; `landed` must follow."""
        if not self._gap and self._held_until <= self._time():
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), weight, turn))
        self._serve()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # given at that very moment
                self.landed(weight)
            raise

    def landed(self, weight: int = 1) -> None:
        if self._gap:
            self._window.land(self._time(), weight)
            self._serve()

    def hold(self, seconds: float) -> None:
        """Nothing starts for so long: Telegram has refused chats that have nothing in common."""
        self._held_until = max(self._held_until, self._time() + seconds)

    def _serve(self) -> None:
        """Gives slots away while there are any, and sets the clock for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            _, _, weight, turn = self._waiting[0]
            if turn.done():  # whoever waited was cancelled
                heapq.heappop(self._waiting)
                continue
            now = self._time()
            free_at = max(self._next, self._held_until, self._window.free_at(now, weight))
            if free_at > now:
                self._set_timer(free_at - now)
                return
            heapq.heappop(self._waiting)
            # A slot that comes late is caught up by one, so that the mean keeps its pace.
            self._next = max(self._next, now - self._gap) + self._gap * weight
            if self._gap:
                self._window.start(weight)
            turn.set_result(None)

    def _set_timer(self, seconds: float) -> None:
        if seconds != float("inf"):  # otherwise the next landing serves
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(seconds, self._serve)
