"""What waits in the outbox may still change: replaced by key, joined by more, taken back."""

import asyncio
from functools import partial

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import MessageRef
from desk.outgoing import Body, Call, Card, Chat, Parcel, Priority, Relay, Topic
from storage.database import Database
from storage.outbox import OutboxRows
from tests.storage.rows import ARTA, GROUP, MORNING, later, somebody_waits
from tests.storage.test_outbox import claimed, put, waiting

said = partial(MessageRef, ARTA.id)
written = partial(MessageRef, GROUP)
KEY = "card:1"


def card(text: str, priority: Priority = Priority.NOTICE) -> Parcel:
    return Parcel(Topic(1), Card(text, {}), priority, key=KEY)


def burst(*sources: MessageRef, size: int = 10, ticket_id: int = 1) -> Parcel:
    return Parcel(Topic(ticket_id), Relay(sources, size=size), Priority.STAFF)


@pytest.fixture
def outbox(tx: AsyncConnection) -> OutboxRows:
    return OutboxRows(tx, MORNING)


async def body_of(outbox: OutboxRows, number: int) -> Body:
    return (await claimed(outbox, number)).body


async def test_a_later_parcel_takes_the_place_of_one_that_waits(outbox: OutboxRows) -> None:
    first, behind = await put(outbox, card("open"), burst(said(1)))
    await outbox.put(card("closed"))
    assert await waiting(outbox) == [behind, first]
    assert [row.id for row in outbox.fresh] == [first, behind]
    assert await body_of(outbox, first) == Card("closed", {})


async def test_what_took_a_place_is_offered_as_what_stands_there(tx: AsyncConnection) -> None:
    before, after = OutboxRows(tx, MORNING), OutboxRows(tx, later(minutes=1))
    await before.put(card("open", Priority.STAFF))
    await after.put(card("closed", Priority.NOTICE))
    (row,) = await after.waiting(bulk=False, most=10)
    assert [row] == before.fresh
    assert after.fresh in ([], [row])


async def test_another_key_and_no_key_replace_nothing(outbox: OutboxRows) -> None:
    first = await put(outbox, card("open"))
    other = Parcel(Topic(2), Card("open", {}), Priority.NOTICE, key="card:2")
    rest = await put(outbox, other, burst(said(1)), burst(said(1)))
    assert sorted(await waiting(outbox)) == first + rest


async def test_one_in_flight_is_not_replaced(outbox: OutboxRows) -> None:
    (first,) = await put(outbox, card("open"))
    row = await claimed(outbox, first)
    (second,) = await put(outbox, card("closed"))
    assert row.body == Card("open", {})
    assert await body_of(outbox, second) == Card("closed", {})


@pytest.mark.parametrize("end", ["sent", "failed"])
async def test_one_that_has_ended_is_not_replaced(outbox: OutboxRows, end: str) -> None:
    (first,) = await put(outbox, card("open"))
    await outbox.claim(first)
    await (outbox.sent(first) if end == "sent" else outbox.failed(first, "gone"))
    (second,) = await put(outbox, card("closed"))
    assert await waiting(outbox) == [second]
    assert second != first


async def test_what_goes_again_lets_go_of_a_key_that_a_newer_one_has(outbox: OutboxRows) -> None:
    (first,) = await put(outbox, card("open"))
    row = await claimed(outbox, first)
    (second,) = await put(outbox, card("pending"))
    await outbox.again(row, MORNING)
    await outbox.put(card("closed"))
    assert await waiting(outbox) == [first, second]
    assert await body_of(outbox, first) == Card("open", {})
    assert await body_of(outbox, second) == Card("closed", {})


async def test_what_goes_again_keeps_a_key_that_nobody_took(outbox: OutboxRows) -> None:
    (first,) = await put(outbox, card("open"))
    await outbox.again(await claimed(outbox, first), MORNING)
    await outbox.put(card("closed"))
    assert await waiting(outbox) == [first]
    assert await body_of(outbox, first) == Card("closed", {})


async def test_after_a_crash_old_and_new_card_both_go(outbox: OutboxRows) -> None:
    (first,) = await put(outbox, card("open"))
    await outbox.claim(first)
    (second,) = await put(outbox, card("closed"))
    assert await outbox.restart() == 1
    assert await waiting(outbox) == [first, second]


async def test_two_units_that_put_one_key_at_the_same_instant_leave_the_later_parcel(
    postgresql_database: Database,
) -> None:

    async def put_beside() -> None:
        async with postgresql_database.transaction() as tx:
            await OutboxRows(tx, MORNING).put(card("closed"))

    async with postgresql_database.transaction() as tx:
        (first,) = await put(OutboxRows(tx, MORNING), card("open"))
        beside = asyncio.create_task(put_beside())
        await somebody_waits(postgresql_database)
    await beside
    async with postgresql_database.transaction() as tx:
        outbox = OutboxRows(tx, MORNING)
        assert await waiting(outbox) == [first]
        assert await body_of(outbox, first) == Card("closed", {})


async def test_a_key_whose_row_is_being_taken_in_hand_begins_a_new_row(
    postgresql_database: Database,
) -> None:
    async def put_beside() -> list[int]:
        async with postgresql_database.transaction() as tx:
            return await put(OutboxRows(tx, MORNING), card("closed"))

    async with postgresql_database.transaction() as tx:
        (first,) = await put(OutboxRows(tx, MORNING), card("open"))
    async with postgresql_database.transaction() as tx:
        assert await body_of(OutboxRows(tx, MORNING), first) == Card("open", {})
        beside = asyncio.create_task(put_beside())
        await somebody_waits(postgresql_database)
    (second,) = await beside
    async with postgresql_database.transaction() as tx:
        assert await body_of(OutboxRows(tx, MORNING), second) == Card("closed", {})


