"""Delivers updates to the bot's webhook: in order per chat, again and again until it says 2xx."""

import asyncio
import contextlib
import json
from collections import deque
from itertools import takewhile
from typing import Any

import aiohttp

from sandbox.api import BotApi
from sandbox.errors import ConnectionCut
from sandbox.model import JSON
from sandbox.params import Params, decoded
from sandbox.updates import Pending
from sandbox.world import World

FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 30.0
ANSWER_WITHIN_SECONDS = 60.0


class WebhookDelivery:
    def __init__(self, world: World, api: BotApi) -> None:
        self._world = world
        self._api = api
        self._lanes: dict[Any, deque[Pending]] = {}
        self._taken: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(1)
        self._target = ("", 0)

    def start(self) -> None:
        self._world.updates.on_arrival = self.news
        self.news()

    def news(self) -> None:
        """Called whenever an update arrives or the webhook changes."""
        settings = self._world.webhook
        target = settings.url, settings.max_connections
        if target != self._target:
            self._restart(target)
        if not settings.url:
            return
        loop = asyncio.get_running_loop()
        for pending in reversed(self._untaken()):
            self._taken.add(pending.id)
            self._queue(loop, pending)

    def _untaken(self) -> list[Pending]:
        """The newest first; what stands before one that is taken is taken, too."""
        newest_first = reversed(self._world.updates.pending.values())
        return list(takewhile(lambda pending: pending.id not in self._taken, newest_first))

    def _queue(self, loop: asyncio.AbstractEventLoop, pending: Pending) -> None:
        key = lane_of(pending.update)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(pending)
            return
        self._lanes[key] = deque([pending])
        task = loop.create_task(self._run(key, self._lanes[key]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _restart(self, target: tuple[str, int]) -> None:
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()
        self._taken.clear()
        self._slots = asyncio.Semaphore(target[1])
        self._target = target

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _run(self, key: Any, lane: deque[Pending]) -> None:
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        if self._lanes.get(key) is lane:
            del self._lanes[key]

    async def _deliver(self, pending: Pending) -> None:
        await asyncio.sleep(max(0.0, pending.ready_at - asyncio.get_running_loop().time()))
        wait = FIRST_WAIT_SECONDS
        while pending.id in self._world.updates.pending:
            async with self._slots:
                done = await self._post(pending.update)
                if done and self._world.updates.delivery.duplicate:
                    await self._post(pending.update)
            if done:
                self._world.updates.confirm([pending.id])
                break
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)
        self._taken.discard(pending.id)

    async def _post(self, update: JSON) -> bool:
        settings = self._world.webhook
        headers = {"Content-Type": "application/json"}
        if settings.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = settings.secret_token
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout)
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            async with self._session.post(settings.url, data=body, headers=headers) as response:
                answer = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {error}")
            return False
        if not 200 <= response.status < 300:
            self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
            return False
        await self._call_back(answer)
        return True

    def _failed(self, message: str) -> None:
        self._world.webhook.last_error_date = self._world.clock.timestamp()
        self._world.webhook.last_error_message = message
        self._world.touched("settings", "webhook")

    async def _call_back(self, answer: bytes) -> None:
        """Bot API, "Making requests when getting updates": the answer may be a method call."""
        with contextlib.suppress(ValueError):
            call = json.loads(answer)
            if isinstance(call, dict) and isinstance(method := call.pop("method", None), str):
                values = {name: decoded(name, value) for name, value in call.items()}
                with contextlib.suppress(ConnectionCut):
                    await self._api.answer(method, Params(values))


def lane_of(update: JSON) -> Any:
    """What is delivered in order: the updates of one chat, or of one person where there is none."""
    payload: Any = next((value for name, value in update.items() if name != "update_id"), {})
    if not isinstance(payload, dict):
        return None
    message = payload.get("message") or payload
    chat = message.get("chat") if isinstance(message, dict) else None
    who = chat or payload.get("from") or payload.get("user") or {}
    return who.get("id")
