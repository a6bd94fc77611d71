"""Bookings: chosen, changed, attended, read; and what is left of whoever is forgotten."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desk.errors import DeskError, NotYours
from desk.mentoring.booking import Booking, Cause, NotBegun, NotNow, Side, Status, Step
from desk.mentoring.changing import Changing, not_begun
from desk.mentoring.choosing import STANDING
from desk.mentoring.directory import Standing
from desk.mentoring.wishes import WishState
from desk.people import Person

MOST_GUESTS = 20  # as many as fit around a table, or onto a screen

_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of the bookings of somebody who is forgotten: their mentors are to hear of what
    is `cancelled`, and `left` are sessions that they would have given.
    """

    cancelled: tuple[Booking, ...] = ()
    left: tuple[Booking, ...] = ()


class TooManyGuests(DeskError):
    """As many as may have joined already."""


class Bookings(Changing):
    async def come(self, booking_id: int, side: Side, now: datetime) -> Booking:
        """One side says that they will be there. Raises NotNow."""
        booking = await self._standing(booking_id)
        if booking.ends_at <= now:
            raise NotNow(booking.status)
        if side is Side.MEMBER:
            return await self._save(replace(booking, member_comes=True))
        return await self._save(replace(booking, mentor_comes=True))

    async def miss(self, booking_id: int, side: Side, now: datetime) -> Booking:
        """`side` did not come. Raises NotBegun, NotNow."""
        booking = await self._standing(booking_id)
        if now < booking.starts_at:
            raise NotBegun(booking_id)
        return await self._save(replace(booking, missed=side))

    async def join(self, booking_id: int, guest: Person, now: datetime) -> Booking:
        """Of the same organisation only. Raises NotYours, NotNow, HasBegun, PersonBusy,
        TooManyGuests.
        """
        booking = await self._placing.get(booking_id)
        organisation = booking.organisation_id
        if organisation is None or not await self._store.belongs(guest.id, organisation):
            raise NotYours(booking_id)
        if booking.status not in STANDING:
            raise NotNow(booking.status)
        not_begun(booking, now)
        joined = await self._store.guests(booking_id)
        if guest.id not in (booking.requester_id, *joined):
            if len(joined) >= MOST_GUESTS:
                raise TooManyGuests(booking_id)
            await self._store.add_guest(booking, guest.id, now)
        return booking

    async def part(self, booking_id: int, guest: Person) -> Booking:
        """The guest does not come along after all."""
        booking = await self._placing.get(booking_id)
        await self._store.drop_guest(booking_id, guest.id)
        return booking

    # To be read

    async def get(self, booking_id: int) -> Booking:
        """In line with its requester. Raises NoSuchBooking."""
        return await self._placing.get(booking_id)

    async def look(self, booking_id: int) -> Booking | None:
        """Locks nothing: whose it is."""
        return await self._store.look(booking_id)

    async def with_uid(self, uid: str) -> Booking | None:
        """Locks nothing."""
        return await self._store.with_uid(uid)

    async def guests(self, booking_id: int) -> list[int]:
        return await self._store.guests(booking_id)

    async def upcoming(self, person_id: int, now: datetime) -> list[Booking]:
        """Asked and booked and not over, the next first; what they join, too."""
        return await self._store.upcoming(person_id, now)

    async def past(self, person_id: int, now: datetime) -> list[Booking]:
        return await self._store.past(person_id, now)

    async def of_mentor(self, mentor_id: int, since: datetime, until: datetime) -> list[Booking]:
        return await self._store.of_mentor(mentor_id, since, until)

    async def open_of_mentor(self, mentor_id: int, now: datetime) -> list[Booking]:
        """All that is to come: somebody else must take it over where the mentor leaves."""
        return await self._store.of_mentor(mentor_id, now, _EVER)

    # Whoever is forgotten

    async def forget(self, person: Person, now: datetime) -> Ended:
        """What they would have come to is cancelled; a mentor has left. Their line must be held."""
        for wish in await self._wishes.of(person.id):
            await self._wishes.save(replace(wish, state=WishState.DROPPED, waiting_since=None))
            for held in await self._store.held_for(wish.id):
                await self._placing.end(held, Step.CANCEL, Side.LINE, "", now)
                await self.waiting.freed(held.mentor_id, Cause.CANCELLED, now)
        cancelled = []
        for booking in await self._store.upcoming(person.id, now):
            if booking.requester_id == person.id and booking.starts_at > now:
                ended = await self._placing.end(booking, Step.CANCEL, Side.LINE, "", now)
                cancelled.append(ended)
                await self.waiting.freed(ended.mentor_id, Cause.CANCELLED, now)
        await self._store.drop_all_guesting(person.id)
        mentor = await self._candidates.mentors.of_person(person.id)
        left = []
        if mentor is not None:
            await self._candidates.mentors.save(replace(mentor, standing=Standing.LEFT))
            left = await self.open_of_mentor(mentor.id, now)
        return Ended(tuple(cancelled), tuple(left))

    async def _standing(self, booking_id: int) -> Booking:
        booking = await self._placing.get(booking_id)
        if booking.status is not Status.BOOKED:
            raise NotNow(booking.status)
        return booking
