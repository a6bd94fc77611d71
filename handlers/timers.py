"""What happens by itself: a target comes near, a member is reminded, a silent matter is closed."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from desk.history import LINE, Change
from desk.life import Status
from desk.outgoing import Priority
from desk.people import Person
from desk.staff import ANSWERING, Colleague, Role, nearest
from desk.ticket import Ticket
from desk.timers import LATE, MARKS, OF_EVENTS, Kind, Timer, is_outdone
from desk.week import written
from handlers import digest, relay, trouble
from handlers.context import Context
from handlers.events import timers as events
from handlers.mentoring import timers as bookings
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import tickets as ticket_views
from handlers.views import timers as views

_PLAN = "timetable"  # the mark that says for which settings the timers were worked out


async def begin(context: Context) -> None:
    """The morning's digest; and all timers anew where other settings hold than the last time."""
    await digest.plan(context)
    house = context.house
    calendar, week = house.hours.calendar, written(house.hours.week)
    settings = repr((house.plan, house.hours.zone.key, week, calendar and calendar.value))
    if await context.memory.get(_PLAN) != settings:
        await context.timers.renew_all(context.now)
        await context.memory.put(_PLAN, settings, context.now)


async def fire(found: Timer, context: Context) -> None:
    """In one transaction with its done mark."""
    if found.kind in OF_EVENTS:
        await events.fire(found, context)
        return
    if found.about_id is not None:
        await bookings.fire(found, context)
        return
    if found.ticket_id is None:
        await digest.fire(found, context)
        return
    ticket = await context.tickets.get(found.ticket_id)  # the person's row before any other
    person = await context.people.get(ticket.requester_id)
    timer = await context.timers.get(found.key)
    assert person is not None
    if timer is None or timer.due_at > context.now:
        return  # the ticket has moved on since the timer was found
    opens = await _waits_until(timer, person, context)
    if opens is not None:
        await context.timers.postpone(timer.key, opens)
    elif await context.timers.claim(timer.key, context.now):
        await _HAPPENS[timer.kind](timer, ticket, person, context)


async def set_aside(timer: Timer, error: Exception, context: Context) -> None:
    """It could not be handled: staff hear of it once for each kind, and what follows is planned."""
    if not await context.timers.claim(timer.key, context.now):
        return
    await trouble.set_aside(f"{type(error).__name__} (timer {timer.kind})", context)
    if timer.kind in OF_EVENTS:
        await context.timers.drop([timer.key])
    elif timer.about_id is not None:
        await bookings.go_on_after(timer, context)
    elif timer.ticket_id is None:
        await digest.plan(context)
    elif timer.kind is not Kind.RENEW:
        key, soon = f"{Kind.RENEW}:{timer.ticket_id}", context.now + LATE
        await context.timers.put([Timer.once(key, Kind.RENEW, soon, ticket_id=timer.ticket_id)])


async def _waits_until(timer: Timer, person: Person, context: Context) -> datetime | None:
    """What comes late comes when the office is open; what comes in time was planned for that."""
    hours = await context.hours_of(person)
    if timer.kind is Kind.RENEW or not timer.is_late(context.now) or hours.is_open(context.now):
        return None
    return hours.next_opening(context.now)


async def _mark(timer: Timer, ticket: Ticket, _person: Person, context: Context) -> None:
    """One message calls whoever should know; of several marks passed at once, only the last."""
    if is_outdone(timer, await context.timers.of(ticket.id), context.now):
        return
    called = await _called(timer.kind, ticket, context)
    _ = context.house.staff_texts
    screen = _if_late(
        timer, views.mark(timer, ticket, called, context.house.timezone, _), context, _
    )
    await relay.tell_topic(context, ticket.id, screen)
    await context.tickets.tell(ticket, Change.TARGET, LINE, context.now, f"{MARKS[timer.kind]} %")
    if timer.kind is not Kind.WARN:
        await relay.show_card(context, ticket)


async def _called(kind: Kind, ticket: Ticket, context: Context) -> list[Colleague]:
    """Where they can hear it: a mention rings only for who is in the group."""
    everybody = await context.staff.all()
    match kind:
        case Kind.LEAD:
            return nearest(_with_role(everybody, Role.LEAD), ticket.group_name)
        case Kind.COORDINATOR:
            return nearest(_with_role(everybody, Role.MENTORS), ticket.group_name)
    owner = next((one for one in everybody if one.id == ticket.owner_id), None)
    if owner is not None and not owner.is_away(context.now):
        return [owner]
    could = [one for one in everybody if one.role in ANSWERING and not one.is_away(context.now)]
    return nearest(could, ticket.group_name)


def _with_role(colleagues: Iterable[Colleague], role: Role) -> list[Colleague]:
    known = list(colleagues)
    return [one for one in known if one.role is role] or [
        one for one in known if one.role is Role.ADMIN
    ]


async def _nudge(timer: Timer, ticket: Ticket, person: Person, context: Context) -> None:
    _ = _texts(ticket, person, context)
    await context.tickets.follow(ticket, context.now)
    screen = views.nudge(ticket, context.house.timezone, _)
    await _remind(timer, ticket, person, screen, context)


async def _farewell(timer: Timer, ticket: Ticket, person: Person, context: Context) -> None:
    await context.tickets.follow(ticket, context.now)
    planned = await context.timers.of(ticket.id)
    closes = next(other.planned_at for other in planned if other.kind is Kind.CLOSE)
    _ = _texts(ticket, person, context)
    screen = views.farewell(ticket, closes, context.house.timezone, _)
    await _remind(timer, ticket, person, screen, context)


async def _close(timer: Timer, ticket: Ticket, person: Person, context: Context) -> None:
    """The member had the word, and left it; or staff had solved it, and nobody said no."""
    closed = await context.work.close(ticket, LINE, context.now)
    _ = _texts(ticket, person, context)
    is_left = ticket.status is Status.WAITING
    screen = views.closed(closed, _) if is_left else ticket_views.closed(closed, _)
    await _tell(timer, closed, person, screen, context)
    await relay.show_state(context, closed, ticket)


async def _renew(_timer: Timer, ticket: Ticket, _person: Person, context: Context) -> None:
    """Its card shows it with the next edit: one of each open ticket would fill the group's lane."""
    await context.tickets.follow(ticket, context.now, quietly=True)


def _texts(ticket: Ticket, person: Person, context: Context) -> Texts:
    return context.house.texts(person.language or ticket.language)


async def _remind(
    timer: Timer, ticket: Ticket, person: Person, screen: Screen, context: Context
) -> None:
    await _tell(timer, ticket, person, screen, context)
    if person.reachable:
        await context.tickets.tell(ticket, Change.REMIND, LINE, context.now)


async def _tell(
    timer: Timer, ticket: Ticket, person: Person, screen: Screen, context: Context
) -> None:
    """Whoever has blocked the bot is not written to."""
    if person.reachable:
        screen = _if_late(timer, screen, context, _texts(ticket, person, context))
        await context.tell(person.id, screen, about=ticket.id, priority=Priority.NOTICE)


def _if_late(timer: Timer, screen: Screen, context: Context, _: Texts) -> Screen:
    if not timer.is_late(context.now):
        return screen
    return views.late(screen, timer.planned_at, context.house.timezone, _)


_HAPPENS: Mapping[Kind, Callable[[Timer, Ticket, Person, Context], Awaitable[None]]] = {
    **dict.fromkeys(MARKS, _mark),
    Kind.NUDGE: _nudge,
    Kind.FAREWELL: _farewell,
    Kind.CLOSE: _close,
    Kind.SETTLE: _close,
    Kind.RENEW: _renew,
}
