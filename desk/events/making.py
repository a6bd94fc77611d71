"""What is kept while events are made: which message asks for what, series, and counts of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from desk.events.event import Event, Standing


@dataclass(frozen=True, slots=True)
class Form:
    """A message of a staff group: what answers it is this `part` of the event.

    `said` is what was answered, while it waits for a yes because people would be told of it.
    """

    message_id: int
    group_name: str
    event_id: int
    part: str
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A rule as in RFC 5545, 3.3.10, on the wall clock of a zone."""

    id: int
    rule: str
    zone: ZoneInfo
    starts_at: datetime
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted elsewhere; None is not known.

    `counted_with` is the event whose numbers are those of both together. `since` and `until` say
    between which days it was held, where no more is known.
    """

    event_id: int
    organisations: int | None = None
    persons: int | None = None
    counted_on: date | None = None
    counted_with: int | None = None
    since: date | None = None
    until: date | None = None


class EventStore(Protocol):
    async def add(self, event: Event) -> Event:
        """The number is given here."""

    async def get(self, event_id: int) -> Event | None:
        """In line with whoever else changes it or its seats."""

    async def look(self, event_id: int) -> Event | None:
        """Locks nothing."""

    async def with_uid(self, uid: str) -> Event | None: ...

    async def save(self, event: Event) -> None:
        """All but `taken`. Raises BelowTaken."""

    async def standing(self, standing: Standing) -> list[Event]: ...

    async def of_series(self, series_id: int) -> list[Event]: ...

    async def some(self, event_ids: Sequence[int]) -> dict[int, Event]: ...


class MakingStore(Protocol):
    async def form(self, message_id: int, group: str) -> Form | None: ...

    async def keep_form(self, form: Form) -> None:
        """In the place of what the message asked for before."""

    async def drop_form(self, message_id: int, group: str) -> None: ...

    async def add_series(self, series: Series) -> Series:
        """The number is given here."""

    async def series(self, series_id: int) -> Series | None: ...

    async def put_counts(self, counts: Counts) -> None: ...

    async def counts(self) -> Mapping[int, Counts]:
        """By the numbers of their events."""

    async def people_of(self, event_id: int) -> int:
        """How many have a seat or wait for one, and can be told."""
