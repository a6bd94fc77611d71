"""The buttons of sessions that are booked. Who presses is looked up again: ids prove nothing."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowSessions(Callback):
    """All of one's own, ahead and past."""

    prefix: ClassVar[str] = "ms"


@dataclass(frozen=True, slots=True)
class OpenSession(Callback):
    prefix: ClassVar[str] = "ms.open"
    booking_id: int


@dataclass(frozen=True, slots=True)
class ComeToIt(Callback):
    prefix: ClassVar[str] = "ms.come"
    booking_id: int


@dataclass(frozen=True, slots=True)
class StayAway(Callback):
    """A guest's."""

    prefix: ClassVar[str] = "ms.part"
    booking_id: int


@dataclass(frozen=True, slots=True)
class MoveIt(Callback):
    """The three best other times."""

    prefix: ClassVar[str] = "ms.move"
    booking_id: int


@dataclass(frozen=True, slots=True)
class MoreDays(Callback):
    """Days with free times, from this one on; days count from the year 1."""

    prefix: ClassVar[str] = "ms.days"
    booking_id: int
    since: int


@dataclass(frozen=True, slots=True)
class OneDay(Callback):
    """The free times of a day."""

    prefix: ClassVar[str] = "ms.day"
    booking_id: int
    day: int


@dataclass(frozen=True, slots=True)
class PutTo(Callback):
    """To this time, in seconds since 1970: what stands is moved, what is over is booked anew."""

    prefix: ClassVar[str] = "ms.t"
    booking_id: int
    mentor_id: int
    start: int


@dataclass(frozen=True, slots=True)
class CancelIt(Callback):
    """Asks first."""

    prefix: ClassVar[str] = "ms.end"
    booking_id: int


@dataclass(frozen=True, slots=True)
class ReallyCancel(Callback):
    """`why` is one of the reasons that are offered, or empty."""

    prefix: ClassVar[str] = "ms.gone"
    booking_id: int
    why: str


@dataclass(frozen=True, slots=True)
class WriteReason(Callback):
    """The next message says why it is cancelled, and cancels it."""

    prefix: ClassVar[str] = "ms.why"
    booking_id: int


@dataclass(frozen=True, slots=True)
class AcceptIt(Callback):
    """The mentor's."""

    prefix: ClassVar[str] = "ms.yes"
    booking_id: int


@dataclass(frozen=True, slots=True)
class DeclineIt(Callback):
    """The mentor's; asks first, and why."""

    prefix: ClassVar[str] = "ms.no"
    booking_id: int


@dataclass(frozen=True, slots=True)
class ReallyDecline(Callback):
    """The mentor's, without a word."""

    prefix: ClassVar[str] = "ms.never"
    booking_id: int


@dataclass(frozen=True, slots=True)
class WriteDecline(Callback):
    """The mentor's: the next message says why not, and declines it."""

    prefix: ClassVar[str] = "ms.whynot"
    booking_id: int


@dataclass(frozen=True, slots=True)
class NobodyCame(Callback):
    """The other side did not."""

    prefix: ClassVar[str] = "ms.miss"
    booking_id: int


@dataclass(frozen=True, slots=True)
class Ask(Callback):
    """The three short questions, from the first that is not answered."""

    prefix: ClassVar[str] = "ms.ask"
    booking_id: int


@dataclass(frozen=True, slots=True)
class Answer(Callback):
    """`question` is one of the three; yes is 1, and no is 0."""

    prefix: ClassVar[str] = "ms.tell"
    booking_id: int
    question: str
    value: int


@dataclass(frozen=True, slots=True)
class WriteRemark(Callback):
    """The next message is what they have to say of the session."""

    prefix: ClassVar[str] = "ms.words"
    booking_id: int


@dataclass(frozen=True, slots=True)
class WriteNotes(Callback):
    """The mentor's: the next messages are notes; private is 1."""

    prefix: ClassVar[str] = "ms.note"
    booking_id: int
    private: int


@dataclass(frozen=True, slots=True)
class EndNotes(Callback):
    """What is written next is no note any more."""

    prefix: ClassVar[str] = "ms.done"
    booking_id: int


@dataclass(frozen=True, slots=True)
class ShowFiles(Callback):
    """What the mentor has shared after the session before this one."""

    prefix: ClassVar[str] = "ms.files"
    booking_id: int


@dataclass(frozen=True, slots=True)
class LookAtSession(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "mz.open"
    booking_id: int


@dataclass(frozen=True, slots=True)
class ChooseOther(Callback):
    """Staff's: who could take it over."""

    prefix: ClassVar[str] = "mz.who"
    booking_id: int


@dataclass(frozen=True, slots=True)
class Reassign(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "mz.to"
    booking_id: int
    mentor_id: int


@dataclass(frozen=True, slots=True)
class CancelForAll(Callback):
    """Staff's: what answers the message says why, and cancels it."""

    prefix: ClassVar[str] = "mz.end"
    booking_id: int
