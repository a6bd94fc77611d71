"""The sandbox's time: real time plus an offset that tests and the page move forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self.offset = timedelta()
        self.on_advance: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def timestamp(self) -> int:
        """Whole seconds since 1970, as `date` fields have it."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> None:
        self._move_to(self.offset + by)

    def reset(self) -> None:
        self._move_to(timedelta())

    def _move_to(self, offset: timedelta) -> None:
        _ = datetime.now(UTC) + offset  # OverflowError, if there is no such time
        self.offset = offset
        for tell in list(self.on_advance):
            tell()
