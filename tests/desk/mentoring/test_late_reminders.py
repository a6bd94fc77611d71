"""What is still worth saying after the line was away, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.quiet import Quiet
from desk.mentoring.reminders import Schedule, is_of_use, put_off_until
from desk.timers import Kind, Timer

BELGRADE, ISTANBUL = ZoneInfo("Europe/Belgrade"), ZoneInfo("Europe/Istanbul")
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SCHEDULE = Schedule()


def wall(day: int, hour: int, minute: int = 0, zone: ZoneInfo = BELGRADE) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=zone).astimezone(UTC)


STARTS = wall(11, 14)
BOOKING = Booking(7, "u", 1, 2, STARTS, STARTS + HOUR, BELGRADE, Status.BOOKED, wall(1, 9), "sq")


def of_use(kind: Kind, now: datetime, booking: Booking = BOOKING) -> bool:
    return is_of_use(kind, booking, SCHEDULE, now)


def test_a_reminder_whose_moment_has_passed_is_not_said() -> None:
    assert of_use(Kind.DAY_BEFORE, STARTS - 2 * HOUR - SECOND)
    assert not of_use(Kind.DAY_BEFORE, STARTS - 2 * HOUR)  # the next one says it
    assert of_use(Kind.SOON, STARTS - SECOND)
    assert not of_use(Kind.SOON, STARTS)
    without = replace(SCHEDULE, soon=timedelta())
    assert is_of_use(Kind.DAY_BEFORE, BOOKING, without, STARTS - SECOND)
    assert not is_of_use(Kind.DAY_BEFORE, BOOKING, without, STARTS)


def test_how_it_was_is_asked_for_a_week_and_not_where_somebody_did_not_come() -> None:
    over = STARTS + HOUR
    assert of_use(Kind.AFTERWARDS, over + timedelta(days=3))
    assert not of_use(Kind.AFTERWARDS, over + timedelta(days=7))
    assert not of_use(Kind.AFTERWARDS, over, replace(BOOKING, missed=Side.MENTOR))


def test_of_what_does_not_take_place_nothing_is_said() -> None:
    cancelled = replace(BOOKING, status=Status.CANCELLED)
    kinds = (Kind.DAY_BEFORE, Kind.SOON, Kind.AFTERWARDS)
    assert not any(of_use(kind, wall(10, 14), cancelled) for kind in kinds)
    assert not of_use(Kind.HOLD, wall(10, 14))


def put_off(kind: Kind, planned: datetime, now: datetime, *zones: ZoneInfo) -> datetime | None:
    timer = Timer("k", kind, None, planned, planned, about_id=7)
    return put_off_until(timer, BOOKING, Quiet(), zones or (BELGRADE,), now)


def test_what_is_late_waits_for_the_morning() -> None:
    planned = wall(10, 14)
    assert put_off(Kind.DAY_BEFORE, planned, wall(11, 3)) == wall(11, 8)
    assert put_off(Kind.DAY_BEFORE, planned, wall(10, 22)) == wall(11, 8)
    assert put_off(Kind.DAY_BEFORE, planned, wall(11, 9)) is None
    assert put_off(Kind.DAY_BEFORE, planned, wall(10, 14, 20)) is None  # in time
    assert put_off(Kind.AFTERWARDS, wall(11, 15, 15), wall(14, 2)) == wall(14, 8)
    assert put_off(Kind.SOON, wall(11, 12), wall(11, 13, 30)) is None
    both = put_off(Kind.DAY_BEFORE, planned, wall(11, 3), ISTANBUL, BELGRADE)
    assert both == wall(11, 8)  # there it is ten by then


def test_nobody_sleeps_past_their_session() -> None:
    early = replace(BOOKING, starts_at=wall(11, 7), ends_at=wall(11, 8))
    timer = Timer("k", Kind.DAY_BEFORE, None, wall(9, 20), wall(9, 20), about_id=7)
    assert put_off_until(timer, early, Quiet(), (BELGRADE,), wall(11, 3)) is None
