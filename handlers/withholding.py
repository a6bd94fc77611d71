"""Words that do not go to staff, or not yet: during a block, and before a member has said yes."""

from datetime import datetime, tzinfo

from desk.blocks import Kept, Why, end_of, is_withheld
from desk.incoming import Incoming, Kind
from desk.people import Person
from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.routing import Pressed
from handlers.screen import Screen
from handlers.views import anonymity as anonymity_views
from handlers.views import blocks as views

_TELLING = (Kind.CONTACT, Kind.LOCATION)


async def holds(person: Person, words: Incoming, ticket: Ticket | None, context: Context) -> bool:
    """Whether the words go no further for now, whichever way."""
    return await _blocked(person, words, ticket, context) or (
        await _telling(person, words, ticket, context)
    )


async def _blocked(
    person: Person, words: Incoming, ticket: Ticket | None, context: Context
) -> bool:
    """Whether they are kept for after the block."""
    if not is_withheld(person, ticket, context.now):
        return False
    number = ticket.id if ticket is not None else None
    unseen = _is_anonymous(person, ticket)
    is_first = not await context.kept.has(person.id, number if unseen else None)
    await context.kept.put(Kept(person.id, number, unseen, Why.BLOCK, words, context.now))
    if is_first and ticket is not None:
        await relay.show_card(context, ticket)
    return True


async def _telling(
    person: Person, words: Incoming, ticket: Ticket | None, context: Context
) -> bool:
    """Whether they would show who an anonymous member is, so that they are asked first.

    Before there is a ticket, words must come.
    """
    if not _is_anonymous(person, ticket) or words.kind not in _TELLING:
        return False
    _, number = context.texts_of(person), words.at.message_id
    if ticket is None:
        await context.tell(person.id, anonymity_views.words_first(_), answering=number)
        return True
    kept = Kept(
        person.id,
        ticket.id,
        anonymous=True,
        why=Why.WARNING,
        incoming=words,
        kept_at=context.now,
    )
    await context.kept.put(kept)
    screen = anonymity_views.warn(words, _)
    await context.tell(person.id, screen, about=ticket.id, answering=number)
    return True


async def refuses(person: Person, until: datetime | None, context: Context) -> bool:
    """Whether the person has been told that nothing goes to staff before this time."""
    if until is None or context.now >= until:
        return False
    await context.tell(person.id, await notice(person, until, context))
    return True


async def notice(person: Person, until: datetime, context: Context) -> Screen:
    """What a blocked person is told."""
    zone = await _zone(person, context)
    return views.blocked(until, zone, context.house.placeholders, context.texts_of(person))


async def refuses_press(pressed: Pressed, ticket: Ticket | None, context: Context) -> bool:
    """Whether nothing may go into the ticket, or into one that would be opened."""
    person = pressed.person
    until = end_of(person, ticket)
    if until is None or not is_withheld(person, ticket, context.now):
        return False
    zone, _ = await _zone(person, context), context.texts_of(person)
    context.toast(pressed.query, views.not_before(until, zone, _), alert=True)
    return True


def _is_anonymous(person: Person, ticket: Ticket | None) -> bool:
    """As the ticket is, or as the one would be that the words open."""
    if ticket is not None:
        return ticket.anonymous
    return person.awaiting is not None and person.awaiting.anonymous


async def _zone(person: Person, context: Context) -> tzinfo:
    return (await context.hours_of(person)).zone
