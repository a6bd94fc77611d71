"""Where the time comes from: given from outside, so that tomorrow can be rehearsed today."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """An aware time in UTC."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)
