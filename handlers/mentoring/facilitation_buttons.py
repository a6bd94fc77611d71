"""The buttons of requests for a facilitator. Who presses is looked up again: ids prove nothing."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class BeginFacilitation(Callback):
    """A member's: what they have begun, or a new one."""

    prefix: ClassVar[str] = "mf"


@dataclass(frozen=True, slots=True)
class NewFacilitation(Callback):
    """A member's, who has others already."""

    prefix: ClassVar[str] = "mf.new"


@dataclass(frozen=True, slots=True)
class NoCall(Callback):
    """A member's: it is not about this open call."""

    prefix: ClassVar[str] = "mf.free"
    call_id: int


@dataclass(frozen=True, slots=True)
class GoOn(Callback):
    """A member's: with what has not been said yet."""

    prefix: ClassVar[str] = "mf.on"
    number: int


@dataclass(frozen=True, slots=True)
class PutAnswer(Callback):
    """A member's; `what` is a part, a dot and a value, or nothing where it stays open."""

    prefix: ClassVar[str] = "mf.put"
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class AnotherMonth(Callback):
    """A member's; months count from the year 0."""

    prefix: ClassVar[str] = "mf.month"
    number: int
    month: int


@dataclass(frozen=True, slots=True)
class ListParts(Callback):
    prefix: ClassVar[str] = "mf.parts"
    number: int


@dataclass(frozen=True, slots=True)
class AskAgain(Callback):
    prefix: ClassVar[str] = "mf.part"
    number: int
    part: str


@dataclass(frozen=True, slots=True)
class SendRequest(Callback):
    prefix: ClassVar[str] = "mf.send"
    number: int


@dataclass(frozen=True, slots=True)
class DropDraft(Callback):
    prefix: ClassVar[str] = "mf.drop"
    number: int


# Of one that was sent: the member's and the facilitator's


@dataclass(frozen=True, slots=True)
class OpenFacilitation(Callback):
    prefix: ClassVar[str] = "mf.open"
    number: int


@dataclass(frozen=True, slots=True)
class DoIt(Callback):
    """A facilitator's; `round_` is how often anybody had been asked then."""

    prefix: ClassVar[str] = "mf.yes"
    number: int
    round_: int


@dataclass(frozen=True, slots=True)
class CannotDoIt(Callback):
    prefix: ClassVar[str] = "mf.no"
    number: int
    round_: int


@dataclass(frozen=True, slots=True)
class EndIt(Callback):
    """The member cancels, or the facilitator leaves: are they sure?"""

    prefix: ClassVar[str] = "mf.end"
    number: int


@dataclass(frozen=True, slots=True)
class ReallyEndIt(Callback):
    prefix: ClassVar[str] = "mf.end.yes"
    number: int


@dataclass(frozen=True, slots=True)
class NewTime(Callback):
    """The member's: what is typed next is a day and an hour."""

    prefix: ClassVar[str] = "mf.move"
    number: int


@dataclass(frozen=True, slots=True)
class PutTime(Callback):
    """The member's and the coordinator's; minutes since 1970, in UTC."""

    prefix: ClassVar[str] = "mf.at"
    number: int
    minutes: int


@dataclass(frozen=True, slots=True)
class WriteAcross(Callback):
    """What is written next goes to the other side."""

    prefix: ClassVar[str] = "mf.write"
    number: int


# Its checklists


@dataclass(frozen=True, slots=True)
class ShowList(Callback):
    prefix: ClassVar[str] = "mf.list"
    number: int
    phase: str


@dataclass(frozen=True, slots=True)
class Tick(Callback):
    prefix: ClassVar[str] = "mf.tick"
    number: int
    item: str


@dataclass(frozen=True, slots=True)
class Fill(Callback):
    """What is written or sent next belongs to the item."""

    prefix: ClassVar[str] = "mf.fill"
    number: int
    item: str


@dataclass(frozen=True, slots=True)
class ShowSlips(Callback):
    """All that was written and sent so far."""

    prefix: ClassVar[str] = "mf.slips"
    number: int


@dataclass(frozen=True, slots=True)
class Complete(Callback):
    """A facilitator's."""

    prefix: ClassVar[str] = "mf.done"
    number: int


# The coordinator's


@dataclass(frozen=True, slots=True)
class ListFacilitations(Callback):
    prefix: ClassVar[str] = "mf.all"


@dataclass(frozen=True, slots=True)
class LookAtRequest(Callback):
    prefix: ClassVar[str] = "mf.look"
    number: int


@dataclass(frozen=True, slots=True)
class ListFits(Callback):
    """All who could do it; pages count from 0."""

    prefix: ClassVar[str] = "mf.who"
    number: int
    page: int


@dataclass(frozen=True, slots=True)
class AskThem(Callback):
    prefix: ClassVar[str] = "mf.ask"
    number: int
    mentor_id: int


@dataclass(frozen=True, slots=True)
class TakeBack(Callback):
    """Somebody else is to do it."""

    prefix: ClassVar[str] = "mf.back"
    number: int


@dataclass(frozen=True, slots=True)
class WriteForm(Callback):
    """What answers the message is why it cannot be done, or its new time."""

    prefix: ClassVar[str] = "mf.form"
    number: int
    form: str
