"""A ticket's topic as a place: made anew, closed, opened, emptied of what must not stand there."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from desk.incoming import Kind, MessageRef
from desk.messages import Author, Message
from desk.outgoing import Call, Card, General, Parcel, Priority, Relay, Topic
from desk.ticket import Ticket
from handlers import arrivals, relay
from handlers.context import Context
from handlers.views import card as views

_AT_ONCE = 100  # messages
_LAST = timedelta(seconds=2)


async def mend(context: Context, ticket: Ticket) -> None:
    """The topic is gone: a new one gets the card and the last messages, before what waits."""
    mended = await context.tickets.has_topic(ticket, None)
    await remake(context, mended, ticket.card_id, None)


async def remake(
    context: Context, ticket: Ticket, card_id: int | None, head: Markup | None
) -> None:
    """A new topic where the ticket is now: card, `head` and the last messages, before what waits.

    `card_id` is the card of the old one; its words are on the new card, too. Of a sensitive ticket
    no words come along, only that there are some.
    """
    person = await relay.requester(context, ticket)
    known = [] if ticket.sensitive else await context.messages.last(ticket)
    shown = [m for m in known if m.copy is not None and not _is_on_card(m, card_id)]
    await context.messages.uncopied(ticket)
    bodies: list[Card | Call | Relay] = [await relay.card_of(context, ticket)]
    if shown or head:
        screen = views.transcript(head, shown, person, context.house.staff_texts)
        bodies.append(Call("sendMessage", screen.params()))
    files = tuple(_in_private(m) for m in shown if m.kind is not Kind.TEXT)
    if files:
        bodies.append(Relay(files))
    line = await arrivals.last(context, ticket) if ticket.sensitive else None
    if line is not None:
        bodies.append(Call("sendMessage", line.params()))
    for body in bodies:
        await context.outbox.put(Parcel(Topic(ticket.id), body, Priority.MENDING))


def _is_on_card(message: Message, card_id: int | None) -> bool:
    """Of a member's message the copy stands in the topic; of staff's, in the private chat."""
    is_copied = message.author is Author.MEMBER and message.copy is not None
    return is_copied and message.copy is not None and message.copy.message_id == card_id


def _in_private(message: Message) -> MessageRef:
    """The member's own message, or the copy of staff's: both stand in the private chat."""
    ref = message.original if message.author is Author.MEMBER else message.copy
    assert ref is not None
    return ref


async def reopen(context: Context, ticket_id: int) -> None:
    """Somebody closed the topic while the matter goes on: opened, so that words can arrive."""
    call = Call("reopenForumTopic", {})
    await context.outbox.put(Parcel(Topic(ticket_id), call, Priority.MENDING))


async def shut(context: Context, ticket_id: int) -> None:
    """Once everything else about the ticket has gone there."""
    parcel = Parcel(
        Topic(ticket_id),
        Call("closeForumTopic", {}),
        Priority.NOTICE,
        key=f"shut:{ticket_id}",
        due_at=context.now + _LAST,
    )
    await context.outbox.put(parcel)


async def take_away(context: Context, chat_id: int, message_ids: Sequence[int]) -> None:
    """Bot API, deleteMessages: a hundred at once, and those that are gone are passed over."""
    for start in range(0, len(message_ids), _AT_ONCE):
        some = {"message_ids": message_ids[start : start + _AT_ONCE]}
        await _in_group(context, chat_id, Call("deleteMessages", some))


async def remove(context: Context, chat_id: int, topic_id: int) -> None:
    """Bot API, deleteForumTopic: it goes with all its messages, however old."""
    await _in_group(context, chat_id, Call("deleteForumTopic", {"message_thread_id": topic_id}))


async def remove_former(context: Context, ticket: Ticket) -> int:
    """Those that the ticket has left: nothing there is needed any more. How many it were."""
    left = await context.moves.take(ticket.id)
    for former in left:
        await remove(context, former.chat_id, former.topic_id)
    return len(left)


async def _in_group(context: Context, chat_id: int, call: Call) -> None:
    """In a group that the bot is no longer in, nothing can be done."""
    group = context.groups.in_chat(chat_id)
    if group is not None and not group.is_lost:
        await context.outbox.put(Parcel(General(group.name), call, Priority.STAFF))
