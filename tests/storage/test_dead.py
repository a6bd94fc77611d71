"""What was set aside or given up can be seen, tried again and dropped, by its number."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.outgoing import Call, Chat, Parcel, Priority
from storage.dead import DeadRows
from storage.inbox import Arrived, Inbox, Letter
from storage.outbox import OutboxRows
from storage.schema import inbox
from tests.storage.rows import MORNING, later

RAW = '{"update_id":7,"message":{"text":"Përshëndetje"}}'


async def set_aside(tx: AsyncConnection, *update_ids: int) -> list[Letter]:
    letters = await Inbox(tx).add([Arrived(one, "chat:1", RAW) for one in update_ids], MORNING)
    for letter in letters:
        await Inbox(tx).fail(letter, "KeyError: Arta")
        await Inbox(tx).set_aside(letter, later(minutes=1))
    return letters


async def failed(tx: AsyncConnection, *texts: str) -> list[int]:
    rows = OutboxRows(tx, MORNING)
    for text in texts:
        await rows.put(Parcel(Chat(1), Call("sendMessage", {"text": text}), key=text))
    for row in rows.fresh:
        await rows.claim(row.id)
        await rows.failed(row.id, "Bad Request: oops")
    return [row.id for row in rows.fresh]


async def test_only_what_was_set_aside_is_listed(tx: AsyncConnection) -> None:
    (dead,) = await set_aside(tx, 7)
    await Inbox(tx).add([Arrived(8, "chat:1", RAW)], MORNING)
    (found,) = await DeadRows(tx).all(10)
    assert (found.id, found.mailbox, found.raw) == (dead.id, "chat:1", RAW)
    assert (found.received_at, found.dead_at, found.error) == (
        MORNING,
        later(minutes=1),
        "KeyError: Arta",
    )
    assert await DeadRows(tx).get(dead.id) == found
    assert await DeadRows(tx).get(dead.id + 1) is None


async def test_the_youngest_are_listed_in_their_order(tx: AsyncConnection) -> None:
    letters = await set_aside(tx, 7, 8, 9)
    assert [one.id for one in await DeadRows(tx).all(2)] == [one.id for one in letters[1:]]


async def test_what_is_tried_again_is_pending_with_all_its_tries(tx: AsyncConnection) -> None:
    first, second = await set_aside(tx, 7, 8)
    assert await DeadRows(tx).retry([first.id, 999]) == [first.id]
    assert await Inbox(tx).pending(most=10) == [first]
    assert await DeadRows(tx).retry(None) == [second.id]
    assert await Inbox(tx).count_dead() == 0


async def test_only_what_was_set_aside_is_tried_again(tx: AsyncConnection) -> None:
    (done,) = await Inbox(tx).add([Arrived(7, "chat:1", RAW)], MORNING)
    await Inbox(tx).finish(done, MORNING)
    assert await DeadRows(tx).retry([done.id]) == []
    assert await Inbox(tx).count_pending() == 0


async def test_what_is_dropped_leaves_no_words_and_cannot_come_twice(tx: AsyncConnection) -> None:
    (dead,) = await set_aside(tx, 7)
    assert await DeadRows(tx).drop([dead.id], MORNING) == [dead.id]
    assert await tx.scalar(select(inbox.c.raw)) == ""
    assert await Inbox(tx).add([Arrived(7, "chat:1", RAW)], MORNING) == []
    assert await Inbox(tx).sweep(later(days=1)) == 1


async def test_messages_are_listed_by_their_state(tx: AsyncConnection) -> None:
    (number,) = await failed(tx, "Tung")
    (found,) = await DeadRows(tx).undelivered("failed", 10)
    assert (found.id, found.lane, found.priority, found.attempts) == (
        number,
        "chat:1",
        Priority.PERSON,
        1,
    )
    assert (found.error, found.state) == ("Bad Request: oops", "failed")
    assert await DeadRows(tx).undelivered("pending", 10) == []
    assert await DeadRows(tx).undelivered_one(number) == found
    assert await DeadRows(tx).undelivered_one(number + 1) is None


async def test_what_is_sent_again_waits_in_its_lane(tx: AsyncConnection) -> None:
    numbers = await failed(tx, "Tung", "Mirë")
    await OutboxRows(tx, MORNING).put(Parcel(Chat(1), Call("sendMessage", {}), key="Tung"))
    assert await DeadRows(tx).send_again(None, later(hours=1)) == numbers
    waiting = await OutboxRows(tx, later(hours=1)).waiting(bulk=False, most=10)
    assert {row.id for row in waiting} > set(numbers)
    assert [row.due_at for row in waiting if row.id in numbers] == [later(hours=1)] * 2


async def test_only_what_has_not_gone_out_is_taken_out(tx: AsyncConnection) -> None:
    numbers = await failed(tx, "Tung", "Mirë")
    await OutboxRows(tx, MORNING).sent(numbers[0])
    assert await DeadRows(tx).recall(numbers, MORNING) == numbers[1:]
    assert await OutboxRows(tx, MORNING).count() == {"sent": 1, "recalled": 1}
