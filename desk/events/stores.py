"""What the desk asks of the rows of events and of seats."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from desk.events.event import Event
from desk.events.seats import Seat, Status, Step
from desk.history import By


class SeatStore(Protocol):
    async def line_up(self, person_id: int | None, event_id: int) -> None:
        """Behind whoever changes anything of either."""

    async def add(self, seat: Seat) -> Seat:
        """With a number, and another code where this one is somebody's at the event."""

    async def look(self, seat_id: int) -> Seat | None: ...

    async def with_token(self, token: str) -> Seat | None: ...

    async def save(self, seat: Seat) -> None: ...

    async def note(self, seat: Seat, step: Step, by: By, at: datetime) -> None: ...

    async def take(self, event_id: int, organisation_id: int | None, most: int | None) -> None:
        """Counts one more, of the organisation too, which has `most`. Raises NoRoom."""

    async def free(self, event_id: int, organisation_id: int | None) -> None:
        """Counts one less."""

    async def last_of(self, event_id: int, person_id: int) -> Seat | None:
        """The newest; at most one of a person's is open."""

    async def first_waiting(self, event_id: int, most: int | None) -> Seat | None:
        """Passing over whose organisation has as many as `most`."""

    async def ahead_of(self, seat: Seat) -> int:
        """How many wait before this one."""

    async def of_event(self, event_id: int, statuses: Collection[Status]) -> list[Seat]:
        """The line as it stands; others by when they were made."""

    async def of_person(self, person_id: int) -> list[Seat]:
        """All, the newest first."""


class EventStore(Protocol):
    async def get(self, event_id: int) -> Event | None:
        """In line with whoever else changes it or its seats."""

    async def look(self, event_id: int) -> Event | None: ...

    async def save(self, event: Event) -> None:
        """Raises BelowTaken."""
