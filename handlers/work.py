"""What staff do with a ticket: take it, hand it on, wait, solve, close; by word or by button."""

from collections.abc import Awaitable, Callable

from desk.errors import DeskError
from desk.incoming import Kind
from desk.life import NotNow
from desk.messages import Author
from desk.outgoing import Priority
from desk.staff import ANSWERING, Colleague, MayNot, NobodyOfThatName, Role
from desk.ticket import Priority as Pressing
from desk.ticket import Ticket
from handlers import absence, anonymity, relay, replies, staff_group
from handlers.buttons import CloseTicket, ReopenTicket, SolveTicket, TakeTicket, WaitTicket
from handlers.context import Context
from handlers.incoming import incoming
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import anonymity as anonymity_views
from handlers.views import tickets as member_views
from handlers.views import work as views

Step = Callable[[Ticket, Context], Awaitable[Ticket]]


async def _take(ticket: Ticket, context: Context) -> Ticket:
    return await context.work.claim(ticket, context.actor, context.now, context.actor)


async def _release(ticket: Ticket, context: Context) -> Ticket:
    return await context.work.release(ticket, context.actor, context.now)


async def _wait(ticket: Ticket, context: Context) -> Ticket:
    return await context.work.wait(ticket, context.actor, context.now)


async def _reopen(ticket: Ticket, context: Context) -> Ticket:
    reopened = await context.work.reopen(ticket, context.actor, context.now)
    return await absence.free(reopened, context)


async def close_(ticket: Ticket, context: Context) -> Ticket:
    """The member is told, and asked whether it helped."""
    ticket = await context.work.close(ticket, context.actor, context.now)
    person = await context.people.get(ticket.requester_id)
    _ = context.texts_of(person) if person else context.house.texts(ticket.language)
    screen = member_views.closed(ticket, _)
    await context.tell(ticket.requester_id, screen, about=ticket.id, priority=Priority.STAFF)
    return ticket


def _solve(solution: str) -> Step:
    async def step(ticket: Ticket, context: Context) -> Ticket:
        """The member reads the solution, and may say that it is none."""
        ticket = await context.work.solve(ticket, context.actor, context.now, solution)
        person = await context.people.get(ticket.requester_id)
        _ = context.texts_of(person) if person else context.house.texts(ticket.language)
        await context.tell(
            ticket.requester_id,
            member_views.solved(ticket, _),
            about=ticket.id,
            priority=Priority.STAFF,
        )
        return ticket

    return step


# By command


def _plainly(step: Step) -> Callable[[Said, Context], Awaitable[None]]:
    async def command(said: Said, context: Context) -> None:
        await _do(step, said, context)

    return command


async def _do(step: Step, said: Said, context: Context) -> None:
    before = await staff_group.ticket(said, context)
    ticket = await step(before, context)
    await relay.show_state(context, ticket, before)
    await staff_group.done(said, context)


async def solve(said: Said, context: Context) -> None:
    await _do(_solve(said.rest), said, context)


async def close(said: Said, context: Context) -> None:
    """What is closed already stays so, and nobody hears of it twice."""

    async def step(ticket: Ticket, context: Context) -> Ticket:
        return ticket if ticket.is_closed else await close_(ticket, context)

    await _do(step, said, context)


async def consult(said: Said, context: Context) -> None:
    async def step(ticket: Ticket, context: Context) -> Ticket:
        return await context.work.consult(ticket, context.actor, context.now, said.rest)

    await _do(step, said, context)


async def assign(said: Said, context: Context) -> None:
    """/assign NAME, and /hand NAME with a note that stays in the topic."""
    colleague, note = await context.staff.named_first(said.rest)
    if await absence.asks_back(said, await staff_group.ticket(said, context), colleague, context):
        return

    async def step(ticket: Ticket, context: Context) -> Ticket:
        given = await context.work.claim(ticket, context.actor, context.now, colleague.actor)
        if note:
            words = incoming(said.message, Kind.TEXT)
            await context.messages.add(ticket, Author.NOTE, context.actor.name, words)
        if colleague.id != context.actor.id:
            await _tell_owner(given, colleague, note, context)
        return given

    await _do(step, said, context)


async def _tell_owner(ticket: Ticket, colleague: Colleague, note: str, context: Context) -> None:
    """A mention, for an edited card calls nobody."""
    texts = context.house.texts(colleague.language or context.house.staff_language)
    screen = views.yours_now(ticket, colleague, context.actor.name, note, texts)
    await relay.tell_topic(context, ticket.id, screen)


async def tag(said: Said, context: Context) -> None:
    async def step(ticket: Ticket, context: Context) -> Ticket:
        tags = [word.lstrip("#").lower() for word in said.rest.replace(",", " ").split()]
        return await context.work.tag(ticket, context.actor, context.now, tags)

    if not said.rest:
        await staff_group.tell(said, views.how_to_tag(context.desk_texts), context)
        return
    await _do(step, said, context)


async def priority(said: Said, context: Context) -> None:
    if said.rest.lower() in list(Pressing):
        await _do(_press_with(Pressing(said.rest.lower())), said, context)
    else:
        await staff_group.tell(said, views.how_to_set_priority(context.desk_texts), context)


async def subject(said: Said, context: Context) -> None:
    async def step(ticket: Ticket, context: Context) -> Ticket:
        ticket = await context.work.call(ticket, context.actor, context.now, said.rest)
        await context.finding.renew(ticket)
        await relay.show_name(context, ticket)
        return ticket

    if not said.rest:
        await staff_group.tell(said, views.how_to_name(context.desk_texts), context)
        return
    await _do(step, said, context)


