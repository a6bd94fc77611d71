"""Who is forgotten is in no booking, wish, note or directory; what others see of it stays."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.booking import Side, Status
from desk.mentoring.directory import Place, Standing
from desk.people import Person
from storage.columns import metadata
from storage.erasure import ErasureRows
from storage.mentoring.tables import session_notes
from storage.people import PeopleRows
from tests.storage.sessions import MONDAY, Desk, at

SECRET = "fshehtësi"


@pytest.fixture
def desk(tx: AsyncConnection) -> Desk:
    return Desk(tx)


async def said(tx: AsyncConnection) -> str:
    tables = metadata.sorted_tables
    rows = [repr(tuple(row)) for one in tables for row in await tx.execute(select(one))]
    return "\n".join(rows)


async def noted(desk: Desk, booking_id: int, author: Side) -> None:
    note = {"booking_id": booking_id, "author": author, "html": SECRET, "kind": "text"}
    place = {"chat_id": 5, "message_id": 6, "is_private": False, "written_at": MONDAY}
    await desk.tx.execute(insert(session_notes).values(**note, **place))


async def forget(desk: Desk, person: Person) -> None:
    await desk.bookings.forget(person, desk.now)
    await ErasureRows(desk.tx).forget(person.id, desk.now)


async def test_a_forgotten_member_is_in_no_session(desk: Desk) -> None:
    arta, besa = await desk.person(1, "Agimi"), await desk.person(2, "Agimi")
    agimi, lira = await desk.organisation("Agimi"), await desk.mentor()
    past = await desk.book(arta, lira, at(0, 9), organisation_id=agimi, words=SECRET)
    desk.now = at(0, 12)
    ahead = await desk.book(arta, lira, at(1, 9), organisation_id=agimi)
    other = await desk.book(besa, lira, at(2, 9), organisation_id=agimi)
    await desk.bookings.join(other.id, arta, desk.now)
    late = await desk.book(arta, lira, at(3, 9))
    await desk.bookings.cancel(late.id, Side.MEMBER, SECRET, desk.now)
    for booking, author in ((past, Side.MENTOR), (other, Side.MEMBER)):
        await noted(desk, booking.id, author)
    assert str(arta.id) in await said(desk.tx)
    await forget(desk, arta)
    left = await said(desk.tx)
    assert str(arta.id) not in left
    assert left.count(SECRET) == 1  # what was written for Besa's
    known = await desk.bookings.get(past.id)
    assert (known.status, known.starts_at, known.organisation_id) == (
        Status.BOOKED,
        at(0, 9),
        agimi,
    )
    assert known.requester_id < 0
    assert (await desk.bookings.get(ahead.id)).status is Status.CANCELLED
    assert await desk.planned(known) == {}
    assert await desk.bookings.get(other.id) == other
    assert await desk.bookings.of_mentor(lira.id, desk.now, at(9, 0)) == [other]
    await desk.book(besa, lira, at(1, 9), organisation_id=agimi)


async def test_a_forgotten_mentor_has_left_and_their_sessions_wait_for_another(desk: Desk) -> None:
    person, besa = await desk.person(1), await desk.person(2)
    lira = await desk.mentor(
        SECRET, person_id=person.id, place=Place(SECRET, 42.6, 20.9), about={"sq": SECRET}
    )
    booked = await desk.book(besa, lira, at(1, 9))
    for author in (Side.MENTOR, Side.MEMBER):
        await noted(desk, booked.id, author)
    await forget(desk, replace(person, language=None))
    left = await said(desk.tx)
    assert str(person.id) not in left
    assert left.count(SECRET) == 2  # her token is a number in life; and Besa's own note
    assert await desk.bookings.get(booked.id) == booked
    gone = await desk.mentors.get(lira.id)
    assert gone is not None
    assert (gone.standing, gone.name, gone.place, dict(gone.about)) == (
        Standing.LEFT,
        "",
        None,
        {},
    )
    other = await desk.mentor("Drin")
    taken = await desk.bookings.reassign(booked.id, other.id, desk.now)
    assert taken.mentor_id == other.id
    assert await PeopleRows(desk.tx).look(person.id) is None
