"""Stories about the doors: a webhook instead of polling, strict windows, any update at all."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from desk.languages import Language
from handlers import FEATURES
from handlers.routing import OnPress
from tests.schema.generator import Knobs, updates
from tests.world import World

SECRET = "a-long-random-word"
_FUZZED = {"sqlite": 800, "postgresql": 200}
_AT_ONCE = 8


@pytest.fixture
async def webhook_world(address: str) -> AsyncIterator[World]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    async with World(
        address,
        webhook_url=f"http://{listen}/hook",
        webhook_secret=SecretStr(SECRET),
        webhook_listen=listen,
    ) as opened:
        opened.hook = f"http://{listen}/hook"
        yield opened


async def test_a_question_through_the_webhook(webhook_world: World) -> None:
    ane, besa = await webhook_world.member("Ane", Language.EU), await webhook_world.staff()
    thread = await ane.ticket("Laguntza behar dugu")
    await besa.says("Hemen gaude", thread)
    assert (await ane.last()).text == "Hemen gaude"
    assert not await webhook_world.calls("getUpdates")


async def test_any_valid_update_leaves_the_line_alive(webhook_world: World) -> None:
    world = webhook_world
    ane, besa = await world.member("Ane", Language.EU), await world.staff()
    thread = await ane.ticket("Laguntza behar dugu")
    before = len(await world.get("/control/log"))
    knobs = Knobs(
        people=(ane.id, besa.id),
        chats=(world.group_id,),
        threads=(thread,),
        buttons=_buttons(),
        first_update_id=10_000_000,
    )
    count = _FUZZED[world.engine]
    await _deliver(world.hook, _without_moves(updates(seed=7, count=count, knobs=knobs)))
    async with world.patience(120):
        calls = (await world.calls())[before:]
    assert await _dead(world) == []
    groups = {c["params"].get("chat_id", 0) for c in calls if c["method"] != "getChatMember"}
    assert {chat for chat in groups if chat < 0} <= {world.group_id}
    await ane.says("/laguntza")
    assert "/galderak" in (await ane.last()).text


async def test_strict_flood_windows_refuse_nothing(sqlite_address: str) -> None:
    limits = {"send_per_second": 29, "send_per_chat": 3, "send_per_group_minute": 20}
    async with World(sqlite_address, **limits) as world:
        await world.post("/control/limits", strict=True)
        besa = await world.staff()
        async with world.patience(60):
            for name in ("Ana", "Iva", "Lea", "Mia"):
                person = await world.member(name, Language.EN)
                for words in ("/ticket first", "second", "third"):
                    await world.post("/control/say", person=person.id, chat=person.id, text=words)
            topics = await world.topics()
            for topic in topics:
                texts = "\n".join(m.text for m in await besa.sees(topic["message_thread_id"]))
                assert all(word in texts for word in ("first", "second", "third"))
        assert len(topics) == 4
        assert all(call["error_code"] != 429 for call in await world.calls())


def _without_moves(several: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The line would follow its group anywhere, and Telegram says only what is so."""
    for update in several:
        update.get("message", {}).pop("migrate_to_chat_id", None)
        yield update


async def _deliver(hook: str, several: Iterator[dict[str, Any]]) -> None:
    """Some at once, as Telegram does."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    async def deliver(session: aiohttp.ClientSession) -> None:
        for update in several:
            async with session.post(hook, json=update) as answer:
                assert answer.status == 200

    async with aiohttp.ClientSession(headers=headers) as session:
        await asyncio.gather(*(deliver(session) for _ in range(_AT_ONCE)))


def _buttons() -> tuple[str, ...]:
    prefixes = [
        route.prefix for feature in FEATURES for route in feature if isinstance(route, OnPress)
    ]
    return tuple(
        f"{prefix}{rest}" for prefix in prefixes for rest in ("", ":1", ":1:1", ":x", ":-1")
    )


async def _dead(world: World) -> list[str]:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        rows = await tx.execute(text("SELECT error FROM inbox WHERE dead_at IS NOT NULL"))
        return [row[0] for row in rows]
