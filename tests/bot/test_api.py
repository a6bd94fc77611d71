"""One Bot API call: its result as it came, its errors as the library's, its token nowhere."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api import AiohttpRequest, BotApi, Unreachable
from bot.verdict import seconds_of
from tests.doors import served

TOKEN = "123456:AAbbCCddEEff"


@dataclass(slots=True)
class Telegram:
    """Answers every call with the same; `cut`: hangs up instead, `deaf`: never answers."""

    url: str = ""
    status: int = 200
    body: Any = None
    text: str | None = None
    cut: bool = False
    deaf: bool = False
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def refuses(self, status: int, description: str, **parameters: int) -> None:
        self.status = status
        self.body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters

    async def answer(self, request: web.Request) -> web.Response:
        if self.deaf:
            await asyncio.Event().wait()
        self.asked.append((request.path, await request.json()))
        if self.cut:
            assert request.transport is not None
            request.transport.abort()
        if self.text is not None:
            return web.Response(text=self.text, status=self.status)
        return web.json_response(self.body, status=self.status)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram(body={"ok": True, "result": True})
    app = web.Application()
    app.router.add_post("/{path:.*}", telegram.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
    async with served(runner) as telegram.url:
        yield telegram


@pytest.fixture
async def api(telegram: Telegram) -> AsyncIterator[BotApi]:
    api = BotApi(telegram.url, TOKEN)
    await api.open()
    yield api
    await api.close()


async def refusal(api: BotApi, method: str = "sendMessage") -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await api.call(method, {"chat_id": 7, "text": "Përshëndetje"})
    return caught.value


def told(error: BaseException) -> str:
    """Everything that a log could say of it."""
    return "".join(traceback.format_exception(error)) + repr(error) + str(error)


async def test_the_result_is_the_json_that_came(telegram: Telegram, api: BotApi) -> None:
    result = {"message_id": 3, "text": "ç 👌", "reply_markup": {"inline_keyboard": []}}
    telegram.body = {"ok": True, "result": result}
    assert await api.call("sendMessage", {"chat_id": 7, "text": "ç"}) == result


async def test_what_is_asked_goes_as_json_to_the_method_of_the_bot(
    telegram: Telegram, api: BotApi
) -> None:
    params = {"chat_id": -100, "text": "şö", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}
    await api.call("sendMessage", params)
    await api.call("getMe")
    assert telegram.asked[0] == (f"/bot{TOKEN}/sendMessage", params)
    assert telegram.asked[1][0] == f"/bot{TOKEN}/getMe"


REFUSALS = [
    (400, "Bad Request: message is not modified", BadRequest, "Message is not modified"),
    (401, "Unauthorized", InvalidToken, "Unauthorized"),
    (403, "Forbidden: bot was blocked by the user", Forbidden, "Forbidden: bot was blocked"),
    (404, "Not Found", InvalidToken, "Not Found"),
    (409, "Conflict: terminated by other getUpdates request", Conflict, "Conflict: terminated"),
    (500, "Internal Server Error", NetworkError, "Internal Server Error"),
    (502, "Bad Gateway", NetworkError, "Bad Gateway"),
    (504, "Gateway Timeout", NetworkError, "Gateway Timeout"),
]


@pytest.mark.parametrize(("status", "description", "kind", "message"), REFUSALS)
async def test_a_refusal_is_the_librarys_error_with_telegrams_own_words(
    telegram: Telegram,
    api: BotApi,
    status: int,
    description: str,
    kind: type[TelegramError],
    message: str,
) -> None:
    telegram.refuses(status, description)
    error = await refusal(api)
    assert type(error) is kind
    assert error.message.startswith(message)


async def test_a_flood_limit_says_how_long(telegram: Telegram, api: BotApi) -> None:
    telegram.refuses(429, "Too Many Requests: retry after 17", retry_after=17)
    error = await refusal(api)
    assert isinstance(error, RetryAfter)
    assert seconds_of(error) == 17


async def test_a_group_that_has_moved_says_where_to(telegram: Telegram, api: BotApi) -> None:
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    telegram.refuses(400, description, migrate_to_chat_id=-100500)
    error = await refusal(api)
    assert isinstance(error, ChatMigrated)
    assert error.new_chat_id == -100500


# Troubles of the network


async def test_a_page_instead_of_json_is_a_trouble_of_the_network(
    telegram: Telegram, api: BotApi
) -> None:
    telegram.status, telegram.text = 502, "<html>Bad Gateway</html>"
    assert type(await refusal(api)) is NetworkError


async def test_a_connection_that_is_cut_is_a_trouble_of_the_network(
    telegram: Telegram, api: BotApi
) -> None:
    telegram.cut = True
    assert type(await refusal(api)) is NetworkError


async def test_after_a_cut_the_next_call_works(telegram: Telegram, api: BotApi) -> None:
    telegram.cut = True
    await refusal(api)
    telegram.cut = False
    assert await api.call("getMe") is True


async def test_a_silence_is_a_time_out(telegram: Telegram) -> None:
    telegram.deaf = True
    request = AiohttpRequest()
    await request.initialize()
    with pytest.raises(TimedOut) as caught:
        await request.post(f"{telegram.url}/bot{TOKEN}/getMe", read_timeout=0.05)
    await request.shutdown()
    assert TOKEN not in told(caught.value)


@pytest.mark.parametrize("root", ["http://127.0.0.1:9", "http://nobody.invalid", "http://a b"])
async def test_a_telegram_that_is_not_there_is_a_trouble_of_the_network(root: str) -> None:
    api = BotApi(root, TOKEN)
    await api.open()
    error = await refusal(api)
    await api.close()
    assert type(error) is Unreachable
    assert TOKEN not in told(error)


async def test_a_long_poll_may_take_longer_than_other_calls(telegram: Telegram) -> None:
    class Patient(AiohttpRequest):
        async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
            waited.append(more["read_timeout"])
            return await super().do_request(*args, **more)

    waited: list[float] = []
    api = BotApi(telegram.url, TOKEN, Patient())
    await api.open()
    await api.call("getMe")
    await api.call("getUpdates", {"timeout": 50}, wait=50)
    await api.close()
    assert waited[1] - waited[0] == 50
    assert waited[1] > 50


# The token


@pytest.mark.parametrize(("status", "kind"), [(400, "Bad Request"), (403, "Forbidden")])
async def test_an_answer_that_repeats_the_token_does_not_spread_it(
    telegram: Telegram, api: BotApi, status: int, kind: str
) -> None:
    """Not in small letters either, as the library writes what it calls a bad request."""
    telegram.refuses(status, f"{kind}: no method at /bot{TOKEN}/sendMessage")
    assert TOKEN.lower() not in str(await refusal(api)).lower()


async def test_the_transport_itself_says_nothing_of_the_address() -> None:
    request = AiohttpRequest()
    await request.initialize()
    with pytest.raises(NetworkError) as caught:
        await request.post(f"http://127.0.0.1:9/bot{TOKEN}/getMe")
    await request.shutdown()
    assert TOKEN not in told(caught.value)


@pytest.mark.parametrize("trouble", ["cut", "page", "refusal"])
async def test_no_trouble_of_a_call_shows_the_token(
    telegram: Telegram, api: BotApi, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    match trouble:
        case "cut":
            telegram.cut = True
        case "page":
            telegram.status, telegram.text = 502, "<html>Bad Gateway</html>"
        case "refusal":
            telegram.refuses(403, "Forbidden")
    error = await refusal(api)
    assert TOKEN not in told(error)
    assert TOKEN not in caplog.text


async def test_what_was_closed_may_be_opened_again(telegram: Telegram) -> None:
    api = BotApi(telegram.url, TOKEN)
    for _ in range(2):
        await api.open()
        await api.open()  # a second time it changes nothing
        assert await api.call("getMe") is True
        await api.close()
        await api.close()
