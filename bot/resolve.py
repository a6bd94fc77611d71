"""From a row to the Bot API call it is today: topics, cards and copies become Telegram's ids.

It only reads: a row is claimed in the same transaction, and a lock on a person taken after that
could meet a handler that holds the person and waits for the row.
"""

from dataclasses import dataclass
from typing import Any

from telegram import InputFile
from telegram.constants import MessageLimit

from desk.errors import DeskError
from desk.incoming import Kind, MessageRef
from desk.messages import Message
from desk.outgoing import (
    Address,
    Call,
    Card,
    Chat,
    Claimed,
    General,
    Harmless,
    Mark,
    Nobody,
    Priority,
    Recall,
    Relay,
    Revision,
    TextFile,
    Topic,
)
from handlers.context import Context
from handlers.views import card as views
from handlers.views.html import plain, units

_SHOWN = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
_CAPTIONED = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Ready:
    """`weight` counts against a flood limit; `makes_topic`: the row itself comes afterwards."""

    method: str
    params: dict[str, Any]
    weight: int = 1
    makes_topic: bool = False


class TopicMissing(DeskError):
    """The ticket has no topic, and this row is not the one to begin it with."""


class Pointless(DeskError):
    """What the row is about is not there, so nothing needs to be done."""


async def resolve(row: Claimed, context: Context) -> Ready:
    """Raises TopicMissing, Pointless."""
    to = await _destination(row, context)
    if to is None:
        return await _topic(row, context)
    match row.body:
        case Call() as call:
            ready = Ready(call.method, {**to, **call.params, **_upload(call, context)})
        case Mark() as mark:
            ready = _marked(mark)
        case Card() as card:
            ready = await _card(card, row.address, to, context)
        case Relay() as relay:
            ready = await _relay(relay, to, context)
        case Revision() as revision:
            ready = await _revision(revision, to, context)
        case Recall(original):
            ready = Ready("deleteMessage", _at(await _copy(original, context)))
    return ready


def _upload(call: Call, context: Context) -> dict[str, InputFile]:
    """Raises Pointless."""
    if call.upload is None:
        return {}
    name, file = call.upload
    if isinstance(file, TextFile):
        return {name: InputFile(file.content.encode(), filename=file.name, attach=False)}
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
    return Ready("setMessageReaction", {**_at(mark.message), "reaction": reaction})


async def _destination(row: Claimed, context: Context) -> dict[str, Any] | None:
    """None where a topic must be made first."""
    match row.address:
        case Chat(chat_id):
            person = await context.people.look(chat_id) if row.priority is Priority.BULK else None
            if person is not None and not person.reachable:
                raise Pointless("the person has blocked the bot")
            return {"chat_id": chat_id}
        case General():
            return {"chat_id": context.staff_chat_id}
        case Nobody():
            return {}
        case Topic(ticket_id):
            ticket = await context.tickets.look(ticket_id)
            if ticket.topic_id is not None:
                return {"chat_id": context.staff_chat_id, "message_thread_id": ticket.topic_id}
            if not isinstance(row.body, Card):
                raise TopicMissing(ticket_id)
            return None


async def _topic(row: Claimed, context: Context) -> Ready:
    assert isinstance(row.address, Topic)
    ticket = await context.tickets.look(row.address.ticket_id)
    params = {"chat_id": context.staff_chat_id, "name": views.topic_name(ticket)}
    icon = context.house.icons.get(views.ICONS[ticket.status])
    if icon is not None:
        params["icon_custom_emoji_id"] = icon
    return Ready("createForumTopic", params, makes_topic=True)


async def _card(card: Card, address: Address, to: dict[str, Any], context: Context) -> Ready:
    assert isinstance(address, Topic)
    params = {"text": card.text, "reply_markup": card.reply_markup, **_SHOWN}
    ticket = await context.tickets.look(address.ticket_id)
    if ticket.card_id is None:
        return Ready("sendMessage", {**to, **params})
    at = {"chat_id": to["chat_id"], "message_id": ticket.card_id}
    return Ready("editMessageText", {**at, **params})


