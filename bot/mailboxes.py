"""Mailboxes: order inside a conversation, conversations beside each other."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, nullcontext

from bot.leading import Term
from bot.tasks import finish
from storage.database import Tx
from storage.inbox import Letter

log = logging.getLogger(__name__)


class Mailboxes:
    """Handles letters one after the other within a mailbox, `parallel` at once over all.

    What an earlier process has left is resumed. One that was in hand then, too, may have ended it:
    of these there is one at a time, so that the next death tells which it was.
    """

    def __init__(
        self,
        handle: Callable[[Letter], Awaitable[None]],
        resume: Callable[[Letter], Awaitable[None]],
        *,
        parallel: int,
        most: int,
    ) -> None:
        self._handle = handle
        self._resume = resume
        self._left: set[int] = set()
        self._one_suspect = asyncio.Lock()
        self._slots = asyncio.Semaphore(parallel)
        self._most = most
        self._queues: dict[str, deque[Letter]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._room.set()
        self._closing = False
        self.pending = 0

    async def within(self, tx: Tx, letters: Sequence[Letter]) -> None:
        """Nothing is kept beside the inbox itself."""

    def put(self, letters: Iterable[Letter]) -> None:
        if self._closing:
            return  # they are in the table
        for letter in letters:
            self.pending += 1
            queue = self._queues.get(letter.mailbox)
            if queue is not None:
                queue.append(letter)
                continue
            self._queues[letter.mailbox] = deque((letter,))
            task = asyncio.create_task(self._empty(letter.mailbox))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self.pending >= self._most:
            self._room.clear()

    def resume(self, letters: Iterable[Letter]) -> None:
        left = list(letters)
        self._left = {letter.id for letter in left}
        self.put(left)

    async def room(self) -> None:
        """Waits while too much is pending: Telegram keeps updates for a day, memory does not."""
        await self._room.wait()

    async def idle(self) -> None:
        """Waits until nothing is pending."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self, seconds: float | None) -> None:
        """What is in hand may finish; what waits stays in the table."""
        self._closing = True
        self._room.set()
        await finish(self._tasks, seconds)
        self._queues.clear()
        self.pending = 0

    @asynccontextmanager
    async def lead(self, term: Term) -> AsyncIterator[None]:
        """Takes letters as long as the term goes on."""
        self._closing = False
        try:
            yield
        finally:
            await self.close(term.patience)

    async def _empty(self, mailbox: str) -> None:
        queue = self._queues[mailbox]
        while queue and not self._closing:
            letter = queue[0]
            is_suspect = letter.id in self._left and letter.attempts > 0
            async with self._one_suspect if is_suspect else nullcontext(), self._slots:
                if self._closing:
                    return
                try:
                    await (self._resume if letter.id in self._left else self._handle)(letter)
                except Exception:
                    log.exception("an update stays in the table until the next start")
            queue.popleft()
            self.pending -= 1
            if self.pending < self._most // 2 + 1:
                self._room.set()
        self._queues.pop(mailbox, None)
