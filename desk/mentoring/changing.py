"""How what stands is changed: moved, given to another mentor, cancelled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.mentoring.booking import (
    Booking,
    Cause,
    HasBegun,
    NotNow,
    ReasonWanted,
    Side,
    Status,
    Step,
    after,
)
from desk.mentoring.choosing import STANDING, Choosing
from desk.mentoring.directory import Mentor
from desk.mentoring.errors import NotBookable
from desk.mentoring.fitting import Misfit, misfits
from desk.mentoring.placing import cells_of
from desk.mentoring.slots import is_free
from desk.mentoring.wishes import Wish, WishState

_EVER = datetime.max.replace(tzinfo=UTC)


class DoesNotFit(NotBookable):
    """Somebody else cannot take it over; `why` are all the reasons."""

    def __init__(self, mentor_id: int, starts_at: datetime, why: tuple[Misfit, ...]) -> None:
        super().__init__(mentor_id, starts_at)
        self.why = why


class Changing(Choosing):
    async def move(
        self, booking_id: int, mentor_id: int, starts_at: datetime, side: Side, now: datetime
    ) -> Booking:
        """Raises NotNow, HasBegun, NotFree: then it is as before. Notice is for members."""
        booking = await self._placing.get(booking_id, mentor_id)
        after(booking.status, Step.MOVE)
        starts_at = starts_at.astimezone(UTC)
        if (booking.mentor_id, booking.starts_at) == (mentor_id, starts_at):
            return booking
        not_begun(booking, now)
        ends_at = starts_at + booking.length
        wanted = replace(booking, mentor_id=mentor_id, starts_at=starts_at, ends_at=ends_at)
        is_own = side is Side.MEMBER
        mentor = await self._placing.checked(wanted, now, now, has_notice=is_own, cares=is_own)
        moved = await self._put(
            replace(wanted, zone=mentor.hours.zone), cells_of(wanted, mentor), now
        )
        await self.waiting.freed(booking.mentor_id, Cause.MOVED, now)
        return moved

    async def reassign(self, booking_id: int, mentor_id: int, now: datetime) -> Booking:
        """At the same time, by the same rules but for their notice. Raises NotNow, HasBegun,
        NotFree: DoesNotFit says why.
        """
        booking = await self._placing.get(booking_id, mentor_id)
        if booking.status not in STANDING:
            raise NotNow(booking.status)
        if booking.mentor_id == mentor_id:
            return booking
        not_begun(booking, now)
        await self._may_take_over(booking, mentor_id, now)
        wanted = replace(booking, mentor_id=mentor_id)
        mentor = await self._placing.checked(wanted, now, now, has_notice=False)
        if booking.status is Status.ASKED:
            asked = mentor.terms.confirms
            until = self._schedule.answer_until(booking.starts_at, now) if asked else None
            status = Status.ASKED if asked else Status.BOOKED
            wanted = replace(wanted, status=status, until=until)
        moved = await self._put(
            replace(wanted, zone=mentor.hours.zone), cells_of(wanted, mentor), now
        )
        await self.waiting.freed(booking.mentor_id, Cause.MOVED, now)
        return moved

    async def placed_anew(self, mentor_id: int, now: datetime) -> list[Booking]:
        """What is booked at the mentor's place, which is another one now: their line must be held,
        in which everybody waits who changes a booking of theirs.
        """
        ahead = await self._store.of_mentor(mentor_id, now, _EVER)
        there = [
            one
            for one in ahead
            if one.status is Status.BOOKED and not one.is_online and one.facilitation_id is None
        ]
        changed = [replace(one, sequence=one.sequence + 1, changed_at=now) for one in there]
        for booking in changed:
            await self._store.save(booking)
            await self._reminders.follow(booking, now)
        return changed

    async def cancel(self, booking_id: int, side: Side, reason: str, now: datetime) -> Booking:
        """Its time is free for whoever waits. Raises NotNow, HasBegun; ReasonWanted where the
        mentor wants to know earlier and nothing is said.
        """
        booking = await self._placing.get(booking_id)
        after(booking.status, Step.CANCEL)
        if booking.status is Status.BOOKED:
            not_begun(booking, now)
            if side in (Side.MEMBER, Side.MENTOR) and not reason.strip():
                await self._notice_is_kept(booking, now)
        ended = await self._placing.end(booking, Step.CANCEL, side, reason, now)
        is_refused = booking.cause is not None and booking.status is Status.HELD
        cause = Cause.DECLINED if is_refused else Cause.CANCELLED
        await self._let_go(ended, cause, now)
        return ended

    async def _put(self, booking: Booking, cells: range, now: datetime) -> Booking:
        """At another time or with somebody else: nobody has said yet that they come."""
        moved = replace(
            booking,
            sequence=booking.sequence + 1,
            changed_at=now,
            member_comes=False,
            mentor_comes=False,
        )
        await self._store.move(moved, cells)
        await self._reminders.follow(moved, now)
        for wish in await self._wishes.of(booking.requester_id):
            if wish.booking_id == booking.id:
                await self._wishes.save(replace(wish, state=WishState.BOOKED))
        return moved

    async def could_take_over(self, booking: Booking, now: datetime) -> list[Mentor]:
        """Who is free then and fits, but for their notice; who has most room comes first."""
        now_with = await self._candidates.mentors.get(booking.mentor_id)
        assert now_with is not None
        wish = await self._wish_for(booking, now_with)
        found = await self._candidates.fitting(wish, now)
        free = [
            one
            for one in found
            if one.mentor.id != booking.mentor_id
            and one.care.has_room(one.mentor.capacity, booking.organisation_id)
            and is_free(_at_once(one.mentor), one.diary, booking, booking.starts_at, now)
        ]
        return [one.mentor for one in sorted(free, key=lambda one: (one.load, one.mentor.name))]

    async def _may_take_over(self, booking: Booking, mentor_id: int, now: datetime) -> None:
        mentor = await self._candidates.mentors.get(mentor_id)
        if mentor is None:
            raise NotBookable(mentor_id, booking.starts_at)
        candidate = await self._candidates.one(mentor, booking.organisation_id, now, booking.id)
        wish = await self._wish_for(booking, mentor)
        why = tuple(misfits(wish, mentor, candidate.care))
        if why:
            raise DoesNotFit(mentor_id, booking.starts_at, why)

    async def _wish_for(self, booking: Booking, mentor: Mentor) -> Wish:
        """What was asked for, as far as it is known; else a kind of help that the mentor gives."""
        known = await self._wishes.get(booking.wish_id) if booking.wish_id else None
        return Wish(
            id=0,
            person_id=booking.requester_id,
            zone=booking.zone,
            language=booking.language,
            made_at=booking.made_at,
            length=booking.length,
            kind=known.kind if known else min(mentor.kinds),
            organisation_id=booking.organisation_id,
            area=booking.area,
            is_online=booking.is_online,
            region=known.region if known else None,
            booking_id=booking.id,
        )

    async def _notice_is_kept(self, booking: Booking, now: datetime) -> None:
        mentor = await self._candidates.mentors.get(booking.mentor_id)
        if mentor is not None and now > booking.starts_at - mentor.terms.cancel_notice:
            raise ReasonWanted(booking)


def _at_once(mentor: Mentor) -> Mentor:
    """Who keeps a session going is not held to their notice."""
    return replace(mentor, terms=replace(mentor.terms, notice=timedelta()))


def not_begun(booking: Booking, now: datetime) -> None:
    if booking.starts_at <= now:
        raise HasBegun(booking.id)
