"""Days as people write them, on the day on which they write."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.days import DayIsOver, UnreadableDay, parse_days, parse_period

TODAY = date(2026, 11, 22)
EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-24", EVE),
        ("24.12.2026", EVE),
        ("24. 12. 2026", EVE),
        ("24/12/2026", EVE),
        ("24.12.", EVE),
        ("24.12", EVE),
        ("22.11.", TODAY),
        ("6.1.", date(2027, 1, 6)),
        ("29.2.", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it_and_without_a_year_it_is_the_next(
    text: str, day: date
) -> None:
    assert parse_days(text, TODAY) == ((day,), "")


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("2026-12-24 Christmas Eve", 1, "Christmas Eve"),
        ("24.12.: 10-12", 1, "10-12"),
        ("26.12 10-12", 1, "10-12"),
        ("24.12. 10.30-12", 1, "10.30-12"),
        ("2026-12-28 - 2026-12-31 leave", 4, "leave"),
        ("28.12.–31.12. leave", 4, "leave"),
        ("28.12. - 3.1.", 7, ""),
        ("28.12.2026..3.1.2027", 7, ""),
    ],
)
def test_days_may_be_several_and_what_follows_is_left(text: str, days: int, rest: str) -> None:
    found = parse_days(text, TODAY)
    assert (len(found.days), found.rest) == (days, rest)
    assert found.days[-1] - found.days[0] == timedelta(days=days - 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "24",
        "2026-13-01",
        "31.2.2027",
        "24.12.2026x",
        "2026-12-31 - 2026-12-28",
        "2026-12-01 - 2027-12-01",
        "0.0.",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDay):
        parse_days(text, TODAY)


def test_a_day_that_is_over_is_no_day_to_plan() -> None:
    with pytest.raises(DayIsOver) as over:
        parse_days("2025-12-24", TODAY)
    assert over.value.day == date(2025, 12, 24)


@given(day=st.dates(TODAY, date(2100, 12, 31)))
def test_every_day_to_come_is_read_back(day: date) -> None:
    written = f"{day.day}.{day.month}.{day.year}"
    assert parse_days(day.isoformat(), TODAY).days == (day,) == parse_days(written, TODAY).days


@given(text=st.text(max_size=30) | st.from_regex(r"[0-9./ -]{1,25}", fullmatch=True))
def test_any_text_is_days_or_a_mistake_that_is_known(text: str) -> None:
    try:
        found = parse_days(text, TODAY)
    except (UnreadableDay, DayIsOver):
        return
    assert found.days[-1] >= TODAY


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1.1.2026-31.12.2026", (date(2026, 1, 1), date(2026, 12, 31), "")),
        ("2024-01-01 – 2026-06-30", (date(2024, 1, 1), date(2026, 6, 30), "")),
        ("1.12.-30.6. the second one", (date(2026, 12, 1), date(2027, 6, 30), "the second one")),
        ("24.12.2025", (date(2025, 12, 24), date(2025, 12, 24), "")),
    ],
)
def test_a_period_may_last_for_years_and_be_over(text: str, period: object) -> None:
    assert parse_period(text, TODAY) == period


@pytest.mark.parametrize("text", ["", "2026", "2027-01-01 - 2026-01-01", "1.1.2026-31.12.2036"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDay):
        parse_period(text, TODAY)
