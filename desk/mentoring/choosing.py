"""How a session is chosen and comes to stand: offered, held, confirmed, accepted, or let go."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.errors import NotYours
from desk.mentoring import matching
from desk.mentoring.booking import (
    HOLD,
    WRITING,
    Booking,
    Cause,
    NotNow,
    Side,
    Status,
    Step,
    after,
)
from desk.mentoring.candidates import Candidates
from desk.mentoring.matching import Offer, best
from desk.mentoring.placing import Place, Placing, cells_of
from desk.mentoring.records import BookingStore
from desk.mentoring.reminders import Reminders
from desk.mentoring.waiting_list import WaitingList
from desk.mentoring.wishes import Start, Wish, WishState, WishStore
from desk.people import Person
from desk.timers import OF_BOOKINGS, TimerStore, second

STANDING = (Status.ASKED, Status.BOOKED)

_DAY = timedelta(days=1)


class Choosing:
    def __init__(
        self,
        store: BookingStore,
        candidates: Candidates,
        wishes: WishStore,
        timers: TimerStore,
        reminders: Reminders,
    ) -> None:
        self._store = store
        self._candidates = candidates
        self._wishes = wishes
        self._timers = timers
        self._reminders = reminders
        self._schedule = reminders.schedule
        self._placing = Placing(store, candidates, reminders)
        self.waiting = WaitingList(self._placing, candidates, wishes, timers, self._schedule)

    # What could be booked

    async def offers(
        self, wish: Wish, person: Person, now: datetime, count: int = 3
    ) -> list[Offer]:
        """What the person has in hand for this wish is let go first."""
        for held in await self._store.held_for(wish.id):
            if held.cause is None:
                await self._placing.end(held, Step.CANCEL, Side.LINE, "", now)
        found = await self._candidates.fitting(wish, now)
        busy = await self._candidates.busy(person.id, now, wish.booking_id)
        return best(wish, found, now, busy, count)

    async def free_days(
        self, wish: Wish, person: Person, now: datetime, first: date, last: date, zone: ZoneInfo
    ) -> set[date]:
        """From the first to the last, both included, by the clock of the zone."""
        found = await self._candidates.fitting(wish, now)
        busy = await self._candidates.busy(person.id, now, wish.booking_id)
        days = [first + _DAY * number for number in range((last - first).days + 1)]
        return matching.free_days(replace(wish, zone=zone), found, days, now, busy)

    async def on_day(
        self, wish: Wish, person: Person, day: date, zone: ZoneInfo, now: datetime
    ) -> list[Offer]:
        found = await self._candidates.fitting(wish, now)
        busy = await self._candidates.busy(person.id, now, wish.booking_id)
        return matching.on_day(replace(wish, zone=zone), found, day, now, busy)

    # From a hold to a booking

    async def hold(
        self,
        wish: Wish,
        person: Person,
        mentor_id: int,
        starts_at: datetime,
        now: datetime,
        made_by: int | None = None,
    ) -> Booking:
        """In the place of what was held for this wish. Raises NotFree."""
        if wish.person_id != person.id:
            raise NotYours(wish.id)
        await self._placing.line_up(person.id, mentor_id)
        for held in await self._store.held_for(wish.id):
            if held.cause is not None:
                wish = await self._give_back(held, Cause.DECLINED, now)
        place = Place(Start(mentor_id, starts_at.astimezone(UTC)), now + HOLD, None, made_by)
        return await self._placing.hold(wish, place, now)

    async def in_hand(self, wish: Wish) -> Booking | None:
        """What is held for it, though the time for that may be over."""
        return next(iter(await self._store.held_for(wish.id)), None)

    async def keep_on(self, booking_id: int, person: Person, now: datetime) -> Booking:
        """The hold lasts while its person writes. Raises NotYours, NotNow."""
        booking = await self._placing.get(booking_id)
        if booking.requester_id != person.id:
            raise NotYours(booking_id)
        if booking.status is not Status.HELD or booking.is_stale(now):
            raise NotNow(booking.status)
        until = second(booking.made_at + WRITING)
        if booking.until is not None and until <= booking.until:
            return booking
        for timer in await self._timers.about(booking.id, OF_BOOKINGS):
            await self._timers.postpone(timer.key, until)
        return await self._save(replace(booking, until=until))

    async def confirm(self, booking_id: int, person: Person, now: datetime) -> Booking:
        """Booked, or asked where the mentor is to say yes; what was let go is held anew, if it can
        be. Raises NotYours, NotNow, NotFree.
        """
        booking = await self._placing.get(booking_id)
        if booking.requester_id != person.id:
            raise NotYours(booking_id)
        if booking.status in STANDING:
            return booking
        if booking.status is Status.EXPIRED:
            booking = await self._held_again(booking, person, now)
        is_stale = booking.is_stale(now)
        mentor = await self._placing.checked(booking, now if is_stale else booking.made_at, now)
        if is_stale:
            await self._store.move(booking, cells_of(booking, mentor))
        asked = mentor.terms.confirms
        until = self._schedule.answer_until(booking.starts_at, now) if asked else None
        status = after(booking.status, Step.ASK if asked else Step.CONFIRM)
        return await self._keep(replace(booking, status=status, until=until, made_at=now), now)

    async def accept(self, booking_id: int, now: datetime) -> Booking:
        """By the mentor. Raises NotNow."""
        booking = await self._placing.get(booking_id)
        if booking.status is Status.BOOKED:
            return booking
        status = after(booking.status, Step.ACCEPT)
        return await self._keep(replace(booking, status=status, until=None), now)

    async def decline(self, booking_id: int, reason: str, now: datetime) -> Booking:
        """By the mentor. Raises NotNow."""
        booking = await self._placing.get(booking_id)
        ended = await self._placing.end(booking, Step.DECLINE, Side.MENTOR, reason, now)
        await self._let_go(ended, Cause.DECLINED, now)
        return ended

    async def expire(self, booking_id: int, now: datetime) -> Booking | None:
        """What nobody confirmed in time; None where that is not so."""
        booking = await self._placing.get(booking_id)
        is_over = booking.until is not None and booking.until <= now
        if not is_over or booking.status not in (Status.HELD, Status.ASKED):
            return None
        ended = await self._placing.end(booking, Step.EXPIRE, Side.LINE, "", now)
        if booking.status is Status.ASKED or booking.cause is not None:
            await self._let_go(ended, Cause.EXPIRED, now)
        else:
            await self.waiting.freed(ended.mentor_id, Cause.EXPIRED, now)
        return ended

    async def drop(self, wish: Wish, now: datetime) -> None:
        """Given up, and the place in the line as well; what is held for it is free again."""
        for held in await self._store.held_for(wish.id):
            await self._placing.end(held, Step.CANCEL, Side.MEMBER, "", now)
            await self.waiting.freed(held.mentor_id, Cause.DECLINED, now)
        dropped = replace(wish, state=WishState.DROPPED, waiting_since=None, booking_id=None)
        await self._wishes.save(dropped)

    # What several of them do

    async def _held_again(self, booking: Booking, person: Person, now: datetime) -> Booking:
        wish = await self._wishes.get(booking.wish_id) if booking.wish_id else None
        if wish is None or wish.state not in (WishState.OPEN, WishState.WAITING):
            raise NotNow(booking.status)
        return await self.hold(wish, person, booking.mentor_id, booking.starts_at, now)

    async def _keep(self, booking: Booking, now: datetime) -> Booking:
        """It stands: its wish is met."""
        await self._save(booking)
        await self._reminders.follow(booking, now)
        wish = await self._wishes.get(booking.wish_id) if booking.wish_id else None
        if wish is not None:
            met = replace(wish, state=WishState.BOOKED, booking_id=booking.id)
            await self._wishes.save(met)
        return booking

    async def _give_back(self, held: Booking, cause: Cause, now: datetime) -> Wish:
        """An offer that its member has not taken."""
        ended = await self._placing.end(held, Step.CANCEL, Side.MEMBER, "", now)
        await self._let_go(ended, cause, now)
        wish = await self._wishes.get(held.wish_id or 0)
        assert wish is not None
        return wish

    async def _let_go(self, ended: Booking, cause: Cause, now: datetime) -> None:
        """Others get it; whoever had it is never offered it again, and may choose anew. Who waited
        waits on, in the same place, unless they are who cancelled what was booked.
        """
        start = Start(ended.mentor_id, ended.starts_at)
        for wish in await self._concerned(ended):
            other = replace(wish, declined=wish.declined | {start})
            if wish.id != ended.wish_id:
                await self._wishes.save(other)
                continue
            gave_up = ended.ended_by is Side.MEMBER and cause is Cause.CANCELLED
            since = None if gave_up else wish.waiting_since
            mine = replace(other, state=WishState.OPEN, waiting_since=since, booking_id=None)
            if since is None:
                await self._wishes.save(mine)
            elif cause is Cause.EXPIRED and ended.cause is not None:
                await self.waiting.wait_on(mine, now)
            else:
                await self.waiting.wait(mine, now)
        await self.waiting.freed(ended.mentor_id, cause, now)

    async def _concerned(self, ended: Booking) -> Iterable[Wish]:
        wishes = {wish.id: wish for wish in await self._wishes.of(ended.requester_id)}
        own = await self._wishes.get(ended.wish_id) if ended.wish_id else None
        if own is not None:
            wishes[own.id] = own
        return wishes.values()

    async def _save(self, booking: Booking) -> Booking:
        await self._store.save(booking)
        return booking
