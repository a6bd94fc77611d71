"""The history of tickets, the staff, and what is held back, as rows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.held import Held
from desk.history import LINE, Actor, By, Change, Event
from desk.incoming import Media, MessageRef
from desk.languages import Language
from desk.life import Act
from desk.staff import Colleague, Role
from storage.held import HeldRows
from storage.history import HistoryRows
from storage.staff import StaffRows
from tests.storage.rows import GROUP, SHARED, ids, later, moments, opened, words, words_of

BESA = Actor(By.STAFF, 900, "Besa")


async def test_a_history_is_told_in_its_order_the_newest_part_of_it(tx: AsyncConnection) -> None:
    ticket, other = await opened(tx, "1:1"), await opened(tx, "1:2")
    events = [
        Event(ticket.id, Change.OPEN, Actor(By.MEMBER, 1, "Arta"), later(hours=1)),
        Event(ticket.id, Change.ACKNOWLEDGE, LINE, later(hours=1)),
        Event(ticket.id, Act.CLAIM, BESA, later(hours=2), "Besa"),
    ]
    for event in (*events, replace(events[0], ticket_id=other.id)):
        await HistoryRows(tx).add(event)
    assert await HistoryRows(tx).of(ticket.id, most=10) == events
    assert await HistoryRows(tx).of(ticket.id, most=2) == events[1:]


@SHARED
@given(
    colleague=st.builds(
        Colleague,
        id=ids,
        name=words,
        username=st.none() | words,
        role=st.sampled_from(Role),
        language=st.none() | st.sampled_from(Language),
        away_until=st.none() | moments,
    )
)
async def test_every_field_of_a_colleague_comes_back(
    tx: AsyncConnection, colleague: Colleague
) -> None:
    await StaffRows(tx).save(replace(colleague, name="Besa"))
    await StaffRows(tx).save(colleague)
    assert await StaffRows(tx).get(colleague.id) == colleague
    assert colleague in await StaffRows(tx).all()


async def test_what_is_held_is_taken_once_and_as_it_was_last_written(tx: AsyncConnection) -> None:
    ticket = await opened(tx)
    at = MessageRef(GROUP, 7)
    media = Media("photo", "file", "unique")
    incoming = replace(words_of(), at=at, answers=MessageRef(GROUP, 5), media=media)
    held = Held(ticket.id, BESA, incoming, later(hours=1))
    rows = HeldRows(tx)
    await rows.put(held)
    corrected = replace(held, incoming=replace(incoming, html="Tjetër", plain="Tjetër"))
    await rows.put(corrected)
    assert await rows.get(at) == corrected
    assert await rows.get(MessageRef(GROUP, 8)) is None
    assert await rows.take(at) == corrected
    assert await rows.take(at) is None
