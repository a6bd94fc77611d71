"""/anonymous: a request under a code word, and what would give its writer away."""

from dataclasses import replace

from desk.blocks import Kept, Why, is_withheld
from desk.incoming import Kind, MessageRef
from desk.people import Person
from desk.ticket import Ticket
from handlers import questions, tickets, withholding
from handlers.context import Context
from handlers.guard_buttons import HoldBack, SendOpenly
from handlers.incoming import incoming
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.views import anonymity as views
from handlers.views import language as language_views
from handlers.views import menus


async def command(said: Said, context: Context) -> None:
    """/anonymous alone explains; with words it opens the request at once."""
    person = said.person
    for until in (person.blocked_until, person.blocked_unseen_until):
        if await withholding.refuses(person, until, context):
            return
    person = await context.people.expect_ticket(person, anonymous=True)
    if not said.rest:
        await context.tell(person.id, views.explain(context.texts_of(person)))
        return
    words = incoming(said.message, Kind.TEXT)
    words = replace(words, html=tickets.without_command(words.html), plain=said.rest)
    if questions.is_danger(person, words, context):
        await tickets.danger(person, words, context)
    else:
        await tickets.receive(person, None, words, context)


async def press_send(pressed: Pressed, button: SendOpenly, context: Context) -> None:
    kept = await _taken(pressed, button.message_id, context)
    if kept is None or kept.ticket_id is None:
        return
    person = pressed.person
    ticket = await context.tickets.one_of(person, kept.ticket_id)
    if ticket.blocked_until is not None and is_withheld(person, ticket, context.now):
        await context.kept.put(replace(kept, why=Why.BLOCK))
        screen = await withholding.notice(person, ticket.blocked_until, context)
    else:
        await tickets.add_to(person, ticket, kept.incoming, context)
        screen = views.passed_on(context.texts_of(person))
    await context.change(pressed.query, screen)


async def press_hold(pressed: Pressed, button: HoldBack, context: Context) -> None:
    if await _taken(pressed, button.message_id, context) is not None:
        await context.change(pressed.query, views.held_back(context.texts_of(pressed.person)))


async def _taken(pressed: Pressed, message_id: int, context: Context) -> Kept | None:
    kept = await context.kept.take(MessageRef(pressed.person.id, message_id), Why.WARNING)
    if kept is None:
        context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))
    return kept


async def stays(person: Person, ticket: Ticket, context: Context) -> bool:
    """Whether the person remains where the desk does not see who they are.

    What staff write in a ticket with their name must not lead them into it unawares.
    """
    if ticket.anonymous:
        return False
    if person.awaiting is not None and person.awaiting.anonymous:
        return True
    in_hand = await context.tickets.continued_by(person, None, context.now)
    return in_hand is not None and in_hand.anonymous


async def remind(person: Person, ticket: Ticket, context: Context) -> None:
    """Once for each time that it matters: where the next words go."""
    key = f"stays:{person.id}:{ticket.id}:{person.ticket_id}"
    if await context.memory.first(key, "", context.now):
        screen = views.stays(ticket, context.texts_of(person))
        await context.tell(person.id, screen)


ROUTES = (
    OnCommand(("anonymous", *menus.ANONYMOUS), command),
    on_press(SendOpenly, press_send),
    on_press(HoldBack, press_hold),
)
