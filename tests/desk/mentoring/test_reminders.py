"""When people are reminded: not at night, not too late, and of each time anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk.mentoring.booking import Booking, Cause, Status
from desk.mentoring.quiet import Quiet
from desk.mentoring.reminders import Schedule, timers_of_booking
from desk.timers import Kind

BELGRADE, ISTANBUL = ZoneInfo("Europe/Belgrade"), ZoneInfo("Europe/Istanbul")
MADE = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCHEDULE = Schedule()


def session(start: datetime, status: Status = Status.BOOKED) -> Booking:
    start = start.astimezone(UTC)
    return Booking(7, "u", 1, 2, start, start + HOUR, BELGRADE, status, MADE, "sq", sequence=3)


def planned(booking: Booking, *zones: ZoneInfo, now: datetime = MADE) -> dict[Kind, datetime]:
    found = timers_of_booking(booking, SCHEDULE, zones or (BELGRADE,), now)
    assert all(timer.about_id == 7 and timer.key.endswith(":7:3") for timer in found)
    return {timer.kind: timer.due_at for timer in found}


def wall(month: int, day: int, hour: int, minute: int = 0, zone: ZoneInfo = BELGRADE) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


def test_a_day_and_two_hours_before_and_once_after() -> None:
    assert planned(session(wall(3, 11, 14))) == {
        Kind.DAY_BEFORE: wall(3, 10, 14),
        Kind.SOON: wall(3, 11, 12),
        Kind.AFTERWARDS: wall(3, 11, 15, 15),
    }


def test_nobody_is_reminded_at_night() -> None:
    assert planned(session(wall(3, 11, 7, 30)))[Kind.DAY_BEFORE] == wall(3, 9, 20)
    assert planned(session(wall(3, 11, 21)))[Kind.DAY_BEFORE] == wall(3, 10, 20)
    assert planned(session(wall(3, 11, 8)))[Kind.DAY_BEFORE] == wall(3, 10, 8)
    assert planned(session(wall(3, 11, 7, 30)))[Kind.SOON] == wall(3, 11, 5, 30)
    both = planned(session(wall(3, 11, 19, 30)), BELGRADE, ISTANBUL)  # there it is half past nine
    assert both[Kind.DAY_BEFORE] == wall(3, 10, 20, zone=ISTANBUL)


def test_over_a_change_of_the_clock_it_is_the_same_wall() -> None:
    sunday = planned(session(wall(3, 29, 7, 30)))  # the clock goes forward at two
    assert sunday[Kind.DAY_BEFORE] == wall(3, 27, 20)
    autumn = planned(session(wall(10, 26, 7, 30)))
    assert autumn[Kind.DAY_BEFORE] == wall(10, 24, 20)


def test_a_reminder_for_which_it_is_too_late_does_not_come() -> None:
    booking = session(wall(3, 11, 14))
    late = planned(booking, now=wall(3, 11, 12).astimezone(UTC))
    assert set(late) == {Kind.AFTERWARDS}
    assert set(planned(booking, now=wall(3, 10, 15).astimezone(UTC))) == {
        Kind.SOON,
        Kind.AFTERWARDS,
    }


def test_what_is_switched_off_does_not_come() -> None:
    nothing = timedelta()
    off = Schedule(early=nothing, soon=nothing, afterwards=nothing)
    assert timers_of_booking(session(wall(3, 11, 14)), off, (BELGRADE,), MADE) == []
    short = Schedule(quiet=Quiet(23, 0))
    first, *_ = timers_of_booking(session(wall(3, 11, 3)), short, (BELGRADE,), MADE)
    assert first.due_at == wall(3, 10, 3)


def test_what_waits_for_somebody_ends() -> None:
    until = wall(3, 2, 9).astimezone(UTC)
    held = replace(session(wall(3, 11, 14), Status.HELD), until=until)
    assert planned(held) == {Kind.HOLD: until}
    assert planned(replace(held, cause=Cause.MOVED)) == {Kind.OFFER: until}
    assert planned(replace(held, status=Status.ASKED)) == {Kind.ANSWER: until}
    for status in (Status.CANCELLED, Status.DECLINED, Status.EXPIRED):
        assert planned(session(wall(3, 11, 14), status)) == {}


def test_a_mentor_has_a_day_to_answer_and_less_where_little_is_left() -> None:
    now = wall(3, 2, 9).astimezone(UTC)
    for starts, until in (
        (wall(3, 9, 9), wall(3, 3, 9)),
        (wall(3, 3, 15), wall(3, 3, 3)),
        (wall(3, 2, 13), wall(3, 2, 11)),
    ):
        assert SCHEDULE.answer_until(starts.astimezone(UTC), now) == until


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from([ISTANBUL, ZoneInfo("Europe/Madrid"), ZoneInfo("Europe/Tirane")]),
)
def test_the_day_before_is_by_day_for_both_and_never_later(start: datetime, zone: ZoneInfo) -> None:
    booking = session(start.replace(microsecond=0))
    due = planned(booking, BELGRADE, zone, now=start - timedelta(days=9))[Kind.DAY_BEFORE]
    assert start - timedelta(hours=40) <= due <= start - timedelta(hours=24)
    for each in (BELGRADE, zone):
        assert 8 <= due.astimezone(each).hour < 21
