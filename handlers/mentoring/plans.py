"""/plan: what an organisation and its mentor want to reach; read, proposed, agreed, taken along."""

from desk.errors import NotYours
from desk.mentoring.attending import As
from desk.mentoring.availability import AHEAD
from desk.mentoring.booking import Booking, Status
from desk.mentoring.planning import Whose, whose
from desk.mentoring.plans import Plan
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from handlers import withholding
from handlers.context import Context
from handlers.mentoring import attending, plan_parties, plan_taking
from handlers.mentoring.attending import Attendee
from handlers.mentoring.plan_buttons import (
    AgreePlan,
    BeginPlan,
    DownloadPlan,
    ListPlans,
    PlanOfSession,
    ProposePlan,
    ReadPlan,
    ShowPlan,
    ShowWhatHolds,
)
from handlers.mentoring.plan_parties import Party, theirs
from handlers.mentoring.sessions import found as session_of
from handlers.mentoring.turning import turn
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views.mentoring import plan_editing, plan_page
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import Shown

_MOST = 20  # on one screen


async def command(said: Said, context: Context) -> None:
    person = await context.people.tell(said.person)
    await context.tell(person.id, await screen(person, context))


async def list_(pressed: Pressed, _button: ListPlans, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await turn(pressed.query, await screen(person, context), context)


async def screen(person: Person, context: Context) -> Screen:
    """The only one at once; else a choice."""
    known = await known_to(person, context)
    without = await _without(person, known, context)
    _ = context.texts_of(person)
    if not known and not without:
        return views.none_at_all(_)
    if len(known) == 1 and not without:
        return views.screen(known[0].shown, _)
    if not known and len(without) == 1:
        return await _intro(without[0], context)
    others = [(one.seen.booking, _other(one)) for one in without]
    shown = [party.shown for party in known]
    return views.listed(shown[:_MOST], others[:_MOST], _)


async def known_to(person: Person, context: Context) -> list[Party]:
    """All in which they have a part."""
    theirs = [one.organisation.id for one in await context.organisations.of(person)]
    plans = await context.plans.of_member(theirs, person.id)
    mentor = await context.mentors.of(person)
    if mentor is not None:
        plans += await context.plans.of_mentor(mentor.id)
    each = {plan.id: plan for plan in plans}
    parties = [await plan_parties.of(plan, person, context) for plan in each.values()]
    return [party for party in parties if party is not None]


async def _without(person: Person, known: list[Party], context: Context) -> list[Attendee]:
    """Sessions with whom they could have a plan and have none, one for each."""
    there = {_whose_plan(party.plan) for party in known}
    found: dict[Whose, Booking] = {}
    for booking in await _sessions(person, context):
        if booking.status is Status.BOOKED and whose(booking) not in there:
            found.setdefault(whose(booking), booking)
    seen = [await attending.of(booking, person, context) for booking in found.values()]
    return [one for one in seen if one is not None and _may_begin(one)]


async def _sessions(person: Person, context: Context) -> list[Booking]:
    now = context.now
    mentor = await context.mentors.of(person)
    given = []
    if mentor is not None:
        given = await context.bookings.of_mentor(mentor.id, now - AHEAD, now + AHEAD)
    return [
        *await context.bookings.upcoming(person.id, now),
        *await context.bookings.past(person.id, now),
        *given,
    ]


def _whose_plan(plan: Plan) -> Whose:
    return Whose(plan.organisation_id, plan.person_id, plan.mentor_id)


def _may_begin(one: Attendee) -> bool:
    """Not with somebody who is forgotten, nor for somebody else."""
    booking = one.seen.booking
    is_own = booking.organisation_id is not None or one.role is not As.GUEST
    return is_own and booking.requester_id > 0


def _other(one: Attendee) -> str:
    if one.role is As.MENTOR:
        return one.seen.organisation or one.seen.requester
    return one.seen.mentor.name


# Of a session


async def of_session(pressed: Pressed, button: PlanOfSession, context: Context) -> None:
    """Raises NotYours."""
    one = await session_of(button.booking_id, pressed.person, context)
    plan = await context.plans.with_mentor(whose(one.seen.booking))
    party = await plan_parties.of(plan, pressed.person, context) if plan else None
    if party is not None:
        await turn(pressed.query, views.screen(party.shown, party.texts), context)
    elif _may_begin(one):
        await turn(pressed.query, await _intro(one, context), context)
    else:
        raise NotYours(button.booking_id)


async def _intro(one: Attendee, context: Context) -> Screen:
    taken: list[Shown] = []
    if one.role is As.MENTOR:
        taken = await plan_taking.left_behind(one.seen.booking, one.seen.mentor, context)
    return views.intro(one.seen.booking, _other(one), taken, one.texts)


async def begin(pressed: Pressed, button: BeginPlan, context: Context) -> None:
    """Begun by both at once, it is one plan. Raises NotYours."""
    one = await session_of(button.booking_id, pressed.person, context)
    if not _may_begin(one) or one.seen.booking.status is not Status.BOOKED:
        raise NotYours(button.booking_id)
    plan = await context.plans.begin(whose(one.seen.booking), context.now)
    party = await plan_parties.of(plan, pressed.person, context)
    if party is None:
        raise NotYours(plan.id)
    is_new = not plan.goals and plan.latest is None
    show = plan_editing.edit if is_new else views.screen
    await turn(pressed.query, show(party.shown, party.texts), context)


# To be read


async def show(pressed: Pressed, party: Party, _button: ShowPlan, context: Context) -> None:
    await turn(pressed.query, views.screen(party.shown, party.texts), context)


async def what_holds(
    pressed: Pressed, party: Party, _button: ShowWhatHolds, context: Context
) -> None:
    if party.plan.holds is None:
        await turn(pressed.query, views.screen(party.shown, party.texts), context)
        return
    await turn(pressed.query, views.what_holds(party.shown, party.texts), context)


async def read(_pressed: Pressed, party: Party, _button: ReadPlan, context: Context) -> None:
    for one in views.whole(party.shown, party.texts):
        await context.tell(party.person.id, one)


async def download(
    _pressed: Pressed, party: Party, _button: DownloadPlan, context: Context
) -> None:
    _ = party.texts
    params = {"caption": plan_page.caption(_)}
    call = Call("sendDocument", params, upload=("document", plan_page.page(party.shown, _)))
    await context.outbox.put(Parcel(Chat(party.person.id), call))


# Agreeing


async def propose(pressed: Pressed, party: Party, button: ProposePlan, context: Context) -> None:
    """Whoever proposes has said yes by that."""
    if await withholding.refuses_press(pressed, None, context):
        return
    by = party.person.id
    plan = await context.plans.propose(party.plan, party.side, by, button.revision, context.now)
    party = await plan_parties.now(party, plan, context)
    context.toast(pressed.query, views.proposed(party.texts))
    await turn(pressed.query, views.screen(party.shown, party.texts), context)
    await plan_parties.ask(plan, plan_parties.other(party.side), context)


async def agree(pressed: Pressed, party: Party, button: AgreePlan, context: Context) -> None:
    """To what they have read; the plan holds when both have."""
    was_open = party.plan.waits_for(party.side)
    by = party.person.id
    plan = await context.plans.agree(party.plan, button.number, party.side, by, context.now)
    party = await plan_parties.now(party, plan, context)
    await turn(pressed.query, views.screen(party.shown, party.texts), context)
    if was_open and plan.pending is None:
        context.toast(pressed.query, views.is_agreed(party.texts), alert=True)
        for one in await plan_parties.on_side(plan, plan_parties.other(party.side), context):
            agreed = views.agreed(one.shown, one.texts)
            await context.tell(one.person.id, agreed, priority=Priority.STAFF)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("plan", *menus.PLAN), command),
    on_press(ListPlans, list_),
    on_press(PlanOfSession, of_session),
    on_press(BeginPlan, begin),
    on_press(ShowPlan, theirs(show, reads=True)),
    on_press(ShowWhatHolds, theirs(what_holds, reads=True)),
    on_press(ReadPlan, theirs(read, reads=True)),
    on_press(DownloadPlan, theirs(download, reads=True)),
    on_press(ProposePlan, theirs(propose)),
    on_press(AgreePlan, theirs(agree)),
)
