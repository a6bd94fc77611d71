"""Which conversation a raw update belongs to: what shares a mailbox keeps its order."""

from typing import Any

_WITH_MESSAGE = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_message",
    "edited_business_message",
)
_LARGEST_ID = 2**63 - 1


def mailbox_of(raw: dict[str, Any]) -> str:
    """A private chat, a group chat with its topic, or a person; "other" for all else.

    Reads the JSON with mistrust: an update that no parser understands still has a place.
    """
    pressed = _object(raw.get("callback_query"))
    message = _object(pressed.get("message"))
    for name in _WITH_MESSAGE:
        message = message or _object(raw.get(name))
    if message:
        chat = _object(message.get("chat"))
        topic = message.get("message_thread_id") if message.get("is_topic_message") else None
        return _name(chat.get("id"), topic)
    for value in raw.values():
        about = _object(value)
        who = _object(about.get("chat")) or _object(about.get("from")) or _object(about.get("user"))
        if who:
            return _name(who.get("id"), None)
    return "other"


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _name(chat_id: object, topic: object) -> str:
    """Whatever else an id may be, it is of no chat, and could be more than a table holds."""
    if not _is_id(chat_id):
        return "other"
    return f"chat:{chat_id}:{topic}" if _is_id(topic) else f"chat:{chat_id}"


def _is_id(value: object) -> bool:
    return type(value) is int and abs(value) <= _LARGEST_ID
