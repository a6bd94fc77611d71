"""The webhook's route under attack: guessed secrets, floods of bytes, and bytes that never come."""

import asyncio
import hmac
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any

import aiohttp
import pytest

from bot.intake import doorway, open_door, webhook
from tests.bot.line import WayIn, way_in
from tests.doors import served

SECRET = "a-long_random-word-42"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
GOOD = {"update_id": 1}
SLOWEST, IDLE = 0.3, 0.5  # seconds


class Hook:
    """The route, and whoever posts to it."""

    def __init__(self, way: WayIn, http: aiohttp.ClientSession, port: int) -> None:
        self.way = way
        self.port = port
        self._http = http

    async def asks(
        self, body: bytes = b"", method: str = "POST", path: str = "/hook", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer; the headers without the time."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._http.request(method, path, data=body, headers=given) as answer:
            shown = {name: value for name, value in answer.headers.items() if name != "Date"}
            return answer.status, shown, await answer.read()

    async def posts(self, body: Any, **headers: str) -> int:
        """As Telegram does; objects are written as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        status, _, _ = await self.asks(raw, **{HEADER.replace("-", "_"): SECRET, **headers})
        return status

    @asynccontextmanager
    async def connected(self, *lines: str) -> AsyncIterator[asyncio.StreamReader]:
        """A client that says this much of a request and then nothing."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write("".join(f"{line}\r\n" for line in lines).encode())
        try:
            yield reader
        finally:
            writer.close()


@asynccontextmanager
async def hook_on(address: str) -> AsyncIterator[Hook]:
    async with way_in(address) as way:
        app = open_door()
        app.router.add_post("/hook", webhook(way.intake, SECRET, slowest=SLOWEST))
        runner = doorway(app, idle=IDLE)
        async with served(runner) as url, aiohttp.ClientSession(url) as http:
            yield Hook(way, http, runner.addresses[0][1])


@pytest.fixture
async def hook(sqlite_address: str) -> AsyncIterator[Hook]:
    async with hook_on(sqlite_address) as opened:
        yield opened


@pytest.fixture
async def either(address: str) -> AsyncIterator[Hook]:
    """On both engines: what one takes, the other may refuse."""
    async with hook_on(address) as opened:
        yield opened


# Guessing the secret


@contextmanager
def compared() -> Iterator[list[object]]:
    """What has been compared in constant time meanwhile."""
    calls: list[object] = []

    def note(_frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and called is hmac.compare_digest:
            calls.append(called)

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


GUESSES = ["", *(SECRET[:length] for length in range(1, len(SECRET))), SECRET + "x", SECRET * 200]


async def test_a_secret_guessed_letter_by_letter_from_the_answers_and_their_times(
    hook: Hook,
) -> None:
    """All wrong ones are answered alike, and the comparing takes as long for each."""
    body = json.dumps(GOOD).encode()
    with compared() as calls:
        answers = [await hook.asks(body, X_Telegram_Bot_Api_Secret_Token=s) for s in GUESSES]
        answers.append(await hook.asks(body))
    assert answers == [answers[0]] * len(answers)
    assert (answers[0][0], answers[0][2]) == (403, b"")
    assert len(calls) == len(answers)
    assert await hook.way.rows() == []


@pytest.mark.parametrize("name", ["X-Telegram-Bot-Api-Secret", "Authorization", "Cookie"])
async def test_the_secret_in_another_header(hook: Hook, name: str) -> None:
    assert (await hook.asks(b"{}", **{name: SECRET}))[0] == 403


async def test_the_secret_twice_once_wrong(hook: Hook) -> None:
    """A proxy may read the one header and the program the other."""
    wrong, right = f"{HEADER}: wrong", f"{HEADER}: {SECRET}"
    head = ("POST /hook HTTP/1.1", "Host: a", "Content-Length: 2", wrong, right, "", "{}")
    async with asyncio.timeout(10), hook.connected(*head) as reader:
        assert b" 403 " in await reader.readline()


async def test_the_secret_in_the_address(hook: Hook) -> None:
    assert (await hook.asks(b"{}", path=f"/hook?secret_token={SECRET}"))[0] == 403


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"])
async def test_another_method_with_the_secret(hook: Hook, method: str) -> None:
    status, _, _ = await hook.asks(method=method, X_Telegram_Bot_Api_Secret_Token=SECRET)
    assert status == 405


@pytest.mark.parametrize(
    "path", ["/", "/hook/", "//hook", "/HOOK", "/hook/..", "/%2e%2e/hook%00", "/hook.json", "/."]
)
async def test_another_path_with_the_secret(hook: Hook, path: str) -> None:
    async with asyncio.timeout(10), hook.connected(
        f"POST {path} HTTP/1.1", "Host: a", "Content-Length: 0", f"{HEADER}: {SECRET}", ""
    ) as reader:  # fmt: skip
        assert b" 404 " in await reader.readline()
    assert await hook.way.rows() == []


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", "x"])
async def test_another_content_type_changes_nothing_of_what_is_read(hook: Hook, kind: str) -> None:
    assert await hook.posts(GOOD, Content_Type=kind) == 200
    assert await hook.way.rows() == [1]


# Too much, too slowly


async def test_a_body_over_the_limit_that_says_nothing_of_its_length(hook: Hook) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 1 << 26:
            sent += 1 << 16
            yield b" " * (1 << 16)

    async with aiohttp.ClientSession(f"http://127.0.0.1:{hook.port}") as http:
        try:
            async with http.post("/hook", data=endless(), headers={HEADER: SECRET}) as answer:
                assert answer.status == 413
        except aiohttp.ClientOSError:
            pass  # it is cut off while it still sends
    assert sent < 1 << 24
    assert await hook.posts(GOOD) == 200


async def test_a_body_over_the_limit_without_the_secret_is_not_even_read(hook: Hook) -> None:
    head = ("POST /hook HTTP/1.1", "Host: a", f"Content-Length: {1 << 40}", "", "{")
    async with asyncio.timeout(10), hook.connected(*head) as reader:
        assert b" 403 " in await reader.readline()


async def test_a_body_that_is_small_when_packed_and_huge_when_unpacked(hook: Hook) -> None:
    import zlib

    bomb = zlib.compress(b'{"update_id": 1}' + b" " * (1 << 26))
    assert await hook.posts(bomb, Content_Encoding="deflate") in (400, 413)
    assert await hook.way.rows() == []


async def test_bodies_and_heads_that_never_come_are_cut_off_and_others_are_served_meanwhile(
    hook: Hook,
) -> None:
    head = ("POST /hook HTTP/1.1", "Host: a", "Content-Length: 9", f"{HEADER}: {SECRET}")
    begun = time.monotonic()
    async with (
        asyncio.timeout(10),
        hook.connected(*head, "", '{"upd') as no_body,
        hook.connected(*head[:2]) as no_head,
        hook.connected() as silent,
    ):
        assert await hook.posts(GOOD) == 200
        assert time.monotonic() - begun < SLOWEST
        assert b" 408 " in await no_body.readline()
        for reader in (no_body, no_head, silent):
            await reader.read()  # until the other side hangs up
    assert await hook.way.rows() == [1]


# What is no JSON, or more than it should be


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 1}{"update_id": 2}', b'[{"update_id": 1}, {"update_id": 2}]', b"\x00",
        b"{'update_id': 1}", b'{"update_id": 1,}', b'{"update_id": 1} // so', b"<update/>",
        b'{"update_id": 1, "a": "\x00"}', b'{"update_id": 1, "a": "\x0a"}', b'{"update_id": 01}',
        b"[" * 100_000, b'{"a":' * 100_000, b"update_id=1", b'\xff\xfe{"update_id": 1}',
    ],
)  # fmt: skip
async def test_broken_json_and_batches_are_refused(hook: Hook, body: bytes) -> None:
    assert await hook.posts(body) == 400
    assert await hook.way.rows() == []


