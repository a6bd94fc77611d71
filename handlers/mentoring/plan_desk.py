"""The coordinator reads the plans, all of them or that of a session; only both sides write them."""

from zoneinfo import ZoneInfo

from desk.mentoring.booking import Side
from desk.mentoring.plans import Plan
from desk.mentoring.report import planned
from handlers.context import Context
from handlers.mentoring import card, plan_parties
from handlers.mentoring.plan_buttons import LookAtPlan
from handlers.routing import OnPress, Pressed, on_press
from handlers.routing import Side as Place
from handlers.screen import Screen
from handlers.views.mentoring import plan_desk as views
from handlers.views.mentoring.plans import Shown


async def overview(context: Context) -> Screen:
    plans = await context.plans.all()
    today = context.now.astimezone(context.house.timezone).date()
    shown = [await _shown(plan, context) for plan in plans]
    return views.listed(planned(plans, today), shown, today, context.desk_texts)


async def _shown(plan: Plan, context: Context) -> Shown:
    """By the clock of the desk."""
    zone: ZoneInfo = context.house.hours.zone
    return await plan_parties.shown_to(plan, Side.STAFF, zone, context)


async def look(pressed: Pressed, button: LookAtPlan, context: Context) -> None:
    plan = await context.plans.look(button.plan_id)
    if plan is None:
        context.toast(pressed.query, views.gone(context.desk_texts), alert=True)
        return
    shown = await _shown(plan, context)
    await card.turn(pressed, views.plan(shown, context.desk_texts), context)


ROUTES: tuple[OnPress, ...] = (on_press(LookAtPlan, look, Place.STAFF, card.MANAGING),)
