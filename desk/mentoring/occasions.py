"""The time of a facilitation: taken, moved and let go as that of a session is."""

import uuid
from dataclasses import replace
from datetime import datetime

from desk.mentoring.booking import (
    Booking,
    Cause,
    Side,
    Status,
    Step,
    cells,
    cells_of_mentor,
)
from desk.mentoring.directory import Mentor
from desk.mentoring.errors import NotBookable, PersonBusy, SlotTaken
from desk.mentoring.facilitation import Facilitation
from desk.mentoring.placing import Placing
from desk.mentoring.waiting_list import WaitingList


class Occasions:
    def __init__(self, placing: Placing, waiting: WaitingList) -> None:
        self._placing = placing
        self._waiting = waiting

    async def of(self, request: Facilitation) -> Booking | None:
        if request.booking_id is None:
            return None
        return await self._placing.store.look(request.booking_id)

    async def free(
        self, request: Facilitation, side: Side, reason: str, now: datetime
    ) -> Booking | None:
        """What is booked for it is not any more, unless it has begun."""
        booking = await self.of(request)
        if booking is None or booking.status is not Status.BOOKED or booking.starts_at <= now:
            return None
        ended = await self._placing.end(booking, Step.CANCEL, side, reason, now)
        await self._waiting.freed(booking.mentor_id, Cause.CANCELLED, now)
        return ended

    async def book(self, request: Facilitation, now: datetime) -> Booking | None:
        """None where nobody knows yet when it is. Raises NotFree."""
        starts_at, ends_at = request.starts_at, request.ends_at
        if starts_at is None or ends_at is None or request.mentor_id is None:
            return None
        mentor = await self._mentor(request.mentor_id, starts_at)
        booking = Booking(
            id=0,
            uid=f"{uuid.uuid4()}@linja",
            mentor_id=mentor.id,
            requester_id=request.person_id,
            starts_at=starts_at,
            ends_at=ends_at,
            zone=mentor.hours.zone if request.is_online else request.zone,
            status=Status.BOOKED,
            made_at=now,
            language=next((one for one in request.languages if one in mentor.languages), ""),
            area=request.areas[0] if request.areas else None,
            organisation_id=request.organisation_id,
            is_online=request.is_online is not False,
            facilitation_id=request.id,
        )
        taken = await self._checked(booking, mentor, now)
        booked = await self._placing.store.add(booking, taken)
        await self._placing.reminders.follow(booked, now)
        return booked

    async def rebook(self, booking: Booking, moved: Facilitation, now: datetime) -> Booking:
        """At another time. Raises NotFree; then it is as before."""
        starts_at, ends_at = moved.starts_at, moved.ends_at
        assert starts_at is not None
        assert ends_at is not None
        mentor = await self._mentor(booking.mentor_id, starts_at)
        later = replace(
            booking,
            starts_at=starts_at,
            ends_at=ends_at,
            sequence=booking.sequence + 1,
            changed_at=now,
            member_comes=False,
            mentor_comes=False,
        )
        await self._placing.store.move(later, await self._checked(later, mentor, now))
        await self._placing.reminders.follow(later, now)
        await self._waiting.freed(booking.mentor_id, Cause.MOVED, now)
        return later

    async def _mentor(self, mentor_id: int, starts_at: datetime) -> Mentor:
        mentor = await self._placing.candidates.mentors.get(mentor_id)
        if mentor is None or not mentor.is_bookable:
            raise NotBookable(mentor_id, starts_at)
        return mentor

    async def _checked(self, booking: Booking, mentor: Mentor, now: datetime) -> range:
        """The cells that it takes up: hours and notice are the coordinator's to judge. NotFree."""
        taken = cells_of_mentor(booking.starts_at, booking.ends_at, mentor.terms)
        one = await self._placing.candidates.one(
            mentor, booking.organisation_id, now, booking.id or None
        )
        if not one.diary.taken.isdisjoint(taken):
            raise SlotTaken(mentor.id, booking.starts_at)
        await self._placing.clear(booking, now)
        return taken

    async def member_is_free(self, request: Facilitation, now: datetime) -> None:
        starts_at, ends_at = request.starts_at, request.ends_at
        if starts_at is None or ends_at is None:
            return
        busy = await self._placing.candidates.busy(request.person_id, now, request.booking_id)
        if not busy.isdisjoint(cells(starts_at, ends_at)):
            raise PersonBusy(request.mentor_id or 0, starts_at)
