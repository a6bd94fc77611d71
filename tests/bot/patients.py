"""Lines for the doctor to look at: settings that lack nothing, and what a test makes worse."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
from pydantic import SecretStr

import faq
from bot.api import BotApi
from bot.doctor import Examined, Finding, Level, Subject, examine
from bot.doctor.subject import opened
from bot.settings import Settings, load
from desk.clock import Clock, SystemClock
from sandbox import Sandbox
from storage.database import Database
from storage.migrate import upgrade
from tests.world import CATALOGUES

TOKEN = "123456:AAbbCCddEEff"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
OFFICE = {
    "office_name": "Hub",
    "office_hours": "9-17",
    "office_contact": "+383 38 000 000",
    "office_emergency": "112",
}
_BASE = faq.load(faq.SHIPPED)


class Stopped:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


async def control(box: Sandbox, path: str, **body: Any) -> Any:
    async with (
        aiohttp.ClientSession(box.url) as http,
        http.post(f"/control/{path}", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()
        return (await answer.json())["result"]


def settings(box: Sandbox, **changed: Any) -> Settings:
    known: dict[str, Any] = {
        "bot_token": SecretStr(box.token),
        "bot_api_url": box.url,
        "staff_chat_id": box.world.staff_group_id,
        **OFFICE,
    }
    return load(**{**known, **changed})


def subject(settings: Settings, api: BotApi | None = None, **changed: Any) -> Subject:
    clock: Clock = changed.pop("clock", None) or SystemClock()
    base = changed.pop("base", lambda: _BASE)
    catalogues = changed.pop("catalogues", lambda: CATALOGUES)
    return Subject(settings, clock, api, catalogues, base, **changed)


async def looked_at(settings: Settings, **changed: Any) -> Examined:
    async with opened(settings) as api:
        return await examine(subject(settings, api, **changed))


async def found(about: str, settings: Settings, **changed: Any) -> Finding:
    """The one finding about this."""
    examined = await looked_at(settings, **changed)
    (finding,) = [finding for finding in examined.findings if finding.about == about]
    return finding


async def troubles(settings: Settings, **changed: Any) -> list[Finding]:
    examined = await looked_at(settings, **changed)
    return [finding for finding in examined.findings if finding.level is Level.TROUBLE]


async def migrated(address: str) -> Database:
    database = Database(address)
    await upgrade(database)
    return database
