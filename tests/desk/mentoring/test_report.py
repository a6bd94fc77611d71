"""Free hours and gaps, worked out from hours and from what is taken."""

from datetime import timedelta

import pytest

from desk.mentoring.directory import Standing, Terms
from desk.mentoring.report import Taken, free_time, uncovered
from tests.desk.mentoring.cast import HOUR, MINUTE, NOW, OPEN, at, mentor

WEEK = timedelta(days=7)


def taken(starts: str, ends: str, day: str = "2026-11-27") -> Taken:
    return Taken(1, at(day, starts), at(day, ends))


def test_free_is_what_is_open_without_what_is_taken() -> None:
    vesna = mentor("fr 9-12")
    assert free_time(vesna, [], NOW, NOW + WEEK) == 3 * HOUR
    assert free_time(vesna, [taken("10:00", "11:00")], NOW, NOW + WEEK) == 2 * HOUR
    assert free_time(vesna, [taken("11:30", "13:00")], NOW, NOW + WEEK) == 2.5 * HOUR
    assert free_time(vesna, [taken("13:00", "14:00")], NOW, NOW + WEEK) == 3 * HOUR


def test_what_is_kept_free_around_a_session_is_not_free() -> None:
    terms = Terms(before=15 * MINUTE, after=30 * MINUTE)
    vesna = mentor("fr 9-12", terms=terms)
    assert free_time(vesna, [taken("10:00", "11:00")], NOW, NOW + WEEK) == 1.25 * HOUR


def test_a_session_that_has_begun_takes_what_is_left_of_it() -> None:
    vesna = mentor("th 9-12", terms=OPEN)  # it is ten on that Thursday
    half = [taken("09:30", "10:30", day="2026-11-26")]
    assert free_time(vesna, half, NOW, NOW + HOUR) == 30 * MINUTE


@pytest.mark.parametrize("standing", [Standing.PROPOSED, Standing.PAUSED, Standing.LEFT])
def test_who_cannot_be_booked_has_no_free_time_and_covers_no_language(standing: Standing) -> None:
    away = mentor("24/7", standing=standing, languages=("sq",))
    assert free_time(away, [], NOW, NOW + WEEK) == timedelta()
    assert uncovered([away, mentor(languages=("sr", "en"))]) == ["sq", "tr", "eu"]
