"""/block and /unblock: for a while the line does not pass on a member's words, and keeps them."""

from collections.abc import Callable

from desk.audit import Deed
from desk.blocks import NoSuchLength, end_of, order
from desk.errors import DeskError
from desk.outgoing import Priority
from desk.people import Person
from desk.staff import Role
from desk.ticket import Ticket
from handlers import audit, relay, staff_group, tickets, withholding
from handlers.context import Context
from handlers.guard_buttons import ShowKept
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import blocks as views

_MAY = frozenset({Role.LEAD, Role.ADMIN})


async def block(said: Said, context: Context) -> None:
    """Whoever it is: of an anonymous member only what they write so."""
    ticket = await staff_group.ticket(said, context)
    length, reason = order(said.rest)
    until = context.now + length
    person = await _requester(ticket, context)
    person = await context.people.block(person, until, anonymous=ticket.anonymous)
    detail = " – ".join(filter(None, (views.stamp(until, context.house.timezone), reason)))
    ticket = await context.work.block(ticket, context.actor, context.now, until, detail)
    await audit.write(context, Deed.BLOCKED, ticket.id)
    screen = await withholding.notice(person, until, context)
    await context.tell(person.id, screen, about=ticket.id, priority=Priority.STAFF)
    await _show(person, ticket, context)
    if ticket.urgent and not ticket.is_closed:
        await staff_group.tell(said, views.passes_all_the_same(context.desk_texts), context)
    else:
        await staff_group.done(said, context)


async def unblock(said: Said, context: Context) -> None:
    """What was kept comes at once."""
    ticket = await staff_group.ticket(said, context)
    person = await _requester(ticket, context)
    until = end_of(person, ticket)
    if until is None:
        await staff_group.tell(said, views.not_blocked(context.desk_texts), context)
        return
    await audit.write(context, Deed.UNBLOCKED, ticket.id)
    await _release(person, ticket, context)
    if context.now < until:
        screen = views.unblocked(context.texts_of(person))
        await context.tell(person.id, screen, about=ticket.id, priority=Priority.STAFF)
    await staff_group.done(said, context)


async def press_kept(pressed: Pressed, button: ShowKept, context: Context) -> None:
    """After the end; before it, /unblock is the way."""
    ticket = await context.tickets.get(button.ticket_id)
    staff_group.check_here(pressed, ticket, context)
    person = await _requester(ticket, context)
    _ = context.desk_texts
    until = end_of(person, ticket)
    if until is None:
        context.toast(pressed.query, views.nothing_kept(_))
        return
    if context.now < until:
        text = views.still_blocked(until, context.house.timezone, _)
        context.toast(pressed.query, text, alert=True)
        return
    count = await _release(person, ticket, context)
    await audit.write(context, Deed.RELEASED, ticket.id)
    context.toast(pressed.query, views.shown(count, _))


async def _release(person: Person, ticket: Ticket, context: Context) -> int:
    """The block is over: what was kept goes where it belongs, or else into this ticket."""
    ticket = await context.work.block(ticket, context.actor, context.now, None)
    person = await context.people.block(person, None, anonymous=ticket.anonymous)
    unseen = ticket.id if ticket.anonymous else None
    waiting = await context.kept.take_blocked(person.id, unseen)
    for kept in waiting:
        meant = await context.tickets.get(kept.ticket_id or ticket.id)
        if await context.messages.find(kept.incoming.at) is None:
            await tickets.add_to(person, meant, kept.incoming, context)
        else:
            await tickets.correct(kept.incoming, context)
    await _show(person, await context.tickets.get(ticket.id), context)
    return len(waiting)


async def _show(person: Person, ticket: Ticket, context: Context) -> None:
    """On the cards of all that is open under the same name; of an anonymous one on its own."""
    await relay.show_card(context, ticket)
    for one in () if ticket.anonymous else await context.tickets.of(person):
        if one.id != ticket.id and not one.is_closed and not one.anonymous:
            await relay.show_card(context, one)


async def _requester(ticket: Ticket, context: Context) -> Person:
    person = await context.people.get(ticket.requester_id)
    assert person is not None
    return person


ROUTES = (
    OnCommand(("block",), block, Side.STAFF, _MAY),
    OnCommand(("unblock",), unblock, Side.STAFF, _MAY),
    on_press(ShowKept, press_kept, Side.STAFF, _MAY),
)
ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NoSuchLength: lambda _error, _: views.how_to_block(_)
}
