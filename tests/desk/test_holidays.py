"""Public holidays of six calendars: which days are off, and what they are called."""

import re
from datetime import date

import pytest

from desk.holidays import Calendar, days_off, is_day_off, name_of
from desk.languages import Language

YEARS = (2026, 2027)
SQ, SR_LATN, SR_CYRL, TR, EU, EN = Language
# The languages that are spoken where the calendar is kept, in which the names are its own.
AT_HOME = {
    Calendar.AL: {SQ},
    Calendar.XK: {SQ, SR_LATN, SR_CYRL, TR},
    Calendar.MK: set[Language](),
    Calendar.RS: {SR_LATN, SR_CYRL},
    Calendar.TR: {TR},
    Calendar.ES_PV: set[Language](),
}
FEASTS = [
    (Calendar.AL, date(2026, 11, 28), EN, "Flag and Independence Day"),
    (Calendar.AL, date(2026, 11, 28), SQ, "Dita e Flamurit dhe e Pavarësisë"),
    (Calendar.AL, date(2026, 11, 28), SR_CYRL, "Дан заставе и независности"),
    (Calendar.XK, date(2026, 2, 17), SR_LATN, "Dan nezavisnosti Republike Kosova"),
    (Calendar.XK, date(2026, 2, 17), SR_CYRL, "Дан независности Републике Косова"),
    (Calendar.XK, date(2026, 2, 17), TR, "Kosova Cumhuriyeti Bağımsızlık Günü"),
    (Calendar.XK, date(2026, 5, 1), SR_LATN, "Međunarodni dan rada"),
    (Calendar.MK, date(2026, 9, 8), SQ, "Dita e Pavarësisë"),
    (Calendar.MK, date(2026, 9, 8), TR, "Bağımsızlık Günü"),
    (Calendar.MK, date(2026, 1, 7), SR_CYRL, "Божић"),
    (Calendar.RS, date(2026, 1, 1), SR_LATN, "Nova godina"),
    (Calendar.RS, date(2026, 1, 1), SR_CYRL, "Нова година"),
    (Calendar.RS, date(2026, 5, 1), EN, "Labour Day"),
    (Calendar.TR, date(2026, 10, 29), TR, "Cumhuriyet Bayramı"),
    (Calendar.TR, date(2026, 10, 29), EU, "Errepublikaren Eguna"),
    (Calendar.ES_PV, date(2026, 12, 25), EU, "Eguberri"),
    (Calendar.ES_PV, date(2027, 3, 29), EU, "Pazko Astelehena"),
]
EVERY_DAY = [(own, day) for own in Calendar for year in YEARS for day in days_off(own, year)]


@pytest.mark.parametrize(("calendar", "day", "language", "name"), FEASTS)
def test_a_holiday_is_a_day_off_and_has_a_name(
    calendar: Calendar, day: date, language: Language, name: str
) -> None:
    assert is_day_off(calendar, day)
    assert name_of(calendar, day, language) == name


def test_a_holiday_that_falls_on_a_sunday_takes_the_monday_off() -> None:
    assert is_day_off(Calendar.AL, date(2026, 11, 22))
    assert is_day_off(Calendar.AL, date(2026, 11, 23))
    assert name_of(Calendar.AL, date(2026, 11, 23), EN) == "Alphabet Day"
    assert name_of(Calendar.AL, date(2026, 11, 23), SQ) == "Dita e Alfabetit"


@pytest.mark.parametrize("calendar", Calendar)
def test_an_ordinary_day_is_no_holiday_and_has_no_name(calendar: Calendar) -> None:
    assert not is_day_off(calendar, date(2026, 11, 25))
    assert name_of(calendar, date(2026, 11, 25), EN) is None


def test_a_name_that_is_not_known_in_a_language_is_the_countrys_own() -> None:
    day = date(2012, 10, 25)  # no longer kept
    assert name_of(Calendar.ES_PV, day, EU) == "Día del País Vasco"
    assert name_of(Calendar.ES_PV, day, TR) == "Día del País Vasco"


def test_two_holidays_on_one_day_are_both_named() -> None:
    day = date(2027, 5, 1)
    assert name_of(Calendar.RS, day, EN) == "Holy Saturday; Labour Day"
    assert name_of(Calendar.RS, day, SQ) == "E shtuna e Madhe; Dita e Punës"
    assert name_of(Calendar.RS, day, SR_LATN) == "Velika subota; Praznik rada"


def test_a_year_has_its_own_days_only() -> None:
    for calendar in Calendar:
        days = days_off(calendar, 2027)
        assert len(days) >= 11
        assert {day.year for day in days} == {2027}
        assert days == sorted(days)


def named(calendar: Calendar, day: date, language: Language) -> list[str]:
    name = name_of(calendar, day, language)
    assert name is not None
    return name.split("; ")


@pytest.mark.parametrize("language", Language)
def test_no_name_is_missing_in_any_language(language: Language) -> None:
    assert len(EVERY_DAY) > 150
    for calendar, day in EVERY_DAY:
        assert all(named(calendar, day, language))


@pytest.mark.parametrize("language", [own for own in Language if own is not EN])
def test_no_name_is_english_where_the_language_is_not(language: Language) -> None:
    english = {name for own, day in EVERY_DAY for name in named(own, day, EN)}
    shown = {name for own, day in EVERY_DAY for name in named(own, day, language)}
    assert len(english) > 40
    assert english & shown == set()


@pytest.mark.parametrize("language", Language)
def test_every_name_is_in_the_letters_of_its_language(language: Language) -> None:
    foreign = r"[A-Za-z]" if language is SR_CYRL else r"[\u0400-\u04ff]"
    names = {name for own, day in EVERY_DAY for name in named(own, day, language)}
    assert {name for name in names if re.search(foreign, name)} == set()


@pytest.mark.parametrize("calendar", Calendar)
def test_no_name_is_in_the_countrys_language_where_another_is_read(calendar: Calendar) -> None:
    at_home = AT_HOME[calendar]
    days = [day for own, day in EVERY_DAY if own is calendar]
    local = {
        name for language in at_home for day in days for name in named(calendar, day, language)
    }
    for language in set(Language) - at_home:
        shown = {name for day in days for name in named(calendar, day, language)}
        assert shown & local <= {"Nevruz"}


@pytest.mark.parametrize("language", Language)
def test_no_name_says_that_a_day_was_moved_or_estimated(language: Language) -> None:
    assert [
        name for own, day in EVERY_DAY for name in named(own, day, language) if "(" in name
    ] == []
