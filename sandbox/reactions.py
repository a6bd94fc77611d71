"""Reactions: the free emoji of reactions.txt, kept per message and user; a person's are told."""

from pathlib import Path
from typing import Any

from sandbox.errors import bad_request
from sandbox.messages import reactions_of
from sandbox.model import JSON, Chat
from sandbox.world import World

FREE_REACTIONS = frozenset(
    Path(__file__).with_name("reactions.txt").read_text(encoding="utf-8").split()
)


def checked_reactions(reactions: list[Any]) -> list[JSON]:
    """What a bot may set: one of the free emoji, or none."""
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise bad_request("REACTION_INVALID")
        if plain_emoji(str(reaction.get("emoji"))) not in FREE_REACTIONS:
            raise bad_request("REACTION_INVALID")
    return [{"type": "emoji", "emoji": plain_emoji(reaction["emoji"])} for reaction in reactions]


def plain_emoji(emoji: str) -> str:
    """Without the variation selector, as Telegram keeps reactions."""
    return emoji.replace("\ufe0f", "")


def set_reactions(
    world: World, chat: Chat, message_id: int, user_id: int, reactions: list[JSON]
) -> list[JSON]:
    """Returns what was there before."""
    of_message = chat.reactions.setdefault(message_id, {})
    old = of_message.pop(user_id, [])
    if reactions:
        of_message[user_id] = reactions
    world.touched("messages", (chat.id, message_id))
    if world.events.watched:
        shown = reactions_of(chat, message_id)
        world.events.emit("reaction", chat=chat.id, message_id=message_id, reactions=shown)
    return old


def react(world: World, chat: Chat, message_id: int, person: JSON, emoji: str | None) -> None:
    """A person's reaction; the bot hears of it in private chats and as administrator."""
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    old = set_reactions(world, chat, message_id, person["id"], new)
    if old != new and (chat.is_private or world.bot_member(chat).status.is_administrator):
        world.updates.add(
            "message_reaction",
            {
                "chat": world.chat_json(chat),
                "message_id": message_id,
                "user": person,
                "date": world.clock.timestamp(),
                "old_reaction": old,
                "new_reaction": new,
            },
        )
