"""The world as the page and the tests read it: people, groups, topics, members."""

from sandbox.model import JSON, Chat
from sandbox.topics import topic_json
from sandbox.world import World


def chat_state(world: World, chat: Chat) -> JSON:
    """`members` are people only; the bot's own place is in `bot`."""
    bot = world.bot_member(chat)
    inside = {id_: m for id_, m in chat.members.items() if m.status.is_inside}
    return {
        **chat.as_group(),
        "is_forum": chat.is_forum,
        "topics": [topic_json(topic) for topic in chat.topics.values()],
        "members": [id_ for id_ in inside if id_ != world.bot.id],
        "administrators": [
            id_ for id_, m in inside.items() if m.status.is_administrator and id_ != world.bot.id
        ],
        "bot": {"status": str(bot.status), "rights": bot.rights},
    }


def clock_state(world: World) -> JSON:
    return {
        "now": world.clock.now().isoformat(),
        "offset_seconds": world.clock.offset.total_seconds(),
    }


def world_state(world: World) -> JSON:
    return {
        "bot": world.bot.as_state(),
        **clock_state(world),
        "people": [person.as_json() for person in world.people.values()],
        "chats": [chat_state(world, chat) for chat in world.groups()],
        "staff_group": world.staff_group_id,
        "webhook": world.webhook.url,
        "pending_updates": len(world.updates.pending),
    }
