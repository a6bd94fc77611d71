"""Who has a part in a plan, on which side, and the plan as they read it."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from desk.errors import NotYours
from desk.mentoring.booking import Side
from desk.mentoring.directory import Standing
from desk.mentoring.goals import NoSuchPart, NotOffered, TooMuch
from desk.mentoring.planning import NoSuchPlan
from desk.mentoring.plans import ChangedMeanwhile, NotComplete, NothingNew, NotPending, Plan
from desk.outgoing import Priority
from desk.people import Person
from handlers.context import Context
from handlers.mentoring.turning import turn
from handlers.routing import Pressed
from handlers.texts import Texts
from handlers.views.mentoring import plan_editing
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import Shown

# An old button: what stands now is the answer.
STALE = (ChangedMeanwhile, NotComplete, NothingNew, NotPending, NoSuchPart, NotOffered)


class Party(NamedTuple):
    person: Person
    shown: Shown
    texts: Texts

    @property
    def plan(self) -> Plan:
        return self.shown.plan

    @property
    def side(self) -> Side:
        return self.shown.side


class OfPlan(Protocol):
    """A button of one plan."""

    @property
    def plan_id(self) -> int: ...


B = TypeVar("B", bound=OfPlan)
Action = Callable[[Pressed, Party, B, Context], Awaitable[None]]


async def shown_to(plan: Plan, side: Side, zone: ZoneInfo, context: Context) -> Shown:
    mentor = await context.mentors.even_forgotten(plan.mentor_id)
    return Shown(
        plan=plan,
        member=await _member(plan, context),
        mentor=mentor.name,
        side=side,
        zone=zone,
        now=context.now,
        has_left=mentor.standing is Standing.LEFT,
    )


async def _member(plan: Plan, context: Context) -> str:
    if plan.organisation_id is not None:
        known = await context.organisations.get(plan.organisation_id)
        return known.name if known else ""
    person = await context.people.look(plan.person_id or 0)
    return person.name if person else ""


async def of(plan: Plan, person: Person, context: Context) -> Party | None:
    """None where they have no part in it."""
    mentor = await context.mentors.even_forgotten(plan.mentor_id)
    if mentor.person_id == person.id:
        side, zone = Side.MENTOR, mentor.hours.zone
    elif await _is_members(plan, person, context):
        side, zone = Side.MEMBER, await context.zone_of(person)
    else:
        return None
    return Party(person, await shown_to(plan, side, zone, context), context.texts_of(person))


async def _is_members(plan: Plan, person: Person, context: Context) -> bool:
    if plan.organisation_id is None:
        return plan.person_id == person.id
    return await context.organisations.one_of(person, plan.organisation_id) is not None


async def found(plan_id: int, person: Person, context: Context) -> Party:
    """In the plan's line. Raises NotYours."""
    try:
        plan = await context.plans.get(plan_id)
    except NoSuchPlan:
        raise NotYours(plan_id) from None
    party = await of(plan, person, context)
    if party is None:
        raise NotYours(plan_id)
    return party


async def writer(plan_id: int, person: Person, context: Context) -> Party:
    """Who may change it, too. Raises NotYours."""
    party = await found(plan_id, person, context)
    if not party.shown.may_write:
        raise NotYours(plan_id)
    return party


async def on_side(plan: Plan, side: Side, context: Context) -> list[Party]:
    """Those who are written to, as far as they can be reached."""
    if side is Side.MENTOR:
        mentor = await context.mentors.even_forgotten(plan.mentor_id)
        numbers = [mentor.person_id] if mentor.standing is not Standing.LEFT else []
    else:
        numbers = list(await context.plans.members(plan))
    parties = []
    for number in numbers:
        person = None if number is None else await context.people.look(number)
        party = await of(plan, person, context) if person and person.reachable else None
        if party is not None:
            parties.append(party)
    return parties


async def ask(plan: Plan, side: Side, context: Context) -> None:
    """They read every word, and the buttons are under the last."""
    for party in await on_side(plan, side, context):
        screens = views.whole(party.shown, party.texts)
        for one in (views.asked(party.shown, party.texts), *screens):
            await context.tell(party.person.id, one, priority=Priority.STAFF)


def other(side: Side) -> Side:
    return Side.MEMBER if side is Side.MENTOR else Side.MENTOR


def theirs(
    action: Action[B], *, reads: bool = False
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A button of a plan in which they have a part. What cannot be done any more shows how the plan
    stands; nothing is awaited any more that was to be written. Raises NotYours.
    """

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        await context.people.tell(pressed.person)
        get = found if reads else writer
        party = await get(button.plan_id, pressed.person, context)
        try:
            await action(pressed, party, button, context)
        except TooMuch as error:
            context.toast(pressed.query, plan_editing.no_room(error.most, party.texts), alert=True)
        except STALE:
            context.toast(pressed.query, views.stands_elsewise(party.texts), alert=True)
            await show_as_it_is(pressed, button.plan_id, context)

    return press


async def show_as_it_is(pressed: Pressed, plan_id: int, context: Context) -> None:
    """Raises NotYours."""
    party = await found(plan_id, pressed.person, context)
    await turn(pressed.query, views.screen(party.shown, party.texts), context)


async def now(party: Party, plan: Plan, context: Context) -> Party:
    """The same reader, after a change."""
    shown = await shown_to(plan, party.side, party.shown.zone, context)
    return party._replace(shown=shown)
