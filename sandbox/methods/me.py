"""getMe, the bot's localised profile, its commands and menu button, and getFile."""

from collections.abc import Callable

from sandbox.commands import checked_commands, checked_language, scope_key
from sandbox.errors import bad_request
from sandbox.model import JSON
from sandbox.params import Params
from sandbox.profile import ScopeKey
from sandbox.world import World

MAX_DOWNLOAD = 20 * 1024 * 1024
# Bot API, setMyName, setMyDescription, setMyShortDescription.
_TEXTS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _params: Params) -> JSON:
    return world.bot.as_me()


def _texts(world: World, field: str) -> dict[str, str]:
    texts: dict[str, str] = getattr(world.bot, f"{field}s")
    return texts


def _setter(field: str) -> Callable[[World, Params], bool]:
    def set_text(world: World, params: Params) -> bool:
        language = checked_language(params.text("language_code"))
        text = params.text(field) or ""
        if len(text) > _TEXTS[field]:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        texts = _texts(world, field)
        if text:
            texts[language] = text
        else:
            texts.pop(language, None)
        _profile_changed(world)
        return True

    return set_text


def _getter(field: str) -> Callable[[World, Params], JSON]:
    def get_text(world: World, params: Params) -> JSON:
        language = checked_language(params.text("language_code"))
        texts = _texts(world, field)
        plain = texts.get("", world.bot.first_name if field == "name" else "")
        return {field: texts.get(language, plain)}

    return get_text


def _profile_changed(world: World) -> None:
    world.touched("settings", "bot")
    world.events.emit("profile", bot=world.bot.as_state())


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.objects("commands")
    if commands is None:
        raise bad_request("can't parse commands JSON object")
    key = _commands_key(world, params)
    world.bot.commands[key] = checked_commands(commands)
    _commands_changed(world)
    return True


def get_my_commands(world: World, params: Params) -> list[JSON]:
    return world.bot.commands.get(_commands_key(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.bot.commands.pop(_commands_key(world, params), None)
    _commands_changed(world)
    return True


def _commands_key(world: World, params: Params) -> tuple[ScopeKey, str]:
    language = checked_language(params.text("language_code"))
    return scope_key(world, params.object("scope")), language


def _commands_changed(world: World) -> None:
    world.touched("settings", "bot")
    world.events.emit("commands")


def set_chat_menu_button(world: World, params: Params) -> bool:
    chat_id = params.integer("chat_id") or 0
    if chat_id and chat_id not in world.people:
        raise bad_request("chat not found")
    button = params.object("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    world.bot.menu_buttons[chat_id] = button
    _profile_changed(world)
    return True


def get_file(world: World, params: Params) -> JSON:
    file = world.files.by_id(params.text("file_id") or "")
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.file_size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return file.as_file()


METHODS = {
    "getMe": get_me,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getFile": get_file,
}
