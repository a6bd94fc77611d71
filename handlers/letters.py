"""Staff write first to somebody who has met the line: /write, and the request that it opens."""

from collections.abc import Callable
from dataclasses import replace

from telegram.constants import MessageLimit

from desk.errors import DeskError
from desk.incoming import Incoming, Kind
from desk.letters import GoesOn, Letter, NobodyMet, SeveralMet, read
from desk.messages import Author
from desk.people import Person
from desk.staff import ANSWERING
from handlers import relay, staff_group
from handlers.context import Context
from handlers.incoming import incoming
from handlers.routing import OnCommand, Said, Side
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import letters as views
from handlers.views.html import plain, units

_WORD = "write"


async def command(said: Said, context: Context) -> None:
    """/write WHO WHY: WORDS. Raises NobodyMet, SeveralMet."""
    _ = context.desk_texts
    words = incoming(said.message, Kind.TEXT)
    letter = read(words.plain, words.html)
    if letter is None:
        await staff_group.tell(said, views.how_to(_), context)
        return
    try:
        person, reason, parent_id = await _addressee(letter, context)
    except GoesOn as error:
        screen = views.goes_on(error.ticket, context.groups, _)
        await staff_group.tell(said, screen, context)
        return
    written = _written(letter, reason, words, person, context)
    if not reason:
        await staff_group.tell(said, views.how_to(_), context)
    elif not person.reachable:
        await staff_group.tell(said, views.unreachable(person, _), context)
    elif not _fits(written):
        await staff_group.tell(said, views.too_long(_), context)
    else:
        await _send(person, reason, parent_id, written, context)


async def _send(
    person: Person, reason: str, parent_id: int | None, written: Incoming, context: Context
) -> None:
    origin = f"write:{written.at.chat_id}:{written.at.message_id}"
    ticket, is_new = await context.tickets.write(
        person,
        context.actor,
        reason,
        origin,
        context.now,
        parent_id=parent_id,
        group_name=context.group,
    )
    if not is_new:
        return
    await context.people.turn_to(person, ticket.id)
    await context.messages.add(ticket, Author.STAFF, context.actor.name, written)
    await relay.show_card(context, ticket)
    await relay.to_member(context, ticket, written, is_worded=True)


async def _addressee(letter: Letter, context: Context) -> tuple[Person, str, int | None]:
    """Whom it is for, why, and the older request that it is linked to; locks the person's row.

    Raises NobodyMet, SeveralMet, GoesOn.
    """
    if letter.number is not None:
        known = await context.tickets.find(letter.number)
        ticket = await context.tickets.get(known.id) if known else None
        if ticket is not None and (ticket.anonymous or not ticket.is_closed):
            raise GoesOn(ticket)  # another one would show that the two are one person's
        if ticket is not None and ticket.is_forgotten:
            raise NobodyMet(letter.head[0])
        person = await context.people.get(ticket.requester_id if ticket else letter.number)
        if person is None:
            raise NobodyMet(letter.head[0])
        return person, letter.reason(letter.head[0]), ticket.id if ticket else None
    for name in letter.names:
        found = await context.people.called(name)
        if len(found) > 1:
            raise SeveralMet(name, found)
        person = await context.people.get(found[0].id) if found else None
        if person is not None:
            return person, letter.reason(name), None
    raise NobodyMet(letter.head[0])


def _written(
    letter: Letter, reason: str, words: Incoming, person: Person, context: Context
) -> Incoming:
    """What the person reads, in their language."""
    html = str(views.letter(reason, letter.html, context.texts_of(person)))
    return replace(words, html=html, plain=plain(html), answers=None, quote=None)


def _fits(written: Incoming) -> bool:
    return units(written.plain) <= MessageLimit.MAX_TEXT_LENGTH


async def corrected(words: Incoming, context: Context) -> Incoming | None:
    """An edit of staff's as the member is to read it; None where it is no letter any more."""
    if not words.plain.startswith(f"/{_WORD}"):
        return words
    message, letter = await context.messages.find(words.at), read(words.plain, words.html)
    if message is None or letter is None:
        return None
    ticket = await context.tickets.get(message.ticket_id)
    person = await context.people.get(ticket.requester_id)
    assert person is not None
    name = next((name for name in letter.names if _means(name, person)), letter.head[0])
    written = _written(letter, letter.reason(name), words, person, context)
    return written if _fits(written) else None


def _means(name: str, person: Person) -> bool:
    return name.startswith("@") or person.is_called(name)


ROUTES = (OnCommand((_WORD,), command, Side.STAFF, ANSWERING),)
ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NobodyMet: views.nobody,
    SeveralMet: views.several,
}
