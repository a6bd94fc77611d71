"""The buttons on the way from a need to a booking. A prefix keeps its meaning.

Staff press the same ones in the topic of the member for whom they book.
"""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class BeginWish(Callback):
    """A member's; of the kinds of help."""

    prefix: ClassVar[str] = "mw"
    kind: str


@dataclass(frozen=True, slots=True)
class AnotherWish(Callback):
    """A member's, who waits for something else already."""

    prefix: ClassVar[str] = "mw.new"
    kind: str


@dataclass(frozen=True, slots=True)
class AboutCall(Callback):
    """A member's: it is about this open call."""

    prefix: ClassVar[str] = "mw.call"
    call_id: int


@dataclass(frozen=True, slots=True)
class NotAboutCall(Callback):
    """A member's."""

    prefix: ClassVar[str] = "mw.free"
    call_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class ShowAreas(Callback):
    """Pages count from 0."""

    prefix: ClassVar[str] = "mw.need"
    wish_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ListPeople(Callback):
    """Pages count from 0."""

    prefix: ClassVar[str] = "mw.who"
    wish_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ChooseMentor(Callback):
    prefix: ClassVar[str] = "mw.with"
    wish_id: int
    mentor_id: int


@dataclass(frozen=True, slots=True)
class ShowOffers(Callback):
    prefix: ClassVar[str] = "mw.fit"
    wish_id: int


@dataclass(frozen=True, slots=True)
class OtherMentor(Callback):
    prefix: ClassVar[str] = "mw.other"
    wish_id: int


@dataclass(frozen=True, slots=True)
class ChangeWish(Callback):
    prefix: ClassVar[str] = "mw.change"
    wish_id: int


@dataclass(frozen=True, slots=True)
class ShowPart(Callback):
    """What there is to choose from: of the language, the way, the length."""

    prefix: ClassVar[str] = "mw.part"
    wish_id: int
    part: str


@dataclass(frozen=True, slots=True)
class PutPart(Callback):
    """`what` is a part and one of it, such as "area.finance" or "length.60"."""

    prefix: ClassVar[str] = "mw.set"
    wish_id: int
    what: str


@dataclass(frozen=True, slots=True)
class ShowMonth(Callback):
    """`month` counts from the year 0; 0 is the first one in which any day is free."""

    prefix: ClassVar[str] = "mw.month"
    wish_id: int
    month: int


@dataclass(frozen=True, slots=True)
class ShowDay(Callback):
    """`day` is the ordinal of a date."""

    prefix: ClassVar[str] = "mw.day"
    wish_id: int
    day: int


@dataclass(frozen=True, slots=True)
class TakeSlot(Callback):
    """`starts` in minutes since 1970."""

    prefix: ClassVar[str] = "mw.t"
    wish_id: int
    mentor_id: int
    starts: int


@dataclass(frozen=True, slots=True)
class BookIt(Callback):
    """What is held, or was."""

    prefix: ClassVar[str] = "mw.book"
    booking_id: int


@dataclass(frozen=True, slots=True)
class AddNote(Callback):
    """A member's."""

    prefix: ClassVar[str] = "mw.note"
    booking_id: int


@dataclass(frozen=True, slots=True)
class RefuseOffer(Callback):
    """A member's who waited: somebody else gets it."""

    prefix: ClassVar[str] = "mw.refuse"
    booking_id: int


@dataclass(frozen=True, slots=True)
class WaitForTime(Callback):
    """A member's."""

    prefix: ClassVar[str] = "mw.wait"
    wish_id: int


@dataclass(frozen=True, slots=True)
class LeaveLine(Callback):
    """A member's."""

    prefix: ClassVar[str] = "mw.leave"
    wish_id: int


@dataclass(frozen=True, slots=True)
class Invite(Callback):
    """A member's: the link by which colleagues join."""

    prefix: ClassVar[str] = "mw.invite"
    booking_id: int
