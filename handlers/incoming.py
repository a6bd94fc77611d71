"""From Telegram's Message to what the desk cares about."""

from html import escape
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from desk.incoming import Incoming, Kind, Media, MessageRef
from handlers.views.html import plain

# In this order: a message has one of them, but an animation comes with a document beside it.
_MEDIA = {
    "photo": Kind.PHOTO,
    "video": Kind.VIDEO,
    "animation": Kind.VIDEO,
    "video_note": Kind.VIDEO,
    "audio": Kind.AUDIO,
    "voice": Kind.VOICE,
    "document": Kind.DOCUMENT,
    "sticker": Kind.STICKER,
    "venue": Kind.LOCATION,
    "location": Kind.LOCATION,
    "contact": Kind.CONTACT,
}
_SWAPPABLE = ("photo", "video", "animation", "audio", "document")
# What people send besides these. Not all of it can be copied, and then staff are told so; all else
# is a service message.
_OTHER = ("poll", "dice", "story", "checklist", "game", "paid_media", "rich_message")


def kind_of(message: Message) -> Kind | None:
    """None for a service message: somebody joined, a topic was made, a title changed."""
    if message.text is not None:
        return Kind.TEXT
    for name, kind in _MEDIA.items():
        if getattr(message, name):
            return kind
    if any(getattr(message, name, None) or name in message.api_kwargs for name in _OTHER):
        return Kind.OTHER
    return None


def ref(message: MaybeInaccessibleMessage) -> MessageRef:
    return MessageRef(message.chat.id, message.message_id)


def incoming(message: Message, kind: Kind) -> Incoming:
    return Incoming(
        at=ref(message),
        kind=kind,
        html=_html(message),
        plain=message.text or message.caption or "",
        sent_at=message.date,
        media=_media(message),
        media_group_id=message.media_group_id,
        answers=answered(message),
        quote=message.quote.text if message.quote and message.quote.is_manual else None,
    )


def _html(message: Message) -> str:
    """With its formatting; where that is of places which are not in it, the words alone."""
    words = message.text or message.caption or ""
    if not message.entities and not message.caption_entities:
        return escape(words)
    try:
        html = (message.text_html if message.text else message.caption_html) or ""
    except (TypeError, ValueError):
        return escape(words, quote=False)
    return html if plain(html) == words else escape(words, quote=False)


def answered(message: Message) -> MessageRef | None:
    """The message that this one answers.

    In a topic, Telegram counts every message as an answer to the one that made the topic.
    """
    to = message.reply_to_message
    if to is None or to.forum_topic_created is not None:
        return None
    return MessageRef(message.chat_id, to.message_id)


def _media(message: Message) -> Media | None:
    """The file, where Telegram lets a copy of it be swapped (Bot API, InputMedia)."""
    for name in _SWAPPABLE:
        file: Any = getattr(message, name)
        if file:
            file = file[-1] if name == "photo" else file  # the largest size comes last
            return Media(name, file.file_id, file.file_unique_id)
    return None


def is_anothers(query: CallbackQuery) -> bool:
    """A press in a private chat is its owner's, or forged: what follows would be written there."""
    chat = query.message.chat if query.message else None
    return chat is not None and chat.type == ChatType.PRIVATE and chat.id != query.from_user.id
