"""Letters as jobs: one of a mailbox at a time, in the inbox's order, whoever dies meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from procrastinate.exceptions import ConnectorException
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.inbox import Arrived, Inbox
from storage.jobs import _ALIVE, DEATHS, Jobs, Taken, prepare
from storage.locks import LIVES
from storage.presence import Presence
from tests.storage.rows import MORNING, break_after


class Queue:
    """The jobs of one database; each step is a transaction, as in the line."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._number = 0

    async def arrives(self, *mailboxes: str, has_job: bool = True) -> None:
        async with self.database.transaction() as tx:
            for mailbox in mailboxes:
                self._number += 1
                arrived = [Arrived(self._number, mailbox, "{}")]
                letters = await Inbox(tx).add(arrived, MORNING)
                if has_job:
                    await Jobs(tx).put(letters)

    async def takes(self, worker: int) -> Taken | None:
        async with self.database.transaction() as tx:
            return await Jobs(tx).take(worker)

    async def does(self, taken: Taken) -> None:
        """Handles the letter, and ends the job."""
        assert taken.letter is not None
        async with self.database.transaction() as tx:
            assert await Inbox(tx).finish(taken.letter, MORNING)
        async with self.database.transaction() as tx:
            await Jobs(tx).finish(taken)

    async def puts_back(self, taken: Taken) -> None:
        async with self.database.transaction() as tx:
            await Jobs(tx).put_back(taken)

    async def rescues(self) -> int:
        async with self.database.transaction() as tx:
            return await Jobs(tx).rescue()

    async def mends(self) -> int:
        async with self.database.transaction() as tx:
            return await Jobs(tx).mend()


class Worker:
    """Somebody who lives until `dies`."""

    def __init__(self, database: Database) -> None:
        self.heard: list[str] = []
        self._database = database
        self._presence = Presence(database, ("here",), self._hear, lambda: None)
        self._task = asyncio.create_task(self._presence.run())

    def _hear(self, _channel: str, payload: str) -> None:
        self.heard.append(payload)

    async def number(self) -> int:
        async with asyncio.timeout(20):
            while self._presence.worker is None:
                await asyncio.sleep(0.01)
            return self._presence.worker

    async def dies(self) -> None:
        """PostgreSQL takes a moment until it lets go of what a session held."""
        number = self._presence.worker
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        async with asyncio.timeout(20):
            while number in await self._alive():
                await asyncio.sleep(0.01)

    async def _alive(self) -> set[int]:
        async with self._database.transaction() as tx:
            return set(await tx.scalars(_ALIVE, {"sign": LIVES}))


@pytest.fixture
async def queue(postgresql_database: Database) -> Queue:
    return Queue(postgresql_database)


@pytest.fixture
async def hire(postgresql_database: Database) -> AsyncIterator[Callable[[], Worker]]:
    hired: list[Worker] = []

    def hire() -> Worker:
        hired.append(Worker(postgresql_database))
        return hired[-1]

    yield hire
    for worker in hired:
        await worker.dies()


@pytest.fixture
async def worker(hire: Callable[[], Worker]) -> Worker:
    return hire()


@pytest.fixture
async def other(hire: Callable[[], Worker]) -> Worker:
    return hire()


async def taken(queue: Queue, worker: Worker) -> Taken:
    found = await queue.takes(await worker.number())
    assert found is not None
    return found


async def dies_over(queue: Queue, worker: Worker, number: int) -> int:
    """How many of them were free afterwards."""
    for _ in range(number):
        await taken(queue, worker)
    await worker.dies()
    return await queue.rescues()


def letter(found: Taken) -> int:
    assert found.letter is not None
    return found.letter.id


async def test_a_mailbox_is_one_workers_at_a_time(
    queue: Queue, worker: Worker, other: Worker
) -> None:
    await queue.arrives("chat:1", "chat:1", "chat:2")
    first = await taken(queue, worker)
    assert letter(first) == 1
    assert letter(await taken(queue, other)) == 3
    assert await queue.takes(await other.number()) is None
    await queue.does(first)
    assert letter(await taken(queue, other)) == 2


async def test_a_job_is_the_next_letter_whatever_it_was_put_in_for(
    queue: Queue, worker: Worker
) -> None:
    """A letter that has lost its job is not overtaken by those behind it."""
    await queue.arrives("chat:1", has_job=False)
    await queue.arrives("chat:1")
    found = await taken(queue, worker)
    assert letter(found) == 1
    await queue.does(found)
    assert await queue.mends() == 1
    assert letter(await taken(queue, worker)) == 2


