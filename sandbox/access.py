"""May the bot: finds the chat, topic or message a call is about, or refuses as Telegram does."""

from sandbox.errors import Refused, bad_request, forbidden, migrated
from sandbox.model import JSON, Chat, Status, Topic
from sandbox.params import Params
from sandbox.world import World


def known_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """A chat the bot has heard of, even if it may not write there."""
    chat_id = params.values.get(name)
    if chat_id is None or chat_id == "":
        raise bad_request(f"{name} is empty")
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise _no_such_chat(world, chat_id)
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    return chat


def _no_such_chat(world: World, chat_id: object) -> Refused:
    if isinstance(chat_id, int) and chat_id in world.people:
        return forbidden("bot can't initiate conversation with a user")
    return bad_request("chat not found")


def writable_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    chat = known_chat(world, params, name)
    if chat.is_private:
        person = world.people[chat.id]
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    require_membership(world, chat)
    return chat


def require_membership(world: World, chat: Chat) -> None:
    status = world.bot_member(chat).status
    if status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status is Status.LEFT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def require_right(world: World, chat: Chat, right: str, refusal: str) -> None:
    require_membership(world, chat)
    if not world.bot_member(chat).may(right):
        raise bad_request(refusal)


def forum(world: World, params: Params) -> Chat:
    chat = known_chat(world, params)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def topic_of(chat: Chat, thread: int) -> Topic:
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    return topic


def open_topic(world: World, chat: Chat, thread: int | None) -> Topic | None:
    """The topic a message goes to; a closed one takes the words of those who may reopen it."""
    if not thread:
        return None
    topic = topic_of(chat, thread)
    may_write = topic.creator_id == world.bot.id or world.bot_member(chat).may("can_manage_topics")
    if topic.is_closed and not may_write:
        raise bad_request("TOPIC_CLOSED")
    return topic


def message_in(chat: Chat, message_id: int | None, missing: str) -> JSON:
    message = chat.messages.get(message_id) if message_id is not None else None
    if message is None:
        raise bad_request(missing)
    return message
