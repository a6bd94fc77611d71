"""What follows from a delivery: ids written down on both sides, marks, and the truth on failure."""

from desk.incoming import Kind, MessageRef
from desk.outgoing import (
    Address,
    Board,
    Call,
    Card,
    Chat,
    Claimed,
    Priority,
    Recall,
    Relay,
    Revision,
    Topic,
)
from handlers import groups, presence, relay, topics
from handlers.context import Context
from handlers.views import card as staff_views
from handlers.views import tickets as views

_DELIVERED, _SEEN, _FAILED = "👌", "👀", "👎"


async def delivered(row: Claimed, refs: tuple[MessageRef, ...], context: Context) -> None:
    """`refs` are the messages that Telegram made, for a relay one for each source.

    Telegram leaves out of an album what it cannot copy, without saying which: then none is known.
    """
    match row.body:
        case Relay(sources=sources):
            if await _copied(sources, refs, context):
                await _mark(row, sources, context)
            elif isinstance(row.address, Topic):
                await topics.take_away(context, refs[0].chat_id, [ref.message_id for ref in refs])
        case Revision(original=original) if refs:
            await _sent_anew(original, refs[0], context)
        case Card() as card if refs:
            await _card(row.address, card, refs[0], context)
        case Board(event_id) if refs:
            await _board(event_id, refs[0], context)
        case Call() as call if refs:
            await _called(row, call, refs, context)


async def _copied(
    sources: tuple[MessageRef, ...], refs: tuple[MessageRef, ...], context: Context
) -> bool:
    """False where none of it is known any more: its writer was forgotten meanwhile."""
    if len(refs) != len(sources):
        return True
    known = [
        await context.messages.copied(source, ref)
        for source, ref in zip(sorted(sources), refs, strict=True)
    ]
    return any(known)


async def _card(address: Address, card: Card, ref: MessageRef, context: Context) -> None:
    assert isinstance(address, Topic)
    ticket = await context.tickets.get(address.ticket_id)
    if ticket.card_id is None:
        ticket = await context.tickets.has_card(ticket, ref.message_id)
        await groups.say_farewell(context, ticket)
    if card.first is not None:
        await context.messages.copied(card.first, ref)
    if ticket.is_forgotten:
        await relay.show_card(context, ticket)


async def _board(event_id: int, ref: MessageRef, context: Context) -> None:
    known = await context.attendance.door(event_id)
    if known is not None and known.message_id is None:
        await context.attendance.stands_at(known, ref.message_id)


async def _sent_anew(original: MessageRef, ref: MessageRef, context: Context) -> None:
    """An edit of what had no copy made one: the next edit changes that."""
    message = await context.messages.find(original)
    if message is not None and message.copy is None:
        await context.messages.copied(original, ref)


async def _called(row: Claimed, call: Call, refs: tuple[MessageRef, ...], context: Context) -> None:
    if call.about is not None:
        await _line(call.about, str(call.params.get("text", "")), refs[0], context)
    elif call.looked_up and not call.method.startswith("edit"):
        await _looked_up(row, refs, context)


async def _looked_up(row: Claimed, refs: tuple[MessageRef, ...], context: Context) -> None:
    """Where somebody was forgotten while it was on its way, it goes at once."""
    if await context.outbox.holds(row.id):
        await context.lookups.note(refs, context.now)
    else:
        await topics.take_away(context, refs[0].chat_id, [ref.message_id for ref in refs])


async def _line(ticket_id: int, text: str, ref: MessageRef, context: Context) -> None:
    ticket = await context.tickets.look(ticket_id)
    if not ticket.is_forgotten and await context.messages.find(ref) is None:
        await context.messages.add_line(ticket_id, text, ref, context.now)


async def _mark(row: Claimed, sources: tuple[MessageRef, ...], context: Context) -> None:
    """One quiet sign at the last of what was passed on; none for what was only shown again."""
    if row.priority is Priority.MENDING:
        return
    emoji = _DELIVERED if isinstance(row.address, Chat) else _SEEN
    await context.outbox.put(relay.mark(sources[-1], emoji))


async def unreachable(row: Claimed, person_id: int, context: Context) -> None:
    """The person has blocked the bot: staff's message gets its mark, the topic is told once.

    Of an anonymous person no other topic is told at that moment: it would say who they are.
    """
    if isinstance(row.body, Relay):
        await context.outbox.put(relay.mark(row.body.sources[-1], _FAILED))
        message = await context.messages.find(row.body.sources[-1])
        ticket = None if message is None else await context.tickets.find(message.ticket_id)
        if ticket is not None and ticket.anonymous:
            return
    await presence.lost(person_id, context)


async def failed(row: Claimed, reason: str, context: Context) -> None:
    """Telegram will never take it: whoever wrote it, or waits for it, is told why."""
    match row:
        case Claimed(body=Relay(sources=sources), address=Chat()):
            message = await context.messages.find(sources[-1])
            await context.outbox.put(relay.mark(sources[-1], _FAILED))
            if message is not None:
                screen = staff_views.undelivered(reason, context.house.staff_texts)
                await relay.tell_topic(context, message.ticket_id, screen)
        case Claimed(body=Relay(sources=sources), address=Topic(ticket_id)):
            await _uncopied(ticket_id, sources, reason, context)
        case Claimed(body=Call(about=int(ticket_id)), address=Chat()):
            screen = staff_views.undelivered(reason, context.house.staff_texts)
            await relay.tell_topic(context, ticket_id, screen)
        case Claimed(body=Recall(original=original)):
            message = await context.messages.find(original)
            if message is not None:
                screen = staff_views.not_taken_back(reason, context.house.staff_texts)
                await relay.tell_topic(context, message.ticket_id, screen)


async def _uncopied(
    ticket_id: int, sources: tuple[MessageRef, ...], reason: str, context: Context
) -> None:
    ticket = await context.tickets.get(ticket_id)
    for source in sources:
        message = await context.messages.find(source)
        shown = None if ticket.sensitive else message
        screen = staff_views.uncopied(shown, reason, context.house.staff_texts)
        await relay.tell_topic(context, ticket_id, screen)
    person = await context.people.get(ticket.requester_id)
    if person is not None and message is not None and message.kind is not Kind.TEXT:
        await context.tell(person.id, views.not_passed_on(context.texts_of(person)))
