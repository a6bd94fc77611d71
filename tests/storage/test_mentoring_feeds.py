"""Calendars as rows: one address for each person, and the sessions of whoever comes to them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.booking import Side, Status
from desk.mentoring.feeds import Feed, is_known
from desk.people import Person
from storage.erasure import ErasureRows
from storage.mentoring.bookings import BookingRows
from storage.mentoring.feeds import FeedRows
from storage.people import PeopleRows
from tests.storage.calendars import PLACE, booking_in, mentor_in
from tests.storage.rows import ARTA, MORNING, later
from tests.storage.sessions import HOUR, Desk, at

ZANA = Person(4_000_000_002, "Zana", None, met_at=MORNING)
DEFNE = Person(4_000_000_003, "Defne Öz", None, met_at=MORNING)


@pytest.fixture
async def feeds(tx: AsyncConnection) -> FeedRows:
    for person in (ARTA, ZANA, DEFNE):
        await PeopleRows(tx).save(person)
    return FeedRows(tx)


async def test_a_person_has_one_address_and_a_new_one_takes_its_place(feeds: FeedRows) -> None:
    assert await feeds.get(ARTA.id) is None
    await feeds.put(Feed(ARTA.id, "one", MORNING))
    other = Feed(ARTA.id, "two", later(days=1), later(days=2))
    await feeds.put(other)
    assert await feeds.get(ARTA.id) == other == await feeds.with_digest("two")
    assert await feeds.with_digest("one") is None
    with pytest.raises(IntegrityError):
        await feeds.put(Feed(ZANA.id, "two", MORNING))


async def test_whoever_comes_sees_whom_they_meet_and_where(
    tx: AsyncConnection, feeds: FeedRows
) -> None:
    mentor = await mentor_in(tx, "Defne", MORNING, person_id=DEFNE.id)
    other = await mentor_in(tx, "Agim", MORNING)
    online = await booking_in(tx, mentor, ARTA.id, later(days=2))
    there = await booking_in(tx, mentor, ARTA.id, later(days=1), is_online=False)
    await booking_in(tx, other, ZANA.id, later(days=3))
    await BookingRows(tx).add_guest(online, ZANA.id, MORNING)

    mine = await feeds.attendances(ARTA.id, MORNING)
    assert [one.booking for one in mine] == [there, online]
    assert [(one.other, one.place) for one in mine] == [("Defne", PLACE), ("Defne", None)]
    assert [one.other for one in await feeds.attendances(DEFNE.id, MORNING)] == ["Arta", "Arta"]
    assert [one.other for one in await feeds.attendances(ZANA.id, MORNING)] == ["Defne", "Agim"]


async def test_what_was_over_before_and_what_is_only_held_is_not_there(
    tx: AsyncConnection, feeds: FeedRows
) -> None:
    mentor = await mentor_in(tx, "Defne", MORNING, person_id=DEFNE.id)
    await booking_in(tx, mentor, ARTA.id, MORNING - timedelta(hours=1))
    held = await booking_in(tx, mentor, ARTA.id, later(days=1), status=Status.HELD)
    for person in (ARTA, DEFNE):
        assert await feeds.attendances(person.id, MORNING) == []
    for status in (Status.ASKED, Status.CANCELLED):
        await BookingRows(tx).save(replace(held, status=status, changed_at=later(hours=1)))
        found = await feeds.attendances(DEFNE.id, MORNING)
        assert [one.booking.status for one in found] == [status]
        assert [one.booking.changed_at for one in found] == [later(hours=1)]


async def test_the_address_of_somebody_forgotten_leads_nowhere(
    tx: AsyncConnection, feeds: FeedRows
) -> None:
    await feeds.put(Feed(ARTA.id, "one", MORNING))
    await feeds.put(Feed(ZANA.id, "two", MORNING))
    await ErasureRows(tx).forget(ARTA.id, MORNING)
    assert await feeds.with_digest("one") is None
    assert await feeds.with_digest("two") is not None


async def test_each_change_is_counted_and_dated_as_calendars_want_it(tx: AsyncConnection) -> None:
    desk = Desk(tx)
    arta, lira = await desk.person(1), await desk.mentor()
    booked = await desk.book(arta, lira, at(3, 9))
    assert (booked.sequence, booked.changed_at) == (0, None)
    stood = [booked]
    for hour in (10, 11):
        desk.now += HOUR
        moved = await desk.bookings.move(booked.id, lira.id, at(3, hour), Side.STAFF, desk.now)
        assert moved.changed_at == desk.now
        stood.append(moved)
    desk.now += HOUR
    stood.append(await desk.bookings.cancel(booked.id, Side.STAFF, "", desk.now))
    assert [one.sequence for one in stood] == [0, 1, 2, 3]
    assert {one.uid for one in stood} == {booked.uid}
    held = await desk.hold(arta, lira, at(4, 9))
    dropped = await desk.bookings.cancel(held.id, Side.MEMBER, "", desk.now)
    found = [one.booking for one in await FeedRows(tx).attendances(arta.id, desk.now)]
    assert found == [stood[-1], dropped]
    assert [is_known(one) for one in found] == [True, False]
    assert stood[-1].changed_at == desk.now