async def test_the_items_of_an_album_wait_for_each_other(outbox: OutboxRows) -> None:
    album = Parcel(Topic(1), Relay((said(1),)), Priority.STAFF, key="album:1", due_at=later(days=1))
    (number,) = await put(outbox, album)
    assert await outbox.join("album:1", said(2))
    assert await outbox.join("album:1", said(3))
    assert await waiting(outbox) == [number]
    assert await body_of(outbox, number) == Relay((said(1), said(2), said(3)))


async def test_an_album_in_flight_takes_nobody_along(outbox: OutboxRows) -> None:
    album = Parcel(Topic(1), Relay((said(1),)), Priority.STAFF, key="album:1")
    (number,) = await put(outbox, album)
    row = await claimed(outbox, number)
    assert not await outbox.join("album:1", said(2))
    assert not await outbox.join("album:2", said(2))
    assert row.body == Relay((said(1),))


async def test_nothing_joins_what_is_no_relay(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, card("open"))
    assert not await outbox.join(KEY, said(1))
    assert not await outbox.join_burst(1, said(1), size=10)
    assert await body_of(outbox, number) == Card("open", {})


async def test_texts_that_wait_for_one_topic_go_as_one(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, burst(said(1), size=40))
    assert await outbox.join_burst(1, said(2), size=2)
    assert await waiting(outbox) == [number]
    assert await body_of(outbox, number) == Relay((said(1), said(2)), size=42)


@pytest.mark.parametrize(("size", "joins"), [(1500, True), (1501, False)])
async def test_a_burst_stays_below_3500_characters(
    outbox: OutboxRows, size: int, joins: bool
) -> None:
    (number,) = await put(outbox, burst(said(1), size=2000))
    assert await outbox.join_burst(1, said(2), size=size) is joins
    sources = (said(1), said(2)) if joins else (said(1),)
    assert await body_of(outbox, number) == Relay(sources, size=2000 + joins * size)


async def test_a_text_joins_no_album_and_an_item_no_burst(outbox: OutboxRows) -> None:
    await outbox.put(Parcel(Topic(1), Relay((said(1),)), Priority.STAFF, key="album:1"))
    assert not await outbox.join_burst(1, said(2), size=10)
    keyed = Parcel(Topic(2), Relay((said(3),), size=10), Priority.STAFF, key="burst:2")
    await outbox.put(keyed)
    assert not await outbox.join("burst:2", said(4))


async def test_a_burst_is_joined_only_while_it_waits_last(outbox: OutboxRows) -> None:
    first, _ = await put(outbox, burst(said(1)), burst(said(2), ticket_id=2))
    assert await outbox.join_burst(1, said(3), size=10)
    await outbox.put(Parcel(Topic(1), Call("closeForumTopic", {}), Priority.STAFF))
    assert not await outbox.join_burst(1, said(4), size=10)
    assert await body_of(outbox, first) == Relay((said(1), said(3)), size=20)


async def test_a_burst_in_flight_and_one_that_never_was_are_not_joined(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, burst(said(1)))
    row = await claimed(outbox, number)
    assert not await outbox.join_burst(1, said(2), size=10)
    assert not await outbox.join_burst(7, said(2), size=10)
    await outbox.again(row, MORNING)
    assert await body_of(outbox, number) == Relay((said(1),), size=10)


async def test_a_text_that_comes_while_the_burst_is_taken_in_hand_goes_after_it(
    postgresql_database: Database,
) -> None:
    async def join_beside() -> bool:
        async with postgresql_database.transaction() as tx:
            return await OutboxRows(tx, MORNING).join_burst(1, said(2), size=10)

    async with postgresql_database.transaction() as tx:
        (number,) = await put(OutboxRows(tx, MORNING), burst(said(1)))
    async with postgresql_database.transaction() as tx:
        assert await body_of(OutboxRows(tx, MORNING), number) == Relay((said(1),), size=10)
        beside = asyncio.create_task(join_beside())
        await somebody_waits(postgresql_database)
    assert await beside is False


async def test_a_message_is_taken_back_while_it_waits(outbox: OutboxRows) -> None:
    reply = Parcel(Chat(ARTA.id), Relay((written(9),)), Priority.STAFF)
    number, other = await put(
        outbox, reply, Parcel(Chat(ARTA.id), Relay((written(10),)), Priority.STAFF)
    )
    assert await outbox.recall(written(9), ARTA.id)
    assert await outbox.claim(number) is None
    assert await waiting(outbox) == [other]
    assert await outbox.count() == {"recalled": 1, "pending": 1}


async def test_what_is_on_its_way_or_has_gone_out_is_not_taken_back(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, Parcel(Chat(ARTA.id), Relay((written(9),)), Priority.STAFF))
    await outbox.claim(number)
    assert not await outbox.recall(written(9), ARTA.id)
    await outbox.sent(number)
    assert not await outbox.recall(written(9), ARTA.id)
    assert await outbox.count() == {"sent": 1}


async def test_only_a_relay_of_this_one_message_is_taken_back(outbox: OutboxRows) -> None:
    numbers = await put(
        outbox,
        Parcel(Chat(ARTA.id), Relay((written(9), written(10))), Priority.STAFF),
        Parcel(Chat(ARTA.id), Call("sendMessage", {"text": "Tung"}), Priority.STAFF),
        burst(written(9)),
    )
    assert not await outbox.recall(written(9), ARTA.id)
    assert not await outbox.recall(written(10), ARTA.id)
    assert await waiting(outbox) == numbers
