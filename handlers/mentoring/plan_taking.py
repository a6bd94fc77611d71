"""A plan outlives its mentor: whoever gives the organisation its next session can take it over."""

from desk.errors import NotYours
from desk.mentoring.availability import AHEAD
from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Mentor, Standing
from desk.mentoring.planning import Whose
from desk.mentoring.plans import Plan
from desk.outgoing import Priority
from handlers.context import Context
from handlers.mentoring import plan_parties
from handlers.mentoring.plan_buttons import TakePlan
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import Shown


async def left_behind(booking: Booking, mentor: Mentor, context: Context) -> list[Shown]:
    """Plans of whoever has this session that this mentor can take over."""
    organisations = [] if booking.organisation_id is None else [booking.organisation_id]
    person_id = booking.requester_id if booking.organisation_id is None else 0
    plans = await context.plans.of_member(organisations, person_id)
    if any(plan.mentor_id == mentor.id for plan in plans):
        return []
    zone = mentor.hours.zone
    return [
        await plan_parties.shown_to(plan, Side.MENTOR, zone, context)
        for plan in plans
        if await _is_left_behind(plan, context)
    ]


async def _is_left_behind(plan: Plan, context: Context) -> bool:
    """Its mentor has left, or gives them no session any more."""
    if not (plan.goals or plan.holds):
        return False
    mentor = await context.mentors.even_forgotten(plan.mentor_id)
    if mentor.standing is Standing.LEFT:
        return True
    ahead = await context.bookings.open_of_mentor(plan.mentor_id, context.now)
    return not any(_is_for(booking, plan) for booking in ahead)


def _is_for(booking: Booking, plan: Plan) -> bool:
    if plan.organisation_id is not None:
        return booking.organisation_id == plan.organisation_id
    return booking.organisation_id is None and booking.requester_id == plan.person_id


async def offer(booking: Booking, context: Context) -> None:
    """To somebody who has been given this session in the place of another."""
    mentor = await context.mentors.even_forgotten(booking.mentor_id)
    person = None if mentor.person_id is None else await context.people.look(mentor.person_id)
    if person is None or not person.reachable:
        return
    for shown in await left_behind(booking, mentor, context):
        screen = views.can_take_over(shown, context.texts_of(person))
        await context.tell(person.id, screen, priority=Priority.STAFF)


async def take(pressed: Pressed, button: TakePlan, context: Context) -> None:
    """Both sides are asked anew: it is another mentor's word. Raises NotYours."""
    _ = context.texts_of(pressed.person)
    mentor = await context.mentors.of(pressed.person)
    known = await context.plans.look(button.plan_id)
    if mentor is None or known is None or mentor.standing is Standing.LEFT:
        raise NotYours(button.plan_id)
    plan = await context.plans.get(button.plan_id)
    if plan.mentor_id != mentor.id:
        if not await _may_take(plan, mentor, context):
            context.toast(pressed.query, views.not_to_be_taken(_), alert=True)
            return
        plan = await _hand_over(plan, mentor, pressed, context)
    shown = await plan_parties.shown_to(plan, Side.MENTOR, mentor.hours.zone, context)
    await turn(pressed.query, views.screen(shown, _), context)


async def _may_take(plan: Plan, mentor: Mentor, context: Context) -> bool:
    own = Whose(plan.organisation_id, plan.person_id, mentor.id)
    if await context.plans.with_mentor(own) is not None:
        return False
    now = context.now
    given = await context.bookings.of_mentor(mentor.id, now - AHEAD, now + AHEAD)
    gives = any(_is_for(one, plan) for one in given if one.status is Status.BOOKED)
    return gives and await _is_left_behind(plan, context)


async def _hand_over(plan: Plan, mentor: Mentor, pressed: Pressed, context: Context) -> Plan:
    """The member's side reads the whole and is asked; the mentor before hears of it."""
    before = await plan_parties.on_side(plan, Side.MENTOR, context)
    plan = await context.plans.hand_over(plan, mentor.id, pressed.person.id, context.now)
    for party in before:
        shown = await plan_parties.shown_to(plan, party.side, party.shown.zone, context)
        await context.tell(party.person.id, views.taken_over(shown, party.texts))
    if plan.pending is not None:
        await plan_parties.ask(plan, Side.MEMBER, context)
    return plan


ROUTES: tuple[OnPress, ...] = (on_press(TakePlan, take),)
