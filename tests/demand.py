"""Members who say what they want, and staff who make something of it, for stories."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.events.event import Day, Event, Kind, Standing
from storage.events.events import EventRows
from tests.people import Member, Person, Seen, Staff
from tests.world import World


async def event(world: World, **parts: Any) -> Event:
    """One that is published, a week ahead."""
    now = world.box.clock.now()
    starts_at = (now + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    known = Event(
        0,
        "waste@linja",
        Kind.THEMATIC,
        Standing.PUBLISHED,
        ZoneInfo("Europe/Belgrade"),
        now,
        days=(Day(starts_at, starts_at + timedelta(hours=4)),),
        title={"en": "Waste forum", "sq": "Forumi i mbeturinave"},
        languages=("sq", "sr"),
        link="https://meet.example.org",
        published_at=now,
    )
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        return await EventRows(tx).add(replace(known, **parts))


async def proposes(
    member: Member, words: str, button: str = "Propose a topic", *, then: str = "Post it"
) -> None:
    await writes(member, words, button)
    await member.presses(then)


async def writes(member: Member, words: str, button: str = "Propose a topic") -> None:
    """Of what is asked on the way, that it is new."""
    await member.says("/topics")
    await member.presses(button)
    await member.says(words)
    if member.label("No, mine is new") in (await member.last()).labels:
        await member.presses("No, mine is new")


async def now_reads(person: Person, message: Seen, chat: int) -> Seen:
    """The message as it stands by now."""
    return next(one for one in await person.world.messages(chat) if one.id == message.id)


async def turned(staff: Staff, label: str, message: Seen | None = None) -> Seen:
    """A press, and what stands on the message then."""
    message = message or await staff.told()
    await staff.presses_on(message, label)
    return await now_reads(staff, message, staff.group_id)


async def switched(member: Member, label: str, message: Seen | None = None) -> Seen:
    """The same for a member; the label as it is read."""
    message = message or await member.last()
    await member.presses_title(label, on=message)
    return await now_reads(member, message, member.id)


async def writes_for(member: Member, organisation: str) -> None:
    """It is one of theirs from now on."""
    await member.says("/profile")
    await member.presses("Organisation")
    if member.label("Add another organisation") in (await member.last()).labels:
        await member.presses("Add another organisation")
    await member.says(organisation)
