"""The bot as Telegram shows it: name, descriptions and menus in each language, set when changed."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.unit import Unit
from desk.languages import Language
from desk.outgoing import Call, Nobody, Parcel, Priority
from handlers.texts import Texts
from handlers.views import menus

# One for each code that Telegram takes: it knows "sr" only, and most write Latin there.
_SHOWN = (Language.EN, Language.SQ, Language.SR_LATN, Language.TR, Language.EU)
MARK = "profile"

Calls = list[tuple[str, dict[str, Any]]]


async def refresh(unit: Unit) -> None:
    """Telegram allows few changes of a name a day: nothing is set twice."""
    house = unit.context.house
    there = [group.chat_id for group in unit.context.groups.all if not group.is_lost]
    calls = calls_of(house.texts, house.staff_language, there)
    if await unit.marks.get(MARK) == digest(calls):
        return
    for method, params in calls:
        await unit.outbox.put(Parcel(Nobody(), Call(method, params), Priority.NOTICE))
    await unit.marks.put(MARK, digest(calls), unit.context.now)


def digest(calls: Calls) -> str:
    return hashlib.sha256(json.dumps(calls).encode()).hexdigest()


def calls_of(
    texts: Callable[[Language], Texts], staff_language: Language, group_ids: Sequence[int]
) -> Calls:
    """Everything that the profile is made of."""
    calls = [call for language in _SHOWN for call in _in(texts(language))]
    commands = menus.staff(texts(staff_language))
    for group_id in group_ids:
        scope = {"type": "chat", "chat_id": group_id}
        calls.append(("setMyCommands", {"commands": commands, "scope": scope}))
    return calls


def _in(_: Texts) -> Calls:
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
