"""Who waits for a time: what becomes free is held for the first whose wish it meets, and passed on.

What becomes free is written down as a timer, and given away in a transaction of its own: there the
lines of those who left it and of those who get it do not cross.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.mentoring.booking import Booking, Cause
from desk.mentoring.candidates import Candidates
from desk.mentoring.directory import Mentor
from desk.mentoring.errors import NotFree
from desk.mentoring.fitting import Care, fits
from desk.mentoring.matching import best, in_order
from desk.mentoring.placing import Place, Placing
from desk.mentoring.reminders import Schedule
from desk.mentoring.waiting import offer_until
from desk.mentoring.wishes import Start, Wish, WishState, WishStore
from desk.timers import Kind, Timer, TimerStore, second

_EVER = datetime.max.replace(tzinfo=UTC)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_PAUSE = timedelta(minutes=1)  # before what somebody was quicker at is looked at anew


class WaitingList:
    def __init__(
        self,
        placing: Placing,
        candidates: Candidates,
        wishes: WishStore,
        timers: TimerStore,
        schedule: Schedule,
    ) -> None:
        self._placing = placing
        self._candidates = candidates
        self._wishes = wishes
        self._timers = timers
        self._schedule = schedule

    async def wait(self, wish: Wish, now: datetime) -> Wish:
        """Whoever waits already keeps their place."""
        since = wish.waiting_since or now
        waiting = replace(wish, state=WishState.WAITING, waiting_since=since)
        await self._wishes.save(waiting)
        await self._look_again(waiting, now)
        return waiting

    async def wait_on(self, wish: Wish, now: datetime) -> Wish:
        """Whoever did not answer keeps their place, and is left alone for a day."""
        return await self.wait(replace(wish, rests_until=_tomorrow(now)), now)

    async def freed(self, mentor_id: int, cause: Cause, now: datetime) -> None:
        """Something of this mentor's may be free that was not."""
        if await self._wishes.waiting():
            await self._plan(mentor_id, cause, now)

    async def promote(self, mentor_id: int, cause: Cause, now: datetime) -> Booking | None:
        """The first of those whom something suits: it is held for them for a while. Where others
        wait, too, they are asked for at once after that.
        """
        mentor = await self._candidates.mentors.get(mentor_id)
        if mentor is None or not mentor.is_bookable:
            return None
        for wish in filter(lambda one: _is_awake(one, now), await self._wishes.waiting()):
            start = await self._suits(wish, mentor, now)
            if start is not None:
                offered = await self._offer(wish, start, cause, now)
                await self._plan(mentor_id, cause, now if offered else now + _PAUSE)
                return offered
        return None

    async def look(self, wish_id: int, now: datetime) -> None:
        """Each day brings another day that can be booked: who could meet the wish is asked."""
        wish = await self._wishes.get(wish_id)
        if wish is None or wish.state not in (WishState.WAITING, WishState.OFFERED):
            return
        found = await self._candidates.fitting(wish, now)
        busy = await self._candidates.busy(wish.person_id, now)
        for one in found:
            if wish.state is WishState.WAITING and best(wish, [one], now, busy, 1):
                await self._plan(one.mentor.id, Cause.DAY, now)
        await self._look_again(wish, now)

    async def _suits(self, wish: Wish, mentor: Mentor, now: datetime) -> Start | None:
        if not fits(wish, mentor, Care()):
            return None
        candidate = await self._candidates.one(mentor, wish.organisation_id, now)
        busy = await self._candidates.busy(wish.person_id, now)
        soonest = now + self._schedule.line.lead + _SECOND  # so that the offer stands for a while
        offer = next(in_order(wish, [candidate], soonest, _EVER, now, busy), None)
        return None if offer is None else Start(mentor.id, offer.slot.starts_at)

    async def _offer(self, wish: Wish, start: Start, cause: Cause, now: datetime) -> Booking | None:
        """None where somebody was quicker."""
        await self._placing.line_up(wish.person_id, start.mentor_id)
        if await self._wishes.get(wish.id) != wish:
            return None
        line, quiet = self._schedule.line, self._schedule.quiet
        until = offer_until(now, start.starts_at, wish.zone, line, quiet)
        try:
            held = await self._placing.hold(wish, Place(start, until, cause), now)
        except NotFree:
            return None
        offered = replace(wish, state=WishState.OFFERED, booking_id=held.id)
        await self._wishes.save(offered)
        return held

    async def _plan(self, mentor_id: int, cause: Cause, now: datetime) -> None:
        await self._timers.put([freed(mentor_id, cause, now)])

    async def _look_again(self, wish: Wish, now: datetime) -> None:
        key = f"{Kind.LOOK}:{wish.id}"
        await self._timers.put([Timer.once(key, Kind.LOOK, _tomorrow(now), about_id=wish.id)])


def freed(mentor_id: int, cause: Cause, at: datetime) -> Timer:
    """Something of this mentor's may be free that was not: whoever waits is thought of soon."""
    key = f"{Kind.FREED}:{mentor_id}:{cause}"
    return Timer.once(key, Kind.FREED, at, about_id=mentor_id)


def _is_awake(wish: Wish, now: datetime) -> bool:
    return wish.rests_until is None or wish.rests_until <= now


def _tomorrow(now: datetime) -> datetime:
    return second(now + _DAY)


def cause_of(timer: Timer) -> Cause:
    return Cause(timer.key.rpartition(":")[2])
