"""The buttons of what guards people: sensitive and anonymous requests, blocks."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class MarkSensitive(Callback):
    """From now on no words of the ticket stand where they can be read in passing."""

    prefix: ClassVar[str] = "sv.mark"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class OpenText(Callback):
    """The message of this number, by our own count, and what came right after it: for me alone."""

    prefix: ClassVar[str] = "sv.open"
    message_id: int


@dataclass(frozen=True, slots=True)
class ShowHere(Callback):
    """The same, for everybody in the topic."""

    prefix: ClassVar[str] = "sv.here"
    message_id: int


@dataclass(frozen=True, slots=True)
class TakeOut(Callback):
    """The copies of the member's words, out of the topic."""

    prefix: ClassVar[str] = "sv.out"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ShowKept(Callback):
    """What the member wrote during a block."""

    prefix: ClassVar[str] = "bl.kept"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class SendOpenly(Callback):
    """Staff may see it, though it shows who the member is; the message's number is Telegram's."""

    prefix: ClassVar[str] = "an.send"
    message_id: int


@dataclass(frozen=True, slots=True)
class HoldBack(Callback):
    prefix: ClassVar[str] = "an.drop"
    message_id: int
