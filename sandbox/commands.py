"""The bot's commands by scope and language, and which of them a person's client shows."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.errors import bad_request
from sandbox.model import JSON, Chat, Person
from sandbox.profile import ScopeKey
from sandbox.world import World

_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
MAX_COMMANDS = 100


def scope_key(world: World, scope: JSON | None) -> ScopeKey:
    kind = (scope or {}).get("type", "default")
    if kind in _PLAIN_SCOPES:
        return kind, 0, 0
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = _number((scope or {}).get("chat_id"), "chat_id")
    if chat_id not in world.chats and chat_id not in world.people:
        raise bad_request("chat not found")
    if kind == "chat_member":
        return kind, chat_id, _number((scope or {}).get("user_id"), "user_id")
    return kind, chat_id, 0


def _number(value: Any, name: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"") from None


def checked_language(code: str | None) -> str:
    """Two letters (ISO 639-1), or "" for everybody else."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code or ""


def checked_commands(commands: list[JSON]) -> list[JSON]:
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked(command) for command in commands]


def _checked(command: JSON) -> JSON:
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not re.fullmatch("[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {**command, "command": name, "description": description}


def shown_commands(world: World, person: Person, chat: Chat | None) -> list[JSON]:
    """Bot API, "Determining list of commands": the narrowest scope, the person's language first."""
    for key in _scopes(person, chat):
        for language in (person.language_code or "", ""):
            commands = world.bot.commands.get((key, language[:2]))
            if commands:
                return commands
    return []


def _scopes(person: Person, chat: Chat | None) -> Iterator[ScopeKey]:
    if chat is None or chat.is_private:
        yield "chat", person.id, 0
        yield "all_private_chats", 0, 0
    else:
        is_administrator = chat.member(person.id).status.is_administrator
        yield "chat_member", chat.id, person.id
        if is_administrator:
            yield "chat_administrators", chat.id, 0
        yield "chat", chat.id, 0
        if is_administrator:
            yield "all_chat_administrators", 0, 0
        yield "all_group_chats", 0, 0
    yield "default", 0, 0
