"""Until when somebody is away, as they write it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.absence import read
from desk.languages import Language
from handlers.views.dates import weekdays

ZONE = ZoneInfo("Europe/Belgrade")
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NAMES = weekdays(Language.EN) | weekdays(Language.SQ) | weekdays(Language.SR_CYRL)


def back(words: str) -> tuple[str, str] | None:
    """As a clock in the office shows it, and what follows."""
    understood = read(words, SUNDAY, ZONE, NAMES)
    if understood is None:
        return None
    until, rest = understood
    assert until.tzinfo is UTC
    return f"{until.astimezone(ZONE):%Y-%m-%d %H:%M}", rest


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("until 2026-12-1", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("1.12.", "2026-12-01"),
        ("1.3.", "2027-03-01"),
        ("22.11.", "2027-11-22"),
        ("3 days", "2026-11-25"),
        ("1 day", "2026-11-23"),
        ("3d", "2026-11-25"),
        ("2 Weeks", "2026-12-06"),
        ("Friday", "2026-11-27"),
        ("till fri", "2026-11-27"),
        ("sunday", "2026-11-29"),
        ("monday", "2026-11-23"),
        ("e hënë", "2026-11-23"),
        ("shtune", "2026-11-28"),
        ("петак", "2026-11-27"),
    ],
)
def test_a_day_means_its_morning_in_the_office(words: str, day: str) -> None:
    assert back(words) == (f"{day} 00:00", "")


def test_hours_are_counted_from_now_and_a_name_may_follow() -> None:
    assert back("4 hours") == ("2026-11-22 14:30", "")
    assert back("4h Mira Berisha") == ("2026-11-22 14:30", "Mira Berisha")
    assert back("until Friday @mira") == ("2026-11-27 00:00", "@mira")
    assert back("3 days Mira") == ("2026-11-25 00:00", "Mira")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "until",
        "soon",
        "3",
        "days",
        "0 days",
        "2026-11-22",
        "2020-01-01",
        "31.2.",
        "29.2.2027",
        "400 days",
        "2028-01-01",
        "3 moons",
        "999 weeks",
        "1.13.2026",
    ],
)
def test_what_is_no_time_to_come_is_none(words: str) -> None:
    assert back(words) is None


def test_the_clock_that_changes_meanwhile_makes_no_difference() -> None:
    before_summer = datetime(2027, 3, 27, 9, 30, tzinfo=UTC)
    understood = read("2 days", before_summer, ZONE, {})
    assert understood is not None
    assert f"{understood[0].astimezone(ZONE):%d %H:%M}" == "29 00:00"


def test_a_leap_day_without_a_year_breaks_nothing() -> None:
    assert read("29.2.", datetime(2028, 3, 1, tzinfo=UTC), ZONE, {}) is None
