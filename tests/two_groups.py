"""Two groups of staff: who is in them, and what is seen there."""

from tests.people import Member, Seen, Staff
from tests.world import World

TWO = {"turkish": "language=tr"}


async def people(world: World) -> tuple[Member, Staff, Staff]:
    """A member of the main group's, somebody there, and somebody in the Turkish group."""
    return await world.member("Arta"), await world.staff(), await world.staff("Ali", "turkish")


def chat_of(world: World, group: str | None = None) -> int:
    return world.groups[group] if group else world.group_id


async def may_write_in_closed_topics(staff: Staff) -> None:
    place = {"chat": staff.group_id, "person": staff.id}
    await staff.world.post("/control/members", **place, status="administrator")


async def newest(world: World, group: str | None = None) -> int:
    """The thread of the group's newest topic."""
    thread: int = (await world.topics(chat_of(world, group)))[-1]["message_thread_id"]
    return thread


async def names(world: World, group: str | None = None) -> str:
    """The names of the group's topics."""
    return " ".join(topic["name"] for topic in await world.topics(chat_of(world, group)))


def texts(seen: list[Seen]) -> list[str]:
    return [message.text for message in seen]


async def throw_out(world: World, group: str, status: str = "kicked") -> None:
    bot = world.box.world.bot.id
    await world.post("/control/members", chat=world.groups[group], person=bot, status=status)
    await world.quiet()
