"""Forums, trainings and meetings: what they are, when and where, and how they may change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.events.themes import Theme

Words = Mapping[str, str]  # the same said in several languages, by their codes of two letters


class Kind(StrEnum):
    NATIONAL = "national"  # forums, the first four
    REGIONAL = "regional"
    THEMATIC = "thematic"
    AD_HOC = "ad_hoc"
    TRAINING = "training"
    CAPSULE = "capsule"  # a short training beside something else
    WORKSHOP = "workshop"
    OPEN_MEETING = "open_meeting"  # its content follows what people ask for
    MARATHON = "marathon"  # of ideas
    ONE_TO_ONE = "one_to_one"  # with a municipality, in a quarter of a cycle
    PRESENTATION = "presentation"  # the last quarter of it
    NETWORKING = "networking"


FORUMS = (Kind.NATIONAL, Kind.REGIONAL, Kind.THEMATIC, Kind.AD_HOC)


class Standing(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    DONE = "done"


class Step(StrEnum):
    PUBLISH = "publish"
    CANCEL = "cancel"
    FINISH = "finish"


_LIFE: Mapping[tuple[Standing, Step], Standing] = {
    (Standing.DRAFT, Step.PUBLISH): Standing.PUBLISHED,
    (Standing.DRAFT, Step.CANCEL): Standing.CANCELLED,
    (Standing.PUBLISHED, Step.CANCEL): Standing.CANCELLED,
    (Standing.PUBLISHED, Step.FINISH): Standing.DONE,
}


class StandsElsewise(DeskError):
    """The event stands so that the step cannot be taken."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


def after(standing: Standing, step: Step) -> Standing:
    """Raises StandsElsewise."""
    found = _LIFE.get((standing, step))
    if found is None:
        raise StandsElsewise(standing)
    return found


class Question(StrEnum):
    """What is asked of whoever signs up, where the event wants to know."""

    ORGANISATION = "organisation"  # for which one they come
    ACCESS = "access"  # what they need to take part
    INTERPRETATION = "interpretation"  # into which language
    PHOTOS = "photos"  # whether they may be in pictures that are shown


class Part(StrEnum):
    FACILITATOR = "facilitator"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Role:
    """Who does it; `mentor_id` where they are of the directory."""

    part: Part
    name: str
    mentor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """In UTC. Days of one event are in order and apart."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Venue:
    """Degrees as in WGS 84, both or none; `access` is what helps those who need help to get in."""

    name: str
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    access: Words = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the agenda, on the day of this number, from nought."""

    day: int
    starts_at: datetime
    title: Words


@dataclass(frozen=True, slots=True)
class Terms:
    """How people get a seat. No limit is None; `per_organisation` counts seats of one organisation.

    A seat that became free is offered for `offer`, and to nobody later than `lead` before the
    start. `reminders` are before the start of the first day, the longest first.
    """

    seats: int | None = None
    per_organisation: int | None = None
    approves: bool = False  # staff say yes to each
    asks: frozenset[Question] = frozenset((Question.ORGANISATION,))
    offer: timedelta = timedelta(hours=24)
    lead: timedelta = timedelta(hours=3)
    reminders: tuple[timedelta, ...] = (
        timedelta(days=7),
        timedelta(days=1),
        timedelta(hours=2),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """`zone` is the place's, in which its hours were agreed. `uid` stays for life and `sequence`
    counts changes (RFC 5545, 3.8.4.7 and 3.8.7.4).

    `languages` are those in which it is held, `interpreted` those into which. `venue` is None
    online, `link` is for those who come, and an event may have both. `donor` is said as it is to be
    shown. `series_id` and `recurs_at`: of which series, and which of its dates by the rule
    (RFC 5545, 3.8.4.4). `part_of` is the event beside which it is held, or the first of a cycle.
    `waived`: it may be published although a part has nobody. `taken` are seats given or offered.
    """

    id: int
    uid: str
    kind: Kind
    standing: Standing
    zone: ZoneInfo
    made_at: datetime
    days: tuple[Day, ...] = ()
    title: Words = field(default_factory=dict, hash=False)
    about: Words = field(default_factory=dict, hash=False)
    region: str = ""
    themes: frozenset[Theme] = frozenset()
    venue: Venue | None = None
    link: str = ""
    languages: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    donor: Words = field(default_factory=dict, hash=False)
    roles: tuple[Role, ...] = ()
    agenda: tuple[Block, ...] = ()
    terms: Terms = field(default_factory=Terms)
    waived: bool = False
    series_id: int | None = None
    recurs_at: datetime | None = None
    part_of: int | None = None
    sequence: int = 0
    made_by: int | None = None
    published_at: datetime | None = None
    changed_at: datetime | None = None
    reason: Words = field(default_factory=dict, hash=False)  # why it was cancelled
    taken: int = 0

    @property
    def starts_at(self) -> datetime | None:
        return self.days[0].starts_at if self.days else None

    @property
    def ends_at(self) -> datetime | None:
        return self.days[-1].ends_at if self.days else None

    @property
    def last_offer(self) -> datetime | None:
        """After it nothing is offered to those who wait."""
        return self.starts_at and self.starts_at - self.terms.lead

    @property
    def room(self) -> int | None:
        """How many seats are free; None without a limit."""
        return None if self.terms.seats is None else max(0, self.terms.seats - self.taken)


def said(words: Words, language: str) -> str:
    """In this language, else in English, else in whichever there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
