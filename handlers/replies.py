"""What staff write in a topic: for the member, for the desk alone, or not yet said for whom."""

from collections.abc import Callable
from dataclasses import replace

from telegram import Message

from desk.errors import DeskError, Forgotten, NothingToUndo
from desk.held import Held
from desk.history import Change
from desk.incoming import Incoming, Kind, MessageRef
from desk.messages import Author
from desk.staff import ANSWERING, Colleague, MayNot
from desk.ticket import Ticket
from handlers import absence, anonymity, relay, staff_group
from handlers.buttons import KeepInside, SendAnyway
from handlers.context import Context
from handlers.incoming import answered, incoming
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import card, work
from handlers.views import replies as views

NOTE = "//"
_NOTED, _DONE, _TAKEN_BACK = "✍", "👌", "🙈"


async def topic_message(message: Message, kind: Kind, ticket: Ticket, context: Context) -> None:
    """What staff write in a topic goes to the member, unless it is a note or may be one."""
    words = incoming(message, kind)
    if words.plain.startswith(NOTE):
        await _note(ticket, words, context)
        return
    owner = await context.staff.get(ticket.owner_id)
    if is_anothers(ticket, owner, context):
        assert owner is not None
        allowed = await context.memory.get(_key(ticket, context.actor.id))
        if allowed is None:
            await _hold(
                ticket, words, views.taken(ticket, owner, words.at, context.desk_texts), context
            )
            return
    if await _is_aside(words.answers, context):
        await _hold(ticket, words, views.aside(words.at, context.desk_texts), context)
        return
    await send(ticket, words, context)


def is_anothers(ticket: Ticket, owner: Colleague | None, context: Context) -> bool:
    """Whether a colleague who is here has it in hand."""
    if owner is None or owner.id == context.actor.id or ticket.is_closed:
        return False
    return not owner.is_away(context.now)


async def nobody_there(message: Message, context: Context) -> None:
    """The member is forgotten: what is written here goes nowhere, and is not kept."""
    await staff_group.respond(message, card.nobody_there(context.desk_texts), context)


async def may_not(message: Message, context: Context) -> None:
    """Whoever only reads along: what they write here goes nowhere, and is not kept."""
    await staff_group.respond(message, work.may_not(MayNot(ANSWERING), context.desk_texts), context)


async def send(
    ticket: Ticket, words: Incoming, context: Context, *, is_worded: bool = False
) -> None:
    """`is_worded` as in a relay. Raises Forgotten."""
    if ticket.is_forgotten:
        raise Forgotten(ticket.id)
    await context.messages.add(ticket, Author.STAFF, context.actor.name, words)
    person = await context.people.get(ticket.requester_id)
    stays = person is not None and await anonymity.stays(person, ticket, context)
    words_there = await _in_place(ticket, words, context, stays=stays)
    await relay.to_member(context, ticket, words_there, is_worded=is_worded)
    if person is not None and stays:
        await anonymity.remind(person, ticket, context)
    free = await absence.free(ticket, context)
    replied = await context.work.replied(free, context.actor, context.now)
    await relay.show_talk(context, replied, ticket)


async def note(said: Said, context: Context) -> None:
    """/note and the words after it stay in the topic."""
    await _note(await staff_group.ticket(said, context), incoming(said.message, Kind.TEXT), context)


async def _note(ticket: Ticket, words: Incoming, context: Context) -> None:
    await context.messages.add(ticket, Author.NOTE, context.actor.name, words)
    await context.outbox.put(relay.mark(words.at, _NOTED))


async def _is_aside(ref: MessageRef | None, context: Context) -> bool:
    """An answer to a colleague's words, and not to the member's or to the line's."""
    if ref is None:
        return False
    message = await context.messages.find(ref)
    return message is not None and (
        message.author is Author.NOTE
        or (message.author is Author.STAFF and message.author_name != context.actor.name)
    )


async def _hold(ticket: Ticket, words: Incoming, screen: Screen, context: Context) -> None:
    await context.held.put(Held(ticket.id, context.actor, words, context.now))
    await relay.tell_topic(context, ticket.id, screen, answering=words.at)


