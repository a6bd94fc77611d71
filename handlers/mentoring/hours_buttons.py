"""The buttons of /hours, all of them a mentor's own: who is meant is whoever presses."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowHours(Callback):
    """All of it; nothing is awaited any more."""

    prefix: ClassVar[str] = "mh"


@dataclass(frozen=True, slots=True)
class WriteWeek(Callback):
    """The next message is the week."""

    prefix: ClassVar[str] = "mh.week"


@dataclass(frozen=True, slots=True)
class PutWeek(Callback):
    """Yes to the week that was shown; `check` tells it from others."""

    prefix: ClassVar[str] = "mh.yes"
    check: int


@dataclass(frozen=True, slots=True)
class ShowAway(Callback):
    prefix: ClassVar[str] = "mh.away"


@dataclass(frozen=True, slots=True)
class WriteAway(Callback):
    """The next message is a day, or several."""

    prefix: ClassVar[str] = "mh.days"


@dataclass(frozen=True, slots=True)
class DropAway(Callback):
    """These days are as usual again; both count from the year 1."""

    prefix: ClassVar[str] = "mh.usual"
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ShowPart(Callback):
    prefix: ClassVar[str] = "mh.part"
    part: str


@dataclass(frozen=True, slots=True)
class ChooseTerm(Callback):
    prefix: ClassVar[str] = "mh.term"
    term: str


@dataclass(frozen=True, slots=True)
class PutTerm(Callback):
    prefix: ClassVar[str] = "mh.put"
    term: str
    value: int


@dataclass(frozen=True, slots=True)
class PutFlag(Callback):
    """On is 1."""

    prefix: ClassVar[str] = "mh.flag"
    flag: str
    on: int


@dataclass(frozen=True, slots=True)
class ChooseOwnZone(Callback):
    """The next message may be its name."""

    prefix: ClassVar[str] = "mh.zone"


@dataclass(frozen=True, slots=True)
class PutOwnZone(Callback):
    prefix: ClassVar[str] = "mh.in"
    key: str


@dataclass(frozen=True, slots=True)
class ChooseOwnCalendar(Callback):
    prefix: ClassVar[str] = "mh.feasts"


@dataclass(frozen=True, slots=True)
class PutOwnCalendar(Callback):
    """The place of the calendar among them, after the last for none."""

    prefix: ClassVar[str] = "mh.feast"
    calendar: int


@dataclass(frozen=True, slots=True)
class WriteOwn(Callback):
    """The next message is the mentor's text, or the place of sessions in person."""

    prefix: ClassVar[str] = "mh.write"
    what: str


@dataclass(frozen=True, slots=True)
class DropOwn(Callback):
    prefix: ClassVar[str] = "mh.drop"
    what: str


@dataclass(frozen=True, slots=True)
class ShowSession(Callback):
    """One that is booked with whoever presses."""

    prefix: ClassVar[str] = "mh.session"
    booking_id: int
