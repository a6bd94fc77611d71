"""A line with something of everything in it, and everybody who may try their hand at it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from desk.events.event import Day, Question
from desk.languages import Language
from desk.staff import Role
from tests.demand import proposes, writes, writes_for
from tests.facilitators import about, facilitator, requested
from tests.hosts import SATURDAY, asking, published, signed_up
from tests.people import Member, Seen, Staff
from tests.plans import agreed as planned
from tests.scenarios.test_events_votes import opened as voted
from tests.scenarios.test_gaps import handed_on
from tests.scenarios.test_hours import at
from tests.world import World

# The other staff group, and no limits: a table is asked faster than anybody writes.
SETTINGS: dict[str, Any] = {
    "groups": {"turkish": "language=tr"},
    "flood_per_minute": 0,
    "same_minutes": 0,
    "morning_digest": False,
}
_WRITTEN_DOWN = (
    "/grant Agimi institutional 1.1.2026-31.12.2026",
    "/opencall Small grants until 30.12.2026 where https://example.org/answers",
    "/office new Peja",
)
_LATER = SATURDAY + timedelta(days=14)
# Of the main staff group, by their columns in the tables.
_ROLES = {
    "adviser": Role.ADVISER,
    "lead": Role.LEAD,
    "mentors": Role.MENTORS,
    "events": Role.EVENTS,
    "reporter": Role.REPORTER,
    "admin": Role.ADMIN,
}


@dataclass(slots=True)
class Town:
    """`members` and `staff` by their columns; `thread` is the topic of Arta's request."""

    world: World
    members: dict[str, Member] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    thread: int = 0
    card: Seen = field(default_factory=lambda: Seen({}))


async def populated(world: World) -> Town:
    """What is of Arta's: a request, a session with Vesna, a plan, a facilitation by Faye, a seat
    at an event at which she was, a topic, and a membership. Each is the first. The topics that
    Arta, Vesna and Faye have begun are 2, 3 and 4.
    """
    town = Town(world)
    vesna, arta, _mine, _theirs = await planned(world)
    drita, _page = await voted(world)
    faye = await facilitator(world, "Faye")
    await requested(arta)
    await drita.presses_on(await about(drita), "Ask: Faye")
    await faye.presses("I do it", on=await faye.last())
    await signed_up(arta, await published(world, terms={"seats": 3}))
    later = (Day(_LATER, _LATER + timedelta(hours=4)),)
    await published(world, "later@linja", terms=asking(Question.PHOTOS, seats=3), days=later)
    await writes_for(arta, "Agimi")
    await proposes(arta, "Street lights in the villages")
    await handed_on(arta, "may my dog sit beside me in the hall")
    for member, words in ((arta, "A bus to town"), (vesna, "A library"), (faye, "Swings")):
        await writes(member, words)
    town.thread = (await world.topics())[-1]["message_thread_id"]
    town.members = {"owner": arta, "mentor": vesna, "facilitator": faye}
    await _members(town)
    await _staff(town, drita)
    for words in _WRITTEN_DOWN:
        await drita.says(words)
    await _afterwards(world, drita)
    await drita.says("/block 7d rude", (await world.topics())[-1]["message_thread_id"])
    town.card = await drita.card(town.thread)
    return town


async def _members(town: Town) -> None:
    world = town.world
    town.members["other"] = await world.member("Milo", Language.EN)
    town.members["stranger"] = await world.member("Sam", None)
    blocked = town.members["blocked"] = await world.member("Bora", Language.EN)
    await blocked.says("/ticket I was rude")


async def _staff(town: Town, drita: Staff) -> None:
    world = town.world
    town.staff["owner"] = drita
    for name, role in _ROLES.items():
        colleague = town.staff[name] = await world.staff(name.title())
        await colleague.says("/who")
        await drita.says(f"/role {name.title()} {role}")
    left = town.staff["left"] = await world.staff("Luan")
    await left.says("/who")
    await drita.says("/role Luan lead")
    await place(world, left, "left")
    nora = await world.member("Nora", Language.EN)
    new = town.staff["new"] = Staff(world, nora.id, "Nora", drita.texts)
    await place(world, new, "member")
    town.staff["elsewhere"] = await world.staff("Tuna", "turkish")


async def _afterwards(world: World, drita: Staff) -> None:
    """Everything that was planned has taken place."""
    await at(world, SATURDAY)
    await drita.says("/checkin 1")
    await world.quiet()
    await drita.forges(world.group_id, await drita.told(), "ed.in:1:0")
    await at(world, SATURDAY + timedelta(hours=9))
    await world.quiet()


async def place(world: World, person: Staff, status: str) -> None:
    await world.post("/control/members", chat=world.group_id, person=person.id, status=status)
