"""Raw updates: one row each, handled once, kept until they are done."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.inbox import Arrived, Inbox, Letter
from tests.storage.rows import MORNING, break_after, later

RAW = '{"update_id":7,"message":{"text":"Përshëndetje Ћао 👋🏽 \\u0000"}}'


def arrived(*update_ids: int, mailbox: str = "chat:1") -> list[Arrived]:
    return [Arrived(number, mailbox, f'{{"update_id":{number}}}') for number in update_ids]


async def one(tx: AsyncConnection, update_id: int = 7) -> Letter:
    (letter,) = await Inbox(tx).add(arrived(update_id), MORNING)
    return letter


async def test_a_letter_comes_back_as_it_came_over_the_wire(tx: AsyncConnection) -> None:
    (letter,) = await Inbox(tx).add([Arrived(7, "chat:-100:4", RAW)], MORNING)
    assert (letter.mailbox, letter.raw, letter.attempts) == ("chat:-100:4", RAW, 0)
    assert await Inbox(tx).pending(most=10) == [letter]


async def test_an_update_delivered_twice_is_one_row(tx: AsyncConnection) -> None:
    first = await Inbox(tx).add(arrived(7, 8, 7), MORNING)
    again = await Inbox(tx).add(arrived(8, 9, 7), MORNING)
    assert [letter.raw for letter in first] == ['{"update_id":7}', '{"update_id":8}']
    assert [letter.raw for letter in again] == ['{"update_id":9}']
    assert await Inbox(tx).count_pending() == 3


async def test_an_update_that_is_done_does_not_come_to_life_again(tx: AsyncConnection) -> None:
    await Inbox(tx).finish(await one(tx), MORNING)
    assert await Inbox(tx).add(arrived(7), MORNING) == []
    assert await Inbox(tx).count_pending() == 0


async def test_many_deliveries_of_one_update_at_once_are_one_letter(database: Database) -> None:
    async def deliver() -> list[Letter]:
        async with database.transaction() as tx:
            return await Inbox(tx).add(arrived(7, 8), MORNING)

    taken = await asyncio.gather(*(deliver() for _ in range(8)))
    assert sorted(len(letters) for letters in taken) == [0] * 7 + [2]


async def test_letters_wait_in_the_order_of_their_arrival(tx: AsyncConnection) -> None:
    await Inbox(tx).add(arrived(900, 20, 500), MORNING)
    waiting = await Inbox(tx).pending(most=2)
    assert [letter.raw for letter in waiting] == ['{"update_id":900}', '{"update_id":20}']


async def test_a_letter_is_finished_once(tx: AsyncConnection) -> None:
    letter = await one(tx)
    assert await Inbox(tx).finish(letter, MORNING) is True
    assert await Inbox(tx).finish(letter, MORNING) is False
    assert await Inbox(tx).pending(most=10) == []


async def test_of_many_who_finish_a_letter_at_once_one_succeeds(database: Database) -> None:
    async with database.transaction() as tx:
        letter = await one(tx)

    async def finish() -> bool:
        async with database.transaction() as tx:
            return await Inbox(tx).finish(letter, MORNING)

    assert sorted(await asyncio.gather(*(finish() for _ in range(8)))) == [False] * 7 + [True]


async def test_a_unit_that_breaks_leaves_its_letter_pending(database: Database) -> None:
    async with database.transaction() as tx:
        letter = await one(tx)
    await break_after(database, lambda tx: Inbox(tx).finish(letter, MORNING))
    async with database.transaction() as tx:
        assert await Inbox(tx).pending(most=10) == [letter]


async def test_failures_are_counted_and_the_letter_stays(tx: AsyncConnection) -> None:
    letter = await one(tx)
    assert [await Inbox(tx).fail(letter, "KeyError: 'x'") for _ in range(3)] == [1, 2, 3]
    (waiting,) = await Inbox(tx).pending(most=10)
    assert (waiting.id, waiting.attempts) == (letter.id, 3)


async def test_a_letter_set_aside_is_neither_pending_nor_done(tx: AsyncConnection) -> None:
    letter, other = await one(tx, 7), await one(tx, 8)
    await Inbox(tx).set_aside(letter, MORNING)
    assert await Inbox(tx).pending(most=10) == [other]
    assert (await Inbox(tx).count_dead(), await Inbox(tx).count_pending()) == (1, 1)
    assert await Inbox(tx).finish(letter, MORNING) is False


async def test_what_was_not_done_is_there_after_a_restart(address: str, database: Database) -> None:
    async with database.transaction() as tx:
        done, failed = await Inbox(tx).add(arrived(7, 8), MORNING)
        await Inbox(tx).finish(done, MORNING)
        await Inbox(tx).fail(failed, "KeyError: 'x'")
    await database.close()
    restarted = Database(address)
    async with restarted.transaction() as tx:
        waiting = await Inbox(tx).pending(most=10)
    await restarted.close()
    assert waiting == [Letter(failed.id, "chat:1", '{"update_id":8}', 1, MORNING)]


async def test_the_sweep_takes_what_was_done_long_ago_and_nothing_else(
    tx: AsyncConnection,
) -> None:
    inbox = Inbox(tx)
    old, fresh, dead, pending = await inbox.add(arrived(1, 2, 3, 4), MORNING)
    await inbox.finish(old, MORNING)
    await inbox.finish(fresh, later(days=30))
    await inbox.set_aside(dead, MORNING)
    assert await inbox.sweep(before=later(days=30)) == 1
    assert await inbox.count_dead() == 1
    assert await inbox.pending(most=10) == [pending]
    assert await inbox.sweep(before=later(days=31)) == 1
