"""A week in words: what people write of opening hours is read, and is written back one way."""

import re
import unicodedata

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from desk.week import (
    ALWAYS,
    MINUTES,
    NEVER,
    Span,
    UnreadableHours,
    Week,
    parse_hours,
    parse_spans,
    written,
)

USUAL = "mo-fr 09:00-12:30 13:30-17:00; sa 10:00-13:00"
LOCALES = ("sq", "sr_Latn", "sr_Cyrl", "tr", "eu", "en")
CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")


def test_a_week_is_read_as_it_is_written() -> None:
    morning, afternoon = Span(9 * 60, 12 * 60 + 30), Span(13 * 60 + 30, 17 * 60)
    saturday = Span(10 * 60, 13 * 60)
    week = ((morning, afternoon),) * 5 + ((saturday,), ())
    assert parse_hours("mo-fr 9:00-12:30 13:30-17:00; sa 10-13") == week
    assert written(week) == USUAL


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 9-12:30, 13:30-17, Sa 10-13",
        "mo - fr: 9.00 – 12.30, 13.30 – 17.00\nsa: 10.00 – 13.00",
        "mo, tu, we-fr 09:00—12:30 13:30—17:00 sa 10-13",
        "; sa 10-13;\n\nmo-fr 13:30-17 9-12:30 ;",
        "pon-pet 9-12:30h 13:30-17 h; subota 10-13h",
        "ПОН.–ПЕТ. 9–12:30, 13:30–17; субота 10–13",
        "Понедељак-петак: 9-12:30 13:30-17; суб 10-13",
        "e hënë - e premte 9-12:30, 13:30-17; e shtunë 10-13",
        "e hene-e premte 9-12:30 13:30-17, të shtunën 10-13",
        "Hën–Pre 9-12:30 13:30-17; Sht 10-13",
        "Pazartesi-Cuma 9.00-12.30 13.30-17.00; Cumartesi 10.00-13.00",
        "PZT-CUM 9-12:30 13:30-17; CMT 10-13",
        "pzt, salı, Çar, PERŞEMBE, cuma 9-12:30 13:30-17, cumartesi 10-13",
        "al.-or. 9-12:30 13:30-17; lr. 10-13",
        "Astelehena-ostirala 9-12:30 13:30-17; larunbata 10-13",
        "Monday-Friday 9-12:30 13:30-17; Saturday 10-13; Sunday off",
        "mo-th 9-12:30 13:30-17; fr 9-12 11:30-12:30 13:30-15 15-17; sa 10-13 11-12",
    ],
)
def test_people_write_the_same_week_in_many_ways(text: str) -> None:
    assert written(parse_hours(text)) == USUAL


def test_marks_may_stand_apart_from_their_letters() -> None:
    text = unicodedata.normalize("NFD", "të hënën-e premte 9-12:30 13:30-17; e shtunë 10-13")
    assert written(parse_hours(text)) == USUAL


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_day_is_known_by_the_names_that_cldr_has_for_it(locale: str, width: str) -> None:
    names = Locale.parse(locale).days["stand-alone"][width]
    for day, code in enumerate(CODES):
        for name in (names[day], names[day].upper(), names[day].capitalize()):
            assert written(parse_hours(f"{name} 9-17")) == f"{code} 09:00-17:00"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("24/7", "24/7"),
        (" 24/7 ", "24/7"),
        ("mo-su 0-24", "24/7"),
        ("mo-su 0:00-0:00", "24/7"),
        ("off", "off"),
        ("mo-su off", "off"),
        ("mo off tu 9-17", "tu 09:00-17:00"),
        ("mo-su 8-16", "mo-su 08:00-16:00"),
        ("fr 18-0:00", "fr 18:00-24:00"),
        ("sa-mo 10-12", "mo 10:00-12:00; sa-su 10:00-12:00"),
        ("mo, we 9-17", "mo 09:00-17:00; we 09:00-17:00"),
    ],
)
def test_a_week_has_one_canonical_text(text: str, canonical: str) -> None:
    assert written(parse_hours(text)) == canonical


def test_an_office_may_be_open_always_or_never() -> None:
    assert parse_hours("24/7") == ALWAYS
    assert parse_hours("off") == NEVER


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        (" ; ", ";"),
        ("nine to five", "nine to five"),
        ("mo-fr", "mo-fr"),
        ("9-17", "9-17"),
        ("mo-fr 9-17; sunnday 10-13", "sunnday"),
        ("mo-fri-sa 9-17", "mo-fri-sa 9-17"),
        ("mo-fr 9-17; sa", "sa"),
        ("mo-fr 9-17 sa 10", "sa 10"),
        ("mo 9-25", "9-25"),
        ("mo 9-24:01", "9-24:01"),
        ("mo 9:60-12", "mo 9:60-12"),
        ("mo 9-170", "mo 9-170"),
        ("mo 9-17:5", "mo 9-17:5"),
        ("mo 22:00-06:00", "22:00-06:00"),
        ("mo 9-9", "9-9"),
        ("mo-fr 9-17; fr 9-13", "fr"),
        ("mo, mo 9-17", "mo, mo"),
        ("mo 9am-5pm", "mo 9am-5pm"),
        ("mo 9-17; 24/7", "24/7"),
        ("су 10-13", "су"),
        ("pe 10-13", "pe"),
        ("office 10-13", "office"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, part: str) -> None:
    with pytest.raises(UnreadableHours) as error:
        parse_hours(text)
    assert error.value.part == part


def test_the_spans_of_one_day_are_read_alone() -> None:
    assert parse_spans(" 13:30–17h, 9-12.30 ") == (Span(540, 750), Span(810, 1020))


@pytest.mark.parametrize("text", ["", "off", "mo 9-17", "9-17 18", "9-17;18-19", "17-9"])
def test_what_are_no_spans_is_said(text: str) -> None:
    with pytest.raises(UnreadableHours, match=f"^{re.escape(text)}$"):
        parse_spans(text)


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (60, 60), (120, 60), (0, MINUTES + 1)])
def test_a_span_lies_within_its_day(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match=f"opens={opens}, closes={closes}"):
        Span(opens, closes)


@st.composite
def days(draw: st.DrawFn) -> tuple[Span, ...]:
    """Spans that neither touch nor overlap."""
    bounds = sorted(draw(st.sets(st.integers(0, MINUTES), max_size=6)))
    return tuple(Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False))


@given(st.tuples(*[days()] * 7))
def test_what_is_written_is_read_back(week: Week) -> None:
    assert parse_hours(written(week)) == week


@given(st.text(max_size=40) | st.text("mofrsa 0129:.-–,;\nhoff", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    try:
        week = parse_hours(text)
    except UnreadableHours:
        return
    assert parse_hours(written(week)) == week
