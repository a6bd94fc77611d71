"""A mentor who has opened the line, and what is kept of them, for stories."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.booking import Booking, Status, cells_of_mentor
from desk.mentoring.directory import Kind, Mentor, Standing
from desk.week import parse_hours, written
from storage.mentoring.bookings import BookingRows
from storage.mentoring.directory import MentorRows
from tests.people import Member, Seen
from tests.scenarios.test_hours import at
from tests.world import World

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BELGRADE = ZoneInfo("Europe/Belgrade")
TOKEN = "a-mentors-own-link-and-nobody-elses"


async def mentor(world: World, language: Language, week: str = "mo-fr 9-17") -> Member:
    """Somebody who has opened the line by the link of a mentor."""
    await at(world, MONDAY)
    known = Mentor(
        id=0,
        name="Vesna",
        kinds=frozenset({Kind.MENTOR}),
        standing=Standing.APPROVED,
        languages=("sr",),
        areas=frozenset({Area.FINANCE}),
        hours=Hours(BELGRADE, parse_hours(week)),
        added_at=MONDAY,
    )
    async with rows(world) as tx:
        await MentorRows(tx).add(known, TOKEN)
    vesna = await world.member("Vesna", language)
    await vesna.says(f"/start mentor_{TOKEN}")
    return vesna


async def listed(
    world: World, name: str = "Vesna", week: str = "mo-fr 9-17", **parts: Any
) -> Mentor:
    """Somebody who can be booked in all languages, and has not opened the line."""
    known = Mentor(
        id=0,
        name=name,
        kinds=frozenset({Kind.MENTOR}),
        standing=Standing.APPROVED,
        languages=("sq", "sr", "tr", "eu", "en"),
        areas=frozenset({Area.FINANCE}),
        hours=Hours(BELGRADE, parse_hours(week)),
        added_at=MONDAY,
    )
    async with rows(world) as tx:
        return await MentorRows(tx).add(replace(known, **parts), f"{TOKEN}-{name}")


async def themselves(world: World, vesna: Member) -> Mentor:
    async with rows(world) as tx:
        found = await MentorRows(tx).of_person(vesna.id)
    assert found is not None
    return found


async def week_of(world: World, vesna: Member) -> str:
    return written((await themselves(world, vesna)).hours.week)


async def changed(world: World, vesna: Member, **parts: Any) -> None:
    """By the coordinator."""
    known = await themselves(world, vesna)
    async with rows(world) as tx:
        await MentorRows(tx).save(replace(known, **parts))


async def booked(world: World, vesna: Member, arta: Member, wall: str) -> int:
    known = await themselves(world, vesna)
    starts_at = datetime.fromisoformat(wall).replace(tzinfo=BELGRADE).astimezone(UTC)
    booking = Booking(
        id=0,
        uid=wall,
        mentor_id=known.id,
        requester_id=arta.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        zone=BELGRADE,
        status=Status.BOOKED,
        made_at=MONDAY,
        language="sq",
    )
    taken = cells_of_mentor(booking.starts_at, booking.ends_at, known.terms)
    async with rows(world) as tx:
        return (await BookingRows(tx).add(booking, taken)).id


def rows(world: World) -> Any:
    assert world.app is not None
    return world.app.database.transaction()


async def opened(vesna: Member) -> Seen:
    await vesna.says("/hours")
    return await vesna.last()


async def as_it_is(person: Member, message: Seen) -> Seen:
    return next(one for one in await person.sees() if one.id == message.id)
