"""Messages come into the world, change and go; who is told of it: the bot, the page, the disk."""

from collections.abc import Iterable

from sandbox.model import JSON, Chat, Topic
from sandbox.names import names
from sandbox.world import World

_SERVICE = names(
    "forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened "
    "pinned_message new_chat_members left_chat_member migrate_to_chat_id migrate_from_chat_id "
    "new_chat_title supergroup_chat_created"
)
# Telegram keeps these to itself: they are for the page, and no client of a bot sees them.
PRIVATE_FIELDS = ("reply_keyboard",)


def is_service(message: JSON) -> bool:
    return not _SERVICE.isdisjoint(message)


def post(world: World, chat: Chat, author: JSON, content: JSON, topic: Topic | None = None) -> JSON:
    """Puts a message into a chat; `content` is every field but the envelope's."""
    message: JSON = {
        "message_id": chat.take_message_id(),
        "from": author,
        "chat": world.chat_json(chat),
        "date": world.clock.timestamp(),
    }
    if topic is not None:
        message["message_thread_id"] = topic.message_thread_id
        message["is_topic_message"] = True
        # Telegram's own habit: what answers nothing in a topic answers its first message.
        if "reply_to_message" not in content and "external_reply" not in content:
            message["reply_to_message"] = topic.created
    message.update(content)
    keep(world, chat, message)
    if world.events.watched:
        world.events.emit("message", chat=chat.id, message=as_seen(chat, message))
    return message


def keep(world: World, chat: Chat, message: JSON) -> None:
    chat.messages[message["message_id"]] = message
    world.touched("messages", (chat.id, message["message_id"]))
    world.touched("chats", chat.id)


def replace(world: World, chat: Chat, message: JSON) -> JSON:
    """An edited message takes the place of the one with its id."""
    keep(world, chat, message)
    if world.events.watched:
        world.events.emit("edited", chat=chat.id, message=as_seen(chat, message))
    return message


def remove(world: World, chat: Chat, message_ids: Iterable[int]) -> list[int]:
    """Returns the ids that were there."""
    gone = [message_id for message_id in message_ids if chat.messages.pop(message_id, None)]
    for message_id in gone:
        chat.reactions.pop(message_id, None)
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        world.touched("messages", (chat.id, message_id))
    if gone:
        world.events.emit("deleted", chat=chat.id, message_ids=gone)
    return gone


def tell_bot(world: World, chat: Chat, message: JSON, kind: str = "message") -> None:
    """An update for the bot, if Telegram would show it this message."""
    if bot_sees(world, chat, message):
        world.updates.add(kind, public(message))


def bot_sees(world: World, chat: Chat, message: JSON) -> bool:
    if chat.is_private:
        return True
    member = world.bot_member(chat)
    if member.status.is_administrator:
        return True
    return member.status.is_inside and _is_for_bot(world, message)


def _is_for_bot(world: World, message: JSON) -> bool:
    """Privacy mode: a bot that is no administrator sees commands, answers to it, service notes."""
    reply = message.get("reply_to_message", {})
    text = message.get("text") or message.get("caption") or ""
    return (
        is_service(message)
        or text.startswith("/")
        or f"@{world.bot.username}" in text
        or reply.get("from", {}).get("id") == world.bot.id
        or message.get("via_bot", {}).get("id") == world.bot.id
    )


def public(message: JSON) -> JSON:
    """A message as the Bot API shows it."""
    if any(name in message for name in PRIVATE_FIELDS):
        return {name: value for name, value in message.items() if name not in PRIVATE_FIELDS}
    return message


def quoted(message: JSON) -> JSON:
    """A message inside another: without what it answered itself."""
    left_out = ("reply_to_message", *PRIVATE_FIELDS)
    return {name: value for name, value in message.items() if name not in left_out}


def as_seen(chat: Chat, message: JSON, viewer: int | None = None) -> JSON:
    """A message as the page shows it: with its reactions and whether it is pinned."""
    message_id = message["message_id"]
    return {
        **message,
        "reactions": reactions_of(chat, message_id, viewer),
        "pinned": message_id in chat.pinned,
    }


def reactions_of(chat: Chat, message_id: int, viewer: int | None = None) -> list[JSON]:
    users: dict[str, list[int]] = {}
    for user_id, reactions in chat.reactions.get(message_id, {}).items():
        for reaction in reactions:
            users.setdefault(reaction.get("emoji", ""), []).append(user_id)
    return [
        {"emoji": emoji, "count": len(ids), "users": ids, **_mine(ids, viewer)}
        for emoji, ids in users.items()
    ]


def _mine(user_ids: list[int], viewer: int | None) -> JSON:
    return {} if viewer is None else {"mine": viewer in user_ids}