async def test_what_is_rolled_back_leaves_neither_letter_nor_job(
    queue: Queue, worker: Worker
) -> None:
    async def intake(tx: AsyncConnection) -> None:
        await Jobs(tx).put(await Inbox(tx).add([Arrived(1, "chat:1", "{}")], MORNING))

    await break_after(queue.database, intake)
    assert await queue.takes(await worker.number()) is None
    assert await queue.mends() == 0


async def test_the_job_of_who_died_is_free_again_and_counts_the_dead(
    queue: Queue, worker: Worker, other: Worker
) -> None:
    await queue.arrives("chat:1")
    assert (await taken(queue, worker)).rescued == 0
    assert await queue.rescues() == 0
    await worker.dies()
    assert await queue.rescues() == 1
    again = await taken(queue, other)
    assert (letter(again), again.rescued) == (1, 1)


async def test_of_those_that_two_have_died_over_there_is_one_at_a_time(
    queue: Queue, hire: Callable[[], Worker]
) -> None:
    """Else a letter that was only beside the deadly one would be given up with it."""
    await queue.arrives("chat:1", "chat:2", "chat:3")
    for _ in range(2):
        await dies_over(queue, hire(), 3)
    third = hire()
    suspect = await taken(queue, third)
    assert (letter(suspect), suspect.rescued) == (1, 2)
    assert await queue.rescues() == 0
    assert await queue.takes(await third.number()) is None
    await queue.does(suspect)
    assert await queue.rescues() == 1
    assert letter(await taken(queue, third)) == 2


async def test_who_is_to_be_given_up_keeps_nobody_waiting(
    queue: Queue, hire: Callable[[], Worker]
) -> None:
    await queue.arrives("chat:1", "chat:2")
    for _ in range(2):
        await dies_over(queue, hire(), 2)
    assert await dies_over(queue, hire(), 1) == 2
    last = hire()
    found = [await taken(queue, last) for _ in range(2)]
    assert [(letter(one), one.rescued) for one in found] == [(1, DEATHS), (2, DEATHS - 1)]


async def test_who_stops_in_order_puts_back_what_is_in_hand_and_nobody_has_died(
    queue: Queue, worker: Worker, other: Worker
) -> None:
    await queue.arrives("chat:1", "chat:1")
    await queue.puts_back(await taken(queue, worker))
    again = await taken(queue, other)
    assert (letter(again), again.rescued) == (1, 0)


async def test_who_was_taken_for_dead_ends_nothing_of_anothers(
    queue: Queue, worker: Worker, other: Worker
) -> None:
    await queue.arrives("chat:1", "chat:1")
    late = await taken(queue, worker)
    await worker.dies()
    await queue.rescues()
    again = await taken(queue, other)
    await queue.does(late)  # it was alive after all, and its transaction came through
    assert await queue.takes(await other.number()) is None  # the mailbox is still the other's
    async with queue.database.transaction() as tx:
        assert again.letter is not None
        assert not await Inbox(tx).finish(again.letter, MORNING)


async def test_the_living_are_not_forgotten_and_the_dead_are(
    queue: Queue, worker: Worker, other: Worker
) -> None:
    dead = await worker.number()
    await worker.dies()
    await queue.rescues()
    await queue.arrives("chat:1", "chat:2")
    assert letter(await taken(queue, other)) == 1
    with pytest.raises(ConnectorException):
        await queue.takes(dead)


async def test_letters_of_before_there_were_jobs_get_one_each_and_only_once(
    queue: Queue, worker: Worker
) -> None:
    await queue.arrives("chat:1", "chat:1", "chat:2", has_job=False)
    assert await queue.mends() == 3
    assert await queue.mends() == 0
    await queue.does(await taken(queue, worker))
    assert await queue.mends() == 0


async def test_two_may_look_after_the_dead_at_once(
    queue: Queue, worker: Worker, other: Worker
) -> None:
    await queue.arrives(*(f"chat:{number}" for number in range(6)))
    for _ in range(6):
        await taken(queue, worker)
    await worker.dies()
    assert sum(await asyncio.gather(queue.rescues(), queue.rescues())) == 6
    assert (await taken(queue, other)).rescued == 1


async def test_a_second_preparation_changes_nothing(queue: Queue, worker: Worker) -> None:
    await queue.arrives("chat:1")
    async with queue.database.transaction() as tx:
        await prepare(tx)
    assert letter(await taken(queue, worker)) == 1
