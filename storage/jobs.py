"""Letters as jobs of procrastinate: whichever process is free takes the next one of a mailbox.

A job carries no more than its mailbox's name, which is also its lock: procrastinate runs one job of
a lock at a time. It stands for "the next letter of this mailbox", so the order is the inbox's,
whatever becomes of a job. It is put in with the letter, in one transaction.

procrastinate's own worker is not used. It ends when the database is away for a moment, leaves the
jobs of a dead worker in their state for ever, and looks for a job whose lock has become free only
every few seconds. Its tables and functions do all the rest.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from procrastinate import PsycopgConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inbox import Inbox, Letter
from storage.locks import LIVES

QUEUE = "letters"
DEATHS = 3  # of workers over one job: its letter is given up, lest it end them all
_AT_ONCE = datetime.fromtimestamp(0, UTC)  # by whatever clock
INSERTED = f"procrastinate_queue_v1#{QUEUE}"  # the channel on which procrastinate tells of new jobs
_THERE = text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
# procrastinate's index begins with the id: every look for a free lock would read all that waits.
_INDEX = """
CREATE INDEX linja_jobs_of_lock ON procrastinate_jobs (lock, priority DESC, id)
    WHERE status IN ('todo', 'doing')
"""
# As `procrastinate_finish_job_v1`, but of this worker only: it may have been taken for dead.
_FINISH = text(
    "DELETE FROM procrastinate_jobs WHERE id = :job AND worker_id = :worker AND status = 'doing'"
)
_PUT_BACK = text(
    "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL "
    "WHERE id = :job AND worker_id = :worker AND status = 'doing'"
)
_IN_HAND = text(
    "SELECT id, worker_id, attempts FROM procrastinate_jobs WHERE status = 'doing' "
    "ORDER BY id FOR UPDATE SKIP LOCKED"
)
_ON_TRIAL = text(
    "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') "
    "AND attempts = :deaths AND id != ALL(:orphans)"
)
_WORKERS = text("SELECT id FROM procrastinate_workers")
_ALIVE = text("""
SELECT objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = :sign
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")
# Only those of whom no job speaks: else it would wait for whoever rescues beside this one.
_FORGET = text("""
DELETE FROM procrastinate_workers AS worker WHERE id = ANY(:dead)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs WHERE worker_id = worker.id)
""")
_WITHOUT = text("""
SELECT mailbox, count(*) - (
    SELECT count(*) FROM procrastinate_jobs
    WHERE lock = mailbox AND queue_name = :queue AND status IN ('todo', 'doing')
) AS missing
FROM inbox WHERE done_at IS NULL AND dead_at IS NULL GROUP BY mailbox
""")


@dataclass(frozen=True, slots=True)
class Taken:
    """`letter` is None where it was done meanwhile; `rescued` counts the workers that have died
    over this job.
    """

    id: int
    worker: int
    letter: Letter | None
    rescued: int


async def prepare(tx: AsyncConnection) -> None:
    """The tables of procrastinate, where they are not there; the migrations' lock is held."""
    if not await tx.scalar(_THERE):
        driver = await _driver(tx)
        await driver.execute(SchemaManager.get_schema())
        await driver.execute(_INDEX)


class Jobs:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def put(self, letters: Sequence[Letter]) -> None:
        await self._defer([letter.mailbox for letter in letters])

    async def take(self, worker: int) -> Taken | None:
        """The next job that may run, as this worker's."""
        async with self._manager() as manager:
            job = await manager.fetch_job([QUEUE], worker)
        if job is None or job.id is None or job.lock is None:
            return None
        return Taken(job.id, worker, await Inbox(self._tx).next(job.lock), job.attempts)

    async def finish(self, taken: Taken) -> None:
        """Where this worker was taken for dead, the job is another's by now."""
        await self._tx.execute(_FINISH, {"job": taken.id, "worker": taken.worker})

    async def put_back(self, taken: Taken) -> None:
        """For the next one who is free; nobody has died over it."""
        await self._tx.execute(_PUT_BACK, {"job": taken.id, "worker": taken.worker})

    async def rescue(self) -> int:
        """The jobs of dead workers, in their place again; how many.

        Those for which the next death would be the last are free one at a time, so that it tells
        which of them it was; the rest are left for a later look.
        """
        in_hand = (await self._tx.execute(_IN_HAND)).all()
        workers = (await self._tx.scalars(_WORKERS)).all()
        # Asked last: whoever is not among them now was alive before, and is not any more.
        alive = set(await self._tx.scalars(_ALIVE, {"sign": LIVES}))
        orphans = {job.id: job.attempts for job in in_hand if job.worker_id not in alive}
        free = await self._without_suspects(orphans)
        async with self._manager() as manager:
            for number in free:
                await manager.retry_job_by_id_async(number, _AT_ONCE)
        if dead := set(workers) - alive:
            await self._tx.execute(_FORGET, {"dead": list(dead)})
        return len(free)

    async def _without_suspects(self, orphans: Mapping[int, int]) -> list[int]:
        """`orphans`: the deaths over each, before this one. Of the suspects there is one at most,
        and none while another is on trial.
        """
        suspects = [number for number, deaths in orphans.items() if deaths + 1 == DEATHS - 1]
        on_trial = suspects and await self._tx.scalar(
            _ON_TRIAL, {"deaths": DEATHS - 1, "orphans": list(orphans)}
        )
        wait = suspects if on_trial else suspects[1:]
        return [number for number in orphans if number not in wait]

    async def mend(self) -> int:
        """Jobs for letters that have none; how many."""
        rows = await self._tx.execute(_WITHOUT, {"queue": QUEUE})
        missing = [row.mailbox for row in rows for _ in range(row.missing)]
        await self._defer(missing)
        return len(missing)

    async def _defer(self, mailboxes: Sequence[str]) -> None:
        if not mailboxes:
            return
        jobs = [
            Job(queue=QUEUE, lock=name, queueing_lock=None, task_name="letter", task_kwargs={})
            for name in mailboxes
        ]
        async with self._manager() as manager:
            await manager.batch_defer_jobs_async(jobs)

    @asynccontextmanager
    async def _manager(self) -> AsyncIterator[JobManager]:
        """procrastinate, standing on this transaction instead of on a pool of its own."""
        connector = PsycopgConnector()
        await connector.open_async(pool=_Only(await _driver(self._tx)))  # type: ignore[arg-type]
        yield JobManager(connector)


class _Only:
    """Of a pool, what procrastinate asks for: always this one connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        yield self._connection


async def _driver(tx: AsyncConnection) -> Any:
    """The connection of psycopg under a transaction."""
    return (await tx.get_raw_connection()).driver_connection
