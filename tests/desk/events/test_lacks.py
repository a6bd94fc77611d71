"""What an event needs before it is published, what is told of a change, and a programme's plan."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.events.cycles import UnreadableCycle, drafts, has_cycle, parse_cycle, quarters, years_of
from desk.events.event import Block, Day, Event, Kind, Part, Role, Standing, Venue
from desk.events.events import Changed
from desk.events.lacks import Lack, Told, lacks, untranslated
from desk.events.plan import UnreadablePlan, parse_plan

TIRANE = ZoneInfo("Europe/Tirane")
NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
SOON = NOW + timedelta(days=30)
DAY = Day(SOON, SOON + timedelta(hours=3))
BLANK = Event(1, "u", Kind.OPEN_MEETING, Standing.DRAFT, TIRANE, NOW)
WHOLE = replace(
    BLANK,
    title={"sq": "Takim"},
    days=(DAY,),
    link="https://meet.example.org/x",
    languages=("sq",),
    roles=(Role(Part.FACILITATOR, "Arben"), Role(Part.EXPERT, "Vesna")),
)


def test_a_draft_lacks_what_people_need_to_come() -> None:
    assert lacks(BLANK, NOW) == (
        Lack.TITLE,
        Lack.DAYS,
        Lack.WHERE,
        Lack.LANGUAGES,
        Lack.FACILITATOR,
        Lack.EXPERT,
    )
    assert lacks(WHOLE, NOW) == ()
    assert lacks(replace(WHOLE, link="", venue=Venue("Qendra")), NOW) == ()
    assert lacks(WHOLE, SOON) == (Lack.OVER,)
    assert lacks(replace(WHOLE, roles=WHOLE.roles[:1]), NOW) == (Lack.EXPERT,)
    assert lacks(replace(WHOLE, roles=(), waived=True), NOW) == ()
    assert lacks(replace(WHOLE, roles=(), kind=Kind.TRAINING), NOW) == ()


def test_texts_that_are_not_in_a_language_are_named() -> None:
    event = replace(
        WHOLE,
        about={"sq": "Për", "tr": "Hakkında"},
        agenda=(Block(0, SOON, {"sq": "Hapja", "tr": "Açılış"}), Block(0, SOON, {"sq": "Fundi"})),
    )
    assert untranslated(event, ("sq", "tr")) == {"tr": (Told.TITLE, Told.AGENDA)}
    assert untranslated(BLANK, ("sq", "tr")) == {}


@pytest.mark.parametrize(
    ("parts", "in_time", "in_place"),
    [
        ({"days": (Day(SOON, SOON + timedelta(hours=4)),)}, True, False),
        ({"zone": ZoneInfo("Europe/Istanbul")}, True, False),
        ({"link": ""}, False, True),
        ({"venue": Venue("Teatri")}, False, True),
        ({"title": {"sq": "Tjetër"}}, False, False),
    ],
)
def test_a_change_of_date_or_place_is_told_once_it_is_published(
    parts: dict[str, object], in_time: bool, in_place: bool
) -> None:
    before = replace(WHOLE, standing=Standing.PUBLISHED)
    changed = Changed(before, replace(before, **parts))  # type: ignore[arg-type]
    assert (changed.in_time, changed.in_place) == (in_time, in_place)
    assert changed.is_told is (in_time or in_place)
    assert not Changed(WHOLE, replace(WHOLE, **parts)).is_told  # type: ignore[arg-type]


def test_other_help_to_get_in_is_no_other_place() -> None:
    before = replace(WHOLE, standing=Standing.PUBLISHED, venue=Venue("Qendra"))
    after = replace(before, venue=Venue("Qendra", access={"sq": "Ashensor"}))
    assert not Changed(before, after).is_told


# Plans


def test_a_plan_is_read_or_refused() -> None:
    assert parse_plan("national 4; Regional 12,") == {Kind.NATIONAL: 4, Kind.REGIONAL: 12}
    assert parse_plan("") == {}
    for text in ("national", "party 4", "national four", "national 4, national 5"):
        with pytest.raises(UnreadablePlan):
            parse_plan(text)


def test_a_year_of_a_municipality_shows_which_quarters_lack_a_meeting() -> None:
    titles = [{"sq": "Takim"}] * 4
    year = drafts("Prizren", 2027, TIRANE, NOW, titles)
    assert [one.kind for one in year] == [Kind.ONE_TO_ONE] * 3 + [Kind.PRESENTATION]
    assert [one.recurs_at for one in year] == list(quarters(2027, TIRANE))
    assert has_cycle(year, "PRIZREN", 2027)
    assert not has_cycle(year, "Prizren", 2028)
    held = replace(year[0], standing=Standing.DONE, days=(DAY,))
    late = replace(year[1], standing=Standing.PUBLISHED, days=(_in_august(),))
    gone = replace(year[3], standing=Standing.CANCELLED)
    [found] = years_of([held, late, year[2], gone, replace(held, region="")], 2027)
    assert found.missing == (1, 3)
    assert [bool(one) for one in found.planned] == [False, False, True, False]
    assert years_of([held], 2028) == []


def _in_august() -> Day:
    at = datetime(2027, 8, 2, 9, tzinfo=UTC)
    return Day(at, at + timedelta(hours=1))


@pytest.mark.parametrize("text", ["", "2027", "soon Prizren", "2027 ,", "1927 Prizren"])
def test_what_names_no_year_or_no_municipality_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCycle):
        parse_cycle(text)


def test_a_year_and_its_municipalities_are_read() -> None:
    assert parse_cycle("2027 Prizren, Mitrovica e Veriut") == (
        2027,
        ("Prizren", "Mitrovica e Veriut"),
    )
