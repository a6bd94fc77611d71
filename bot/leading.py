"""Terms of leadership: what one process alone does, from when it leads until it leads no more.

Sending, ticking, retaining, and what else there must be once. All of it starts with a term and ends
with it, whether the line is closed or another process has taken over; then this one stands by and
tries again. On SQLite there is one term, as long as the process.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from bot.tasks import pause
from storage.leader import AnotherProcess, Leadership

log = logging.getLogger(__name__)

_STAND_BY = 0.2  # seconds between tries for the leader's lock
_PAUSE = 1.0  # seconds before what failed is tried again, longer each time
_LONGEST_PAUSE = 60.0


class Term:
    """`number` is higher than that of every term before it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.failed = asyncio.Event()
        self.error: BaseException | None = None
        self._ends_at: float | None = None

    @property
    def patience(self) -> float | None:
        """Seconds that what is in hand has for ending; None where nobody waits for it."""
        if self._ends_at is None:
            return None
        return max(0.1, self._ends_at - asyncio.get_running_loop().time())

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """A task without which there is no term: its error ends the program."""
        task = asyncio.create_task(work)
        task.add_done_callback(self._look)
        return task

    def hurry(self, ends_at: float) -> None:
        """The program is stopping, at the latest at this time of the loop."""
        self._ends_at = ends_at

    def _look(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self.error = error
            self.failed.set()


Part = Callable[[Term], AbstractAsyncContextManager[None]]


class Leading:
    def __init__(self, leadership: Leadership) -> None:
        self._leadership = leadership
        self._parts: list[Part] = []
        self._stack = AsyncExitStack()
        self._closing = asyncio.Event()
        self._changing = asyncio.Lock()  # a term opens and ends whole
        self._term: Term | None = None
        self._is_reached = True

    @property
    def term(self) -> int | None:
        """None while another process leads, or none does."""
        return None if self._term is None else self._term.number

    @property
    def leads(self) -> bool:
        return self._term is not None

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can lead at this moment: asked before anything is sent."""
        return self._term is not None and self._leadership.is_sure

    def around(self, part: Part) -> None:
        """Opened at the beginning of a term, in order, and closed at its end."""
        self._parts.append(part)

    def first(self, step: Callable[[], Awaitable[None]]) -> None:
        """Done at the beginning of a term, before what comes after it."""

        @asynccontextmanager
        async def part(_term: Term) -> AsyncIterator[None]:
            await step()
            yield

        self._parts.append(part)

    def add(self, job: Callable[[], Awaitable[None]]) -> None:
        """Runs from the beginning of a term until its end, when it is cancelled.

        Where it fails, the log says so and it begins anew: a job that matters more than the line
        itself would be a part.
        """

        @asynccontextmanager
        async def part(_term: Term) -> AsyncIterator[None]:
            task = asyncio.create_task(_insist(job))
            try:
                yield
            finally:
                while not task.done():  # `asyncio.wait_for` may lose it (Python 3.11)
                    task.cancel()
                    await asyncio.wait([task], timeout=_PAUSE)

        self._parts.append(part)

    async def begin(self) -> bool:
        """The first try: False where another process leads.

        Raises AnotherProcess on SQLite, and whatever keeps a part from opening.
        """
        if not self._leadership.is_sure and not await self._takes():
            return False
        await self._open()
        return True

    async def run(self) -> None:
        """Until `close`; raises the error of a task that a term cannot be without."""
        while not self._closing.is_set():
            if self._term is not None:
                await self._until_it_ends(self._term)
                await self._end()
            elif not await self._try():
                await pause(_STAND_BY, self._closing)

    async def close(self, seconds: float) -> None:
        """Ends the term; what is in hand has so long for it. `run` returns."""
        self._closing.set()
        if self._term is not None:
            self._term.hurry(asyncio.get_running_loop().time() + seconds)
        await self._end()

    async def _try(self) -> bool:
        async with self._changing:
            if self._closing.is_set() or not await self._takes():
                return False
            try:
                await self._open()
                log.info("this process leads now, term %d", self.term)
            except Exception:
                log.exception("leadership is given back, for it cannot be used; trying again")
                await pause(_PAUSE, self._closing)
                return False
            return True

    async def _takes(self) -> bool:
        try:
            await self._leadership.take()
        except AnotherProcess:
            self._is_reached = True
        except ConnectionError as error:
            if self._is_reached:  # said once, however long it lasts
                log.warning("the database cannot be reached (%s); trying again", error)
            self._is_reached = False
        else:
            self._is_reached = True
            return True
        return False

    async def _open(self) -> None:
        try:
            term = Term(await self._leadership.raise_term())
            self._leadership.keep()
            self._term = term
            async with AsyncExitStack() as stack:
                for part in self._parts:
                    await stack.enter_async_context(part(term))
                self._stack = stack.pop_all()
        except BaseException:
            self._term = None
            await self._leadership.release()
            raise

    async def _until_it_ends(self, term: Term) -> None:
        """Raises the error of a task that it cannot be without."""
        ends = (self._closing, self._leadership.lost, term.failed)
        waits = [asyncio.create_task(end.wait()) for end in ends]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if term.error is not None:
            raise term.error

    async def _end(self) -> None:
        """Whatever its parts have in hand, ends with them."""
        async with self._changing:
            if self._term is None:
                return
            term, self._term = self._term, None
            try:
                await self._stack.aclose()
            except Exception:
                log.exception("term %d did not end well", term.number)
            finally:
                await self._leadership.release()
                if not self._closing.is_set():
                    log.warning("this process leads no more, term %d has ended", term.number)


async def _insist(job: Callable[[], Awaitable[None]]) -> None:
    pause = _PAUSE
    while True:
        try:
            return await job()
        except Exception:
            log.exception("what the leader does beside its work has failed; trying again")
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
