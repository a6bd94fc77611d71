"""How words cross: which parcels carry a message, an edit or a card to the other side."""

from datetime import timedelta
from typing import Any

from desk.incoming import Incoming, Kind, MessageRef
from desk.life import Status
from desk.messages import Author, Changed, Message
from desk.outgoing import (
    Call,
    Card,
    Chat,
    Face,
    General,
    Mark,
    Parcel,
    Priority,
    Recall,
    Relay,
    Revision,
    Sign,
    Topic,
)
from desk.people import Person
from desk.ticket import Ticket, seen
from handlers import arrivals
from handlers.context import Context
from handlers.screen import Screen
from handlers.seat import seat
from handlers.views import card as views
from handlers.views import tickets
from handlers.views.html import plain, units

# Telegram delivers the items of an album as updates of their own, a moment apart.
_ALBUM = timedelta(milliseconds=700)
# A card that is shown already waits for the rest of the burst, so that it is edited once.
_BURST = timedelta(seconds=2)
# While two people talk, card and icon follow when they pause: who has the word is plain there.
_TALK = timedelta(seconds=20)
# Texts of a flood gather so long before they go as one; behind what is not one.
_FLOOD = timedelta(seconds=10)
_SEEN = "👀"


async def to_staff(context: Context, ticket: Ticket, incoming: Incoming) -> None:
    """A member's message into the topic: alone, with its album, or joined to a waiting burst.

    What is sensitive does not go there, only that there is something to read.
    """
    if ticket.sensitive:
        await arrivals.announce(context, ticket, incoming.at)
        await context.outbox.put(mark(incoming.at, _SEEN))
        return
    topic = Topic(ticket.id)
    if incoming.media_group_id is not None:
        await _album(context, topic, incoming)
        return
    size = units(incoming.plain) if incoming.kind is Kind.TEXT and not incoming.answers else 0
    if size and await context.outbox.join_burst(ticket.id, incoming.at, size):
        return
    relay = Relay((incoming.at,), incoming.answers, incoming.quote, size)
    if size and context.heard is not None and context.heard.is_flood:
        due_at = context.now + _FLOOD
        await context.outbox.put(Parcel(topic, relay, Priority.NOTICE, due_at=due_at))
    else:
        await context.outbox.put(Parcel(topic, relay, Priority.STAFF))


async def to_member(
    context: Context, ticket: Ticket, incoming: Incoming, *, is_worded: bool = False
) -> None:
    """Staff's message into the private chat; it quotes where the matter is not in hand."""
    chat = Chat(ticket.requester_id)
    if incoming.media_group_id is not None:
        await _album(context, chat, incoming)
        return
    relay = Relay((incoming.at,), incoming.answers, incoming.quote, is_worded=is_worded)
    await context.outbox.put(Parcel(chat, relay, Priority.STAFF))


async def revise(context: Context, changed: Changed) -> None:
    """The other side's copy of an edited message, marked in the language of who reads it."""
    message = changed.message
    assert message.original is not None
    ticket = await context.tickets.get(message.ticket_id)
    by_member = message.author is Author.MEMBER
    if by_member and ticket.sensitive:
        await arrivals.announce_change(context, ticket, message.original)
        return
    first = await context.messages.first(ticket)
    if first is not None and first.id == message.id:
        await show_card(context, ticket)
        if _card_carries(message):
            return
    language = context.house.staff_language if by_member else ticket.language
    mark = tickets.edited(context.house.texts(language))
    address = Topic(ticket.id) if by_member else Chat(ticket.requester_id)
    body = Revision(message.original, mark, changed.swapped)
    await context.outbox.put(Parcel(address, body, Priority.STAFF))


async def count(context: Context, ticket: Ticket, message: Message) -> None:
    """How often the same was said, at its copy: one edit for a burst."""
    if ticket.sensitive or message.original is None:
        return
    first = await context.messages.first(ticket)
    if first is not None and first.id == message.id:
        await show_card(context, ticket)
        if _card_carries(message):
            return
    mark = tickets.edited(context.house.staff_texts) if message.edits else ""
    body = Revision(message.original, mark)
    key, due_at = f"times:{message.id}", context.now + _BURST
    await context.outbox.put(Parcel(Topic(ticket.id), body, Priority.NOTICE, key, due_at))


async def recall(context: Context, message: Message, ticket: Ticket) -> None:
    """Taken back while it waits, or taken away where it has arrived."""
    assert message.original is not None
    if not await context.outbox.recall(message.original, ticket.requester_id):
        chat = Chat(ticket.requester_id)
        await context.outbox.put(Parcel(chat, Recall(message.original), Priority.STAFF))


async def show_card(context: Context, ticket: Ticket) -> MessageRef | None:
    """The card as the ticket stands now; the first one at once, later ones once per burst.

    Answers with the message that the card stands for, if it shows all of one.
    """
    body = await card_of(context, ticket)
    shown = ticket.card_id is not None
    await context.outbox.drop(_face_key(ticket))
    await context.outbox.put(
        Parcel(
            Topic(ticket.id),
            body,
            Priority.NOTICE if shown else Priority.STAFF,
            key=f"card:{ticket.id}",
            due_at=context.now + _BURST if shown else None,
        )
    )
    return body.first


async def show_cards(context: Context, person: Person) -> None:
    """Something about the member is new: the cards of what is not over say so.

    Perhaps it is the office, by whose hours things are due.
    """
    for ticket in await context.tickets.of(person):
        if not ticket.is_closed:
            followed = await context.tickets.follow(ticket, context.now, quietly=True)
            await show_card(context, followed)


