"""Stories of sessions that nobody looks at: time passes, the line falls silent, a member leaves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.hours import Hours
from desk.mentoring.booking import Booking, Cause, Side, Status
from desk.mentoring.directory import Mentor
from desk.people import Person
from desk.timers import Kind
from tests.people import Member
from tests.storage.sessions import EASY, Desk
from tests.world import World

UTC_ZONE = ZoneInfo("UTC")


@asynccontextmanager
async def desk(world: World) -> AsyncIterator[Desk]:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        opened = Desk(tx)
        opened.now = world.box.clock.now()
        yield opened


async def known(world: World, number: int) -> Booking:
    async with desk(world) as opened:
        return await opened.bookings.get(number)


def person(member: Member) -> Person:
    return Person(member.id, "", None, datetime(2026, 1, 1, tzinfo=UTC))


async def somebody_holds_what_another_waits_for(
    world: World, holds: Member, waits: Member
) -> tuple[Mentor, Booking]:
    """In three days a mentor gives one session."""
    async with desk(world) as opened:
        day = (opened.now + timedelta(days=3)).date()
        terms = replace(EASY, per_day=1)
        mentor = await opened.mentor(hours=Hours(UTC_ZONE), terms=terms)
        start = datetime.combine(day, time(12), UTC)
        held = await opened.hold(person(holds), mentor, start)
        wish = await opened.wish(person(waits), earliest=day, latest=day, zone=UTC_ZONE)
        await opened.bookings.waiting.wait(wish, opened.now)
        return mentor, held


async def offers(world: World, mentor: Mentor) -> list[Booking]:
    """Of the waiting list, as they stand."""
    async with desk(world) as opened:
        numbers = sorted(await opened.cells())
        found = [await opened.bookings.get(number) for number in numbers]
        return [one for one in found if one.cause and one.mentor_id == mentor.id]


async def test_a_hold_ends_and_the_time_goes_to_whoever_waits_even_over_a_restart(
    world: World,
) -> None:
    arta, zana = await world.member(), await world.member("Zana")
    mentor, held = await somebody_holds_what_another_waits_for(world, arta, zana)
    await world.later(minutes=1)
    await world.quiet()
    assert (await known(world, held.id)).status is Status.HELD
    await world.close()
    await world.later(minutes=1)
    await world.open()
    await world.quiet()
    assert (await known(world, held.id)).status is Status.EXPIRED
    (offer,) = await offers(world, mentor)
    assert (offer.requester_id, offer.cause) == (zana.id, Cause.EXPIRED)
    await world.later(hours=13)  # nobody's night is longer
    await world.quiet()
    assert (await known(world, offer.id)).status is Status.EXPIRED
    assert await offers(world, mentor) == []
    await world.later(hours=24)  # after a day, whoever has not answered is asked again
    await world.quiet()
    (other,) = await offers(world, mentor)
    assert (other.requester_id, other.cause) == (zana.id, Cause.DAY)
    assert other.starts_at != offer.starts_at


async def test_the_session_of_who_is_forgotten_goes_to_whoever_waits(world: World) -> None:
    arta, zana = await world.member(), await world.member("Zana")
    mentor, held = await somebody_holds_what_another_waits_for(world, arta, zana)
    async with desk(world) as opened:
        await opened.bookings.confirm(held.id, person(arta), opened.now)
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")
    gone = await known(world, held.id)
    assert gone.status is Status.CANCELLED
    assert gone.requester_id < 0
    await world.later(seconds=2)
    await world.quiet()
    (offer,) = await offers(world, mentor)
    assert (offer.requester_id, offer.cause) == (zana.id, Cause.CANCELLED)


async def test_reminders_are_done_once_and_a_moved_session_is_reminded_anew(
    small_world: World,
) -> None:
    arta = await small_world.member()
    async with desk(small_world) as opened:
        mentor = await opened.mentor(hours=Hours(UTC_ZONE))
        start = opened.now.replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
        booked = await opened.book(person(arta), mentor, start)
    await small_world.later(days=2, hours=3)
    await small_world.quiet()
    async with desk(small_world) as opened:
        fired = {one.kind: one.fired_at for one in await opened.timers_of(booked)}
        assert fired[Kind.DAY_BEFORE] is not None
        assert fired[Kind.AFTERWARDS] is None
        later = start + timedelta(days=2)
        moved = await opened.bookings.move(booked.id, mentor.id, later, Side.MEMBER, opened.now)
        anew = await opened.timers_of(moved)
        assert [one.fired_at for one in anew] == [None] * 3
        assert {one.planned_at for one in anew} >= {later - timedelta(hours=2)}
