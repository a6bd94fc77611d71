"""From a row to the Bot API call it is today: topics, cards and copies become Telegram's ids.

It only reads: a row is claimed in the same transaction, and a lock on a person taken after that
could meet a handler that holds the person and waits for the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import InputFile
from telegram.constants import MessageLimit

from desk.errors import DeskError
from desk.incoming import Kind, MessageRef
from desk.messages import Author, Message
from desk.outgoing import (
    Address,
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
from desk.tickets import Ticket
from handlers import relay
from handlers.context import Context
from handlers.views import card as views
from handlers.views import discretion
from handlers.views.flood import times
from handlers.views.html import plain, units
from handlers.views.replies import named

_SHOWN = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
# What an album may be made of (Bot API, sendMediaGroup); of an audio or a document, all must be.
_IN_ALBUMS = ("photo", "video", "audio", "document")
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
            ready = await _relay(relay, row.address, to, context)
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
            return await _place(ticket_id, row.body, context)


async def _place(ticket_id: int, body: Body, context: Context) -> dict[str, Any] | None:
    ticket = await context.tickets.look(ticket_id)
    if ticket.topic_id is not None:
        return {"chat_id": context.staff_chat_id, "message_thread_id": ticket.topic_id}
    if isinstance(body, Sign | Face):
        raise Pointless("the topic will be made as the ticket stands then")
    if ticket.is_forgotten:
        raise Pointless("its member is forgotten")
    if not isinstance(body, Card):
        raise TopicMissing(ticket_id)
    return None


async def _topic(row: Claimed, context: Context) -> Ready:
    assert isinstance(row.address, Topic)
    ticket = await context.tickets.look(row.address.ticket_id)
    params = {"chat_id": context.staff_chat_id, **_signs(ticket, context)}
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
    params = {"text": card.text, "reply_markup": card.reply_markup, **_SHOWN}
    if ticket.card_id is None:
        return Ready("sendMessage", {**to, **params})
    at = {"chat_id": to["chat_id"], "message_id": ticket.card_id}
    return Ready("editMessageText", {**at, **params})


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


async def _relay(relay: Relay, address: Address, to: dict[str, Any], context: Context) -> Ready:
    answer = await _answer(relay, to["chat_id"], context)
    first = relay.sources[0]
    said = [await context.messages.find(first)] if relay.is_worded else []
    if relay.is_worded:
        words = _signed(said[0], context) or _joined(said)
        text = _worded("text", words, plainly=relay.is_plain)
        preview = {"link_preview_options": _SHOWN["link_preview_options"]}
        return Ready("sendMessage", {**to, **text, **preview, **answer})
    if context.house.shows_names and isinstance(address, Chat):
        found = [await context.messages.find(source) for source in sorted(relay.sources)]
        by_name = _by_name([message for message in found if message], relay, context)
        if by_name is not None:
            return replace(by_name, params={**to, **by_name.params, **answer})
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


def _by_name(messages: Sequence[Message], relay: Relay, context: Context) -> Ready | None:
    """Staff's words under the name of who wrote them; None where there is no place for a name."""
    if len(messages) > 1:
        return _album_by_name(messages, relay, context)
    words = _signed(messages[0], context) if messages else None
    if words is None:
        return None
    if messages[0].kind is Kind.TEXT:
        return Ready("sendMessage", _worded("text", words, plainly=relay.is_plain))
    caption = _worded("caption", words, plainly=relay.is_plain)
    return Ready("copyMessage", {**_from(relay.sources[0]), **caption})


def _album_by_name(messages: Sequence[Message], relay: Relay, context: Context) -> Ready | None:
    """An album is copied without a change, so its files themselves are sent again."""
    files = [message.media for message in messages]
    if len(files) < len(relay.sources) or any(f is None or f.type not in _IN_ALBUMS for f in files):
        return None
    told = next((message for message in messages if message.html), messages[0])
    items: list[dict[str, Any]] = []
    for message, file in zip(messages, files, strict=True):
        assert file is not None
        words = (_signed(message, context) if message is told else None) or message.html
        caption = _worded("caption", words, plainly=relay.is_plain) if words else {}
        items.append({"type": file.type, "media": file.file_id, **caption})
    return Ready("sendMediaGroup", {"media": items}, weight=len(items))


def _signed(message: Message | None, context: Context) -> str | None:
    """None where nobody is named, where nothing can be written, and where it would not fit."""
    if message is None or message.author is not Author.STAFF or not context.house.shows_names:
        return None
    is_text = message.kind is Kind.TEXT
    if not is_text and (message.kind not in _CAPTIONED or _is_round(message)):
        return None
    words = named(message.author_name, message.html)
    most = MessageLimit.MAX_TEXT_LENGTH if is_text else MessageLimit.CAPTION_LENGTH
    return words if _fits(words, most) else None


def _is_round(message: Message) -> bool:
    """A video note has no caption; of the videos, it alone is no file that could be swapped."""
    return message.kind is Kind.VIDEO and message.media is None


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
    words = _signed(message, context) or words
    text = f"{words}\n\n<i>{revision.mark}</i>".lstrip() if revision.mark else words
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
    return "\n\n".join(_said(message) for message in messages if message is not None)


def _said(message: Message) -> str:
    return f"{message.html} <i>{times(message.times)}</i>" if message.times > 1 else message.html


def _fits(html: str, most: int) -> bool:
    return units(plain(html)) <= most


def _from(ref: MessageRef) -> dict[str, Any]:
    return {"from_chat_id": ref.chat_id, "message_id": ref.message_id}


def _worded(name: str, html: str, *, plainly: bool) -> dict[str, Any]:
    return {name: plain(html)} if plainly else {name: html, "parse_mode": "HTML"}


def _at(ref: MessageRef) -> dict[str, Any]:
    return {"chat_id": ref.chat_id, "message_id": ref.message_id}
