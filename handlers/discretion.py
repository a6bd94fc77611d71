"""Sensitive requests: the mark, the text for whoever opens it, the copies out of the topic."""

from dataclasses import replace

from desk.audit import Deed
from desk.discretion import burst, copies
from desk.history import Change
from desk.incoming import Kind
from desk.messages import Message
from desk.outgoing import Call, Chat, Parcel, Priority, Relay, Topic
from desk.staff import ANSWERING
from desk.ticket import Ticket
from handlers import arrivals, audit, relay, staff_group, topics
from handlers.context import Context
from handlers.guard_buttons import MarkSensitive, OpenText, ShowHere, TakeOut
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.views import discretion as views
from handlers.views.html import units

_LOOKED_THROUGH = 10_000  # messages of a ticket


async def command(said: Said, context: Context) -> None:
    """/sensitive, and once more for no."""
    before = await staff_group.ticket(said, context)
    ticket = await _mark(before, context, sensitive=not before.sensitive)
    _ = context.desk_texts
    screen = views.marked(ticket, _) if ticket.sensitive else views.unmarked(_)
    await staff_group.tell(said, screen, context)


async def press_mark(pressed: Pressed, button: MarkSensitive, context: Context) -> None:
    before = await context.tickets.get(button.ticket_id)
    staff_group.check_here(pressed, before, context)
    if before.sensitive:
        context.toast(pressed.query, views.is_marked(context.desk_texts))
        return
    ticket = await _mark(before, context, sensitive=True)
    await relay.tell_topic(context, ticket.id, views.marked(ticket, context.desk_texts))


async def _mark(before: Ticket, context: Context, *, sensitive: bool) -> Ticket:
    by, at = context.actor, context.now
    ticket = await context.work.mark_sensitive(before, by, at, sensitive=sensitive)
    await arrivals.begin_anew(context, ticket)
    await relay.show_card(context, ticket)
    await relay.show_name(context, ticket)
    return ticket


async def press_open(pressed: Pressed, button: OpenText, context: Context) -> None:
    """For whoever presses alone: in an alert, or in their own chat with the line."""
    found = await _found(pressed, button.message_id, context)
    if found is None:
        return
    ticket, messages = found
    _ = context.desk_texts
    short = views.in_short(messages)
    if short is not None:
        context.toast(pressed.query, short, alert=True)
    elif await _has_own_chat(pressed, context):
        await _send_alone(pressed.person.id, ticket, messages, context)
        context.toast(pressed.query, views.sent_to_you(_))
    else:
        text = views.too_long(context.house.bot_username, _)
        context.toast(pressed.query, text, alert=True)
        await _offer_here(pressed, ticket, messages[0], context)
        return
    await _write_down(ticket, Deed.OPENED, context)


async def _found(
    pressed: Pressed, message_id: int, context: Context
) -> tuple[Ticket, list[Message]] | None:
    """The ticket, locked, and what the line stands for; None, and said so, where it is gone.

    Raises MovedAway: who reads is of the group that the ticket is in.
    """
    first = await context.messages.get(message_id)
    messages = burst(await context.messages.since(first)) if first is not None else []
    is_there = first is not None and bool(messages) and messages[0].id == first.id
    if first is None or not is_there or _is_erased(first):
        context.toast(pressed.query, views.gone(context.desk_texts), alert=True)
        return None
    ticket = await context.tickets.get(first.ticket_id)
    staff_group.check_here(pressed, ticket, context)
    return ticket, messages


def _is_erased(message: Message) -> bool:
    """Its member is forgotten, or the time of its words is over."""
    return not message.html and (message.kind is Kind.TEXT or message.original is None)


async def _has_own_chat(pressed: Pressed, context: Context) -> bool:
    known = await context.people.look(pressed.person.id)
    return known is not None and known.reachable


async def _send_alone(
    colleague_id: int, ticket: Ticket, messages: list[Message], context: Context
) -> None:
    """Texts as we know them, files as they stand in the member's chat; they cannot be sent on."""
    calls = [Call("sendMessage", views.for_you(ticket, context.desk_texts).params())]
    calls += [_call(message) for message in messages]
    for call in calls:
        kept_here = replace(call, params={**call.params, "protect_content": True})
        await context.outbox.put(Parcel(Chat(colleague_id), kept_here, Priority.PERSON))


def _call(message: Message) -> Call:
    if message.kind is Kind.TEXT or message.original is None:
        return Call("sendMessage", views.words(message).params())
    source = message.original
    return Call("copyMessage", {"from_chat_id": source.chat_id, "message_id": source.message_id})


async def _offer_here(pressed: Pressed, ticket: Ticket, message: Message, context: Context) -> None:
    """Beside the button that was pressed; the card's own buttons stay as they are."""
    screen = views.with_show_here(message, context.house.staff_texts)
    shown = pressed.query.message
    if shown is not None and shown.message_id == ticket.card_id:
        await relay.tell_topic(context, ticket.id, screen)
    elif shown is not None:
        await relay.edit_in_group(context, shown.message_id, screen)


async def press_here(pressed: Pressed, button: ShowHere, context: Context) -> None:
    found = await _found(pressed, button.message_id, context)
    if found is None:
        return
    ticket, messages = found
    if messages[0].copy is not None:
        context.toast(pressed.query, views.is_here(context.desk_texts), alert=True)
        return
    sources = tuple(message.original for message in messages if message.original is not None)
    is_text = all(message.kind is Kind.TEXT for message in messages)
    size = sum(units(message.html) for message in messages) if is_text else 0
    body = Relay(sources, size=size, is_asked=True)
    key = f"here:{messages[0].id}"
    await context.outbox.put(Parcel(Topic(ticket.id), body, Priority.STAFF, key))
    await _write_down(ticket, Deed.SHOWED, context)
    name = context.actor.name
    await context.change(pressed.query, views.shown_here(name, context.house.staff_texts))


async def _write_down(ticket: Ticket, deed: Deed, context: Context) -> None:
    await context.work.note(ticket, context.actor, context.now, Change.SHOWN)
    await audit.write(context, deed, ticket.id)


async def press_take_out(pressed: Pressed, button: TakeOut, context: Context) -> None:
    """What Telegram still lets the line delete; the rest only people can."""
    ticket = await context.tickets.get(button.ticket_id)
    staff_group.check_here(pressed, ticket, context)
    if not ticket.sensitive:
        context.toast(pressed.query, views.is_unmarked(context.desk_texts), alert=True)
        return
    known = await context.finding.messages(ticket, _LOOKED_THROUGH)
    young, old = copies(known, ticket, context.now)
    ids = sorted(ref.message_id for ref in young)
    await topics.take_away(context, context.groups.chat_of(ticket), ids)
    former = await topics.remove_former(context, ticket)
    await context.messages.uncopied(ticket)
    await context.work.note(ticket, context.actor, context.now, Change.TAKEN_OUT)
    await relay.show_card(context, ticket)
    await context.change(pressed.query, views.taken_out(len(ids), old, former, context.desk_texts))


ROUTES = (
    OnCommand(("sensitive",), command, Side.STAFF, ANSWERING),
    on_press(MarkSensitive, press_mark, Side.STAFF, ANSWERING),
    on_press(OpenText, press_open, Side.STAFF, ANSWERING),
    on_press(ShowHere, press_here, Side.STAFF, ANSWERING),
    on_press(TakeOut, press_take_out, Side.STAFF, ANSWERING),
)
