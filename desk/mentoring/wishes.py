"""What somebody asks for: the state of their dialogue, and their place in the waiting list."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind

_DAY = timedelta(days=1)


class WishState(StrEnum):
    OPEN = "open"  # the person is choosing
    WAITING = "waiting"  # for a slot that becomes free
    OFFERED = "offered"  # one is held for them
    BOOKED = "booked"
    DROPPED = "dropped"


class Start(NamedTuple):
    """Of a session with a mentor, in UTC."""

    mentor_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """`words` are what they typed. `language` is a code of two letters. `is_online` is None where
    either will do. `mentor_id` is the one whom they chose first; nobody else is offered then.

    `earliest` and `latest` are days of `zone`, the person's when they asked, both included.
    `declined` starts were offered and refused, or the person cancelled there: never offered again.
    `booking_id` is the booking that is being moved, or the one that came of the wish. Nothing is
    offered from the waiting list before `rests_until`.
    """

    id: int
    person_id: int
    zone: ZoneInfo
    language: str
    made_at: datetime
    length: timedelta = timedelta(hours=1)
    kind: Kind = Kind.MENTOR
    organisation_id: int | None = None
    area: Area | None = None
    words: str = ""
    is_online: bool | None = None
    region: str | None = None
    mentor_id: int | None = None
    avoided: tuple[int, ...] = ()
    declined: AbstractSet[Start] = frozenset()
    earliest: date | None = None
    latest: date | None = None
    state: WishState = WishState.OPEN
    waiting_since: datetime | None = None
    booking_id: int | None = None
    rests_until: datetime | None = None

    def within(self, since: datetime, until: datetime) -> tuple[datetime, datetime]:
        """The part of a time that lies within its days, in UTC; it may be empty."""
        since, until = since.astimezone(UTC), until.astimezone(UTC)
        if self.earliest is not None:
            since = max(since, self.day(self.earliest)[0])
        if self.latest is not None:
            until = min(until, self.day(self.latest)[1])
        return since, until

    def day(self, day: date) -> tuple[datetime, datetime]:
        """From midnight to midnight by the person's clock, in UTC."""
        return self._midnight(day), self._midnight(day + _DAY)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


class WishStore(Protocol):
    async def add(self, wish: Wish) -> Wish:
        """With its id."""

    async def get(self, wish_id: int) -> Wish | None: ...

    async def save(self, wish: Wish) -> None: ...

    async def of(self, person_id: int) -> list[Wish]:
        """Those that are open, waiting or offered something, the newest first."""

    async def waiting(self) -> list[Wish]:
        """Whoever has waited longest first."""
