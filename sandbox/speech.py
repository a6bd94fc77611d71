"""What people do in their chats: write, edit, press buttons; the bot hears of it by updates."""

import asyncio
from dataclasses import dataclass
from typing import Any

from sandbox.errors import ControlRefused
from sandbox.formatting import format_text, message_caption, message_text
from sandbox.messages import post, public, replace, tell_bot
from sandbox.model import JSON, Chat, Person, Topic
from sandbox.queries import Query
from sandbox.replies import reply_fields
from sandbox.world import World

# How long a press or an inline query waits for the bot before the page goes on without it.
PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person speaks, and to which message."""

    chat: Chat
    thread: int | None = None
    reply_to: int | None = None
    quote: str | None = None


def say(
    world: World, person: Person, place: Place, text: str, entities: list[JSON] | None = None
) -> JSON:
    return speak(world, person, place, spoken_text(world, text, entities))


def speak(world: World, person: Person, place: Place, content: JSON) -> JSON:
    chat = place.chat
    require_voice(person, chat)
    topic = _topic(chat, place.thread, person)
    reply: JSON = {}
    if place.reply_to:
        asked = {"message_id": place.reply_to, "quote": place.quote}
        reply = reply_fields(world, chat, asked)
        if topic is None and (thread := reply["reply_to_message"].get("message_thread_id")):
            topic = _topic(chat, thread, person)
    if chat.is_private:
        _start(world, person)
    message = post(world, chat, person.as_user(), {**reply, **content}, topic)
    tell_bot(world, chat, message)
    return message


def require_voice(person: Person, chat: Chat) -> None:
    if chat.is_private:
        if chat.id != person.id:
            raise ControlRefused(
                f"{person.first_name} cannot write in somebody else's private chat"
            )
        if person.blocked:
            raise ControlRefused(f"{person.first_name} has blocked the bot")
    elif not chat.member(person.id).status.is_inside:
        raise ControlRefused(f"{person.first_name} is not a member of {chat.title}")


def _start(world: World, person: Person) -> None:
    if not person.started:
        person.started = True
        world.touched("people", person.id)
        world.events.emit("person", person=person.as_json())


def _topic(chat: Chat, thread: int | None, person: Person) -> Topic | None:
    if not thread:
        return None
    topic = chat.topics.get(thread)
    if topic is None:
        raise ControlRefused(f"there is no topic {thread} in {chat.title}")
    may_write = chat.member(person.id).may("can_manage_topics") or topic.creator_id == person.id
    if topic.is_closed and not may_write:
        raise ControlRefused(f"the topic {topic.name} is closed")
    return topic


def spoken_text(world: World, text: str, entities: list[JSON] | None = None) -> JSON:
    return message_text(format_text(text, parse_mode=None, entities=entities, find_user=world.user))


def spoken_caption(world: World, caption: str, entities: list[JSON] | None = None) -> JSON:
    return message_caption(
        format_text(caption, parse_mode=None, entities=entities, find_user=world.user)
    )


def edit(world: World, person: Person, chat: Chat, message_id: int, content: JSON) -> JSON:
    """`content` is a new text or caption with its entities."""
    message = existing(chat, message_id)
    if message["from"]["id"] != person.id:
        raise ControlRefused(f"message {message_id} is not {person.first_name}'s")
    old = ("text", "entities") if "text" in content else ("caption", "caption_entities")
    kept = {name: value for name, value in message.items() if name not in old}
    edited = {**kept, **content, "edit_date": world.clock.timestamp()}
    replace(world, chat, edited)
    tell_bot(world, chat, edited, "edited_message")
    return edited


def existing(chat: Chat, message_id: int) -> JSON:
    message = chat.messages.get(message_id)
    if message is None:
        raise ControlRefused(f"there is no message {message_id} in chat {chat.id}")
    return message


def button_at(message: JSON, row: int, column: int) -> JSON:
    try:
        button: JSON = message["reply_markup"]["inline_keyboard"][row][column]
    except (KeyError, IndexError):
        raise ControlRefused(
            f"message {message['message_id']} has no button at row {row}, column {column}"
        ) from None
    return button


async def press(
    world: World, person: Person, chat: Chat, message: JSON, button: JSON
) -> JSON | None:
    """The bot's answer; None if it gave none within two seconds."""
    require_voice(person, chat)
    if "callback_data" not in button:
        return _without_bot(button)
    query_id = world.new_id()
    query = Query(person.id, world.clock.now().timestamp(), chat.id, message["message_id"])
    world.queries.ask(query_id, query)
    world.updates.add(
        "callback_query",
        {
            "id": query_id,
            "from": person.as_user(),
            "message": public(message),
            "chat_instance": str(abs(chat.id) * 7919),
            "data": button["callback_data"],
        },
    )
    answer: JSON | None = await patiently(query)
    return answer


def _without_bot(button: JSON) -> JSON:
    url = button.get("url") or (button.get("web_app") or {}).get("url")
    others = ("switch_inline_query", "switch_inline_query_current_chat", "copy_text")
    known = {name: button[name] for name in others if name in button}
    return {"text": None, "show_alert": False, "url": url, **known}


async def patiently(query: Query) -> Any:
    """None if the bot did not answer in time; the query stays answerable."""
    await asyncio.wait((query.answered,), timeout=PATIENCE_SECONDS)
    return query.answered.result() if query.answered.done() else None
