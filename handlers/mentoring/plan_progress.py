"""How far a plan is, and what is overdue: whoever wanted to do it is reminded once, by day."""

from datetime import datetime

from desk.mentoring.booking import Side
from desk.mentoring.goals import NoSuchPart, Owner, Part, action_of, goal_of
from desk.mentoring.planning import NoSuchPlan, overdue_by
from desk.mentoring.plans import Plan
from desk.outgoing import Priority
from desk.timers import Timer, second
from handlers.context import Context
from handlers.mentoring import plan_parties
from handlers.mentoring.plan_buttons import ChooseProgress, PutProgress, ShowProgress
from handlers.mentoring.plan_parties import Party, theirs
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.views.mentoring import plan_progress as views
from handlers.views.mentoring import plans as plan_views

_SIDES = {Owner.ORGANISATION: Side.MEMBER, Owner.MENTOR: Side.MENTOR}


async def show(pressed: Pressed, party: Party, _button: ShowProgress, context: Context) -> None:
    if party.plan.holds is None:
        await turn(pressed.query, plan_views.screen(party.shown, party.texts), context)
        return
    await turn(pressed.query, views.listed(party.shown, party.texts), context)


async def choose(pressed: Pressed, party: Party, button: ChooseProgress, context: Context) -> None:
    part = _held(party.plan, button.number)
    await turn(pressed.query, views.choose(party.shown, part, party.texts), context)


def _held(plan: Plan, number: int) -> Part:
    """Of what was agreed. Raises NoSuchPart."""
    goals = plan.holds.goals if plan.holds else ()
    try:
        return goal_of(goals, number)
    except NoSuchPart:
        return action_of(goals, number)[1]


async def put(pressed: Pressed, party: Party, button: PutProgress, context: Context) -> None:
    plan = await context.plans.progress(party.plan, button.number, button.value)
    party = await plan_parties.now(party, plan, context)
    context.toast(pressed.query, views.noted(party.texts))
    await turn(pressed.query, views.listed(party.shown, party.texts), context)


# What is overdue


async def fire(found: Timer, context: Context) -> None:
    """In one transaction with its done mark; at night it waits for the morning."""
    try:
        plan = await context.plans.get(found.about_id or 0)
    except NoSuchPlan:
        await context.timers.drop([found.key])
        return
    timer = await context.timers.get(found.key)
    if timer is None or timer.due_at > context.now:
        return  # the plan has changed since the timer was found
    overdue = overdue_by(timer, plan)
    side = _SIDES[overdue[1].owner] if overdue and overdue[1].owner else Side.MEMBER
    parties = await plan_parties.on_side(plan, side, context)
    later = _morning(parties, context)
    if later is not None:
        await context.timers.postpone(timer.key, later)
    elif await context.timers.claim(timer.key, context.now) and overdue is not None:
        for party in parties:
            screen = views.overdue(party.shown, *overdue, party.texts)
            await context.tell(party.person.id, screen, priority=Priority.NOTICE)


def _morning(parties: list[Party], context: Context) -> datetime | None:
    """None where it is nobody's night."""
    at = context.now
    for party in parties:
        at = max(at, context.house.schedule.quiet.morning_after(at, party.shown.zone))
    return None if at <= context.now else second(at)


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowProgress, theirs(show)),
    on_press(ChooseProgress, theirs(choose)),
    on_press(PutProgress, theirs(put)),
)
