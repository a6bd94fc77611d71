"""Notes on rows, and what a hold does while somebody writes one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import NotYours
from desk.incoming import Kind, MessageRef
from desk.mentoring.booking import NotNow, Side, Status
from desk.mentoring.bookings import MOST_GUESTS, TooManyGuests
from desk.mentoring.notes import Note
from desk.mentoring.wishes import WishState
from storage.mentoring.notes import NoteRows
from storage.organisations import OrganisationRows
from tests.storage.sessions import MONDAY, Desk, at

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tx: AsyncConnection) -> Desk:
    return Desk(tx)


def note(booking_id: int, html: str = "<b>Bütçe</b>") -> Note:
    return Note(0, booking_id, Side.MEMBER, html, Kind.TEXT, MONDAY)


async def test_notes_come_back_as_they_were_written(desk: Desk) -> None:
    notes = NoteRows(desk.tx)
    held = await desk.hold(await desk.person(1), await desk.mentor(), at(1, 9))
    words = await notes.add(note(held.id))
    file = replace(note(held.id, ""), kind=Kind.PHOTO, at=MessageRef(7, 9), author=Side.MENTOR)
    private = await notes.add(replace(file, is_private=True))
    assert await notes.of(held.id) == [words, private]
    assert await notes.of(held.id + 1) == []


async def test_what_was_written_for_a_hold_goes_along_with_the_next_one(desk: Desk) -> None:
    notes, lira, arta = NoteRows(desk.tx), await desk.mentor(), await desk.person(1)
    wish, other = await desk.wish(arta), await desk.wish(arta)
    first = await desk.bookings.hold(wish, arta, lira.id, at(1, 9), desk.now)
    elsewhere = await desk.bookings.hold(other, arta, lira.id, at(2, 9), desk.now)
    await notes.add(note(first.id))
    stays = await notes.add(note(elsewhere.id))
    mentors = await notes.add(replace(note(first.id), author=Side.MENTOR))
    second = await desk.bookings.hold(wish, arta, lira.id, at(1, 11), desk.now)
    await notes.carry(arta.id, wish.id, second.id)
    assert [one.html for one in await notes.of(second.id)] == ["<b>Bütçe</b>"]
    assert await notes.of(first.id) == [mentors]
    assert await notes.of(elsewhere.id) == [stays]


async def test_a_hold_lasts_ten_minutes_in_all_while_somebody_writes(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    held = await desk.hold(arta, lira, at(1, 9))
    with pytest.raises(NotYours):
        await desk.bookings.keep_on(held.id, await desk.person(2), desk.now)
    desk.now += MINUTE
    kept = await desk.bookings.keep_on(held.id, arta, desk.now)
    assert kept.until == MONDAY + 10 * MINUTE
    desk.now += 8 * MINUTE
    assert await desk.bookings.keep_on(held.id, arta, desk.now) == kept
    assert await desk.tick() == []
    assert (await desk.bookings.get(held.id)).status is Status.HELD
    desk.now += MINUTE
    with pytest.raises(NotNow):
        await desk.bookings.keep_on(held.id, arta, desk.now)
    await desk.tick()
    assert (await desk.bookings.get(held.id)).status is Status.EXPIRED
    assert await desk.cells() == set()


async def test_a_wish_that_is_dropped_leaves_the_line_and_lets_go(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    wish = await desk.bookings.waiting.wait(await desk.wish(arta), desk.now)
    held = await desk.bookings.hold(wish, arta, lira.id, at(1, 9), desk.now)
    assert await desk.bookings.in_hand(wish) == held
    await desk.bookings.drop(wish, desk.now)
    dropped = await desk.know(wish)
    assert (dropped.state, dropped.waiting_since) == (WishState.DROPPED, None)
    assert await desk.bookings.in_hand(wish) is None
    assert await desk.cells() == set()
    assert await desk.wishes.waiting() == []


async def test_a_session_is_found_by_its_uid_and_has_only_so_many_guests(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1, "Agimi")
    agimi = await desk.organisation("Agimi")
    booked = await desk.book(arta, lira, at(1, 9), organisation_id=agimi)
    assert await desk.bookings.with_uid(booked.uid) == booked
    assert await desk.bookings.look(booked.id) == booked
    assert await desk.bookings.with_uid("another@linja") is None
    for number in range(2, MOST_GUESTS + 2):
        guest = await desk.person(number)
        await OrganisationRows(desk.tx).join(guest.id, agimi, None)
        await desk.bookings.join(booked.id, guest, desk.now)
    one_more = await desk.person(99, "Agimi")
    with pytest.raises(TooManyGuests):
        await desk.bookings.join(booked.id, one_more, desk.now)
    assert len(await desk.bookings.guests(booked.id)) == MOST_GUESTS
