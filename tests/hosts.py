"""Events that stand, for stories: what staff have published, put where it is read from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.events.event import Day, Event, Kind, Question, Standing, Terms, Venue
from desk.events.themes import Theme
from desk.languages import Language
from storage.events.events import EventRows
from tests.mentors import rows
from tests.people import Member, Seen
from tests.world import World

# A Monday, ten o'clock in Belgrade.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 8, 0, tzinfo=UTC)  # nine o'clock there
FORUM = Event(
    0,
    "forum@linja",
    Kind.REGIONAL,
    Standing.PUBLISHED,
    ZoneInfo("Europe/Belgrade"),
    MONDAY,
    days=(Day(SATURDAY, SATURDAY + timedelta(hours=7)),),
    title={"en": "Waste in towns", "sq": "Mbeturinat në qytete", "sr": "Otpad u gradovima"},
    about={"en": "What towns do with it."},
    region="Prizren",
    themes=frozenset((Theme.WASTE,)),
    venue=Venue("House of culture", "Main street 3", 42.21, 20.74, {"en": "A ramp at the back"}),
    languages=("sq", "sr"),
    interpreted=("tr",),
    donor={"en": "With the help of a donor"},
    terms=Terms(seats=1, asks=frozenset()),
    published_at=MONDAY,
)


async def published(world: World, uid: str = "forum@linja", **parts: Any) -> Event:
    """`terms` are given as parts of the forum's."""
    terms = replace(FORUM.terms, **parts.pop("terms", {}))
    async with rows(world) as tx:
        return await EventRows(tx).add(replace(FORUM, uid=uid, terms=terms, **parts))


def asking(*questions: Question, **terms: Any) -> dict[str, Any]:
    return {"asks": frozenset(questions), **terms}


async def opened(member: Member, event: Event) -> Seen:
    """The event's card, by its link."""
    await member.says(f"/start event_{event.id}")
    return await member.last()


async def signed_up(member: Member, event: Event) -> Seen:
    """Where nothing is asked: the card as it is then."""
    card = await opened(member, event)
    label = "Sign up" if member.label("Sign up") in card.labels else "Wait for a seat"
    await member.presses(label, on=card)
    return await now(member, card)


async def now(member: Member, message: Seen) -> Seen:
    return next(one for one in await member.sees() if one.id == message.id)


async def pressed(member: Member, message: Seen, *labels: str) -> Seen:
    """The message after these presses."""
    for label in labels:
        await member.presses(label, on=await now(member, message))
    return await now(member, message)


async def anybody(world: World, *names: str) -> list[Member]:
    return [await world.member(name, Language.EN) for name in names]
