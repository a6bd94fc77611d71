"""The buttons of events for those who come to them. A prefix keeps its meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowForums(Callback):
    """A member's; `only` as in `desk.events.programme.Only`, pages count from 0."""

    prefix: ClassVar[str] = "ev"
    only: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowFilters(Callback):
    """A member's."""

    prefix: ClassVar[str] = "ev.only"
    only: int


@dataclass(frozen=True, slots=True)
class ShowForumsOf(Callback):
    """A member's; `what` is an `only`, a dot, and a kind, region or theme as in `Subscribe`."""

    prefix: ClassVar[str] = "ev.of"
    what: str
    page: int


@dataclass(frozen=True, slots=True)
class ChooseForumsOf(Callback):
    """A member's: the kinds, regions or themes of which there is something."""

    prefix: ClassVar[str] = "ev.pick"
    facet: str
    only: int


@dataclass(frozen=True, slots=True)
class ShowEvent(Callback):
    """A member's."""

    prefix: ClassVar[str] = "ev.see"
    event_id: int


@dataclass(frozen=True, slots=True)
class ShowMySeats(Callback):
    """A member's: where they have a seat or wait for one."""

    prefix: ClassVar[str] = "ev.mine"


@dataclass(frozen=True, slots=True)
class SignUp(Callback):
    """A member's."""

    prefix: ClassVar[str] = "ev.in"
    event_id: int


@dataclass(frozen=True, slots=True)
class PutAnswer(Callback):
    """A member's; `what` is a question and an answer, such as "photos.yes"."""

    prefix: ClassVar[str] = "ev.ans"
    event_id: int
    what: str


@dataclass(frozen=True, slots=True)
class WriteAnswer(Callback):
    """A member's: what they write next is the answer."""

    prefix: ClassVar[str] = "ev.type"
    event_id: int
    question: str


@dataclass(frozen=True, slots=True)
class ShowMap(Callback):
    """A member's."""

    prefix: ClassVar[str] = "ev.map"
    event_id: int


@dataclass(frozen=True, slots=True)
class AskAbout(Callback):
    """A member's: what they write next is a question to staff about the event."""

    prefix: ClassVar[str] = "ev.ask"
    event_id: int


@dataclass(frozen=True, slots=True)
class GiveBack(Callback):
    """A member's: asks once more."""

    prefix: ClassVar[str] = "ev.back"
    seat_id: int


@dataclass(frozen=True, slots=True)
class ReallyGiveBack(Callback):
    """A member's."""

    prefix: ClassVar[str] = "ev.gone"
    seat_id: int


@dataclass(frozen=True, slots=True)
class SayOfPictures(Callback):
    """A member's: 1 is that pictures of them may be published, 0 that they may not."""

    prefix: ClassVar[str] = "ev.pics"
    seat_id: int
    may: int


@dataclass(frozen=True, slots=True)
class WillCome(Callback):
    """A member's, who is reminded."""

    prefix: ClassVar[str] = "ev.come"
    seat_id: int


@dataclass(frozen=True, slots=True)
class ShowFacts(Callback):
    """A member's: what is known of the event, before staff are asked."""

    prefix: ClassVar[str] = "ev.facts"
    event_id: int


@dataclass(frozen=True, slots=True)
class NoMoreOf(Callback):
    """A member's: what they follow is followed no more, as far as this event fits it."""

    prefix: ClassVar[str] = "ev.less"
    event_id: int


@dataclass(frozen=True, slots=True)
class TakeOffer(Callback):
    """A member's, who waited."""

    prefix: ClassVar[str] = "ev.take"
    seat_id: int


@dataclass(frozen=True, slots=True)
class LetPass(Callback):
    """A member's, who waited: somebody else gets it."""

    prefix: ClassVar[str] = "ev.pass"
    seat_id: int


@dataclass(frozen=True, slots=True)
class BringColleague(Callback):
    """A member's: the link to be sent on."""

    prefix: ClassVar[str] = "ev.bring"
    seat_id: int


@dataclass(frozen=True, slots=True)
class ShowSubscriptions(Callback):
    """A member's; `facet` is what there is to choose from: kinds, regions or themes."""

    prefix: ClassVar[str] = "ev.news"
    facet: str


@dataclass(frozen=True, slots=True)
class Subscribe(Callback):
    """A member's; `what` is a facet and one of it; of a region, a checksum. 1 is on, 0 is off."""

    prefix: ClassVar[str] = "ev.sub"
    what: str
    is_on: int


@dataclass(frozen=True, slots=True)
class StopNews(Callback):
    """A member's: they hear of no new events any more."""

    prefix: ClassVar[str] = "ev.stop"


@dataclass(frozen=True, slots=True)
class AllowNews(Callback):
    """A member's: the switch of /privacy, where it is missed."""

    prefix: ClassVar[str] = "ev.allow"


@dataclass(frozen=True, slots=True)
class ShowSeats(Callback):
    """Staff's: who is in and who waits; pages count from 0."""

    prefix: ClassVar[str] = "es"
    event_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowAsking(Callback):
    """Staff's: who waits for a yes."""

    prefix: ClassVar[str] = "es.ask"
    event_id: int


@dataclass(frozen=True, slots=True)
class Decide(Callback):
    """Staff's: 1 is yes, 0 is no."""

    prefix: ClassVar[str] = "es.say"
    seat_id: int
    is_yes: int


@dataclass(frozen=True, slots=True)
class SetSeats(Callback):
    """Staff's: there are to be so many, in the place of those that were shown."""

    prefix: ClassVar[str] = "es.n"
    event_id: int
    shown: int
    wanted: int


@dataclass(frozen=True, slots=True)
class OpenSeat(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "es.one"
    seat_id: int


@dataclass(frozen=True, slots=True)
class TakeAway(Callback):
    """Staff's: the seat of somebody who does not come, after asking; 1 is done."""

    prefix: ClassVar[str] = "es.out"
    seat_id: int
    is_sure: int
