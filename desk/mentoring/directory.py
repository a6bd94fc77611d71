"""The directory: mentors, facilitators, trainers, experts, and peers of other organisations.

One list with kinds, since one person is often several of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.week import NEVER, Spans


class Kind(StrEnum):
    MENTOR = "mentor"
    FACILITATOR = "facilitator"
    TRAINER = "trainer"
    EXPERT = "expert"
    PEER = "peer"  # somebody of an organisation that helps another one


class Standing(StrEnum):
    PROPOSED = "proposed"  # the coordinator has not said yes yet
    APPROVED = "approved"
    PAUSED = "paused"  # what is booked stays, nothing new is offered
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Place:
    """Where sessions in person are. Degrees as in WGS 84, both or none."""

    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How somebody may be booked. No cap is None; `per_quarter` is of one organisation.

    `before` and `after` are kept free around each session; those of two neighbours add up.
    `confirms`: a booking stands when the mentor has said yes.
    """

    lengths: tuple[timedelta, ...] = (timedelta(hours=1),)
    before: timedelta = timedelta()
    after: timedelta = timedelta(minutes=15)
    notice: timedelta = timedelta(hours=24)
    cancel_notice: timedelta = timedelta(hours=24)
    window: timedelta = timedelta(days=60)
    per_day: int | None = 4
    per_week: int | None = 12
    per_quarter: int | None = 6
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Mentor:
    """`hours` are in their own zone. `languages` are two-letter codes, `about` is keyed by them.

    `person_id` is None until they have opened the line by their link; `organisation_id` is whose
    peer they are. `capacity` is how many organisations they care for at a time.
    """

    id: int
    name: str
    kinds: frozenset[Kind]
    standing: Standing
    languages: tuple[str, ...]
    areas: frozenset[Area]
    hours: Hours
    terms: Terms = field(default_factory=Terms)
    regions: tuple[str, ...] = ()
    person_id: int | None = None
    organisation_id: int | None = None
    is_online: bool = True
    place: Place | None = None
    capacity: int = 5
    about: Mapping[str, str] = field(default_factory=dict, hash=False)
    added_at: datetime | None = None

    @property
    def is_bookable(self) -> bool:
        return self.standing is Standing.APPROVED


def newcomer(name: str, zone: ZoneInfo, at: datetime) -> Mentor:
    """Whom nobody can book yet: proposed, and without hours."""
    return Mentor(
        id=0,
        name=name,
        kinds=frozenset((Kind.MENTOR,)),
        standing=Standing.PROPOSED,
        languages=(),
        areas=frozenset(),
        hours=Hours(zone, NEVER),
        added_at=at,
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A message of a staff group: what answers it is this `part` of the mentor."""

    message_id: int
    group_name: str
    mentor_id: int
    part: str


class MentorStore(Protocol):
    async def get(self, mentor_id: int, *, locked: bool = False) -> Mentor | None:
        """Locked, nobody else changes them until the end of the transaction."""

    async def of_person(self, person_id: int) -> Mentor | None: ...

    async def all(self, standing: Standing | None = None) -> list[Mentor]:
        """By name; with their exceptional days in `hours`."""

    async def add(self, mentor: Mentor, token: str) -> Mentor:
        """With its id. By the link that holds the token they open the line as themselves."""

    async def save(self, mentor: Mentor) -> None:
        """Their days are put and dropped apart."""

    async def with_token(self, token: str) -> Mentor | None: ...

    async def token_of(self, mentor_id: int) -> str: ...

    async def put_days(self, mentor_id: int, days: Mapping[date, Spans]) -> None:
        """Other than the week says: closed without spans, else open in these."""

    async def drop_days(self, mentor_id: int, days: Sequence[date]) -> None: ...

    async def claim(self, mentor_id: int, person_id: int) -> bool:
        """False where somebody else is this mentor already."""

    async def put_token(self, mentor_id: int, token: str) -> None:
        """In the place of the one before, and nobody is this mentor."""

    async def form(self, message_id: int, group: str) -> Form | None: ...

    async def keep_form(self, form: Form) -> None: ...

    async def drop_form(self, message_id: int, group: str) -> None: ...
