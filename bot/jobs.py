"""Letters handled by whichever replica is free: its share of the jobs, so many at once.

The order inside a conversation is the jobs' lock; conversations go beside each other, here and over
all replicas. The replica that leads sees to the jobs of those that have died.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

from bot.tasks import finish, pause
from storage.database import Database, Tx
from storage.inbox import Letter
from storage.jobs import DEATHS, Jobs, Taken
from storage.notify import JOBS, tell

log = logging.getLogger(__name__)

_LOOK = 1.0  # seconds after which is looked without having been told
_PAUSE = 0.5  # seconds before the database is tried again
_RESCUE = 0.5  # seconds between looks for the jobs of the dead


class Shift:
    """A replica's work on letters, its Dispatch; `worker_of` says as which worker, if any."""

    def __init__(
        self,
        database: Database,
        handle: Callable[[Letter], Awaitable[None]],
        give_up: Callable[[Letter], Awaitable[None]],
        worker_of: Callable[[], int | None],
        parallel: int,
    ) -> None:
        self._database = database
        self._handle = handle
        self._give_up = give_up
        self._worker_of = worker_of
        self._free = asyncio.Semaphore(parallel)
        self._wake = asyncio.Event()
        self._taking = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    @property
    def pending(self) -> int:
        """Letters in hand."""
        return len(self._tasks)

    async def within(self, tx: Tx, letters: Sequence[Letter]) -> None:
        """A letter and its job are written down together."""
        await Jobs(tx).put(letters)

    def put(self, letters: Iterable[Letter]) -> None:
        """Whoever is free has been told by the database."""

    def resume(self, letters: Iterable[Letter]) -> None:
        """Their jobs wait in the table, too."""

    async def room(self) -> None:
        """Letters wait in the table, where there is room for all."""

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Until `close`."""
        while not self._closing:
            await self._free.acquire()
            self._wake.clear()  # before the look: what comes during it is looked for again
            if await self._begin():
                continue
            self._free.release()
            await pause(_LOOK, self._wake)

    async def close(self, seconds: float) -> None:
        """What is in hand may finish; the rest is another's."""
        self._closing = True
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._taking:  # what it finds is in hand, too
                pass
        await finish(self._tasks, seconds)

    async def rescue(self) -> None:
        """While this replica leads: jobs of the dead are free again, letters without a job get one.

        Until cancelled.
        """
        while True:
            try:
                await self._rescue()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look mends it
                log.warning("the jobs could not be looked at (%s)", error)
            await asyncio.sleep(_RESCUE)

    async def _rescue(self) -> None:
        async with self._database.transaction() as tx:
            jobs = Jobs(tx)
            rescued, mended = await jobs.rescue(), await jobs.mend()
            if rescued or mended:
                await tell(tx, JOBS)
        if rescued:
            log.warning("%d updates of a replica that is gone are handled by another", rescued)
        if mended:
            log.warning("%d updates had nobody to handle them, and are taken up", mended)

    async def _begin(self) -> bool:
        """Whether there was something to do."""
        async with self._taking:
            taken = await self._take()
            if taken is not None:
                self._start(taken)
        return taken is not None

    async def _take(self) -> Taken | None:
        worker = self._worker_of()
        if worker is None or self._closing:
            return None
        try:
            async with self._database.transaction() as tx:
                return await Jobs(tx).take(worker)
        except Exception as error:  # noqa: BLE001 - SQLAlchemy's, psycopg's or procrastinate's own
            log.warning("no update can be taken up (%s); trying again", error)
            await asyncio.sleep(_PAUSE)
            return None

    def _start(self, taken: Taken) -> None:
        task = asyncio.create_task(self._work(taken))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._free.release()
        self._wake.set()  # its lock is free, and nobody tells of that

    async def _work(self, taken: Taken) -> None:
        try:
            if taken.letter is not None:
                handle = self._give_up if taken.rescued >= DEATHS else self._handle
                await handle(taken.letter)
        except asyncio.CancelledError:
            await self._surely(taken, Jobs.put_back)
            raise
        except Exception:
            log.exception("an update stays where it is; it is taken up again")
            await asyncio.sleep(_PAUSE)
            await self._surely(taken, Jobs.put_back)
        else:
            await self._surely(taken, Jobs.finish)

    async def _surely(self, taken: Taken, end: Callable[[Jobs, Taken], Awaitable[None]]) -> None:
        """As long as this worker counts as living; after that the job is another's anyway."""
        while self._worker_of() == taken.worker:
            try:
                async with self._database.transaction() as tx:
                    await end(Jobs(tx), taken)
            except Exception as error:  # noqa: BLE001 - as in `_take`
                log.warning("a job could not be ended (%s); trying again", error)
                await asyncio.sleep(_PAUSE)
            else:
                return
