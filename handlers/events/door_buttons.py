"""The buttons of the day itself and of what comes after it. A prefix keeps its meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class MyCode(Callback):
    """A member's: the code of their seat, to be shown at the door."""

    prefix: ClassVar[str] = "ed.mine"
    seat_id: int


@dataclass(frozen=True, slots=True)
class OpenGuest(Callback):
    """Staff's: one seat, and on which days they came."""

    prefix: ClassVar[str] = "ed.one"
    seat_id: int


@dataclass(frozen=True, slots=True)
class CheckIn(Callback):
    """Staff's; days count from 0."""

    prefix: ClassVar[str] = "ed.in"
    seat_id: int
    day: int


@dataclass(frozen=True, slots=True)
class ShowMissing(Callback):
    """Staff's: who has a seat and is not there today, in a message of its own."""

    prefix: ClassVar[str] = "ed.miss"
    event_id: int


@dataclass(frozen=True, slots=True)
class ListMissing(Callback):
    """Staff's: the same, in the place of what is shown; pages count from 0."""

    prefix: ClassVar[str] = "ed.page"
    event_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SendPoster(Callback):
    """Staff's: the code of the door, to be printed."""

    prefix: ClassVar[str] = "ed.post"
    event_id: int


@dataclass(frozen=True, slots=True)
class SendSheet(Callback):
    """Staff's: who came, as files."""

    prefix: ClassVar[str] = "ed.list"
    event_id: int


@dataclass(frozen=True, slots=True)
class GetCertificate(Callback):
    """A member's, who came on all days."""

    prefix: ClassVar[str] = "ed.cert"
    seat_id: int


@dataclass(frozen=True, slots=True)
class KeepName(Callback):
    """A member's: their name stands on papers as it was shown."""

    prefix: ClassVar[str] = "ed.name"
    seat_id: int


@dataclass(frozen=True, slots=True)
class WriteName(Callback):
    """A member's: what they write next is their name on papers."""

    prefix: ClassVar[str] = "ed.write"
    seat_id: int


@dataclass(frozen=True, slots=True)
class Rate(Callback):
    """A member's, who came: 1 is yes, 0 is no."""

    prefix: ClassVar[str] = "ed.rate"
    seat_id: int
    asked: str
    is_yes: int


@dataclass(frozen=True, slots=True)
class WriteWords(Callback):
    """A member's, who came: what they write next is said of the event."""

    prefix: ClassVar[str] = "ed.word"
    seat_id: int


@dataclass(frozen=True, slots=True)
class PassOn(Callback):
    """A member's: to how many people they have passed it on."""

    prefix: ClassVar[str] = "ed.pass"
    seat_id: int
    people: int


@dataclass(frozen=True, slots=True)
class WriteNumber(Callback):
    """A member's: the same, as what they write next."""

    prefix: ClassVar[str] = "ed.num"
    seat_id: int


@dataclass(frozen=True, slots=True)
class WriteLesson(Callback):
    """A member's, who came: what they write next may be of use to others."""

    prefix: ClassVar[str] = "ed.lesson"
    seat_id: int


@dataclass(frozen=True, slots=True)
class DraftLesson(Callback):
    """Staff's: the message becomes an entry in the making, with what this person wrote."""

    prefix: ClassVar[str] = "ed.draft"
    seat_id: int


@dataclass(frozen=True, slots=True)
class BeginLesson(Callback):
    """Staff's: the same in a message of its own, with what they write themselves."""

    prefix: ClassVar[str] = "ed.begin"
    event_id: int


@dataclass(frozen=True, slots=True)
class ShowMaterials(Callback):
    """Staff's: the files for those who came, in a message of its own."""

    prefix: ClassVar[str] = "ed.mat"
    event_id: int


@dataclass(frozen=True, slots=True)
class AddMaterials(Callback):
    """Staff's: what answers the message is for those who came."""

    prefix: ClassVar[str] = "ed.add"
    event_id: int


@dataclass(frozen=True, slots=True)
class SendMaterials(Callback):
    """Staff's: whoever came gets what they have not got."""

    prefix: ClassVar[str] = "ed.send"
    event_id: int


@dataclass(frozen=True, slots=True)
class ShowReport(Callback):
    """Staff's: the figures of one event."""

    prefix: ClassVar[str] = "ed.rep"
    event_id: int


@dataclass(frozen=True, slots=True)
class SendReport(Callback):
    """Staff's: the same as a table."""

    prefix: ClassVar[str] = "ed.csv"
    event_id: int


@dataclass(frozen=True, slots=True)
class ShowNews(Callback):
    """Staff's: the text and the pictures for everybody, in a message of its own."""

    prefix: ClassVar[str] = "ed.news"
    event_id: int


@dataclass(frozen=True, slots=True)
class WriteNews(Callback):
    """Staff's: what answers the message is the text in this language, or pictures."""

    prefix: ClassVar[str] = "ed.text"
    event_id: int
    part: str


@dataclass(frozen=True, slots=True)
class DropAlbum(Callback):
    """Staff's: all of its pictures."""

    prefix: ClassVar[str] = "ed.none"
    event_id: int


@dataclass(frozen=True, slots=True)
class PublishNews(Callback):
    """Staff's; `shy` is of how many it was said that they are in no picture."""

    prefix: ClassVar[str] = "ed.pub"
    event_id: int
    shy: int


@dataclass(frozen=True, slots=True)
class HideNews(Callback):
    """Staff's: it is read no more."""

    prefix: ClassVar[str] = "ed.hide"
    event_id: int


@dataclass(frozen=True, slots=True)
class ReadNews(Callback):
    """A member's."""

    prefix: ClassVar[str] = "ed.read"
    event_id: int


@dataclass(frozen=True, slots=True)
class ShowPictures(Callback):
    """Staff's: who must not be in pictures."""

    prefix: ClassVar[str] = "ed.pic"
    event_id: int
