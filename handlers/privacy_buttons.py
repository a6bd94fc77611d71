"""The buttons of members' rights over their words. A prefix is never given another meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Callback):
    """The notice in short, and the person's choices."""

    prefix: ClassVar[str] = "pv"


@dataclass(frozen=True, slots=True)
class ReadPrivacy(Callback):
    """The whole text."""

    prefix: ClassVar[str] = "pv.read"


@dataclass(frozen=True, slots=True)
class Allow(Callback):
    """1 allows what `purpose` names, 0 does not."""

    prefix: ClassVar[str] = "pv.set"
    purpose: str
    is_on: int


@dataclass(frozen=True, slots=True)
class ShowMyData(Callback):
    prefix: ClassVar[str] = "pv.data"


@dataclass(frozen=True, slots=True)
class ExportMyData(Callback):
    prefix: ClassVar[str] = "pv.copy"


@dataclass(frozen=True, slots=True)
class ForgetMe(Callback):
    """Says what would go."""

    prefix: ClassVar[str] = "pv.forget"


@dataclass(frozen=True, slots=True)
class EraseAll(Callback):
    """Asks once more."""

    prefix: ClassVar[str] = "pv.erase"


@dataclass(frozen=True, slots=True)
class ReallyErase(Callback):
    prefix: ClassVar[str] = "pv.gone"


@dataclass(frozen=True, slots=True)
class KeepAll(Callback):
    prefix: ClassVar[str] = "pv.keep"


@dataclass(frozen=True, slots=True)
class DropTopic(Callback):
    """Staff's: the topic of a forgotten member goes with all that is left in it."""

    prefix: ClassVar[str] = "pv.topic"
    ticket_id: int