async def press_send(pressed: Pressed, button: SendAnyway, context: Context) -> None:
    """The words go out as they were when they were held."""
    held = await _taken(pressed, button.message_id, context)
    if held is None:
        return
    ticket = await context.tickets.get(held.ticket_id)
    await context.memory.first(_key(ticket, held.author.id), "", context.now)
    await send(ticket, held.incoming, context)
    await context.change(pressed.query, views.sent(context.desk_texts))


async def press_keep(pressed: Pressed, button: KeepInside, context: Context) -> None:
    held = await _taken(pressed, button.message_id, context)
    if held is None:
        return
    await _note(await context.tickets.get(held.ticket_id), held.incoming, context)
    await context.change(pressed.query, views.kept(context.desk_texts))


async def _taken(pressed: Pressed, message_id: int, context: Context) -> Held | None:
    """Only who wrote it says whom it is for. Raises MovedAway."""
    message = pressed.query.message
    assert message is not None
    ref = MessageRef(message.chat.id, message_id)
    held = await context.held.get(ref)
    if held is None:
        context.toast(pressed.query, views.decided(context.desk_texts), alert=True)
    elif held.author.id != context.actor.id:
        text = views.not_yours(held.author.name, context.desk_texts)
        context.toast(pressed.query, text, alert=True)
    else:
        staff_group.check_here(pressed, await context.tickets.get(held.ticket_id), context)
        return await context.held.take(ref)
    return None


async def edited(words: Incoming, context: Context) -> None:
    """Staff's correction; a note or a message taken back has no copy to correct."""
    held = await context.held.get(words.at)
    if held is not None:
        await context.held.put(replace(held, incoming=words))
        return
    changed = await context.messages.edit(words, context.now)
    if changed is None or changed.message.author is not Author.STAFF:
        return
    if changed.message.recalled_at is None:
        await relay.revise(context, changed)


async def undo(said: Said, context: Context) -> None:
    """The message that the command answers, or the last."""
    ticket = await _of_undo(said, context)
    message = await context.messages.undo(ticket, answered(said.message), context.now)
    await relay.recall(context, message, ticket)
    assert message.original is not None
    await context.work.note(ticket, context.actor, context.now, Change.UNDO)
    await context.outbox.put(relay.mark(message.original, _TAKEN_BACK))
    await staff_group.done(said, context)


async def _of_undo(said: Said, context: Context) -> Ticket:
    """Of its topic; elsewhere, of the message that it answers. Raises NoSuchTicket."""
    in_topic = await staff_group.here(said.message, context)
    meant = await context.messages.find(answered(said.message))
    if in_topic is None and meant is not None:
        return await context.tickets.get(meant.ticket_id)
    return in_topic or await staff_group.ticket(said, context)


async def _in_place(ticket: Ticket, words: Incoming, context: Context, *, stays: bool) -> Incoming:
    """Turns the member to this ticket, unless they stay where they are; where they were at another,
    the reply quotes this one.
    """
    person = await context.people.get(ticket.requester_id)
    if person is None:
        return words
    if not stays:
        await context.people.turn_to(person, ticket.id)
    if person.ticket_id == ticket.id:
        return words
    last = await context.messages.last_original(ticket)
    if words.answers is not None or last is None or last.copy is None:
        return words
    return replace(words, answers=last.copy)


def _key(ticket: Ticket, colleague_id: int | None) -> str:
    """The mark that somebody may answer beside the owner."""
    return f"beside:{ticket.id}:{ticket.owner_id}:{colleague_id}"


ROUTES = (
    OnCommand(("note",), note, Side.STAFF, ANSWERING),
    OnCommand(("undo",), undo, Side.STAFF, ANSWERING),
    on_press(SendAnyway, press_send, Side.STAFF),
    on_press(KeepInside, press_keep, Side.STAFF),
)
ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NothingToUndo: lambda _error, _: card.nothing_to_undo(_)
}
