"""Plans that are written and agreed, in a line each, for stories."""

from tests.bookers import pressed
from tests.people import Member, Seen
from tests.sessions import a_session, opened
from tests.world import World

GOAL = "Members read what we decide"
ACTION = "Write a page on our <board>"


async def begun(world: World) -> tuple[Member, Member, Seen]:
    """Vesna, Arta, and the empty plan in front of Arta."""
    vesna, arta = await a_session(world)
    shown = await pressed(arta, await opened(arta), "Plan", "Begin")
    return vesna, arta, shown


async def with_goal(
    member: Member, plan: Seen, goal: str = GOAL, action: str = ACTION, owner: str = "Arta"
) -> Seen:
    """One goal with one action, due in two weeks; the message that shows the action."""
    await pressed(member, plan, "Add a goal", "Public and constituents", "2")
    await member.says(goal)
    await pressed(member, await member.last(), "Add an action")
    await member.says(action)
    shown = await member.last()
    return await pressed(member, shown, owner, "In two weeks")


async def proposed(world: World) -> tuple[Member, Member, Seen, Seen]:
    """By Arta: her message, and Vesna's with the buttons."""
    vesna, arta, plan = await begun(world)
    shown = await with_goal(arta, plan)
    mine = await pressed(
        arta, shown, "Back to the goal", "Back to the plan", "Propose to the other side"
    )
    return vesna, arta, mine, await vesna.last()


async def agreed(world: World) -> tuple[Member, Member, Seen, Seen]:
    vesna, arta, mine, theirs = await proposed(world)
    return vesna, arta, mine, await pressed(vesna, theirs, "Agree")
