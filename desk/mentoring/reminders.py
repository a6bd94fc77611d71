"""What comes of a booking by itself, and when: a hold ends, both are reminded, both are asked."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.mentoring.booking import Booking, Status
from desk.mentoring.quiet import Quiet
from desk.mentoring.waiting import Line
from desk.timers import OF_BOOKINGS, Kind, Timer, TimerStore, second

_WEEK = timedelta(days=7)  # after that, nobody is asked how a session was


@dataclass(frozen=True, slots=True)
class Schedule:
    """A delay of nothing switches off what it delays. `answer` is the time that a mentor has for a
    yes; `early` and `soon` are before the session, `afterwards` is after it.
    """

    answer: timedelta = timedelta(hours=24)
    early: timedelta = timedelta(hours=24)
    soon: timedelta = timedelta(hours=2)
    afterwards: timedelta = timedelta(minutes=15)
    quiet: Quiet = field(default_factory=Quiet)
    line: Line = field(default_factory=Line)

    def answer_until(self, starts_at: datetime, now: datetime) -> datetime:
        """Where little time is left, half of it is the mentor's."""
        latest = max(starts_at - self.line.lead, now + (starts_at - now) / 2)
        return second(min(now + self.answer, latest))


def timers_of_booking(
    booking: Booking, schedule: Schedule, zones: Iterable[ZoneInfo], now: datetime
) -> list[Timer]:
    """All that may come of it as it stands; a reminder for which it is too late does not.

    `zones` are those in which nobody is to be reminded at night.
    """
    match booking.status:
        case Status.HELD:
            kind = Kind.OFFER if booking.cause else Kind.HOLD
            return [_timer(kind, booking, booking.until or now)]
        case Status.ASKED:
            return [_timer(Kind.ANSWER, booking, booking.until or now)]
        case Status.BOOKED:
            found = _of_session(booking, schedule, list(zones))
            return [timer for timer in found if timer.planned_at > now]
    return []


def is_of_use(kind: Kind, booking: Booking, schedule: Schedule, now: datetime) -> bool:
    """Whether to say it now, however late: not what another reminder says at once, nor what can be
    done nothing about.
    """
    if booking.status is not Status.BOOKED:
        return False
    match kind:
        case Kind.DAY_BEFORE:
            return now < booking.starts_at - schedule.soon
        case Kind.SOON:
            return now < booking.starts_at
        case Kind.AFTERWARDS:
            return booking.missed is None and now < booking.ends_at + _WEEK
    return False


def put_off_until(
    timer: Timer, booking: Booking, quiet: Quiet, zones: Iterable[ZoneInfo], now: datetime
) -> datetime | None:
    """What comes late comes by day, unless the session itself comes first."""
    if timer.kind is Kind.SOON or not timer.is_late(now):
        return None
    at = now
    for zone in zones:
        at = max(at, quiet.morning_after(at, zone))
    is_ahead = timer.kind is Kind.DAY_BEFORE
    if at <= now or (is_ahead and at >= booking.starts_at):
        return None
    return second(at)


def _of_session(booking: Booking, schedule: Schedule, zones: Sequence[ZoneInfo]) -> Iterator[Timer]:
    if schedule.early:
        at = _by_day(booking.starts_at - schedule.early, schedule.quiet, zones)
        yield _timer(Kind.DAY_BEFORE, booking, at)
    if schedule.soon:
        yield _timer(Kind.SOON, booking, booking.starts_at - schedule.soon)
    if schedule.afterwards:
        yield _timer(Kind.AFTERWARDS, booking, booking.ends_at + schedule.afterwards)


def _by_day(at: datetime, quiet: Quiet, zones: Sequence[ZoneInfo]) -> datetime:
    """Earlier, until it is nobody's night; who lives too far apart is woken."""
    for _ in zones:
        for zone in zones:
            at = quiet.evening_before(at, zone)
    return at


def _timer(kind: Kind, booking: Booking, at: datetime) -> Timer:
    """What is moved is reminded of anew: then it is another timer."""
    key = f"{kind}:{booking.id}:{booking.sequence}"
    return Timer.once(key, kind, at, about_id=booking.id)


class Reminders:
    """The one place that keeps the timers of a booking as its state wants them."""

    def __init__(
        self,
        store: TimerStore,
        zone_of: Callable[[int], Awaitable[ZoneInfo]],
        schedule: Schedule,
    ) -> None:
        self._store = store
        self._zone_of = zone_of
        self.schedule = schedule

    async def follow(self, booking: Booking, at: datetime) -> None:
        known = {timer.key: timer for timer in await self._store.about(booking.id, OF_BOOKINGS)}
        zones = [booking.zone]
        if booking.status is Status.BOOKED:
            zones.append(await self._zone_of(booking.requester_id))
        timers = timers_of_booking(booking, self.schedule, zones, at)
        wanted = {timer.key: timer for timer in timers}
        stale = [key for key, timer in known.items() if not _stays(timer, booking, wanted)]
        await self._store.drop(stale)
        await self._store.put([timer for key, timer in wanted.items() if key not in known])


def _stays(timer: Timer, booking: Booking, wanted: Iterable[str]) -> bool:
    """What has fired stays for as long as it could be wanted again."""
    fired_for_this = timer.fired_at is not None and timer.key.endswith(f":{booking.sequence}")
    return timer.key in wanted or (booking.status.is_open and fired_for_this)
