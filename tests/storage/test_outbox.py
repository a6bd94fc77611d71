"""The outbox as a queue: what was put in keeps its place until it has gone out."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import MessageRef
from desk.outgoing import (
    Call,
    Card,
    Chat,
    Claimed,
    Mark,
    Parcel,
    Priority,
    Relay,
    Topic,
    Waiting,
)
from storage.database import Database
from storage.outbox import OutboxRows
from tests.storage.rows import MORNING, break_after, later

HELLO = Call("sendMessage", {"text": "Tung"})


def parcel(text: str = "Tung", priority: Priority = Priority.PERSON, chat_id: int = 1) -> Parcel:
    return Parcel(Chat(chat_id), Call("sendMessage", {"text": text}), priority)


@pytest.fixture
def outbox(tx: AsyncConnection) -> OutboxRows:
    return OutboxRows(tx, MORNING)


async def put(outbox: OutboxRows, *parcels: Parcel) -> list[int]:
    """Their numbers."""
    known = len(outbox.fresh)
    for item in parcels:
        await outbox.put(item)
    return [row.id for row in outbox.fresh[known:]]


async def claimed(outbox: OutboxRows, number: int) -> Claimed:
    row = await outbox.claim(number)
    assert row is not None
    return row


async def waiting(outbox: OutboxRows, *, bulk: bool = False) -> list[int]:
    return [row.id for row in await outbox.waiting(bulk=bulk, most=100)]


async def test_what_was_put_in_waits_in_its_lane_from_now_on(outbox: OutboxRows) -> None:
    await outbox.put(parcel())
    assert outbox.fresh == [Waiting(outbox.fresh[0].id, "chat:1", Priority.PERSON, MORNING)]
    assert await outbox.waiting(bulk=False, most=10) == outbox.fresh


async def test_what_is_due_later_waits_until_then(outbox: OutboxRows) -> None:
    due_at = later(milliseconds=1500)
    await outbox.put(Parcel(Topic(5), HELLO, Priority.NOTICE, due_at=due_at))
    (row,) = await outbox.waiting(bulk=False, most=10)
    assert (row.lane, row.priority, row.due_at) == ("staff", Priority.NOTICE, due_at)


async def test_the_queue_goes_by_priority_and_then_by_age(outbox: OutboxRows) -> None:
    order = (Priority.NOTICE, Priority.STAFF, Priority.MENDING, Priority.PERSON, Priority.STAFF)
    numbers = await put(outbox, *(parcel(priority=priority) for priority in order))
    assert await waiting(outbox) == [numbers[place] for place in (2, 3, 1, 4, 0)]
    few = await outbox.waiting(bulk=False, most=2)
    assert [row.id for row in few] == [numbers[2], numbers[3]]


async def test_bulk_waits_apart_and_is_read_on_from_where_one_stopped(outbox: OutboxRows) -> None:
    (person,) = await put(outbox, parcel())
    bulk = await put(outbox, *(parcel(priority=Priority.BULK) for _ in range(3)))
    assert await waiting(outbox) == [person]
    assert await waiting(outbox, bulk=True) == bulk
    rest = await outbox.waiting(bulk=True, after=bulk[0], most=10)
    assert [row.id for row in rest] == bulk[1:]


async def test_a_row_in_hand_is_in_no_other_hand(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, parcel())
    row = await claimed(outbox, number)
    assert (row.body, row.attempts, row.created_at) == (HELLO, 1, MORNING)
    assert await outbox.claim(number) is None
    assert await waiting(outbox) == []


async def test_of_many_who_claim_one_row_at_once_one_has_it(database: Database) -> None:
    async with database.transaction() as tx:
        (number,) = await put(OutboxRows(tx, MORNING), parcel())

    async def claim() -> Claimed | None:
        async with database.transaction() as tx:
            return await OutboxRows(tx, MORNING).claim(number)

    rows = await asyncio.gather(*(claim() for _ in range(8)))
    assert [row.attempts for row in rows if row is not None] == [1]


async def test_a_row_that_never_was_cannot_be_claimed(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, parcel())
    assert await outbox.claim(number + 1) is None


async def test_what_has_gone_out_or_failed_leaves_the_queue(outbox: OutboxRows) -> None:
    gone, failed, _, hand = await put(outbox, *(parcel() for _ in range(4)))
    for number in (gone, failed, hand):
        await outbox.claim(number)
    await outbox.sent(gone)
    await outbox.failed(failed, "chat not found")
    assert await outbox.count() == {"sent": 1, "failed": 1, "pending": 1, "sending": 1}
    assert await outbox.claim(gone) is None
    assert await outbox.claim(failed) is None


async def test_many_rows_that_went_out_together_leave_together(outbox: OutboxRows) -> None:
    first, second, last = await put(outbox, *(parcel() for _ in range(3)))
    await outbox.sent(first, second)
    assert await waiting(outbox) == [last]
    assert await outbox.count() == {"sent": 2, "pending": 1}


async def test_a_mark_just_put_in_needs_no_look_at_its_row(outbox: OutboxRows) -> None:
    mark = Mark(MessageRef(1, 2), "👀")
    await outbox.put(Parcel(Chat(1), mark, Priority.NOTICE))
    await outbox.put(parcel())
    assert [row.harmless for row in outbox.fresh] == [mark, None]
    (_, row) = await outbox.waiting(bulk=False, most=10)
    assert (row.lane, row.harmless) == ("marks:1", None)
    assert (await claimed(outbox, row.id)).body == mark


async def test_what_must_go_again_keeps_its_place(outbox: OutboxRows) -> None:
    numbers = await put(outbox, parcel("1"), parcel("2"), parcel("3"))
    row = await claimed(outbox, numbers[1])
    offered = await outbox.again(row, later(seconds=30))
    assert offered == Waiting(numbers[1], "chat:1", Priority.PERSON, later(seconds=30))
    found = await outbox.waiting(bulk=False, most=10)
    assert [row.id for row in found] == numbers
    assert found[1] == offered
    assert (await claimed(outbox, numbers[1])).attempts == 2


async def test_what_goes_again_may_go_with_another_body(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, Parcel(Chat(1), Relay((MessageRef(2, 3),), quote="Tung")))
    row = await claimed(outbox, number)
    await outbox.again(row, MORNING, Relay((MessageRef(2, 3),)))
    again = await claimed(outbox, number)
    assert (again.address, again.body) == (Chat(1), Relay((MessageRef(2, 3),)))


async def test_without_another_body_it_goes_with_its_own(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, parcel("Mirëdita"))
    row = await claimed(outbox, number)
    await outbox.again(row, MORNING)
    assert (await claimed(outbox, number)).body == row.body


async def test_after_a_crash_people_and_staff_are_served_again_and_bulk_is_not(
    address: str, database: Database
) -> None:
    async with database.transaction() as tx:
        outbox = OutboxRows(tx, MORNING)
        numbers = await put(outbox, *(parcel(priority=priority) for priority in Priority))
        for number in numbers:
            await outbox.claim(number)
    await database.close()
    restarted = Database(address)
    async with restarted.transaction() as tx:
        outbox = OutboxRows(tx, later(minutes=1))
        assert await outbox.restart() == 5
        assert await waiting(outbox) == numbers[:5]
        assert await outbox.count() == {"pending": 5, "failed": 1}
    await restarted.close()


async def test_a_restart_touches_nothing_that_was_not_in_flight(outbox: OutboxRows) -> None:
    gone, pending, bulk = await put(outbox, parcel(), parcel(), parcel(priority=Priority.BULK))
    await outbox.claim(gone)
    await outbox.sent(gone)
    assert await outbox.restart() == 0
    assert (await waiting(outbox), await waiting(outbox, bulk=True)) == ([pending], [bulk])
    assert await outbox.count() == {"sent": 1, "pending": 2}


async def test_a_topic_that_is_lost_again_drops_the_first_mending_only(outbox: OutboxRows) -> None:
    card = Card("#1", {})
    hand, first, _, words, other = await put(
        outbox,
        Parcel(Topic(1), card, Priority.MENDING),
        Parcel(Topic(1), card, Priority.MENDING),
        Parcel(Topic(1), HELLO, Priority.MENDING),
        Parcel(Topic(1), HELLO, Priority.STAFF),
        Parcel(Topic(2), card, Priority.MENDING),
    )
    await outbox.claim(hand)
    await outbox.drop_mending(1)
    assert await waiting(outbox) == [other, words]
    assert await outbox.count() == {"sending": 1, "recalled": 2, "pending": 2}
    assert await outbox.claim(first) is None


async def test_the_sweep_takes_what_ended_long_ago_and_nothing_else(tx: AsyncConnection) -> None:
    old, new = OutboxRows(tx, MORNING), OutboxRows(tx, later(days=30))
    numbers = await put(old, *(parcel() for _ in range(5)))
    for number in numbers[:4]:
        await old.claim(number)
    await old.sent(numbers[0])
    await old.failed(numbers[1], "chat not found")
    await new.sent(numbers[2])
    assert await old.sweep(before=later(days=30)) == 2
    assert await old.count() == {"sent": 1, "sending": 1, "pending": 1}


async def test_what_was_put_in_by_a_unit_that_broke_never_was(database: Database) -> None:
    await break_after(database, lambda tx: OutboxRows(tx, MORNING).put(parcel()))
    async with database.transaction() as tx:
        assert await OutboxRows(tx, MORNING).count() == {}


async def test_what_waits_under_a_key_can_be_dropped_and_comes_again(outbox: OutboxRows) -> None:
    first, other = replace(parcel(), key="face:1"), replace(parcel(), key="face:2")
    dropped, kept = await put(outbox, first, other)
    await outbox.drop("face:1")
    await outbox.drop("face:3")
    assert await waiting(outbox) == [kept]
    assert await outbox.claim(dropped) is None
    (again,) = await put(outbox, first)
    await claimed(outbox, again)
    await outbox.drop("face:1")
    await outbox.sent(again)
    assert (await outbox.count())["sent"] == 1
