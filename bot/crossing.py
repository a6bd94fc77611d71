"""How words cross to the other side: copied, worded anew, under a name, or as a correction."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram.constants import MessageLimit

from bot.ready import SHOWN, Pointless, Ready, at
from desk.incoming import Kind, MessageRef
from desk.messages import Author, Message
from desk.outgoing import Address, Chat, Relay, Revision, Topic
from handlers.context import Context
from handlers.views.flood import times
from handlers.views.html import plain, units
from handlers.views.replies import named

_CAPTIONED = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.DOCUMENT)
# What an album may be made of (Bot API, sendMediaGroup); of an audio or a document, all must be.
_IN_ALBUMS = ("photo", "video", "audio", "document")


async def relayed(relay: Relay, address: Address, to: dict[str, Any], context: Context) -> Ready:
    answer = await _answer(relay, to["chat_id"], context)
    first = relay.sources[0]
    said = [await context.messages.find(first)] if relay.is_worded else []
    if relay.is_worded:
        words = _signed(said[0], context) or _joined(said)
        text = _worded("text", words, plainly=relay.is_plain)
        preview = {"link_preview_options": SHOWN["link_preview_options"]}
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


async def revised(
    revision: Revision, address: Address, to: dict[str, Any], context: Context
) -> Ready:
    """What does not fit into the copy any more comes once again, as a message of its own.

    So does what has no copy in the topic: the ticket has another topic since it was written.
    Raises Pointless.
    """
    said = await context.messages.find(revision.original)
    if said is not None and said.copy is None and isinstance(address, Topic):
        return await _anew(said, revision, to, context)
    copy = await copy_of(revision.original, context)
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
        return Ready("editMessageMedia", {**at(copy), "media": media})
    if is_text:
        new = _worded("text", text, plainly=revision.is_plain)
        return Ready("editMessageText", {**at(copy), **new})
    if message.kind in _CAPTIONED:
        return Ready("editMessageCaption", {**at(copy), **caption})
    raise Pointless("nothing in it can be edited")


async def _anew(
    message: Message, revision: Revision, to: dict[str, Any], context: Context
) -> Ready:
    """Raises Pointless where the words wait still, for they go as they are by then."""
    if await context.outbox.carries(revision.original, message.ticket_id):
        raise Pointless("it has not gone yet")
    words = _said(message)
    text = f"{words}\n\n<i>{revision.mark}</i>" if revision.mark else words
    if message.kind is not Kind.TEXT or not _fits(text, MessageLimit.MAX_TEXT_LENGTH):
        return Ready("copyMessage", {**to, **_from(revision.original)})
    return Ready("sendMessage", {**to, **_worded("text", text, plainly=revision.is_plain)})


async def copy_of(original: MessageRef, context: Context) -> MessageRef:
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
