"""A call to Telegram: when its chat's window, the common pace and the leadership allow it."""

import time
from collections.abc import Callable
from typing import Any

from bot.api import BotApi
from bot.lanes import Lane
from bot.pace import Pace
from bot.ready import Ready
from desk.outgoing import Claimed, is_staff_lane

_FLOOD = 1.0  # seconds within which two chats refused mean that all are


class Deposed(Exception):
    """Another process may lead by now: this call is not made."""


class Calls:
    """`may_send` is asked directly before each call."""

    def __init__(self, api: BotApi, per_second: float, may_send: Callable[[], bool]) -> None:
        self._api = api
        self._pace = Pace(per_second)
        self._may_send = may_send
        self._refused: tuple[float, str] = (float("-inf"), "")

    async def in_turn(self, lane: Lane, row: Claimed, ready: Ready) -> Any:
        """Raises Deposed, TelegramError."""
        if not _is_counted(row):
            return await self.at_once(ready)
        await lane.room(ready.weight)
        lane.window.start(ready.weight)
        try:
            await self._pace.slot(row.priority, ready.weight)
            try:
                return await self.at_once(ready)
            finally:
                self._pace.landed(ready.weight)
        finally:
            lane.window.land(time.monotonic(), ready.weight)

    async def at_once(self, ready: Ready) -> Any:
        """Raises Deposed, TelegramError."""
        if not self._may_send():
            raise Deposed
        return await self._api.call(ready.method, ready.params)

    def flooded(self, lane: Lane, seconds: float) -> None:
        """One chat refused holds that chat; two that have nothing in common hold everything."""
        at, name = self._refused
        now = time.monotonic()
        if name not in ("", lane.name) and now - at < _FLOOD:
            self._pace.hold(seconds)
        self._refused = (now, lane.name)


def _is_counted(row: Claimed) -> bool:
    return is_staff_lane(row.lane) or row.lane.startswith("chat:")
