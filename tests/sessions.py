"""Sessions that are booked, in a line each, for stories."""

from typing import Any

from desk.languages import Language
from tests.bookers import anybody, looking, pressed
from tests.mentors import MONDAY, TOKEN, listed
from tests.people import Member, Seen
from tests.scenarios.test_hours import at
from tests.world import World

WEDNESDAY = "Wed, 25 Nov, 09:00"


async def leading(world: World, language: Language = Language.EN, **parts: Any) -> Member:
    """Vesna of the directory, who has opened the line; it is Monday noon."""
    await at(world, MONDAY)
    await listed(world, **parts)
    vesna = await world.member("Vesna", language)
    await vesna.says(f"/start mentor_{TOKEN}-Vesna")
    return vesna


async def a_session(world: World, **parts: Any) -> tuple[Member, Member]:
    """Vesna's with Arta, on Wednesday at nine."""
    vesna = await leading(world, **parts)
    (arta,) = await anybody(world, "Arta")
    await pressed(arta, await looking(arta), WEDNESDAY, "Book it")
    return vesna, arta


async def files(member: Member) -> list[Seen]:
    """For the calendar, in their order."""
    return [one for one in await member.reads() if "document" in one.raw]


async def with_words(member: Member, words: str) -> list[Seen]:
    """What the line has written with these words in it."""
    return [one for one in await member.reads() if words in one.text]


async def opened(member: Member, label: str = WEDNESDAY) -> Seen:
    """A session of theirs, from /sessions."""
    await member.world.quiet()  # what comes by itself has come
    await member.says("/sessions")
    return await pressed(member, await member.last(), label)
