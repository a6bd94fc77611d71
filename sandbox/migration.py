"""A group becomes a supergroup with another id: everything moves, the old id only points there."""

from sandbox.messages import keep, post
from sandbox.model import JSON, SUPERGROUP, Chat
from sandbox.world import World


def migrate(world: World, old: Chat, by: JSON) -> Chat:
    """Returns the new chat. Messages and topics keep their ids, so that a test can go on."""
    new = world.add_group(old.title or "", is_forum=old.is_forum)
    new.type = SUPERGROUP
    new.members = dict(old.members)
    farewell = post(world, old, by, {"migrate_to_chat_id": new.id})
    _move(world, old, new)
    old.migrated_to = new.id
    if world.staff_group_id == old.id:
        world.staff_group_id = new.id
    welcome = post(world, new, by, {"migrate_from_chat_id": old.id})
    for message in (farewell, welcome):
        world.updates.add("message", message)
    world.touched("chats", old.id)
    world.touched("settings", "counters")
    return new


def _move(world: World, old: Chat, new: Chat) -> None:
    group = new.as_group()
    new.next_message_id = old.next_message_id
    new.topics, old.topics = old.topics, {}
    new.reactions, old.reactions = old.reactions, {}
    new.pinned, old.pinned = old.pinned, []
    moved, old.messages = old.messages, {}
    for message_id, message in moved.items():
        keep(world, new, {**message, "chat": group})
        world.touched("messages", (old.id, message_id))
    for thread, topic in new.topics.items():
        topic.created = {**topic.created, "chat": group}
        world.touched("topics", (new.id, thread))
        world.touched("topics", (old.id, thread))