def _press_with(priority: Pressing) -> Step:
    async def step(ticket: Ticket, context: Context) -> Ticket:
        ticket = await context.work.set_priority(ticket, context.actor, context.now, priority)
        await relay.show_name(context, ticket)
        return ticket

    return step


async def link(said: Said, context: Context) -> None:
    """/link N: another ticket about the same matter."""
    before = await staff_group.ticket(said, context)
    other = await _numbered(said, context)
    if other is None or other.id == before.id:
        await staff_group.tell(said, views.no_such_number(said.rest, context.desk_texts), context)
        return
    ticket = await context.work.link(before, context.actor, context.now, other)
    await relay.show_state(context, ticket, before)
    await staff_group.done(said, context)


async def merge(said: Said, context: Context) -> None:
    """/merge N: what is here goes on there; only where the same member asked both."""
    before = await staff_group.ticket(said, context)
    other = await _numbered(said, context)
    _ = context.desk_texts
    if other is None or other.id == before.id:
        await staff_group.tell(said, views.no_such_number(said.rest, _), context)
        return
    if before.anonymous or other.anonymous:  # any other answer would tell whose it is
        await staff_group.tell(said, anonymity_views.no_merging(_), context)
        return
    if other.requester_id != before.requester_id:
        await staff_group.tell(said, views.another_members(other, _), context)
        return
    ticket = await context.work.merge(before, context.actor, context.now, other)
    await relay.carry_over(context, ticket, other)
    person = await context.people.get(ticket.requester_id)
    if person is not None and not await anonymity.stays(person, other, context):
        await context.people.turn_to(person, other.id)
    await relay.show_state(context, ticket, before)
    await staff_group.done(said, context)


async def _numbered(said: Said, context: Context) -> Ticket | None:
    number = said.rest.removeprefix("#")
    return await context.tickets.find(int(number)) if number.isdecimal() else None


async def history(said: Said, context: Context) -> None:
    ticket = await staff_group.ticket(said, context)
    events = await context.history.of(ticket.id)
    screen = views.history(ticket, events, context.house.timezone, context.desk_texts)
    await staff_group.tell(said, screen, context)


# By button


def _pressing(
    step: Step, say: Callable[[Ticket, Texts], str]
) -> Callable[[Pressed, views.OnTicket, Context], Awaitable[None]]:
    async def press(pressed: Pressed, button: views.OnTicket, context: Context) -> None:
        before = await context.tickets.get(button.ticket_id)
        staff_group.check_here(pressed, before, context)
        ticket = await step(before, context)
        context.toast(pressed.query, say(ticket, context.desk_texts))
        await relay.show_state(context, ticket, before)

    return press


_press_to_take = _pressing(_take, views.taken_toast)


async def take(pressed: Pressed, button: TakeTicket, context: Context) -> None:
    """The button may stand on a card that is yet to say who has answered, or on an old one."""
    ticket = await context.tickets.get(button.ticket_id)
    owner = await context.staff.get(ticket.owner_id)
    if owner is None or not replies.is_anothers(ticket, owner, context):
        await _press_to_take(pressed, button, context)
        return
    staff_group.check_here(pressed, ticket, context)
    context.toast(pressed.query, views.anothers_toast(owner, context.desk_texts), alert=True)
    await relay.show_card(context, ticket)


async def closed_by_hand(ticket: Ticket, context: Context) -> None:
    """Closing the topic in Telegram means what the button means."""
    if not ticket.is_closed:
        await relay.show_state(context, await close_(ticket, context), ticket)


async def reopened_by_hand(ticket: Ticket, context: Context) -> None:
    if ticket.is_closed:
        await relay.show_state(context, await _reopen(ticket, context), ticket)


ROUTES = (
    OnCommand(("claim", "take"), _plainly(_take), Side.STAFF, ANSWERING),
    OnCommand(("release",), _plainly(_release), Side.STAFF, ANSWERING),
    OnCommand(("assign", "hand"), assign, Side.STAFF, ANSWERING),
    OnCommand(("wait",), _plainly(_wait), Side.STAFF, ANSWERING),
    OnCommand(("expert",), consult, Side.STAFF, ANSWERING),
    OnCommand(("solve",), solve, Side.STAFF, ANSWERING),
    OnCommand(("close",), close, Side.STAFF, ANSWERING),
    OnCommand(("reopen",), _plainly(_reopen), Side.STAFF, ANSWERING),
    OnCommand(("tag",), tag, Side.STAFF, ANSWERING),
    OnCommand(("priority",), priority, Side.STAFF, ANSWERING),
    OnCommand(("subject",), subject, Side.STAFF, ANSWERING),
    OnCommand(("urgent",), _plainly(_press_with(Pressing.URGENT)), Side.STAFF, ANSWERING),
    OnCommand(("link",), link, Side.STAFF, ANSWERING),
    OnCommand(("merge",), merge, Side.STAFF, ANSWERING),
    OnCommand(("history",), history, Side.STAFF, ANSWERING | {Role.REPORTER}),
    on_press(TakeTicket, take, Side.STAFF, ANSWERING),
    on_press(SolveTicket, _pressing(_solve(""), views.solved_toast), Side.STAFF, ANSWERING),
    on_press(WaitTicket, _pressing(_wait, views.waits_toast), Side.STAFF, ANSWERING),
    on_press(CloseTicket, _pressing(close_, views.closed_toast), Side.STAFF, ANSWERING),
    on_press(ReopenTicket, _pressing(_reopen, views.reopened_toast), Side.STAFF, ANSWERING),
)
ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NotNow: views.not_now,
    NobodyOfThatName: views.nobody_of_that_name,
    MayNot: views.may_not,
}
