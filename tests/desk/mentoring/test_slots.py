"""When a session can begin: steps from each opening, notice, window, caps, what is booked, and the
nights when the clock changes.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.hours import Hours
from desk.mentoring.booking import cells_of_mentor
from desk.mentoring.caps import Cap, Diary
from desk.mentoring.directory import Mentor, Standing, Terms
from desk.mentoring.errors import (
    BeyondWindow,
    CapReached,
    NotBookable,
    NotFree,
    NotOpen,
    SlotTaken,
    TooSoon,
)
from desk.mentoring.slots import check, free_slots, is_free
from desk.week import parse_hours, parse_spans
from tests.desk.mentoring.cast import (
    BELGRADE,
    DAY,
    EMPTY,
    HAVANA,
    HOUR,
    ISTANBUL,
    LORD_HOWE,
    MINUTE,
    NOW,
    OPEN,
    at,
    clocks,
    diary,
    free,
    mentor,
    walls,
    wish,
)

EVER = datetime.max.replace(tzinfo=UTC)


# Steps


@pytest.mark.parametrize(
    ("hours", "minutes", "starts"),
    [
        ("th 9-12", 60, "09:00 09:30 10:00 10:30 11:00"),
        ("th 9-12", 90, "09:00 09:30 10:00 10:30"),
        ("th 9-10", 60, "09:00"),
        ("th 9-9:55", 60, ""),
        ("th 9-10", 20, "09:00 09:20 09:40"),
        ("th 9:10-11 14:45-16", 60, "09:10 09:40 14:45"),  # counted from each opening
    ],
)
def test_sessions_begin_each_half_hour_from_the_opening_and_end_before_the_closing(
    hours: str, minutes: int, starts: str
) -> None:
    length = minutes * MINUTE
    vesna = mentor(hours, terms=replace(OPEN, lengths=(length,)))
    assert clocks(free(vesna, "2026-11-26", length=length)) == starts


def test_where_one_begins_to_look_moves_no_start() -> None:
    vesna = mentor("th 9:10-12")
    since, until = at("2026-11-26", "09:41"), at("2026-11-26", "10:40")
    assert clocks(free_slots(vesna, EMPTY, wish(), since, until, NOW - DAY)) == "10:10"
    since, until = at("2026-11-26", "09:40"), at("2026-11-26", "10:41")
    slots = free_slots(vesna, EMPTY, wish(), since, until, NOW - DAY)
    assert clocks(slots) == "09:40 10:10 10:40"


def test_a_session_may_go_on_over_midnight() -> None:
    vesna = mentor("th 22-24; fr 0-1")
    starts = "22:00 22:30 23:00 23:30 00:00"
    assert clocks(free(vesna, "2026-11-26", days=2)) == starts
    alone = mentor("th 22-24; fr 1-2")
    assert clocks(free(alone, "2026-11-26", days=2)) == "22:00 22:30 23:00 01:00"


def test_who_is_always_there_is_free_at_each_half_hour_of_each_day() -> None:
    assert len(list(free(mentor("24/7"), "2026-11-26", days=3))) == 3 * 48


def test_exceptional_days_are_as_they_were_said_to_be() -> None:
    hours = Hours(
        BELGRADE,
        parse_hours("mo-fr 9-10"),
        days_off=frozenset({date(2026, 11, 27)}),
        days_open={date(2026, 11, 28): parse_spans("18-19")},
    )
    starts = walls(free(mentor(hours), "2026-11-26", days=4))
    assert starts == ["Thu 26 Nov 09:00 +0100", "Sat 28 Nov 18:00 +0100"]


# What is booked


@pytest.mark.parametrize(
    ("before", "after", "starts"),
    [
        (20, 10, "09:00 09:30 12:30 13:00 13:30 14:00"),
        (25, 10, "09:00 09:30 13:00 13:30 14:00"),
        (20, 15, "09:00 12:30 13:00 13:30 14:00"),
    ],
)
def test_a_session_keeps_its_buffers_and_those_of_its_neighbour_free(
    before: int, after: int, starts: str
) -> None:
    vesna = mentor("th 9-15", terms=replace(OPEN, before=20 * MINUTE, after=10 * MINUTE))
    booked = diary(vesna, at("2026-11-26", "11:00"))
    terms = replace(vesna.terms, before=before * MINUTE, after=after * MINUTE)
    assert clocks(free(replace(vesna, terms=terms), "2026-11-26", booked)) == starts


def test_what_is_kept_free_may_lie_outside_of_the_hours() -> None:
    vesna = mentor("th 9-10", terms=replace(OPEN, before=HOUR, after=HOUR))
    assert clocks(free(vesna, "2026-11-26")) == "09:00"


@pytest.mark.parametrize(
    ("terms", "starts"),
    [
        (replace(OPEN, per_day=2), ["Tue", "Wed", "Thu", "Fri"]),
        (replace(OPEN, per_day=3), ["Mon", "Tue", "Wed", "Thu", "Fri"]),
        (replace(OPEN, per_week=2), []),
        (replace(OPEN, per_week=3), ["Mon", "Tue", "Wed", "Thu", "Fri"]),
        (replace(OPEN, per_day=0), []),
    ],
)
def test_a_day_or_a_week_that_has_its_sessions_has_no_more(terms: Terms, starts: list[str]) -> None:
    vesna = mentor("mo-fr 9-18", terms=terms)
    booked = diary(vesna, at("2026-11-23", "09:00"), at("2026-11-23", "10:00"))
    free_on = dict.fromkeys(text[:3] for text in walls(free(vesna, "2026-11-23", booked, days=7)))
    assert list(free_on) == starts
    assert len(list(free(vesna, "2026-11-30", booked, days=7))) == 5 * 17 * (terms.per_day != 0)


@pytest.mark.parametrize(("zone", "days"), [(BELGRADE, {"Mon"}), (ISTANBUL, {"Sat", "Sun"})])
def test_days_and_weeks_are_the_mentors_own(zone: ZoneInfo, days: set[str]) -> None:
    """Half past ten on a Sunday night in Belgrade is Monday in Istanbul."""
    vesna = mentor(Hours(zone, parse_hours("24/7")), terms=replace(OPEN, per_week=1))
    booked = diary(vesna, at("2026-11-29", "22:30"))
    starts = walls(free(vesna, "2026-11-28", booked, days=3), zone)
    assert {text[:3] for text in starts} == days


def test_an_organisation_has_its_sessions_in_a_quarter_and_others_have_theirs() -> None:
    vesna = mentor("mo-fr 9-10", terms=replace(OPEN, per_quarter=2))
    booked = diary(vesna, at("2026-10-01", "09:00"), at("2026-12-29", "09:00"))
    since, until, now = at("2026-12-28"), at("2027-01-03"), at("2026-12-01")

    def days(organisation_id: int | None) -> str:
        asked = wish(organisation_id=organisation_id)
        slots = free_slots(vesna, booked, asked, since, until, now)
        return " ".join(text[4:10] for text in walls(slots))

    assert days(7) == "01 Jan"
    assert days(8) == days(None) == "28 Dec 30 Dec 31 Dec 01 Jan"


# How soon, how late


def test_nothing_begins_before_the_notice_is_over_nor_beyond_the_window() -> None:
    terms = replace(OPEN, notice=24 * HOUR, window=4 * DAY)
    vesna = mentor("mo-su 9-11", terms=terms)
    starts = walls(free_slots(vesna, EMPTY, wish(), NOW, EVER, at("2026-11-26", "09:30")))
    assert [text[4:16] for text in starts] == [
        "27 Nov 09:30",
        "27 Nov 10:00",
        *(f"{day} Nov {clock}" for day in (28, 29) for clock in ("09:00", "09:30", "10:00")),
        "30 Nov 09:00",
        "30 Nov 09:30",
    ]
    a_moment_later = at("2026-11-26", "09:30") + timedelta(microseconds=1)
    slots = free_slots(vesna, EMPTY, wish(), NOW, EVER, a_moment_later)
    assert next(slots).starts_at == at("2026-11-27", "10:00")


def test_notice_is_real_time_whatever_clock_says_now() -> None:
    vesna = mentor("su 9-12", terms=replace(OPEN, notice=24 * HOUR))
    now = at("2026-10-24", "10:00").astimezone(BELGRADE)
    since = now.astimezone(ISTANBUL)
    starts = walls(free_slots(vesna, EMPTY, wish(), since, EVER, now))
    assert starts[0] == "Sun 25 Oct 09:00 +0100"


# Each start, once more, when somebody takes it


def refused(who: Mentor, start: datetime, booked: Diary = EMPTY, **given: int) -> NotFree:
    with pytest.raises(NotFree) as error:
        check(who, booked, wish(**given), start, NOW)
    assert not is_free(who, booked, wish(**given), start, NOW)
    assert (error.value.mentor_id, error.value.starts_at) == (who.id, start)
    return error.value


def test_a_start_that_can_no_longer_be_had_says_why() -> None:
    terms = Terms(notice=2 * HOUR, window=7 * DAY, per_day=3, per_week=5, per_quarter=2)
    vesna = mentor("mo-fr 9-17", terms=terms)
    start = at("2026-11-27", "10:00")
    assert is_free(vesna, EMPTY, wish(), start, NOW)
    assert isinstance(refused(replace(vesna, standing=Standing.PAUSED), start), NotBookable)
    short = replace(vesna, terms=replace(terms, lengths=(30 * MINUTE,)))
    assert isinstance(refused(short, start), NotBookable)
    assert isinstance(refused(vesna, at("2026-11-27", "10:15")), NotOpen)
    assert isinstance(refused(vesna, at("2026-11-27", "16:30")), NotOpen)
    assert isinstance(refused(vesna, at("2026-11-28", "10:00")), NotOpen)
    assert isinstance(refused(vesna, start, diary(vesna, start + HOUR)), SlotTaken)
    soon = refused(vesna, at("2026-11-26", "11:30"))
    assert isinstance(soon, TooSoon)
    assert soon.earliest == at("2026-11-26", "12:00")
    far = refused(vesna, at("2026-12-03", "10:30"))
    assert isinstance(far, BeyondWindow)
    assert far.latest == at("2026-12-03", "10:00")


@pytest.mark.parametrize(
    ("days", "whose", "cap"),
    [
        ([27, 27, 27], 8, Cap.DAY),
        ([23, 24, 24, 25, 25], 8, Cap.WEEK),
        ([23, 24], 7, Cap.QUARTER),
    ],
)
def test_it_is_told_of_which_there_are_enough(days: list[int], whose: int, cap: Cap) -> None:
    terms = Terms(notice=timedelta(), per_day=3, per_week=5, per_quarter=2)
    starts = [at(f"2026-11-{day}", f"{13 + hour}:00") for hour, day in enumerate(days)]
    vesna = mentor("mo-fr 9-19", terms=replace(terms, after=timedelta()))
    start = at("2026-11-27", "10:00")
    error = refused(vesna, start, diary(vesna, *starts, whose=7), organisation_id=whose)
    assert isinstance(error, CapReached)
    assert error.cap is cap
    assert is_free(vesna, diary(vesna, *starts[1:]), wish(organisation_id=9), start, NOW)


def test_a_booking_that_is_moved_is_asked_for_by_the_same_rule() -> None:
    """By its length and its organisation; its own cells have been taken out of the diary."""
    vesna, start = mentor(), at("2026-11-27", "10:00")
    cells = cells_of_mentor(start, start + HOUR, vesna.terms)
    assert not is_free(vesna, Diary(frozenset(cells)), wish(), start, NOW)
    assert is_free(vesna, EMPTY, wish(), start, NOW)


# The nights when the clock changes: 29 March and 25 October 2026 in Belgrade, never in Istanbul


@pytest.mark.parametrize(
    ("day", "passed"), [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)]
)
def test_no_open_hour_is_lost_or_doubled(day: str, passed: int) -> None:
    vesna = mentor("24/7")
    starts = [slot.starts_at for slot in free(vesna, day)]
    assert starts == [at(day) + half * HOUR / 2 for half in range(passed * 2)]


@pytest.mark.parametrize(
    ("hours", "day", "starts"),
    [
        # The hour from 02:00 to 03:00 does not exist.
        ("su 1-4", "2026-03-29", "01:00 +0100, 01:30 +0100, 03:00 +0200"),
        ("su 2:30-5", "2026-03-29", "03:00 +0200, 03:30 +0200, 04:00 +0200"),
        ("su 2-3", "2026-03-29", ""),
        ("su 2:30-3:30", "2026-03-29", ""),
        ("su 1:15-2 3-4:15", "2026-03-29", "01:15 +0100, 01:45 +0100, 03:15 +0200"),
        # And here it comes twice: the mentor is there in both.
        ("su 1-3", "2026-10-25", "01:00 +0200, 01:30 +0200, 02:00 +0200, 02:30 +0200, 02:00 +0100"),
        ("su 2-3", "2026-10-25", "02:00 +0200, 02:30 +0200, 02:00 +0100"),
        ("su 2-2:45", "2026-10-25", ""),
        ("su 2:30-4", "2026-10-25", "02:30 +0100, 03:00 +0100"),
    ],
)
def test_hours_that_do_not_exist_and_hours_that_come_twice(
    hours: str, day: str, starts: str
) -> None:
    found = walls(free(mentor(hours), day))
    assert ", ".join(text[11:] for text in found) == starts


def test_each_of_the_two_hours_of_that_night_is_taken_by_itself() -> None:
    vesna = mentor("su 2-3")
    once, again = at("2026-10-25", "02:00"), at("2026-10-25", "02:00", fold=1)
    assert again - once == HOUR
    first, second = diary(vesna, once), diary(vesna, again)
    assert walls(free(vesna, "2026-10-25", first)) == ["Sun 25 Oct 02:00 +0100"]
    assert walls(free(vesna, "2026-10-25", second)) == ["Sun 25 Oct 02:00 +0200"]
    now = at("2026-10-20")
    assert is_free(vesna, first, wish(), again.astimezone(BELGRADE), now)
    assert not is_free(vesna, first, wish(), once.astimezone(BELGRADE), now)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [("2026-03-29", "12:00", "11:00"), ("2026-10-25", "11:00", "12:00")],
)
def test_ten_in_belgrade_stays_ten_and_moves_in_istanbul(
    change: str, before: str, after: str
) -> None:
    vesna = mentor("sa-mo 10-11")
    saturday = str(date.fromisoformat(change) - DAY)
    assert clocks(free(vesna, saturday, days=3)) == "10:00 10:00 10:00"
    assert clocks(free(vesna, saturday, days=3), ISTANBUL) == f"{before} {after} {after}"


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_in_istanbul_those_nights_are_like_others(change: str) -> None:
    ayse = mentor(Hours(ISTANBUL, parse_hours("su 1-4")))
    starts = walls(free(ayse, change), ISTANBUL)
    assert [text[11:] for text in starts] == [
        f"{clock} +0300" for clock in ("01:00", "01:30", "02:00", "02:30", "03:00")
    ]


def test_a_clock_that_changes_by_half_an_hour_or_at_midnight_loses_nothing() -> None:
    islander = mentor(Hours(LORD_HOWE, parse_hours("su 1-4")))
    assert clocks(free(islander, "2026-04-05"), LORD_HOWE) == "01:00 01:30 01:30 02:00 02:30 03:00"
    assert clocks(free(islander, "2026-10-04"), LORD_HOWE) == "01:00 01:30 02:30 03:00"
    cuban = mentor(Hours(HAVANA, parse_hours("su 0-2")))
    assert clocks(free(cuban, "2026-11-01"), HAVANA) == "00:00 00:30 00:00 00:30 01:00"
    assert clocks(free(cuban, "2026-03-08"), HAVANA) == "01:00"
