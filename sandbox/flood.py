"""Telegram's flood limits as sliding windows: which calls count, how much, and when to refuse."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.errors import too_many_requests
from sandbox.model import JSON

_COUNTED_TOPICS = frozenset(
    ("createForumTopic", "editForumTopic", "closeForumTopic", "reopenForumTopic")
)
_COUNTED_PREFIXES = ("send", "copy", "forward", "editMessage")


@dataclass(frozen=True, slots=True)
class Limits:
    """Each is (how many, in how many seconds); None means no limit."""

    overall: tuple[int, float] | None = None
    private: tuple[int, float] | None = None
    group: tuple[int, float] | None = None

    def as_json(self) -> JSON:
        return {
            name: list(limit) if (limit := getattr(self, name)) else None
            for name in ("overall", "private", "group")
        }

    def changed(self, values: JSON) -> "Limits":
        limits = {name: (int(v[0]), float(v[1])) if v else None for name, v in values.items()}
        return replace(self, **limits)


STRICT = Limits(overall=(30, 1.0), private=(3, 3.0), group=(20, 60.0))


def weight(method: str, params: JSON) -> int:
    """How many messages a call counts as; 0 if it does not count."""
    if method == "sendChatAction":
        return 0
    if method == "sendMediaGroup":
        return _count(params.get("media"))
    if method in ("copyMessages", "forwardMessages"):
        return _count(params.get("message_ids"))
    return int(method.startswith(_COUNTED_PREFIXES) or method in _COUNTED_TOPICS)


def _count(items: Any) -> int:
    return max(1, len(items)) if isinstance(items, list) else 1


@dataclass(slots=True)
class Window:
    """The calls of the last `seconds`; a call leaves it exactly `seconds` after it was made."""

    calls: deque[tuple[float, int]] = field(default_factory=deque)
    used: int = 0

    def wait(self, now: float, cost: int, limit: tuple[int, float]) -> float:
        """Seconds until `cost` fits. An album heavier than the limit fits an empty window."""
        allowed, seconds = limit
        while self.calls and self.calls[0][0] + seconds <= now:
            self.used -= self.calls.popleft()[1]
        excess = self.used + cost - max(allowed, cost)
        if excess <= 0:
            return 0.0
        for made_at, freed in self.calls:
            excess -= freed
            if excess <= 0:
                return made_at + seconds - now
        return 0.0

    def add(self, now: float, cost: int) -> None:
        self.calls.append((now, cost))
        self.used += cost


class FloodWindows:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.limits = Limits()
        self._monotonic = monotonic
        self._windows: dict[int | None, Window] = {}

    def set_limits(self, limits: Limits) -> None:
        self.limits = limits
        self._windows.clear()

    def check(self, chat_id: int, cost: int) -> None:
        now = self._monotonic()
        wait = max(
            (self._window(key).wait(now, cost, limit) for key, limit in self._keys(chat_id)),
            default=0.0,
        )
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))

    def count(self, chat_id: int, cost: int) -> None:
        now = self._monotonic()
        for key, _ in self._keys(chat_id):
            self._window(key).add(now, cost)

    def _keys(self, chat_id: int) -> list[tuple[int | None, tuple[int, float]]]:
        own = self.limits.private if chat_id > 0 else self.limits.group
        pairs = [(None, self.limits.overall), (chat_id, own)]
        return [(key, limit) for key, limit in pairs if limit]

    def _window(self, key: int | None) -> Window:
        return self._windows.setdefault(key, Window())
