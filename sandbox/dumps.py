"""Every part of the world as JSON and back, table by table; where it is kept is not known here."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sandbox.files import StoredFile
from sandbox.model import JSON, Chat, Member, Person, Status, Topic
from sandbox.updates import Updates
from sandbox.webhook_settings import WebhookSettings
from sandbox.world import Counters, World

SETTINGS = ("bot", "webhook", "updates", "counters", "clock")


def every_key(world: World) -> Iterator[tuple[str, Any]]:
    yield from (("settings", name) for name in SETTINGS)
    yield from (("people", person_id) for person_id in world.people)
    for chat in world.chats.values():
        yield "chats", chat.id
        yield from (("topics", (chat.id, thread)) for thread in chat.topics)
        yield from (("messages", (chat.id, message_id)) for message_id in chat.messages)
    yield from (("updates", update_id) for update_id in world.updates.pending)
    yield from (("files", unique_id) for unique_id in world.files.by_unique_id)


def dump(world: World, table: str, key: Any) -> JSON | None:
    """None for what is no longer there."""
    return _DUMPERS[table](world, key)


def _dump_setting(world: World, name: str) -> JSON:
    match name:
        case "bot":
            return world.bot.dump()
        case "webhook":
            return world.webhook.dump()
        case "updates":
            return {"allowed": world.updates.allowed}
        case "clock":
            return {"offset_seconds": world.clock.offset.total_seconds()}
        case _:
            staff = {"staff_group_id": world.staff_group_id, "update": world.updates.next_id}
            return {**asdict(world.counters), **staff}


def _dump_person(world: World, person_id: int) -> JSON | None:
    person = world.people.get(person_id)
    return person.as_json() if person else None


def _dump_chat(world: World, chat_id: int) -> JSON | None:
    chat = world.chats.get(chat_id)
    if chat is None:
        return None
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "is_forum": chat.is_forum,
        "next_message_id": chat.next_message_id,
        "members": {
            str(id_): [member.status, member.rights] for id_, member in chat.members.items()
        },
        "pinned": chat.pinned,
        "migrated_to": chat.migrated_to,
    }


def _dump_topic(world: World, key: tuple[int, int]) -> JSON | None:
    chat = world.chats.get(key[0])
    topic = chat.topics.get(key[1]) if chat else None
    return asdict(topic) if topic else None


def _dump_message(world: World, key: tuple[int, int]) -> JSON | None:
    chat = world.chats.get(key[0])
    message = chat.messages.get(key[1]) if chat else None
    if chat is None or message is None:
        return None
    reactions = {str(user): what for user, what in chat.reactions.get(key[1], {}).items()}
    return {"message": message, "reactions": reactions}


def _dump_update(world: World, update_id: int) -> JSON | None:
    pending = world.updates.pending.get(update_id)
    return pending.update if pending else None


_DUMPERS: dict[str, Callable[[World, Any], JSON | None]] = {
    "settings": _dump_setting,
    "people": _dump_person,
    "chats": _dump_chat,
    "topics": _dump_topic,
    "messages": _dump_message,
    "updates": _dump_update,
    "files": lambda world, unique_id: world.files.dump(unique_id),
}


def restore(world: World, tables: dict[str, JSON]) -> None:
    for person in tables.get("people", {}).values():
        world.people[person["id"]] = Person(**person)
    for chat in tables.get("chats", {}).values():
        world.chats[chat["id"]] = _chat(chat)
    _restore_topics(world, tables.get("topics", {}))
    _restore_messages(world, tables.get("messages", {}))
    for file in tables.get("files", {}).values():
        world.files.know(StoredFile(**file))
    _restore_settings(world, tables.get("settings", {}))
    _restore_updates(world.updates, tables.get("updates", {}))


def _chat(dumped: JSON) -> Chat:
    members = {
        int(user_id): Member(Status(status), rights)
        for user_id, (status, rights) in dumped["members"].items()
    }
    return Chat(**{**dumped, "members": members})


def _restore_topics(world: World, topics: JSON) -> None:
    for key in sorted(topics, key=_numbers):
        chat_id, thread = _numbers(key)
        world.chats[chat_id].topics[thread] = Topic(**topics[key])


def _restore_messages(world: World, messages: JSON) -> None:
    for key in sorted(messages, key=_numbers):
        chat_id, message_id = _numbers(key)
        chat, dumped = world.chats[chat_id], messages[key]
        chat.messages[message_id] = dumped["message"]
        if dumped["reactions"]:
            chat.reactions[message_id] = {int(u): r for u, r in dumped["reactions"].items()}


def _numbers(key: str) -> tuple[int, int]:
    first, _, second = key.partition("/")
    return int(first), int(second)


def _restore_settings(world: World, settings: JSON) -> None:
    if bot := settings.get("bot"):
        world.bot.restore(bot)
    if webhook := settings.get("webhook"):
        world.webhook = WebhookSettings(**webhook)
    if updates := settings.get("updates"):
        world.updates.allowed = updates["allowed"]
    if clock := settings.get("clock"):
        world.clock.offset = timedelta(seconds=clock["offset_seconds"])
    if counters := settings.get("counters"):
        world.staff_group_id = counters.pop("staff_group_id")
        world.updates.next_id = counters.pop("update")
        world.counters = Counters(**counters)


def _restore_updates(updates: Updates, dumped: JSON) -> None:
    in_order = sorted(dumped.values(), key=lambda update: int(update["update_id"]))
    updates.restore(in_order)
    if in_order:
        updates.next_id = max(updates.next_id, in_order[-1]["update_id"] + 1)
