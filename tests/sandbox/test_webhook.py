"""Delivery to a webhook: with the secret, in order per chat, again until it is taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from tests.doors import served
from tests.sandbox.client import Client

Condition = Callable[[], bool]


class Bot:
    """A webhook that writes down what it is told; `answers` are statuses for the next posts."""

    def __init__(self) -> None:
        self.url = ""
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []
        self.body: dict[str, Any] | None = None
        self.before: Callable[[dict[str, Any]], Awaitable[None]] | None = None
        self._news = asyncio.Condition()

    async def hook(self, request: web.Request) -> web.Response:
        update = await request.json()
        if self.before:
            await self.before(update)
        async with self._news:
            self.updates.append(update)
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self._news.notify_all()
        status = self.answers.pop(0) if self.answers else 200
        return (
            web.json_response(self.body, status=status)
            if self.body
            else web.Response(status=status)
        )

    async def until(self, condition: Condition) -> None:
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(condition), 5)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    app = web.Application()
    app.router.add_post("/hook", bot.hook)
    async with served(web.AppRunner(app, shutdown_timeout=0.1)) as url:
        bot.url = f"{url}/hook"
        yield bot


async def nothing_pending(client: Client) -> dict[str, Any]:
    while True:
        info: dict[str, Any] = await client.api("getWebhookInfo")
        if not info["pending_update_count"]:
            return info
        await asyncio.sleep(0.01)


async def first_error(client: Client) -> str:
    while True:
        info = await client.api("getWebhookInfo")
        if "last_error_message" in info:
            return str(info["last_error_message"])
        await asyncio.sleep(0.01)


async def test_updates_are_posted_with_the_secret(client: Client, bot: Bot) -> None:
    await client.person_says("Arta", "before the webhook")
    await client.api("setWebhook", url=bot.url, secret_token="s3cret_-")
    await client.person_says("Arta", "after")
    await bot.until(lambda: len(bot.updates) == 2)
    assert bot.texts == ["before the webhook", "after"]
    assert bot.secrets == ["s3cret_-"] * 2
    info = await asyncio.wait_for(nothing_pending(client), 5)
    assert info["url"] == bot.url
    assert info["max_connections"] == 40
    assert "last_error_date" not in info


async def test_what_is_not_taken_comes_again_and_nothing_overtakes_it(
    client: Client, bot: Bot
) -> None:
    bot.answers = [500, 503]
    await client.api("setWebhook", url=bot.url)
    await client.person_says("Arta", "one")
    await client.person_says("Arta", "two")
    await bot.until(lambda: len(bot.updates) == 4)
    assert bot.texts == ["one", "one", "one", "two"]
    info = await asyncio.wait_for(nothing_pending(client), 5)
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 503 Service Unavailable"
    )


async def test_one_slow_chat_does_not_hold_up_another(client: Client, bot: Bot) -> None:
    elif_spoke = asyncio.Event()

    async def hold_arta(update: dict[str, Any]) -> None:
        if update["message"]["text"] == "slow":
            await elif_spoke.wait()
        else:
            elif_spoke.set()

    bot.before = hold_arta
    await client.api("setWebhook", url=bot.url)
    await client.person_says("Arta", "slow")
    await client.person_says("Elif", "quick")
    await bot.until(lambda: len(bot.updates) == 2)
    assert bot.texts == ["quick", "slow"]


async def test_a_webhook_may_answer_with_a_method(client: Client, bot: Bot) -> None:
    person = client.id_of("Arta")
    bot.body = {"method": "sendMessage", "chat_id": person, "text": "from the answer"}
    await client.api("setWebhook", url=bot.url)
    await client.person_says("Arta", "hello")
    await asyncio.wait_for(nothing_pending(client), 5)
    assert [m["text"] for m in await client.messages(person)] == ["hello", "from the answer"]


async def test_without_a_webhook_updates_wait_for_polling_again(client: Client, bot: Bot) -> None:
    await client.api("setWebhook", url=bot.url)
    await client.api("deleteWebhook")
    await client.person_says("Arta", "hello")
    assert len(await client.updates()) == 1
    assert (await client.api("getWebhookInfo"))["url"] == ""
    await client.api("deleteWebhook", drop_pending_updates=True)
    assert await client.updates() == []


async def test_every_update_may_be_posted_twice(client: Client, bot: Bot) -> None:
    await client.control("delivery", duplicate=True)
    await client.api("setWebhook", url=bot.url)
    await client.person_says("Arta", "hello")
    await bot.until(lambda: len(bot.updates) == 2)
    assert bot.updates[0] == bot.updates[1]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"url": "gopher://x"}, "bad webhook"),
        ({"url": "http://x/", "secret_token": "ë"}, "unallowed characters"),
        ({"url": "http://x/", "secret_token": "a" * 257}, "too long"),
    ],
)
async def test_webhooks_that_telegram_refuses(
    client: Client, params: dict[str, Any], refusal: str
) -> None:
    assert refusal in await client.refusal("setWebhook", **params)


async def test_a_bot_that_is_away_gets_everything_when_it_is_back(client: Client, bot: Bot) -> None:
    away = "http://127.0.0.1:9/hook"
    await client.api("setWebhook", url=away)
    await client.person_says("Arta", "hello")
    error = await asyncio.wait_for(first_error(client), 5)
    assert error.startswith("Connection failed")
    await client.api("setWebhook", url=bot.url)
    await bot.until(lambda: bot.texts == ["hello"])
