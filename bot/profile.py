"""The bot as Telegram shows it: name, descriptions and menus in each language, set when changed."""

import hashlib
import json
from typing import Any

from bot.unit import Unit
from desk.languages import Language
from desk.outgoing import Call, Nobody, Parcel, Priority
from handlers.texts import Texts
from handlers.views import menus

# One for each code that Telegram takes: it knows "sr" only, and most write Latin there.
_SHOWN = (Language.EN, Language.SQ, Language.SR_LATN, Language.TR, Language.EU)
_MARK = "profile"


async def refresh(unit: Unit) -> None:
    """Telegram allows few changes of a name a day: nothing is set twice."""
    calls = _calls(unit)
    digest = hashlib.sha256(json.dumps(calls).encode()).hexdigest()
    if await unit.marks.get(_MARK) == digest:
        return
    for method, params in calls:
        await unit.outbox.put(Parcel(Nobody(), Call(method, params), Priority.NOTICE))
    await unit.marks.put(_MARK, digest, unit.context.now)


def _calls(unit: Unit) -> list[tuple[str, dict[str, Any]]]:
    house = unit.context.house
    calls = [call for language in _SHOWN for call in _in(house.texts(language))]
    scope = {"type": "chat", "chat_id": unit.context.staff_chat_id}
    commands = menus.staff(house.staff_texts)
    return [*calls, ("setMyCommands", {"commands": commands, "scope": scope})]


def _in(_: Texts) -> list[tuple[str, dict[str, Any]]]:
    code: dict[str, Any] = (
        {} if _.language is Language.EN else {"language_code": _.language.telegram_code}
    )
    private = {"type": "all_private_chats"}
    return [
        ("setMyName", {"name": menus.name(_), **code}),
        ("setMyDescription", {"description": menus.description(_), **code}),
        ("setMyShortDescription", {"short_description": menus.short_description(_), **code}),
        ("setMyCommands", {"commands": menus.member(_), "scope": private, **code}),
    ]
