"""What happens in the world, told to whoever watches: the page, by its web socket."""

from collections.abc import Callable
from typing import Any

from sandbox.model import JSON

Watcher = Callable[[JSON], None]


class Events:
    def __init__(self) -> None:
        self._watchers: list[Watcher] = []

    @property
    def watched(self) -> bool:
        """Asked before an event that costs something to build."""
        return bool(self._watchers)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Returns how to stop watching."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def emit(self, kind: str, **fields: Any) -> None:
        for watcher in list(self._watchers):
            watcher({"type": kind, **fields})
