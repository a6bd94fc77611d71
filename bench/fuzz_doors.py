"""The two ways in for a fuzzer, byte by byte: posts to the webhook, and answers to getUpdates.

Whatever is brought says of what kind it is, so that it is counted by that.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

import aiohttp
from aiohttp import web

from sandbox import Sandbox
from tests.doors import served
from tests.schema.mutations import Mutant

SECRET = "a-long-random-word"  # noqa: S105 - of a sandbox
_AT_ONCE = 8  # posts, as Telegram does
_BATCH = 20  # updates in an answer
_AGAIN = 5  # times the same answer may be asked for, before it counts as stuck
_SLOWEST = 60.0  # seconds for an answer
_HEADERS = ("Content-Type",)


class Door(Protocol):
    """By kind: `refused` was turned away at once, and of what is `stuck` nothing came at all."""

    refused: Counter[str]
    stuck: Counter[str]

    async def ready(self) -> None:
        """Waits until the line can be reached, or asks."""

    async def bring(self, several: Sequence[Mutant]) -> None:
        """Returns when all of them are taken in, or turned away for good."""


class Posting:
    """Telegram's posts to a webhook. What is to be tried again is tried a few times."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.refused: Counter[str] = Counter()
        self.stuck: Counter[str] = Counter()
        self._url = url
        self._session = session

    async def ready(self) -> None:
        while True:
            try:
                async with self._session.post(self._url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)

    async def bring(self, several: Sequence[Mutant]) -> None:
        queue = deque(several)

        async def post() -> None:
            while queue:
                await self._one(queue.popleft())

        await asyncio.gather(*(post() for _ in range(_AT_ONCE)))

    async def _one(self, one: Mutant) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        for attempt in range(_AGAIN):
            try:
                async with self._session.post(self._url, data=one.body, headers=headers) as answer:
                    if answer.status < 500:
                        self.refused[one.kind] += answer.status != 200
                        return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.1 * 2**attempt)
        self.stuck[one.kind] += 1


@asynccontextmanager
async def posting(url: str) -> AsyncIterator[Posting]:
    timeout = aiohttp.ClientTimeout(total=_SLOWEST)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield Posting(url, session)


class Polling:
    """A Bot API server that has these updates, and passes all other calls on to the sandbox."""

    def __init__(self, box: Sandbox, session: aiohttp.ClientSession) -> None:
        self.refused: Counter[str] = Counter()
        self.stuck: Counter[str] = Counter()
        self.url = ""
        self._root = box.url
        self._session = session
        self._batches: deque[tuple[Mutant, ...]] = deque()
        self._asked: str | None = None
        self._times = 0
        self._taken = asyncio.Event()
        self._news = asyncio.Event()

    async def ready(self) -> None:
        await self._taken.wait()

    async def bring(self, several: Sequence[Mutant]) -> None:
        found = tuple(several)
        self._batches.extend(
            found[first : first + _BATCH] for first in range(0, len(found), _BATCH)
        )
        self._taken.clear()
        self._news.set()
        await self._taken.wait()

    async def call(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.match_info["method"] == "getUpdates":
            return await self._updates((await request.json()).get("offset"))
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        url = f"{self._root}{request.path}"
        async with self._session.post(url, data=body, headers=headers) as answer:
            return web.Response(
                status=answer.status,
                body=await answer.read(),
                content_type=answer.content_type,
            )

    async def _updates(self, offset: object) -> web.Response:
        """Whoever asks with another offset than before has what was given then."""
        if self._batches and self._asked is not None:
            if str(offset) != self._asked:
                self._next()
            elif self._times >= _AGAIN:
                self.stuck.update(one.kind for one in self._batches[0])
                self._next()
        while not self._batches:
            self._taken.set()
            self._news.clear()
            await self._news.wait()
        self._asked, self._times = str(offset), self._times + 1
        result = b",".join(one.body for one in self._batches[0])
        return web.Response(
            body=b'{"ok":true,"result":[' + result + b"]}", content_type="application/json"
        )

    def _next(self) -> None:
        self._batches.popleft()
        self._asked, self._times = None, 0


@asynccontextmanager
async def polling(box: Sandbox) -> AsyncIterator[Polling]:
    async with aiohttp.ClientSession() as session:
        server = Polling(box, session)
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]*}", server.call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        async with served(runner) as server.url:
            yield server
