"""The waiting list on rows: what becomes free goes to the first whom it suits, and passes on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.booking import Booking, Cause, Side, Status
from desk.mentoring.directory import Kind, Mentor, Standing
from desk.mentoring.errors import SlotTaken
from desk.mentoring.wishes import Start, Wish, WishState
from desk.people import Person
from desk.timers import Kind as TimerKind
from desk.week import parse_hours
from tests.storage.sessions import EASY, HOUR, MONDAY, ZONE, Desk, at

MINUTE = timedelta(minutes=1)
TUESDAYS = Hours(ZONE, parse_hours("tu 9-10"))
ONE_WEEK = replace(EASY, window=timedelta(days=6))


@pytest.fixture
def desk(tx: AsyncConnection) -> Desk:
    return Desk(tx)


async def waits(desk: Desk, number: int, **parts: object) -> tuple[Person, Wish]:
    person = await desk.person(number)
    wish = await desk.bookings.waiting.wait(await desk.wish(person, **parts), desk.now)
    desk.now += MINUTE
    return person, wish


async def full(desk: Desk) -> tuple[Mentor, Person, Booking]:
    """One hour a week, and somebody has it."""
    lira = await desk.mentor(hours=TUESDAYS, terms=ONE_WEEK)
    arta = await desk.person(1)
    return lira, arta, await desk.book(arta, lira, at(1, 9))


async def test_a_wish_comes_back_as_it_was_saved(desk: Desk) -> None:
    person, lira = await desk.person(1), await desk.mentor()
    wish = await desk.wish(
        person,
        organisation_id=await desk.organisation("Agimi"),
        length=timedelta(minutes=90),
        kind=Kind.TRAINER,
        words="financa",
        is_online=False,
        region="Prizren",
        mentor_id=lira.id,
        avoided=(3, 5),
        declined=frozenset({Start(lira.id, at(1, 9)), Start(9, at(2, 9))}),
        earliest=at(1, 9).date(),
        latest=at(9, 9).date(),
    )
    assert await desk.wishes.get(wish.id) == wish
    waiting = replace(wish, state=WishState.WAITING, waiting_since=MONDAY, area=None, region=None)
    await desk.wishes.save(waiting)
    assert await desk.wishes.waiting() == [waiting]
    met = await desk.wish(person, state=WishState.BOOKED, booking_id=7)
    assert await desk.wishes.of(person.id) == [waiting]
    assert await desk.wishes.get(met.id) == met
    assert await desk.wishes.get(met.id + 1) is None


async def test_a_freed_slot_is_held_for_the_first_whom_it_suits(desk: Desk) -> None:
    _, arta, booked = await full(desk)
    _, turkish = await waits(desk, 2, language="en")
    besa, wish = await waits(desk, 3)
    _, last = await waits(desk, 4)
    assert await desk.tick() == []
    await desk.bookings.cancel(booked.id, Side.MEMBER, "", desk.now)
    (offer,) = await desk.tick()
    assert (offer.requester_id, offer.starts_at, offer.cause) == (
        besa.id,
        at(1, 9),
        Cause.CANCELLED,
    )
    assert (offer.status, offer.until) == (Status.HELD, desk.now + 2 * HOUR)
    offered = await desk.know(wish)
    assert (offered.state, offered.booking_id) == (WishState.OFFERED, offer.id)
    assert [(await desk.know(one)).state for one in (turkish, last)] == [WishState.WAITING] * 2
    with pytest.raises(SlotTaken):
        await desk.hold(arta, await _lira(desk), at(1, 9))
    booked = await desk.bookings.confirm(offer.id, besa, desk.now + HOUR)
    assert (booked.status, booked.cause) == (Status.BOOKED, Cause.CANCELLED)
    assert (await desk.know(wish)).state is WishState.BOOKED
    desk.now += 3 * HOUR
    assert await desk.tick() == []
    assert (await desk.bookings.get(offer.id)).status is Status.BOOKED


async def _lira(desk: Desk) -> Mentor:
    (lira,) = await desk.mentors.all()
    return lira


async def test_what_is_declined_or_left_passes_on_and_does_not_come_back(desk: Desk) -> None:
    _, _, booked = await full(desk)
    await waits(desk, 2)
    people = [(await waits(desk, number)) for number in (3, 4)]
    await desk.bookings.cancel(booked.id, Side.MENTOR, "", desk.now)
    (first,) = await desk.tick()
    await desk.bookings.cancel(first.id, Side.MEMBER, "", desk.now)
    (second,) = await desk.tick()
    assert (second.requester_id, second.cause) == (people[0][0].id, Cause.DECLINED)
    assert await desk.planned(second) == {"offer": second.until}
    desk.now += 2 * HOUR
    assert second.until == desk.now
    (third,) = await desk.tick()
    assert (third.requester_id, third.cause) == (people[1][0].id, Cause.EXPIRED)
    assert (await desk.bookings.get(second.id)).status is Status.EXPIRED
    left = await desk.know(people[0][1])
    assert (left.state, left.waiting_since) == (WishState.WAITING, people[0][1].waiting_since)
    with pytest.raises(SlotTaken):
        await desk.bookings.confirm(second.id, people[0][0], desk.now)
    await desk.bookings.cancel(third.id, Side.MEMBER, "", desk.now)
    assert await desk.tick() == []  # all three have said no
    assert await desk.cells() == set()


async def test_who_cancelled_is_not_offered_their_own_slot(desk: Desk) -> None:
    lira, arta, booked = await full(desk)
    other = await desk.bookings.waiting.wait(await desk.wish(arta), desk.now)
    await desk.bookings.cancel(booked.id, Side.MEMBER, "", desk.now)
    assert await desk.tick() == []
    assert (await desk.know(other)).state is WishState.WAITING
    first = await desk.wishes.get(booked.wish_id or 0)
    assert first is not None
    assert (first.state, first.declined) == (WishState.OPEN, {Start(lira.id, at(1, 9))})


async def test_who_waited_and_is_cancelled_by_the_mentor_waits_on_in_their_place(
    desk: Desk,
) -> None:
    _, _, booked = await full(desk)
    besa, wish = await waits(desk, 2)
    await desk.bookings.cancel(booked.id, Side.MEMBER, "", desk.now)
    (offer,) = await desk.tick()
    await desk.bookings.confirm(offer.id, besa, desk.now)
    await desk.bookings.cancel(offer.id, Side.MENTOR, "i sëmurë", desk.now)
    assert await desk.tick() == []  # never the same again
    again = await desk.know(wish)
    assert (again.state, again.waiting_since) == (WishState.WAITING, wish.waiting_since)
    desk.now = at(7, 12)
    (other,) = await desk.tick()  # the day is another one now
    assert (other.requester_id, other.starts_at, other.cause) == (besa.id, at(8, 9), Cause.DAY)


async def test_nothing_is_offered_after_the_lead_time_nor_for_longer_than_it(desk: Desk) -> None:
    _, _, booked = await full(desk)
    _, wish = await waits(desk, 2)
    desk.now = at(0, 20)  # an hour before the lead time
    await desk.bookings.cancel(booked.id, Side.MEMBER, "sëmurë", desk.now)
    (offer,) = await desk.tick()
    assert offer.until == at(0, 21)
    desk.now = at(0, 21)
    assert await desk.tick() == []
    assert (await desk.know(wish)).state is WishState.WAITING
    third = await desk.person(3)
    await desk.bookings.waiting.wait(await desk.wish(third), desk.now)
    await desk.bookings.waiting.freed(offer.mentor_id, Cause.HOURS, desk.now)
    assert await desk.tick() == []


async def test_by_night_an_offer_stands_until_the_morning(desk: Desk) -> None:
    lira = await desk.mentor(hours=Hours(ZONE, parse_hours("th 9-10")), terms=ONE_WEEK)
    booked = await desk.book(await desk.person(1), lira, at(3, 9))
    await waits(desk, 2)
    desk.now = at(0, 23)
    await desk.bookings.cancel(booked.id, Side.MEMBER, "", desk.now)
    (offer,) = await desk.tick()
    assert offer.until == at(1, 10)


async def frees(desk: Desk, cause: Cause, booked: Booking, asked: Booking) -> None:
    """Time of the one or the other mentor, for that cause."""
    match cause:
        case Cause.CANCELLED:
            await desk.bookings.cancel(booked.id, Side.STAFF, "", desk.now)
        case Cause.MOVED:
            other = await desk.mentor("Drin", areas=frozenset())
            await desk.bookings.move(booked.id, other.id, at(1, 9), Side.STAFF, desk.now)
        case Cause.DECLINED:
            await desk.bookings.decline(asked.id, "", desk.now)
        case Cause.EXPIRED:
            assert asked.until is not None
            desk.now = asked.until
        case Cause.HOURS:
            lira = await desk.mentors.get(booked.mentor_id)
            assert lira is not None
            hours = Hours(ZONE, parse_hours("we 9-10"))
            await desk.mentors.save(replace(lira, hours=hours))
            await desk.bookings.waiting.freed(lira.id, Cause.HOURS, desk.now)
        case Cause.DAY:
            await desk.bookings.accept(asked.id, desk.now)
            await desk.mentor("Nora")
            desk.now = at(1, 8)


@pytest.mark.parametrize("cause", list(Cause))
async def test_whatever_frees_time_is_offered(desk: Desk, cause: Cause) -> None:
    _, _, booked = await full(desk)
    terms = replace(EASY, window=timedelta(days=13), confirms=True)
    meri = await desk.mentor("Meri", hours=TUESDAYS, terms=terms, capacity=1)
    asked = await desk.book(await desk.person(2), meri, at(8, 9))
    besa, _ = await waits(desk, 3)
    await frees(desk, cause, booked, asked)
    (offer,) = await desk.tick()
    assert (offer.requester_id, offer.cause) == (besa.id, cause)


async def test_several_times_go_to_several_people_and_one_to_each(desk: Desk) -> None:
    lira = await desk.mentor(standing=Standing.PAUSED, hours=Hours(ZONE, parse_hours("tu 9-11")))
    first, second = await waits(desk, 1), await waits(desk, 2)
    busy = await desk.mentor("Drin")
    for person, wish in (first, second):
        await desk.book(person, busy, at(1, 9 + wish.id % 2), area=None)
    await desk.bookings.waiting.freed(lira.id, Cause.HOURS, desk.now)
    assert await desk.tick() == []  # nobody can book who is not bookable
    await desk.mentors.save(replace(lira, standing=Standing.APPROVED, terms=ONE_WEEK))
    await desk.bookings.waiting.freed(lira.id, Cause.HOURS, desk.now)
    offers = await desk.tick()
    hours = {offer.requester_id: offer.starts_at for offer in offers}
    assert len(offers) == len(hours) == 2
    for person, wish in (first, second):  # each in the hour in which they are not elsewhere
        assert hours[person.id] == at(1, 10 - wish.id % 2)


async def test_each_day_a_wish_that_waits_is_looked_at_and_one_that_is_met_is_not(
    desk: Desk,
) -> None:
    _, _, booked = await full(desk)
    person, wish = await waits(desk, 2)
    for day in (1, 2):
        desk.now = at(day, 8.5)
        assert await desk.tick() == []
    desk.now = at(3, 8.5)
    assert [offer.starts_at for offer in await desk.tick()] == [at(8, 9)]
    offered = await desk.know(wish)
    assert offered.booking_id is not None
    await desk.bookings.confirm(offered.booking_id, person, desk.now)
    desk.now = at(5, 9)
    await desk.tick()
    kinds = {timer.kind for timer in await desk.timers.due(at(300, 0), 100)}
    assert TimerKind.LOOK not in kinds
    assert booked.area is Area.FINANCE
