"""Requests for a facilitator: sent, given to somebody, moved, ended, made complete."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.mentoring.booking import Booking, NotBegun, Side
from desk.mentoring.errors import NotBookable, NotFree
from desk.mentoring.facilitation import (
    Facilitation,
    IsOver,
    NoSuchFacilitation,
    NotesMissing,
    Stage,
    StandsElsewise,
    Step,
    after,
    lacks_notes,
)
from desk.mentoring.facilitation_records import FacilitationStore
from desk.mentoring.facilitators import Fit, facilitators
from desk.mentoring.occasions import Occasions
from desk.mentoring.placing import Placing
from desk.mentoring.waiting_list import WaitingList
from desk.timers import Kind, Timer, TimerStore, second

_USUAL = timedelta(hours=3)  # of what had no hours before


@dataclass(frozen=True, slots=True)
class Turn:
    """What a request was, and what it is now; the bookings of the same moments."""

    before: Facilitation
    now: Facilitation
    ended: Booking | None = None
    booking: Booking | None = None

    @property
    def released(self) -> int | None:
        """The mentor who does it no more."""
        return self.before.mentor_id if self.now.mentor_id is None else None


class Facilitations:
    """Whoever changes a request waits in the line of its member, then of its facilitator."""

    def __init__(
        self,
        store: FacilitationStore,
        placing: Placing,
        waiting: WaitingList,
        timers: TimerStore,
    ) -> None:
        self._store = store
        self._placing = placing
        self._occasions = Occasions(placing, waiting)
        self._timers = timers

    # Read

    async def look(self, number: int) -> Facilitation:
        """Locks nothing. Raises NoSuchFacilitation."""
        found = await self._store.look(number)
        if found is None:
            raise NoSuchFacilitation(number)
        return found

    async def get(self, number: int, *mentor_ids: int) -> Facilitation:
        """In line. Raises NoSuchFacilitation."""
        found = await self.look(number)
        own = () if found.mentor_id is None else (found.mentor_id,)
        await self._placing.line_up(found.person_id, *own, *mentor_ids)
        return await self.look(number)

    async def of_person(self, person_id: int) -> list[Facilitation]:
        return await self._store.of_person(person_id)

    async def of_mentor(self, mentor_id: int) -> list[Facilitation]:
        return await self._store.of_mentor(mentor_id)

    async def open(self) -> list[Facilitation]:
        return await self._store.open()

    async def at_message(self, group: str, message_id: int) -> Facilitation | None:
        return await self._store.at_message(group, message_id)

    async def booking_of(self, request: Facilitation) -> Booking | None:
        return await self._occasions.of(request)

    # Written by the member

    async def begin(
        self, person_id: int, zone: ZoneInfo, organisation_id: int | None, now: datetime
    ) -> Facilitation:
        """In the place of what they had begun before."""
        for known in await self._store.of_person(person_id):
            if known.stage is Stage.DRAFT:
                await self._end(known, Step.CANCEL, Side.MEMBER, "", now)
        draft = Facilitation(0, person_id, zone, Stage.DRAFT, now, organisation_id)
        return await self._store.add(draft)

    async def put(self, request: Facilitation, **parts: Any) -> Facilitation:
        """Parts of a draft, or where it stands in a group."""
        changed = replace(request, **parts)
        await self._store.save(changed)
        return changed

    async def send(self, number: int, now: datetime) -> Facilitation:
        """Raises StandsElsewise, IsOver, PersonBusy."""
        request = await self.get(number)
        stage = after(request.stage, Step.SEND)
        if request.is_over(now):
            raise IsOver(number)
        await self._occasions.member_is_free(request, now)
        return await self.put(request, stage=stage, sent_at=now)

    # Given to somebody

    async def fits(self, request: Facilitation, now: datetime) -> list[Fit]:
        return await facilitators(request, self._placing.candidates, now)

    async def ask(self, number: int, mentor_id: int, now: datetime) -> Facilitation:
        """Raises StandsElsewise, IsOver, NotBookable where they cannot be asked."""
        request = await self.get(number, mentor_id)
        stage = after(request.stage, Step.ASK)
        if request.is_over(now):
            raise IsOver(number)
        fits = [fit for fit in await self.fits(request, now) if fit.can_be_asked]
        if mentor_id not in {fit.mentor.id for fit in fits}:
            raise NotBookable(mentor_id, request.starts_at or now)
        schedule = self._placing.reminders.schedule
        answered_by = second(now + schedule.answer)
        if request.starts_at is not None:
            answered_by = schedule.answer_until(request.starts_at, now)
        asked = await self.put(
            request, stage=stage, mentor_id=mentor_id, until=answered_by, rounds=request.rounds + 1
        )
        timer = Timer.once(_key(asked), Kind.FACILITATOR, answered_by, about_id=number)
        await self._timers.put([timer])
        return asked

    async def agree(self, number: int, now: datetime) -> Turn:
        """Their time is taken, where it is known. Raises StandsElsewise, IsOver, NotFree."""
        request = await self.get(number)
        stage = after(request.stage, Step.AGREE)
        if request.is_over(now):
            raise IsOver(number)
        booking = await self._occasions.book(request, now)
        number_of = booking.id if booking else None
        await self._timers.drop([_key(request)])
        agreed = await self.put(request, stage=stage, until=None, booking_id=number_of)
        return Turn(request, agreed, booking=booking)

    async def release(
        self, number: int, side: Side, reason: str, now: datetime, *, avoid: bool = True
    ) -> Turn:
        """They do not do it, whether they were asked or had agreed. Raises StandsElsewise."""
        request = await self.get(number)
        return await self._release(request, side, reason, now, avoid=avoid)

    async def expire(self, number: int, now: datetime) -> Turn | None:
        """Nobody has answered in time; None where somebody has."""
        request = await self.get(number)
        if request.stage is not Stage.ASKED or request.until is None or request.until > now:
            return None
        return await self._release(request, Side.LINE, "", now, avoid=True)

    # Changed and ended

    async def move(self, number: int, day: date, minute: int, now: datetime) -> Turn:
        """Who has agreed keeps it where they are free; else it is open again.

        Raises StandsElsewise, IsOver, PersonBusy.
        """
        request = await self.get(number)
        if not request.stage.is_open:
            raise StandsElsewise(request.stage)
        length = request.length or _USUAL
        moved = replace(request, day=day, minute=minute, length=length)
        if moved.is_over(now):
            raise IsOver(number)
        await self._occasions.member_is_free(moved, now)
        if request.stage is Stage.SENT:
            return Turn(request, await self.put(moved))
        if request.stage is Stage.ASKED:
            open_again = await self._release(request, Side.MEMBER, "", now, avoid=False)
            return Turn(request, await self.put(_at(open_again.now, moved)))
        return await self._move(request, moved, now)

    async def _move(self, request: Facilitation, moved: Facilitation, now: datetime) -> Turn:
        booking = await self.booking_of(request)
        try:
            if booking is None:
                taken = await self._occasions.book(moved, now)
            else:
                taken = await self._occasions.rebook(booking, moved, now)
        except NotFree:
            open_again = await self._release(request, Side.MEMBER, "", now, avoid=False)
            kept = await self.put(_at(open_again.now, moved))
            return Turn(request, kept, ended=open_again.ended)
        kept = await self.put(moved, booking_id=taken.id if taken else None)
        return Turn(request, kept, booking=taken)

    async def cancel(self, number: int, side: Side, reason: str, now: datetime) -> Turn:
        """Staff who end it say why: then it cannot be done. Raises StandsElsewise."""
        request = await self.get(number)
        step = Step.REFUSE if side is Side.STAFF else Step.CANCEL
        return await self._end(request, step, side, reason, now)

    async def complete(self, number: int, now: datetime) -> Facilitation:
        """Raises StandsElsewise, NotBegun; NotesMissing where a forum is without follow-up."""
        request = await self.get(number)
        stage = after(request.stage, Step.COMPLETE)
        if not request.is_over(now) and request.day is not None:
            raise NotBegun(number)
        if lacks_notes(request, await self._store.slips(number)):
            raise NotesMissing(number)
        return await self.put(request, stage=stage, ended_at=now, ended_by=Side.MENTOR)

    # Whoever leaves

    async def forget(self, person_id: int, now: datetime) -> list[Turn]:
        """What they asked for is cancelled, and what they were to do is open again. Their line must
        be held.
        """
        asked = [
            await self._end(one, Step.CANCEL, Side.LINE, "", now)
            for one in await self._store.of_person(person_id)
        ]
        mentor = await self._placing.candidates.mentors.of_person(person_id)
        return asked + (await self.left(mentor.id, now) if mentor else [])

    async def left(self, mentor_id: int, now: datetime) -> list[Turn]:
        """All that they were to do is open again."""
        theirs = await self._store.of_mentor(mentor_id)
        return [await self.release(one.id, Side.LINE, "", now) for one in theirs]

    # How

    async def _release(
        self, request: Facilitation, side: Side, reason: str, now: datetime, *, avoid: bool
    ) -> Turn:
        stage = after(request.stage, Step.RELEASE)
        assert request.mentor_id is not None
        await self._timers.drop([_key(request)])
        ended = await self._occasions.free(request, side, reason, now)
        avoided = dict.fromkeys((*request.avoided, *((request.mentor_id,) if avoid else ())))
        released = await self.put(
            request,
            stage=stage,
            mentor_id=None,
            until=None,
            booking_id=None,
            avoided=tuple(avoided),
        )
        return Turn(request, released, ended=ended)

    async def _end(
        self, request: Facilitation, step: Step, side: Side, reason: str, now: datetime
    ) -> Turn:
        stage = after(request.stage, step)
        await self._timers.drop([_key(request)])
        ended = await self._occasions.free(request, side, reason, now)
        over = await self.put(
            request, stage=stage, until=None, form=None, ended_at=now, ended_by=side, reason=reason
        )
        return Turn(request, over, ended=ended)


def _key(request: Facilitation) -> str:
    return f"{Kind.FACILITATOR}:{request.id}:{request.rounds}"


def _at(request: Facilitation, moved: Facilitation) -> Facilitation:
    return replace(request, day=moved.day, minute=moved.minute, length=moved.length)
