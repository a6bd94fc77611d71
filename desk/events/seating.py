"""Seats: signed up for, waited for, offered, given back, and never one too many.

Whoever changes a seat locks the row of its person, then that of the event. What becomes free is
written down as a timer and given away in a transaction of its own, one seat at a time: there the
lines of those who leave and of those who get it do not cross.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.events.event import Event
from desk.events.events import NoSuchEvent
from desk.events.line import (
    check_open,
    is_served,
    lapse,
    lapse_key,
    offer_until,
    offered_from,
    promotion,
)
from desk.events.seats import (
    AlreadyIn,
    Answers,
    Cause,
    NoRoom,
    NoSuchSeat,
    NotNow,
    Seat,
    Status,
    Step,
    after,
    new_code,
)
from desk.events.stores import EventStore, SeatStore
from desk.history import By
from desk.mentoring.quiet import Quiet
from desk.people import Person
from desk.timers import TimerStore, second


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody says when they sign up; `brought_by` is the seat of who sent them the link."""

    language: str
    organisation_id: int | None = None
    answers: Answers = field(default_factory=Answers)
    brought_by: int | None = None


class Seats:
    def __init__(
        self,
        store: SeatStore,
        events: EventStore,
        timers: TimerStore,
        zone_of: Callable[[int], Awaitable[ZoneInfo]],
        quiet: Quiet,
    ) -> None:
        self._store = store
        self._events = events
        self._timers = timers
        self._zone_of = zone_of
        self._quiet = quiet

    # Who comes

    async def sign_up(self, event_id: int, person: Person, wanted: Wanted, now: datetime) -> Seat:
        """A seat, a place in the line, or a question to staff. The person's row must be held. To
        whom staff have said no, that stays.

        Raises NoSuchEvent, SignUpOver, AlreadyIn.
        """
        event = await self._event(event_id)
        check_open(event, now)
        mine = await self._store.last_of(event_id, person.id)
        if mine is not None and mine.status is not Status.GIVEN_UP:
            return await self._take_late(mine, event, now)
        seat = _new(event, person.name, wanted, now)
        seat = replace(seat, person_id=person.id)
        step = Step.ASK if event.terms.approves else await self._step(seat, event, now)
        return await self._begin(seat, step, By.MEMBER, now)

    async def put(self, event_id: int, name: str, wanted: Wanted, now: datetime) -> Seat:
        """Somebody whom staff know by name. Raises NoSuchEvent, SignUpOver, NoRoom."""
        event = await self._event(event_id)
        check_open(event, now)
        await self._count(wanted.organisation_id, event)
        return await self._begin(_new(event, name, wanted, now), Step.SIGN_UP, By.STAFF, now)

    async def walk_in(self, event_id: int, name: str, wanted: Wanted, now: datetime) -> Seat:
        """Somebody who stands at the door of what has begun. Raises NoSuchEvent, NoRoom."""
        event = await self._event(event_id)
        await self._count(wanted.organisation_id, event)
        return await self._begin(_new(event, name, wanted, now), Step.SIGN_UP, By.STAFF, now)

    async def allow(self, seat_id: int, now: datetime) -> Seat:
        """Staff say yes. Raises NoSuchSeat, NotNow, SignUpOver."""
        seat, event = await self._get(seat_id)
        after(seat.status, Step.ALLOW)
        check_open(event, now)
        step = await self._step(seat, event, now)
        if step is Step.QUEUE:  # whoever asked first is the first
            return await self._move(seat, step, By.STAFF, now, since=seat.made_at)
        return await self._move(seat, Step.ALLOW, By.STAFF, now)

    async def _take_late(self, mine: Seat, event: Event, now: datetime) -> Seat:
        """Where nothing is offered any more, who waits may take what is free. Raises AlreadyIn."""
        if mine.status is not Status.WAITING or is_served(event, now):
            raise AlreadyIn(mine)
        try:
            await self._count(mine.organisation_id, event)
        except NoRoom:
            raise AlreadyIn(mine) from None
        return await self._move(mine, Step.SIGN_UP, By.MEMBER, now)

    async def _step(self, seat: Seat, event: Event, now: datetime) -> Step:
        """What is free is theirs who wait for it; then it is counted for this one."""
        if event.room == 0:
            return Step.QUEUE
        most = event.terms.per_organisation
        is_first = not is_served(event, now) or not await self._store.first_waiting(event.id, most)
        try:
            if is_first:
                await self._count(seat.organisation_id, event)
                return Step.SIGN_UP
        except NoRoom:
            pass
        return Step.QUEUE

    # Who does not come

    async def give_up(self, seat_id: int, now: datetime) -> Seat:
        """By whoever has it or waits for it. Raises NoSuchSeat, NotNow."""
        seat, _event = await self._get(seat_id)
        return await self._leave(seat, Step.GIVE_UP, Cause.GIVEN_UP, By.MEMBER, now)

    async def say_comes(self, seat_id: int) -> Seat:
        """An answer to a reminder. Raises NoSuchSeat, NotNow."""
        seat, _event = await self._get(seat_id)
        if seat.status is not Status.TAKEN:
            raise NotNow(seat.status)
        coming = replace(seat, comes=True)
        await self._store.save(coming)
        return coming

    async def refuse(self, seat_id: int, now: datetime) -> Seat:
        """Staff say no to who asks. Raises NoSuchSeat, NotNow."""
        return await self._refuse(seat_id, Status.ASKED, now)

    async def take_away(self, seat_id: int, now: datetime) -> Seat:
        """By staff, from who has it. Raises NoSuchSeat, NotNow."""
        return await self._refuse(seat_id, Status.TAKEN, now)

    async def _refuse(self, seat_id: int, stands: Status, now: datetime) -> Seat:
        seat, _event = await self._get(seat_id)
        if seat.status is not stands:
            raise NotNow(seat.status)
        return await self._leave(seat, Step.REFUSE, Cause.REFUSED, By.STAFF, now)

    async def forget(self, person: Person, now: datetime) -> list[Seat]:
        """Nobody comes any more: what they had is the line's, unless it is over: there they are
        counted. Their row must be held.
        """
        left = []
        for seat in sorted(await self._store.of_person(person.id), key=lambda one: one.event_id):
            event = await self._events.look(seat.event_id)
            is_over = event is not None and event.ends_at is not None and event.ends_at <= now
            if seat.status.is_open and not is_over:
                await self._store.line_up(person.id, seat.event_id)
                gone = await self._leave(seat, Step.GIVE_UP, Cause.GIVEN_UP, By.LINE, now)
                left.append(gone)
        return left

    # What is offered

    async def promote(self, event_id: int, cause: Cause, now: datetime) -> Seat | None:
        """A seat that is free is kept for the first who waits and may have it; while others wait,
        they are thought of at once after that. None where there is nothing to offer. The timer that
        asked for it is gone then. Raises NoSuchEvent.
        """
        known = await self._events.look(event_id)
        first = None if known is None else await self._offered(known, now)
        await self._store.line_up(first.person_id if first else None, event_id)
        # Whoever writes this timer down holds the event's row, so none is lost here.
        await self._timers.drop([promotion(event_id, cause, now).key])
        event = await self._event(event_id)
        morning = offered_from(event, self._quiet, now)
        if morning > now:
            await self._plan(event_id, cause, morning)
            return None
        again = await self._offered(event, now)
        if again is None or first is None or again != first:
            if again is not None:  # somebody was quicker
                await self._plan(event_id, cause, now)
            return None
        try:
            await self._count(first.organisation_id, event)
        except NoRoom:
            return None
        assert first.person_id is not None
        zone = await self._zone_of(first.person_id)
        until = second(offer_until(event, zone, self._quiet, now))
        parts = {"until": until, "cause": cause}
        offered = await self._move(first, Step.OFFER, By.LINE, now, **parts)
        await self._timers.put([lapse(offered.id, until)])
        await self._plan(event_id, cause, now)
        return offered

    async def accept(self, seat_id: int, now: datetime) -> Seat:
        """As long as it has not gone to somebody else. Raises NoSuchSeat, NotNow, SignUpOver."""
        seat, event = await self._get(seat_id)
        after(seat.status, Step.ACCEPT)
        check_open(event, now)
        return await self._move(seat, Step.ACCEPT, By.MEMBER, now)

    async def let_go(self, seat_id: int, now: datetime) -> Seat:
        """No, thank you. Raises NoSuchSeat, NotNow."""
        seat, _event = await self._get(seat_id)
        return await self._leave(seat, Step.LET_GO, Cause.PASSED, By.MEMBER, now)

    async def expire(self, seat_id: int, now: datetime) -> Seat | None:
        """None where they have answered, or where time is left still."""
        seat, _event = await self._get(seat_id)
        if seat.status is not Status.OFFERED or seat.until is None or seat.until > now:
            return None
        return await self._leave(seat, Step.LET_GO, Cause.PASSED, By.LINE, now)

    async def _offered(self, event: Event, now: datetime) -> Seat | None:
        if not is_served(event, now) or event.room == 0:
            return None
        return await self._store.first_waiting(event.id, event.terms.per_organisation)

    # How many there are

    async def resize(self, event_id: int, seats: int | None, now: datetime) -> Event:
        """None is no limit. Raises NoSuchEvent, BelowTaken."""
        event = await self._event(event_id)
        resized = replace(event, terms=replace(event.terms, seats=seats))
        await self._events.save(resized)
        await self.room_made(event_id, now)
        return resized

    async def room_made(self, event_id: int, now: datetime) -> None:
        """There may be more seats now, in all or for one organisation."""
        await self._plan(event_id, Cause.ROOM, now)

    async def write_as(self, seat: Seat, name: str) -> Seat:
        """Raises NoSuchSeat."""
        known, _event = await self._get(seat.id)
        await self._store.save(written := replace(known, written_as=name))
        return written

    async def say_of_pictures(self, seat_id: int, *, may: bool) -> Seat:
        """Whether they may be in some that are published. Raises NoSuchSeat."""
        known, _ = await self._get(seat_id)
        await self._store.save(said := replace(known, answers=replace(known.answers, photos=may)))
        return said

    # To be read

    async def look(self, seat_id: int) -> Seat:
        """Locks nothing. Raises NoSuchSeat."""
        seat = await self._store.look(seat_id)
        if seat is None:
            raise NoSuchSeat(seat_id)
        return seat

    async def with_token(self, token: str) -> Seat | None:
        return await self._store.with_token(token)

    async def last_of(self, event_id: int, person_id: int) -> Seat | None:
        """What has become of their newest try."""
        return await self._store.last_of(event_id, person_id)

    async def of_person(self, person_id: int) -> list[Seat]:
        return await self._store.of_person(person_id)

    async def of_event(self, event_id: int, *statuses: Status) -> list[Seat]:
        """The line as it stands; others by when they were made."""
        return await self._store.of_event(event_id, statuses)

    async def place_of(self, seat: Seat) -> int:
        """In the line, from one."""
        return await self._store.ahead_of(seat) + 1

    # How

    async def _event(self, event_id: int) -> Event:
        event = await self._events.get(event_id)
        if event is None:
            raise NoSuchEvent(event_id)
        return event

    async def _get(self, seat_id: int) -> tuple[Seat, Event]:
        """In line with its person and its event."""
        known = await self.look(seat_id)
        await self._store.line_up(known.person_id, known.event_id)
        return await self.look(seat_id), await self._event(known.event_id)

    async def _count(self, organisation_id: int | None, event: Event) -> None:
        await self._store.take(event.id, organisation_id, event.terms.per_organisation)

    async def _begin(self, seat: Seat, step: Step, by: By, now: datetime) -> Seat:
        status = after(None, step)
        since = now if status is Status.WAITING else None
        added = await self._store.add(replace(seat, status=status, since=since))
        await self._store.note(added, step, by, now)
        return added

    async def _move(self, seat: Seat, step: Step, by: By, now: datetime, **parts: object) -> Seat:
        status = after(seat.status, step)
        if seat.status is Status.OFFERED:
            await self._timers.drop([lapse_key(seat.id)])
            parts["until"] = None
        if seat.status.holds and not status.holds:
            await self._store.free(seat.event_id, seat.organisation_id)
        moved = replace(seat, status=status, changed_at=now, **parts)  # type: ignore[arg-type]
        await self._store.save(moved)
        await self._store.note(moved, step, by, now)
        return moved

    async def _leave(self, seat: Seat, step: Step, cause: Cause, by: By, now: datetime) -> Seat:
        left = await self._move(seat, step, by, now)
        if seat.status.holds:
            await self._plan(seat.event_id, cause, now)
        return left

    async def _plan(self, event_id: int, cause: Cause, now: datetime) -> None:
        await self._timers.put([promotion(event_id, cause, now)])


def _new(event: Event, name: str, wanted: Wanted, now: datetime) -> Seat:
    return Seat(
        id=0,
        event_id=event.id,
        name=name,
        status=Status.ASKED,
        language=wanted.language,
        made_at=now,
        token=secrets.token_urlsafe(12),
        code=new_code(),
        organisation_id=wanted.organisation_id,
        answers=wanted.answers,
        brought_by=wanted.brought_by,
    )
