"""The webhook's route: only Telegram gets in, and it hears 200 only when the row is on disk."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.intake import add_webhook, open_door
from storage.stopped import Cause, Stopped
from tests.bot.line import WayIn, way_in
from tests.doors import served

SECRET = "a-long_random-word-42"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(number: int, text: str = "Tung") -> dict[str, Any]:
    chat = {"id": 7, "type": "private", "first_name": "Arta"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": chat, "text": text}
    return {"update_id": number, "message": message}


class Telegram:
    """Posts to the route as Telegram does, and as others might."""

    def __init__(self, way: WayIn, http: aiohttp.ClientSession, port: int) -> None:
        self.way = way
        self.port = port
        self._http = http

    async def posts(self, body: Any, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {HEADER: secret}
        async with self._http.post("/hook", json=body, headers=headers) as answer:
            assert await answer.read() == b"" or answer.status >= 400
            return answer.status

    async def posts_raw(self, body: bytes, secret: bytes = SECRET.encode()) -> int:
        """Byte by byte, as no client library would send it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (f"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n").encode()
        writer.write(head + HEADER.encode() + b": " + secret + b"\r\nConnection: close\r\n\r\n")
        writer.write(body)
        async with asyncio.timeout(10):
            status = int((await reader.readline()).split()[1])
        writer.close()
        return status


@pytest.fixture
async def telegram(sqlite_address: str) -> AsyncIterator[Telegram]:
    async with way_in(sqlite_address) as way:
        app = open_door()
        add_webhook(app, way.intake, SECRET, "/hook")
        runner = web.AppRunner(app, access_log=None)
        async with served(runner) as url, aiohttp.ClientSession(url) as http:
            yield Telegram(way, http, runner.addresses[0][1])


async def test_a_good_update_is_on_disk_before_telegram_hears_so(telegram: Telegram) -> None:
    assert await telegram.posts(update(1)) == 200
    assert await telegram.way.rows() == [1]
    await telegram.way.mailboxes.idle()
    assert telegram.way.read == [update(1)]


async def test_an_update_that_comes_twice_is_one_row_and_is_handled_once(
    telegram: Telegram,
) -> None:
    assert [await telegram.posts(update(1)) for _ in range(3)] == [200] * 3
    assert await telegram.way.rows() == [1]
    await telegram.way.mailboxes.idle()
    assert telegram.way.read == [update(1)]


async def test_updates_that_come_at_once_are_all_kept(telegram: Telegram) -> None:
    sent = [update(number % 20) for number in range(40)]
    assert set(await asyncio.gather(*(telegram.posts(one) for one in sent))) == {200}
    assert sorted(await telegram.way.rows()) == list(range(20))


async def test_what_is_kept_is_what_came(telegram: Telegram) -> None:
    said = update(1, "Ç'kemi 👋🏽 \u0000 \\ \" ş ñ")
    await telegram.posts(said)
    await telegram.way.mailboxes.idle()
    assert telegram.way.read == [said]


# Not from Telegram

WRONG = [
    None,
    "",
    SECRET[:-1],
    SECRET + "x",
    SECRET[1:],
    SECRET.upper(),
    SECRET[:-1] + "3",
    "x" + SECRET[1:],
    SECRET + SECRET,
    "ş" * len(SECRET),
]


@pytest.mark.parametrize("secret", WRONG)
async def test_without_the_secret_nothing_is_read(telegram: Telegram, secret: str | None) -> None:
    assert await telegram.posts(update(1), secret) == 403
    assert await telegram.way.rows() == []


@pytest.mark.parametrize("secret", [b"\xff\xfe", SECRET.encode() + b"\xff"])
async def test_a_secret_of_strange_bytes_is_a_wrong_one(telegram: Telegram, secret: bytes) -> None:
    assert await telegram.posts_raw(b"{}", secret) == 403


async def test_only_posts_to_the_hook_are_answered(telegram: Telegram) -> None:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{telegram.port}") as http:
        for path, status in (("/hook", 405), ("/", 404), ("/hook/more", 404)):
            async with http.get(path, headers={HEADER: SECRET}) as answer:
                assert answer.status == status


# Not an update


async def test_a_body_that_is_too_large_is_refused(telegram: Telegram) -> None:
    assert await telegram.posts_raw(b'{"update_id": 1}' + b" " * (1 << 20)) == 413
    assert await telegram.way.rows() == []


@pytest.mark.parametrize("body", [b"", b"{", b"hello", b"\xff\xff", b'{"update_id": 1', b"nul"])
async def test_a_body_that_is_no_json_is_refused(telegram: Telegram, body: bytes) -> None:
    assert await telegram.posts_raw(body) == 400
    assert await telegram.way.rows() == []


@pytest.mark.parametrize(
    "body", [{}, [], None, 7, "a", {"message": {}}, {"update_id": "1"}, {"update_id": None}]
)
async def test_json_without_an_update_id_is_refused(telegram: Telegram, body: Any) -> None:
    assert await telegram.posts(body) == 400
    assert await telegram.way.rows() == []


@pytest.mark.parametrize(
    "body",
    [
        {"update_id": 1},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"chat": 7}},
        {"update_id": 1, "message": {"chat": {}, "message_thread_id": {}}},
        {"update_id": 1, "callback_query": {"message": "a"}},
        {"update_id": 1, "of_tomorrow": {"chat": {"id": [1]}}},
    ],
)
async def test_an_update_that_nobody_understands_is_kept_all_the_same(
    telegram: Telegram, body: Any
) -> None:
    """Telegram would send it for ever, and hold back what comes after it."""
    assert await telegram.posts(body) == 200
    assert await telegram.way.rows() == [1]


async def test_half_a_character_is_kept_too(telegram: Telegram) -> None:
    """JSON can name one half of a surrogate pair, and UTF-8 cannot hold it."""
    assert await telegram.posts_raw(b'{"update_id": 1, "message": {"text": "\\ud83d"}}') == 200
    assert await telegram.way.rows() == [1]


# The database is away


async def test_while_nothing_can_be_written_down_telegram_is_told_to_come_again(
    telegram: Telegram,
) -> None:
    async with telegram.way.broken():
        assert await telegram.posts(update(1)) == 503
    assert await telegram.way.rows() == []
    assert telegram.way.read == []
    assert await telegram.posts(update(1)) == 200
    assert await telegram.way.rows() == [1]


async def test_nothing_is_confirmed_while_the_file_is_damaged_or_gone(telegram: Telegram) -> None:
    database = telegram.way.database
    assert await telegram.posts(update(7)) == 200
    database.damage = Stopped(Cause.DAMAGED, OSError("page 4"))
    assert await telegram.posts(update(8)) == 503
    database.damage = None
    assert await telegram.posts(update(8)) == 200
    assert database.path is not None
    move(database.path, database.path.with_name("elsewhere"))
    assert await telegram.posts(update(9)) == 503
    move(database.path.with_name("elsewhere"), database.path)
    assert await telegram.posts(update(9)) == 200
    assert await telegram.way.rows() == [7, 8, 9]


def move(path: Path, target: Path) -> None:
    path.rename(target)