async def show_state(context: Context, ticket: Ticket, before: Ticket) -> None:
    """The card where it looks different now, and the topic's icon where the state has changed."""
    if views.face(ticket) != views.face(before):
        await show_card(context, ticket)
    if ticket.status is not before.status:
        await show_name(context, ticket)


async def show_talk(context: Context, ticket: Ticket, before: Ticket) -> None:
    """As `show_state`, for what changes as people talk: whoever looks into the topic reads there
    who has answered, so card and icon follow when it pauses. What was over is shown at once.
    """
    if before.status in (Status.SOLVED, Status.CLOSED):
        await show_state(context, ticket, before)
        return
    if ticket.status is not before.status:
        await _show_later(Sign(), f"talk:{ticket.id}", ticket, context)
    if _looks_otherwise(ticket, before) or before.is_overdue(context.now):
        await _show_later(Face(), _face_key(ticket), ticket, context)


def _face_key(ticket: Ticket) -> str:
    return f"face:{ticket.id}"


def _looks_otherwise(ticket: Ticket, before: Ticket) -> bool:
    if views.clock(ticket) not in (None, views.clock(before)):
        return True
    return views.face(ticket) != views.face(before)


async def _show_later(body: Sign | Face, key: str, ticket: Ticket, context: Context) -> None:
    """Once for a talk, and when nobody waits for anything else."""
    due_at = context.now + _TALK
    await context.outbox.put(Parcel(Topic(ticket.id), body, Priority.IDLE, key, due_at))


async def show_urgency(context: Context, ticket: Ticket, words: str) -> None:
    """A message, the card and the name of the topic say that a life may be at stake."""
    quoted = None if ticket.sensitive else words[: views.FIRST]
    screen = views.alarm(quoted, context.house.staff_texts)
    await tell_topic(context, ticket.id, screen)
    await show_card(context, ticket)
    await show_name(context, ticket)


async def carry_over(context: Context, ticket: Ticket, to: Ticket) -> None:
    """The last words of a ticket, where it goes on; of a sensitive one none."""
    person = await requester(context, ticket)
    is_sensitive = ticket.sensitive or to.sensitive
    last = [] if is_sensitive else await context.messages.last(ticket)
    screen = views.merged(ticket, last, person, context.house.staff_texts)
    await tell_topic(context, to.id, screen)


async def show_name(context: Context, ticket: Ticket) -> None:
    """The topic's name and icon."""
    due_at, key = context.now + _BURST, f"icon:{ticket.id}"
    await context.outbox.put(Parcel(Topic(ticket.id), Sign(), Priority.NOTICE, key, due_at))


def mark(ref: MessageRef, emoji: str) -> Parcel:
    """A quiet sign at a message of theirs."""
    return Parcel(Chat(ref.chat_id), Mark(ref, emoji), Priority.NOTICE)


def to_group(screen: Screen, group: str, **place: Any) -> Parcel:
    """A message of the bot's own in a staff group; `place` are parameters that say where there."""
    call = Call("sendMessage", {**place, **screen.params()}, looked_up=screen.looked_up)
    return Parcel(General(group), call, Priority.STAFF)


async def tell_topic(
    context: Context,
    ticket_id: int,
    screen: Screen,
    answering: MessageRef | None = None,
    priority: Priority = Priority.STAFF,
) -> None:
    """A message of the bot's own in a ticket's topic."""
    params = screen.params()
    if answering is not None:
        # With its chat: the ticket may move to another group while this waits.
        params["reply_parameters"] = {"chat_id": answering.chat_id, **quoting(answering.message_id)}
    call = Call("sendMessage", params)
    await context.outbox.put(Parcel(Topic(ticket_id), call, priority))


def quoting(message_id: int) -> dict[str, Any]:
    """ReplyParameters; what was answered may be gone by then."""
    return {"message_id": message_id, "allow_sending_without_reply": True}


async def edit_in_group(context: Context, message_id: int, screen: Screen) -> None:
    """A message of the bot's own in the group where staff act, with other words."""
    params = {"message_id": message_id, **screen.params()}
    call = Call("editMessageText", params, looked_up=screen.looked_up)
    key = f"edit:{context.group}:{message_id}"
    await context.outbox.put(Parcel(General(context.group), call, Priority.STAFF, key))


async def _album(context: Context, address: Chat | Topic, incoming: Incoming) -> None:
    key = f"album:{incoming.at.chat_id}:{incoming.media_group_id}"
    if await context.outbox.join(key, incoming.at):
        return
    relay = Relay((incoming.at,), incoming.answers, incoming.quote)
    due_at = context.now + _ALBUM
    await context.outbox.put(Parcel(address, relay, Priority.STAFF, key=key, due_at=due_at))


async def card_of(context: Context, ticket: Ticket) -> Card:
    """As the ticket stands now; it only reads."""
    requester = await context.people.look(ticket.requester_id)
    assert requester is not None
    first = await context.messages.first(ticket)
    house = context.house
    base = house.base()
    tried = [entry for slug in ticket.tried if (entry := base.find(slug, house.staff_language))]
    where = await seat(ticket, requester, context, house.staff_texts)
    person = seen(requester, ticket)
    screen = views.card(ticket, person, first, tried, where, house.staff_texts)
    params = screen.params()
    carried = None if ticket.sensitive else _card_carries(first)
    return Card(params["text"], params["reply_markup"], carried)


async def requester(context: Context, ticket: Ticket) -> Person:
    """As the desk sees them."""
    person = await context.people.get(ticket.requester_id)
    assert person is not None
    return seen(person, ticket)


def _card_carries(first: Message | None) -> MessageRef | None:
    """The card stands for a member's first message only where it shows all of it."""
    if first is None or first.author is not Author.MEMBER or first.kind is not Kind.TEXT:
        return None
    if len(plain(first.html)) > views.FIRST:
        return None
    return first.original
