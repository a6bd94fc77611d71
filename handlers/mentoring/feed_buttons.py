"""The buttons of a person's own calendar. A prefix is never given another meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class NewFeed(Callback):
    """A private address, the first or another one."""

    prefix: ClassVar[str] = "cf.new"


@dataclass(frozen=True, slots=True)
class SendAll(Callback):
    """What the feed has, as a file, now."""

    prefix: ClassVar[str] = "cf.file"


@dataclass(frozen=True, slots=True)
class StopFeed(Callback):
    prefix: ClassVar[str] = "cf.stop"
