"""Offices: which one serves whom, what they are called, and what is said of single days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.holidays import Calendar
from desk.hours import Hours
from desk.languages import Language
from desk.offices import (
    MAIN,
    MOST_OFFICES,
    MOST_SLUG,
    RESERVED,
    IsInTheSettings,
    LocalDay,
    NameTaken,
    NoName,
    NoSuchOffice,
    Office,
    Offices,
    TooManyOffices,
    UnknownLanguage,
    on_days,
    parse_languages,
    serving,
    slug_of,
)
from desk.week import Span, parse_hours
from tests.desk.stores import ARTA, MORNING

EVE, FEAST = date(2026, 12, 24), date(2026, 12, 25)
SKOPJE = Office(MAIN, "Skopje", Hours(ZoneInfo("Europe/Skopje"), parse_hours("mo-fr 9-17")))
NORTH = Office("mitrovica", "Mitrovica", Hours(ZoneInfo("Europe/Belgrade")), languages=("sr", "sq"))
SOUTH = Office("prishtina", "Prishtina", Hours(ZoneInfo("Europe/Belgrade")), languages=("sq",))


@dataclass
class KnownOffices:
    rows: dict[str, Office] = field(default_factory=dict)
    own: dict[str, list[LocalDay]] = field(default_factory=dict)

    async def all(self) -> list[Office]:
        return list(self.rows.values())

    async def days(self) -> Mapping[str, list[LocalDay]]:
        return self.own

    async def add(self, office: Office, at: datetime) -> bool:  # noqa: ARG002
        return self.rows.setdefault(office.slug, office) is office

    async def save(self, office: Office) -> None:
        self.rows[office.slug] = office

    async def put_days(self, slug: str, days: Sequence[LocalDay]) -> None:
        self.own.setdefault(slug, []).extend(days)

    async def drop_days(self, slug: str, days: Sequence[date]) -> None:
        self.own[slug] = [one for one in self.own.get(slug, []) if one.day not in days]

    async def belonging(self, slug: str) -> int:
        return len(slug)

    async def remove(self, slug: str) -> None:
        del self.rows[slug]


@pytest.fixture
def store() -> KnownOffices:
    return KnownOffices({NORTH.slug: NORTH, SOUTH.slug: SOUTH})


@pytest.fixture
def offices(store: KnownOffices) -> Offices:
    return Offices(store, SKOPJE)


@pytest.mark.parametrize(
    ("language", "served"),
    [
        (Language.SQ, [NORTH, SOUTH]),
        (Language.SR_CYRL, [NORTH]),
        (Language.TR, [SKOPJE]),
        (None, [SKOPJE]),
    ],
)
def test_an_office_that_names_a_language_goes_before_those_that_name_none(
    language: Language | None, served: list[Office]
) -> None:
    assert serving(language, [SKOPJE, NORTH, SOUTH]) == served


async def test_the_chosen_office_counts_then_the_only_one_then_the_first(offices: Offices) -> None:
    milan = replace(ARTA, language=Language.SR_LATN)
    assert await offices.of(milan) == NORTH
    assert await offices.of(replace(milan, office=SOUTH.slug)) == SOUTH
    assert await offices.of(ARTA) == SKOPJE
    assert await offices.of(replace(milan, office=MAIN)) == SKOPJE
    assert await offices.of(replace(milan, office="long-gone")) == NORTH


async def test_a_new_office_begins_as_the_first_one_is(offices: Offices) -> None:
    await offices.put_days(SKOPJE, [LocalDay(EVE, is_open=False)])
    made = await offices.add("  Tetovë  e  re ", MORNING)
    assert made == Office("tetove-e-re", "Tetovë e re", SKOPJE.hours)
    assert (await offices.all())[-1] == made


@pytest.mark.parametrize("name", ["Mitrovica", "МИТРОВИЦА", "mitrovica!", "skopje", "Main"])
async def test_no_two_offices_are_called_the_same(offices: Offices, name: str) -> None:
    with pytest.raises(NameTaken):
        await offices.add(name, MORNING)


async def test_there_are_as_many_offices_as_a_screen_can_show(offices: Offices) -> None:
    for number in range(MOST_OFFICES - 3):
        await offices.add(f"Town {number}", MORNING)
    with pytest.raises(TooManyOffices):
        await offices.add("One more", MORNING)


@pytest.mark.parametrize("name", ["", " ", "!!!", "x" * 61])
async def test_what_says_nothing_is_no_name(offices: Offices, name: str) -> None:
    with pytest.raises(NoName):
        await offices.rename(NORTH, name)


async def test_an_office_may_be_called_anew_and_keeps_its_slug(offices: Offices) -> None:
    renamed = await offices.rename(NORTH, "Mitrovicë")
    assert (renamed.slug, renamed.name) == ("mitrovica", "Mitrovicë")
    assert await offices.called("Mitrovicë") == await offices.get("mitrovica") == renamed


async def test_the_first_office_is_the_settings_but_for_single_days(offices: Offices) -> None:
    for act in (offices.rename(SKOPJE, "Tetovo"), offices.keep_hours(SKOPJE, week=())):
        with pytest.raises(IsInTheSettings):
            await act
    with pytest.raises(IsInTheSettings):
        await offices.remove(SKOPJE)
    closed = await offices.put_days(SKOPJE, [LocalDay(EVE, is_open=False, reason="leave")])
    assert closed.hours.spans_on(EVE) == ()
    assert closed.reasons == {EVE: "leave"}
    assert await offices.as_usual(closed, [EVE]) == SKOPJE


async def test_an_office_that_is_removed_is_no_longer_there(offices: Offices) -> None:
    await offices.remove(NORTH)
    with pytest.raises(NoSuchOffice):
        await offices.get(NORTH.slug)
    assert await offices.all() == [SKOPJE, SOUTH]


def test_a_day_of_its_own_goes_before_the_holidays_and_before_the_week() -> None:
    albanian = replace(SKOPJE, hours=replace(SKOPJE.hours, calendar=Calendar.AL))
    assert albanian.hours.spans_on(FEAST) == ()
    short = LocalDay(FEAST, is_open=True, spans=(Span(600, 720),))
    office = on_days(albanian, [LocalDay(EVE, is_open=False), short])
    assert office.hours.spans_on(EVE) == ()
    assert office.hours.spans_on(FEAST) == (Span(600, 720),)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sq, sr", ("sq", "sr")),
        ("Shqip Српски srpski", ("sq", "sr")),
        ("TR;eu", ("tr", "eu")),
        ("all", ()),
        ("none", ()),
    ],
)
def test_languages_are_read_as_codes_and_as_own_names(text: str, codes: tuple[str, ...]) -> None:
    assert parse_languages(text) == codes


@pytest.mark.parametrize("text", ["", " , ", "sq, xx", "all sq"])
def test_what_is_no_language_is_refused(text: str) -> None:
    with pytest.raises(UnknownLanguage):
        parse_languages(text)


@given(name=st.text(max_size=60), taken=st.sets(st.sampled_from(["a", "b", "office", "office-2"])))
def test_every_name_gets_a_short_slug_of_its_own(name: str, taken: set[str]) -> None:
    slug = slug_of(name, taken)
    assert slug.isascii()
    assert 1 <= len(slug) <= MOST_SLUG
    assert slug not in taken | RESERVED | {MAIN}
    assert ":" not in slug
    assert " " not in slug
