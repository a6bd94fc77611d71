"""What bookings ask of storage: rows that are never double, and what is taken of whom."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple, Protocol

from desk.mentoring.booking import Booking


class Session(NamedTuple):
    """An open booking, in short: `start` in seconds since 1970, and the mentor's cells."""

    mentor_id: int
    start: int
    first_cell: int
    end_cell: int
    organisation_id: int | None


class BookingStore(Protocol):
    async def line_up(self, person_id: int, mentor_ids: Iterable[int]) -> None:
        """Locks the person's row, then the mentors' in the order of their numbers, until the end
        of the transaction: whoever changes what they have booked waits in these lines.
        """

    async def add(self, booking: Booking, cells: range) -> Booking:
        """With its id, the mentor's `cells` and the requester's own.

        Raises SlotTaken, PersonBusy; then nothing is left of it.
        """

    async def save(self, booking: Booking) -> None:
        """All but when and with whom it is. One that is not open any more has no cells."""

    async def move(self, booking: Booking, cells: range) -> None:
        """Saves all of it, with the guests' cells. Raises SlotTaken, PersonBusy; then it is as
        before.
        """

    async def look(self, booking_id: int) -> Booking | None:
        """Locks nothing."""

    async def with_uid(self, uid: str) -> Booking | None:
        """Locks nothing."""

    async def held_for(self, wish_id: int) -> list[Booking]:
        """The wish's holds, which may be over."""

    async def stale(self, person_id: int, mentor_id: int, at: datetime) -> list[Booking]:
        """Holds of the one or with the other that are over, and not yet released."""

    async def free(self, booking_ids: Sequence[int]) -> None:
        """They have no cells any more, whatever becomes of them."""

    async def upcoming(self, person_id: int, at: datetime) -> list[Booking]:
        """Asked and booked, not over at that moment, the person's own and those they join."""

    async def past(self, person_id: int, at: datetime) -> list[Booking]:
        """Booked, over at that moment, the newest first."""

    async def of_mentor(self, mentor_id: int, since: datetime, until: datetime) -> list[Booking]:
        """Asked and booked, beginning between the two."""

    async def add_guest(self, booking: Booking, person_id: int, at: datetime) -> None:
        """With their cells. Raises PersonBusy; then they are no guest."""

    async def drop_guest(self, booking_id: int, person_id: int) -> None: ...

    async def guests(self, booking_id: int) -> list[int]: ...

    async def drop_all_guesting(self, person_id: int) -> None:
        """They join nothing any more."""

    async def belongs(self, person_id: int, organisation_id: int) -> bool: ...


class DiaryStore(Protocol):
    """What is taken, to be read without a lock. Holds that are over count for nothing."""

    async def sessions(
        self, mentor_ids: Sequence[int], since: datetime, now: datetime, apart: int | None = None
    ) -> Mapping[int, tuple[Session, ...]]:
        """By mentor, all that begin after `since`, but for the booking that is looked at apart."""

    async def cared_for(
        self, mentor_ids: Sequence[int], since: datetime, until: datetime
    ) -> Mapping[int, AbstractSet[int]]:
        """By mentor, the organisations that had a session with them between the two."""

    async def with_organisation(
        self, organisation_id: int, now: datetime, apart: int | None = None
    ) -> list[Session]:
        """Of all times."""

    async def elsewhere(
        self, mentor_ids: Sequence[int], first_cell: int, now: datetime, apart: int | None = None
    ) -> list[tuple[int, int]]:
        """Mentors with the cells that they have taken for themselves: they ask others, too."""

    async def busy(
        self, person_id: int, first_cell: int, now: datetime, apart: int | None = None
    ) -> AbstractSet[int]:
        """The person's own cells; those in which they are somebody's mentor count, too."""
