"""From a row to the Bot API call it is today: topics, cards and copies become Telegram's ids.

It only reads: a row is claimed in the same transaction, and a lock on a person taken after that
could meet a handler that holds the person and waits for the row.
"""

from base64 import b64decode
from typing import Any

from telegram import InputFile

from bot.crossing import copy_of, relayed, revised
from bot.ready import SHOWN, Pointless, Ready, TopicMissing, at
from desk.outgoing import (
    Address,
    BinaryFile,
    Board,
    Body,
    Call,
    Card,
    Chat,
    Claimed,
    Face,
    General,
    Harmless,
    Mark,
    Nobody,
    Priority,
    Recall,
    Relay,
    Revision,
    Sign,
    TextFile,
    Topic,
)
from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.events import door
from handlers.views import card as views
from handlers.views import discretion


async def resolve(row: Claimed, context: Context) -> Ready:
    """Raises TopicMissing, Pointless."""
    to = await _destination(row, context)
    if to is None:
        return await _topic(row, context)
    return await _discreetly(row, to, context) or await _plainly(row, to, context)


async def _plainly(row: Claimed, to: dict[str, Any], context: Context) -> Ready:
    """Raises Pointless."""
    match row.body:
        case Call() as call:
            ready = Ready(call.method, {**to, **call.params, **_upload(call, context)})
        case Mark() as mark:
            ready = _marked(mark)
        case Card() | Sign() | Face() as body:
            ready = await _shown(body, row.address, to, context)
        case Relay() as relay:
            ready = await relayed(relay, row.address, to, context)
        case Revision() as revision:
            ready = await revised(revision, row.address, to, context)
        case Board(event_id):
            ready = await _board(event_id, to, context)
        case Recall(original):
            ready = Ready("deleteMessage", at(await copy_of(original, context)))
    return ready


def _upload(call: Call, context: Context) -> dict[str, InputFile]:
    """Raises Pointless."""
    if call.upload is None:
        return {}
    name, file = call.upload
    if isinstance(file, TextFile):
        return {name: InputFile(file.content.encode(), filename=file.name, attach=False)}
    if isinstance(file, BinaryFile):
        return {name: InputFile(b64decode(file.base64), filename=file.name, attach=False)}
    path = context.house.files / file
    try:
        return {name: InputFile(path.read_bytes(), filename=path.name, attach=False)}
    except OSError as error:
        raise Pointless(f"{path.name}: {error.strerror}") from error


def at_once(body: Harmless) -> Ready:
    """What says everything itself, address and all."""
    if isinstance(body, Call):
        return Ready(body.method, body.params)
    return _marked(body)


def _marked(mark: Mark) -> Ready:
    reaction = [{"type": "emoji", "emoji": mark.emoji}]
    return Ready("setMessageReaction", {**at(mark.message), "reaction": reaction})


async def _destination(row: Claimed, context: Context) -> dict[str, Any] | None:
    """None where a topic must be made first."""
    match row.address:
        case Chat(chat_id):
            person = await context.people.look(chat_id) if row.priority is Priority.BULK else None
            if person is not None and not person.reachable:
                raise Pointless("the person has blocked the bot")
            return {"chat_id": chat_id}
        case General(name):
            return {"chat_id": _group(name, context)}
        case Nobody():
            return {}
        case Topic(ticket_id):
            return await _place(ticket_id, row.body, context)


async def _place(ticket_id: int, body: Body, context: Context) -> dict[str, Any] | None:
    ticket = await context.tickets.look(ticket_id)
    if ticket.topic_id is not None:
        chat_id = context.groups.chat_of(ticket)
        return {"chat_id": chat_id, "message_thread_id": ticket.topic_id}
    if isinstance(body, Sign | Face):
        raise Pointless("the topic will be made as the ticket stands then")
    if ticket.is_forgotten:
        raise Pointless("its member is forgotten")
    if not isinstance(body, Card):
        raise TopicMissing(ticket_id)
    return None


def _group(name: str, context: Context) -> int:
    """Its chat. Raises Pointless: the topics of a group that is gone are not the main group's."""
    group = context.groups.named(name)
    if group is None:
        raise Pointless(f"there is no staff group {name}")
    return group.chat_id


async def _topic(row: Claimed, context: Context) -> Ready:
    assert isinstance(row.address, Topic)
    ticket = await context.tickets.look(row.address.ticket_id)
    params = {"chat_id": context.groups.chat_of(ticket), **_signs(ticket, context)}
    return Ready("createForumTopic", params, makes_topic=True)


async def _shown(
    body: Card | Sign | Face, address: Address, to: dict[str, Any], context: Context
) -> Ready:
    """What a topic shows of its ticket. Raises Pointless."""
    assert isinstance(address, Topic)
    ticket = await context.tickets.look(address.ticket_id)
    if isinstance(body, Sign):
        return _sign(ticket, to, context)
    if isinstance(body, Face):
        if ticket.card_id is None or ticket.is_forgotten:
            raise Pointless("there is no card, or it says all that it may")
        body = await relay.card_of(context, ticket)
    return _card(body, ticket, to)


def _sign(ticket: Ticket, to: dict[str, Any], context: Context) -> Ready:
    """Raises Pointless."""
    params = _signs(ticket, context)
    if ticket.sign == sign_in(params):
        raise Pointless("the topic has this name and icon")
    return Ready("editForumTopic", {**to, **params})


def _signs(ticket: Ticket, context: Context) -> dict[str, str]:
    """What createForumTopic and editForumTopic share."""
    icon = context.house.icons.get(views.ICONS[ticket.status])
    named = {"name": views.topic_name(ticket)}
    return named if icon is None else {**named, "icon_custom_emoji_id": icon}


def sign_in(params: dict[str, Any]) -> str:
    """The name and icon of such a call, as a ticket remembers them."""
    return f"{params.get('icon_custom_emoji_id', '')} {params['name']}"


def _card(card: Card, ticket: Ticket, to: dict[str, Any]) -> Ready:
    params = {"text": card.text, "reply_markup": card.reply_markup, **SHOWN}
    if ticket.card_id is None:
        return Ready("sendMessage", {**to, **params})
    at = {"chat_id": to["chat_id"], "message_id": ticket.card_id}
    return Ready("editMessageText", {**at, **params})


async def _board(event_id: int, to: dict[str, Any], context: Context) -> Ready:
    """Raises Pointless."""
    known = await context.attendance.door(event_id)
    screen = await door.board(event_id, context)
    if known is None or screen is None:
        raise Pointless("the event has no door")
    if known.message_id is None:
        return Ready("sendMessage", {**to, **screen.params()})
    return Ready("editMessageText", {**to, "message_id": known.message_id, **screen.params()})


async def _discreetly(row: Claimed, to: dict[str, Any], context: Context) -> Ready | None:
    """What stands for words that have waited, where their ticket has become sensitive meanwhile.

    Raises Pointless.
    """
    match row:
        case Claimed(address=Topic(ticket_id), body=Relay(sources=(source, *_), is_asked=False)):
            pass
        case Claimed(address=Topic(ticket_id), body=Revision(original=source)):
            pass
        case _:
            return None
    message = await context.messages.find(source)
    if message is None or not (await context.tickets.look(ticket_id)).sensitive:
        return None
    if isinstance(row.body, Revision):
        raise Pointless("its ticket has become sensitive")
    screen = discretion.arrived(message, context.house.staff_texts)
    return Ready("sendMessage", {**to, **screen.params()})