@pytest.mark.parametrize("wrong", [2**63, 10**30, -1, 1.5, "1", True, None, [1], {"a": 1}])
async def test_an_update_id_that_no_table_can_hold(hook: Hook, wrong: Any) -> None:
    assert await hook.posts({"update_id": wrong}) == 400


async def test_keys_that_are_there_twice_count_once(hook: Hook) -> None:
    assert await hook.posts(b'{"update_id": 1, "update_id": 2}') == 200
    assert await hook.way.rows() == [2]


_MANY = b"a" * 999_000
HARD = {
    "lists in lists": b'{"update_id": 1, "message": ' + b"[" * 99_999 + b"]" * 99_999 + b"}",
    "objects in objects": b'{"update_id": 1, "a":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
    "just deep enough": b'{"update_id": 1, "a": ' + b"[" * 985 + b"]" * 985 + b"}",
    "an endless number": b'{"update_id": 1, "message": {"chat": {"id": ' + b"9" * 99_999 + b"}}}",
    "numbers beyond 64 bits": b'{"update_id": 1, "message": {"chat": {"id": 1e400, "a": 9e99}}}',
    "no numbers": b'{"update_id": 1, "message": {"chat": {"id": NaN}, "date": -Infinity}}',
    "NUL": b'{"update_id": 1, "message": {"text": "a\\u0000b", "\\u0000": "\\u0000"}}',
    "NUL in the place": b'{"update_id": 1, "message": {"chat": {"id": "a\\u0000b"}}}',
    "half a character": b'{"update_id": 1, "message": {"text": "\\ud83d", "\\udc00": 1}}',
    "half a character in the place": b'{"update_id": 1, "message": {"chat": {"id": "\\ud83d"}}}',
    "half a character unescaped": b'{"update_id": 1, "message": {"text": "\xed\xa0\xbd"}}',
    "a place of a megabyte": b'{"update_id": 1, "message": {"chat": {"id": "%b"}}}' % _MANY,
    "a topic of words": b'{"update_id": 1, "message": {"chat": {"id": 1}, "is_topic_message": 1,'
    b' "message_thread_id": "\\u0000"}}',
    "a field of a megabyte": b'{"update_id": 1, "%b": {}}' % _MANY,
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
async def test_what_a_parser_or_a_table_cannot_hold_is_kept_all_the_same(
    either: Hook, name: str
) -> None:
    """Refused, it would come again for ever, and hold back what is behind it."""
    assert await either.posts(HARD[name]) == 200
    assert await either.way.rows() == [1]
    await either.way.mailboxes.idle()
    assert [one["update_id"] for one in either.way.read] == [1]
