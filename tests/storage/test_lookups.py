"""Where screens stand that show what staff have looked up, on both engines."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import MessageRef
from desk.outgoing import Call, Chat, General, Parcel
from storage.erasure import ErasureRows
from storage.lookups import LookupRows
from storage.outbox import OutboxRows
from storage.people import PeopleRows
from tests.storage.rows import ARTA, GROUP, MORNING, later

OLD, YOUNG, OTHERS = MessageRef(GROUP, 3), MessageRef(GROUP, 7), MessageRef(GROUP - 1, 5)
DAY = timedelta(days=1)


async def test_the_young_are_taken_once_and_nothing_stays_noted(tx: AsyncConnection) -> None:
    lookups = LookupRows(tx)
    await lookups.note([OLD], MORNING - 2 * DAY)
    await lookups.note([YOUNG, OTHERS], MORNING)
    assert await lookups.take(MORNING - DAY) == [OTHERS, YOUNG]
    assert await lookups.take(MORNING - 9 * DAY) == []


async def test_a_screen_that_is_turned_over_stays_as_old_as_it_is(tx: AsyncConnection) -> None:
    lookups = LookupRows(tx)
    await lookups.note([OLD], MORNING - 2 * DAY)
    await lookups.note([OLD], MORNING)
    assert await lookups.take(MORNING - DAY) == []


async def test_what_is_too_old_to_be_deleted_is_swept(tx: AsyncConnection) -> None:
    lookups = LookupRows(tx)
    await lookups.note([OLD], MORNING - 2 * DAY)
    await lookups.note([YOUNG], MORNING)
    assert await lookups.sweep(MORNING - DAY) == 1
    assert await lookups.take(MORNING - 9 * DAY) == [YOUNG]


async def test_of_what_waits_for_a_group_only_screens_go_with_somebody(tx: AsyncConnection) -> None:
    await PeopleRows(tx).save(ARTA)
    outbox = OutboxRows(tx, MORNING)
    words = Call("sendMessage", {"text": "found"})
    kept = Parcel(General(), words)
    looked_up = Parcel(General(), Call("sendMessage", {"text": "found"}, looked_up=True))
    turned = Parcel(Chat(GROUP), Call("editMessageText", {"message_id": 7, "text": "found"}))
    for parcel in (kept, looked_up, turned):
        await outbox.put(parcel)
    numbers = [row.id for row in outbox.fresh]
    await ErasureRows(tx).forget(ARTA.id, later(days=1))
    assert [await outbox.holds(number) for number in numbers] == [True, False, False]
