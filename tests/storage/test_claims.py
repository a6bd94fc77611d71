"""Whoever claims a row leads, and is never before its turn, whatever a leader has heard of."""

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import MessageRef
from desk.outgoing import Call, Chat, Parcel, Priority, Relay, Topic
from storage.leader import TERM
from storage.marks import Marks
from storage.outbox import OutboxRows
from tests.storage.rows import MORNING, later

HELLO = Call("sendMessage", {"text": "Tung"})
ARTA, BEN = Chat(1), Chat(2)
OLD, NOW = 6, 7


@pytest.fixture
async def outbox(tx: AsyncConnection) -> OutboxRows:
    await Marks(tx).put(TERM, str(NOW), MORNING)
    return OutboxRows(tx, MORNING)


async def put(outbox: OutboxRows, *places: Chat | Topic, **parts: object) -> list[int]:
    """Their numbers."""
    known = len(outbox.fresh)
    for place in places:
        await outbox.put(Parcel(place, HELLO, **{"priority": Priority.PERSON, **parts}))  # type: ignore[arg-type]
    return [row.id for row in outbox.fresh[known:]]


async def may_go(outbox: OutboxRows, number: int, term: int = NOW) -> bool:
    return await outbox.claim(number, term) is not None


@pytest.mark.parametrize("place", [ARTA, Topic(5)])
async def test_a_row_waits_for_the_one_before_it(outbox: OutboxRows, place: Chat | Topic) -> None:
    first, second = await put(outbox, place, place)
    assert not await may_go(outbox, second)
    assert await may_go(outbox, first)
    await outbox.sent(first)
    assert await may_go(outbox, second)


@pytest.mark.parametrize("place", [ARTA, Topic(5)])
async def test_what_an_earlier_term_has_left_is_waited_for(
    outbox: OutboxRows, tx: AsyncConnection, place: Chat | Topic
) -> None:
    left, second = await put(outbox, place, place)
    await Marks(tx).put(TERM, str(OLD), MORNING)
    assert await may_go(outbox, left, OLD)
    await Marks(tx).put(TERM, str(NOW), MORNING)
    assert not await may_go(outbox, second)
    await outbox.restart(NOW)
    assert await may_go(outbox, left)


async def test_whose_term_is_over_claims_nothing(outbox: OutboxRows) -> None:
    (number,) = await put(outbox, ARTA)
    assert not await may_go(outbox, number, OLD)
    assert await may_go(outbox, number, NOW)


async def test_rows_of_others_are_not_waited_for(outbox: OutboxRows) -> None:
    places = (ARTA, BEN, Topic(5), Topic(6))
    await put(outbox, *places)
    numbers = await put(outbox, Chat(3), Topic(7))
    assert [await may_go(outbox, number) for number in numbers] == [True, True]


async def test_what_is_less_urgent_is_passed(outbox: OutboxRows) -> None:
    await put(outbox, ARTA, Topic(5), priority=Priority.BULK)
    numbers = await put(outbox, ARTA, Topic(5))
    assert [await may_go(outbox, number) for number in numbers] == [True, True]


async def test_what_is_more_urgent_is_not(outbox: OutboxRows) -> None:
    await put(outbox, Topic(5), priority=Priority.MENDING)
    (number,) = await put(outbox, Topic(5), priority=Priority.STAFF)
    assert not await may_go(outbox, number)


async def test_what_is_put_off_holds_nothing_back(outbox: OutboxRows) -> None:
    await put(outbox, ARTA, due_at=later(seconds=5))
    (number,) = await put(outbox, ARTA)
    assert await may_go(outbox, number)


async def test_a_clock_that_is_a_little_ahead_puts_nothing_off(outbox: OutboxRows) -> None:
    await put(outbox, ARTA, due_at=later(milliseconds=300))
    (number,) = await put(outbox, ARTA)
    assert not await may_go(outbox, number)


async def test_nothing_joins_what_may_have_been_sent_already(
    outbox: OutboxRows, tx: AsyncConnection
) -> None:
    """Its old leader may say so late, and would not mean what has joined it since."""
    first, second = MessageRef(ARTA.chat_id, 1), MessageRef(ARTA.chat_id, 2)
    await outbox.put(Parcel(Topic(5), Relay((first,), size=4), Priority.STAFF))
    (row,) = outbox.fresh
    await Marks(tx).put(TERM, str(OLD), MORNING)
    assert await may_go(outbox, row.id, OLD)
    await Marks(tx).put(TERM, str(NOW), MORNING)
    await outbox.restart(NOW)
    assert not await outbox.join_burst(5, second, 4)
    await outbox.sent(row.id)
    assert not await may_go(outbox, row.id)
