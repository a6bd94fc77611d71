"""The buttons with which staff make events. A prefix keeps its meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowEvents(Callback):
    """Staff's: how many there are of each sort, and how many were planned."""

    prefix: ClassVar[str] = "em"


@dataclass(frozen=True, slots=True)
class ListEvents(Callback):
    """Staff's; pages count from 0."""

    prefix: ClassVar[str] = "em.list"
    which: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenEvent(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "em.open"
    event_id: int


@dataclass(frozen=True, slots=True)
class ChooseOf(Callback):
    """Staff's: what there is of a part, each with a button."""

    prefix: ClassVar[str] = "em.among"
    event_id: int
    part: str


@dataclass(frozen=True, slots=True)
class SetOf(Callback):
    """Staff's; `what` is a part and one of it, such as "kind.training"."""

    prefix: ClassVar[str] = "em.set"
    event_id: int
    what: str


@dataclass(frozen=True, slots=True)
class WriteOf(Callback):
    """Staff's: what answers the message is this part, such as "title.sq"."""

    prefix: ClassVar[str] = "em.write"
    event_id: int
    part: str


@dataclass(frozen=True, slots=True)
class KeepChange(Callback):
    """Staff's: what was answered is changed, and people are told."""

    prefix: ClassVar[str] = "em.keep"
    event_id: int


@dataclass(frozen=True, slots=True)
class LookAs(Callback):
    """Staff's: the event as members read it in this language."""

    prefix: ClassVar[str] = "em.see"
    event_id: int
    language: str


@dataclass(frozen=True, slots=True)
class TakeStep(Callback):
    """Staff's: publish, all of its series too, finish, copy, waive; cancelling asks first."""

    prefix: ClassVar[str] = "em.step"
    event_id: int
    step: str


@dataclass(frozen=True, slots=True)
class ReallyCancel(Callback):
    """Staff's; `people` is how many were said to be told."""

    prefix: ClassVar[str] = "em.gone"
    event_id: int
    people: int


@dataclass(frozen=True, slots=True)
class ShowSeries(Callback):
    """Staff's: the dates of the event's series; pages count from 0."""

    prefix: ClassVar[str] = "em.dates"
    event_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowCycles(Callback):
    """Staff's: meetings with municipalities in a year; pages count from 0."""

    prefix: ClassVar[str] = "em.year"
    year: int
    page: int