async def _relay(relay: Relay, to: dict[str, Any], context: Context) -> Ready:
    answer = await _answer(relay, to["chat_id"], context)
    first = relay.sources[0]
    if relay.is_worded:
        said = [await context.messages.find(first)]
        text = _worded("text", _joined(said), plainly=relay.is_plain)
        preview = {"link_preview_options": _SHOWN["link_preview_options"]}
        return Ready("sendMessage", {**to, **text, **preview, **answer})
    if len(relay.sources) == 1:
        return Ready("copyMessage", {**to, **_from(first), **answer})
    if relay.size:
        words = _joined([await context.messages.find(source) for source in relay.sources])
        # An edit while it waited may have made it too long for one message.
        if _fits(words, MessageLimit.MAX_TEXT_LENGTH):
            return Ready("sendMessage", {**to, **_worded("text", words, plainly=relay.is_plain)})
    ids = sorted({source.message_id for source in relay.sources})
    several = {"from_chat_id": first.chat_id, "message_ids": ids}
    return Ready("copyMessages", {**to, **several}, weight=len(ids))


async def _answer(relay: Relay, chat_id: int, context: Context) -> dict[str, Any]:
    """The quote, where what is answered stands on the other side too (Bot API, ReplyParameters)."""
    answered = await context.messages.find(relay.answers)
    if relay.answers is None or answered is None:
        return {}
    there = answered.original if answered.copy == relay.answers else answered.copy
    if there is None or there.chat_id != chat_id:
        return {}
    params: dict[str, Any] = {
        "message_id": there.message_id,
        "allow_sending_without_reply": True,
    }
    if relay.quote is not None:
        params["quote"] = relay.quote
    return {"reply_parameters": params}


async def _revision(revision: Revision, to: dict[str, Any], context: Context) -> Ready:
    """What does not fit into the copy any more comes once again, as a message of its own."""
    copy = await _copy(revision.original, context)
    sharing = await context.messages.sharing(copy)
    message = next(m for m in sharing if m.original == revision.original)
    words = _joined(sharing)
    is_text = message.kind is Kind.TEXT
    most = MessageLimit.MAX_TEXT_LENGTH if is_text else MessageLimit.CAPTION_LENGTH
    if is_text and not _fits(words, most):
        return Ready("copyMessage", {**to, **_from(revision.original)})
    text = f"{words}\n\n<i>{revision.mark}</i>".lstrip()
    text = text if _fits(text, most) else words
    caption = _worded("caption", text, plainly=revision.is_plain)
    if revision.swaps and message.media is not None:
        media = {"type": message.media.type, "media": message.media.file_id, **caption}
        return Ready("editMessageMedia", {**_at(copy), "media": media})
    if is_text:
        new = _worded("text", text, plainly=revision.is_plain)
        return Ready("editMessageText", {**_at(copy), **new})
    if message.kind in _CAPTIONED:
        return Ready("editMessageCaption", {**_at(copy), **caption})
    raise Pointless("nothing in it can be edited")


async def _copy(original: MessageRef, context: Context) -> MessageRef:
    message = await context.messages.find(original)
    if message is None or message.copy is None:
        raise Pointless("it has no copy")
    return message.copy


def _joined(messages: list[Message | None] | list[Message]) -> str:
    return "\n\n".join(message.html for message in messages if message is not None)


def _fits(html: str, most: int) -> bool:
    return units(plain(html)) <= most


def _from(ref: MessageRef) -> dict[str, Any]:
    return {"from_chat_id": ref.chat_id, "message_id": ref.message_id}


def _worded(name: str, html: str, *, plainly: bool) -> dict[str, Any]:
    return {name: plain(html)} if plainly else {name: html, "parse_mode": "HTML"}


def _at(ref: MessageRef) -> dict[str, Any]:
    return {"chat_id": ref.chat_id, "message_id": ref.message_id}
