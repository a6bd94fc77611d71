"""Requests for a facilitator, in a line each, for stories."""

from typing import Any

from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind
from tests.bookers import anybody, pressed
from tests.mentors import MONDAY, TOKEN, listed
from tests.people import Member, Seen, Staff
from tests.scenarios.test_finding import file_of
from tests.scenarios.test_hours import at
from tests.sessions import files
from tests.views.calendars import Read, entry_in
from tests.world import World

FRIDAY = "4.12."  # of the week after, by the stories' clock


async def facilitator(world: World, name: str, **parts: Any) -> Member:
    """Of the directory, who has opened the line."""
    known = {"areas": frozenset({Area.PARTICIPATION}), "regions": ("Prizren",), **parts}
    await listed(world, name, kinds=frozenset({Kind.FACILITATOR}), **known)
    (member,) = await anybody(world, name)
    await member.says(f"/start mentor_{TOKEN}-{name}")
    return member


async def the_coordinator(world: World) -> Staff:
    """It is Monday morning."""
    await at(world, MONDAY)
    return await world.owner("Besa")


async def asking(arta: Member, day: str = FRIDAY) -> Seen:
    """All is said, and stands on one screen."""
    await arta.says("/facilitation")
    await arta.presses("A forum", on=await arta.last())
    await arta.says("Public hearing on the town's budget")
    await arta.says(day)
    await arta.presses("10:00", on=await arta.last())
    await pressed(arta, await arta.last(), "4 hours", "In person")
    await arta.says("House of Culture, Prizren")
    await pressed(arta, await arta.last(), "Prizren", "English", "Continue", "30")
    await arta.says("That all are heard")
    return await arta.last()


async def requested(arta: Member, day: str = FRIDAY) -> Seen:
    """It is sent: the member's own message about it."""
    return await pressed(arta, await asking(arta, day), "Send it")


async def about(besa: Staff) -> Seen:
    """The coordinator's newest message of that kind."""
    found = [one for one in await besa.general() if "Facilitation" in one.text]
    return found[-1]


async def agreed(world: World, besa: Staff, arta: Member, vesna: Member, day: str = FRIDAY) -> None:
    """Vesna does it."""
    await requested(arta, day)
    await besa.presses_on(await about(besa), "Ask: Vesna")
    await vesna.presses("I do it", on=await vesna.last())
    await world.quiet()


async def mine(member: Member) -> Seen:
    """Their newest message with a file for the calendar."""
    return (await files(member))[-1]


async def entries(world: World, member: Member) -> list[Read]:
    """What their calendar has been sent."""
    return [entry_in((await file_of(world, one)).encode()) for one in await files(member)]
