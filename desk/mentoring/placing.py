"""How time is given to a booking: by the rules, in the line of its person and of its mentor."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.mentoring.booking import (
    Booking,
    Cause,
    NoSuchBooking,
    Side,
    Status,
    Step,
    after,
    cells,
    cells_of_mentor,
)
from desk.mentoring.candidates import Candidates
from desk.mentoring.directory import Mentor
from desk.mentoring.errors import NotBookable, PersonBusy
from desk.mentoring.records import BookingStore
from desk.mentoring.reminders import Reminders
from desk.mentoring.slots import check
from desk.mentoring.wishes import Start, Wish
from desk.timers import second


@dataclass(frozen=True, slots=True)
class Place:
    """`start` is in UTC; until when it is held, why, and who of the staff does it."""

    start: Start
    until: datetime
    cause: Cause | None = None
    made_by: int | None = None


class Placing:
    def __init__(
        self,
        store: BookingStore,
        candidates: Candidates,
        reminders: Reminders,
    ) -> None:
        self.store = store
        self.candidates = candidates
        self.reminders = reminders

    async def line_up(self, person_id: int, *mentor_ids: int) -> None:
        """Who is a mentor, too, waits in their own line as well: they are in one place at a time.

        In all that one mentor has booked, nothing changes meanwhile.
        """
        own = await self.candidates.mentors.of_person(person_id)
        own_ids = () if own is None else (own.id,)
        await self.store.line_up(person_id, (*mentor_ids, *own_ids))

    async def get(self, booking_id: int, *mentor_ids: int) -> Booking:
        """In line with its requester, its mentor and these. Raises NoSuchBooking."""
        found = await self._look(booking_id)
        await self.line_up(found.requester_id, found.mentor_id, *mentor_ids)
        return await self._look(booking_id)

    async def hold(self, wish: Wish, place: Place, now: datetime) -> Booking:
        """Raises NotFree; then nothing of it is left."""
        start = place.start
        await self.line_up(wish.person_id, start.mentor_id)
        for held in await self.store.held_for(wish.id):
            await self.end(held, Step.CANCEL, Side.LINE, "", now)
        booking = Booking(
            id=0,
            uid=f"{uuid.uuid4()}@linja",
            mentor_id=start.mentor_id,
            requester_id=wish.person_id,
            starts_at=start.starts_at,
            ends_at=start.starts_at + wish.length,
            zone=wish.zone,
            status=Status.HELD,
            made_at=now,
            language=wish.language,
            area=wish.area,
            organisation_id=wish.organisation_id,
            until=second(place.until),
            made_by=place.made_by,
            wish_id=wish.id,
            cause=place.cause,
        )
        mentor = await self.checked(booking, now, now)
        known = replace(
            booking, zone=mentor.hours.zone, is_online=_is_online(wish.is_online, mentor)
        )
        held = await self.store.add(known, cells_of(known, mentor))
        await self.reminders.follow(held, now)
        return held

    async def checked(
        self,
        booking: Booking,
        at: datetime,
        now: datetime,
        *,
        has_notice: bool = True,
        cares: bool = True,
    ) -> Mentor:
        """The mentor with whom it may be, as judged `at`. Raises NotFree.

        Whoever keeps them from having their notice is not held to it; nor need they have room for
        another organisation where it is not the member who asks.
        """
        start, wanted = booking.starts_at, booking.id or None
        mentor = await self.candidates.mentors.get(booking.mentor_id)
        if mentor is None or mentor.person_id == booking.requester_id:
            raise NotBookable(booking.mentor_id, start)
        found = await self.candidates.one(mentor, booking.organisation_id, now, wanted)
        if cares and not found.care.has_room(mentor.capacity, booking.organisation_id):
            raise NotBookable(mentor.id, start)
        notice = mentor.terms.notice if has_notice else timedelta()
        held_to = replace(mentor, terms=replace(mentor.terms, notice=notice))
        check(held_to, found.diary, booking, start, at)
        busy = await self.candidates.busy(booking.requester_id, now, wanted)
        if not busy.isdisjoint(cells(start, booking.ends_at)):
            raise PersonBusy(mentor.id, start)
        await self.clear(booking, now)
        return mentor

    async def end(
        self, booking: Booking, step: Step, side: Side, reason: str, now: datetime
    ) -> Booking:
        """Its time is free; what has stood in a calendar has changed there. Raises NotNow."""
        ended = replace(
            booking,
            status=after(booking.status, step),
            until=None,
            sequence=booking.sequence + (booking.status is Status.BOOKED),
            changed_at=now,
            ended_by=side,
            reason=reason,
        )
        await self.store.save(ended)
        await self.reminders.follow(ended, now)
        return ended

    async def clear(self, booking: Booking, now: datetime) -> None:
        """Holds that are over leave their cells to whoever comes; their own timers do the rest."""
        stale = await self.store.stale(booking.requester_id, booking.mentor_id, now)
        await self.store.free([one.id for one in stale if one.id != booking.id])

    async def _look(self, booking_id: int) -> Booking:
        found = await self.store.look(booking_id)
        if found is None:
            raise NoSuchBooking(booking_id)
        return found


def cells_of(booking: Booking, mentor: Mentor) -> range:
    return cells_of_mentor(booking.starts_at, booking.ends_at, mentor.terms)


def _is_online(wished: bool | None, mentor: Mentor) -> bool:  # noqa: FBT001 - as it was asked
    """Where either will do, it is online."""
    return mentor.is_online if wished is None else wished
