"""A table of mentors is read row by row, and nothing is guessed where a cell is wrong."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.holidays import Calendar
from desk.mentoring.areas import Area
from desk.mentoring.cells import Cell, Dictionary, Odd, What
from desk.mentoring.directory import Kind, Mentor, Place, Standing, Terms
from desk.mentoring.importing import Newcomers, Row, Table, columns_of, read
from desk.mentoring.lengths import UnreadableLength, parse_length, parse_lengths
from desk.week import NEVER, parse_hours
from tests.desk.stores import MORNING

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BELGRADE = ZoneInfo("Europe/Belgrade")


def among(values: Any) -> Any:
    known = {one.value: one for one in values}
    return lambda text: known.get(text.lower())


DICTIONARY = Dictionary(among(Area), among(Kind))


def table(*rows: dict[str, Cell], known: tuple[Mentor, ...] = ()) -> Table:
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = [Row(n, tuple(row.get(name, "") for name in columns)) for n, row in enumerate(rows, 2)]
    return read([Row(1, columns), *cells], known, DICTIONARY, Newcomers(MORNING, BELGRADE))


def one(**cells: Cell) -> Mentor:
    """Whoever comes of one row; a _ in a name is a space."""
    named = {name.replace("_", " "): cell for name, cell in cells.items()}
    found = table({"name": "Defne", **named})
    assert found.problems == ()
    return found.changes[0].after


def wrong(**cells: Cell) -> tuple[int, str, What, str]:
    named = {name.replace("_", " "): cell for name, cell in cells.items()}
    found = table({"name": "Defne", **named})
    assert found.changes == ()
    (problem,) = found.problems
    return problem.row, problem.column, problem.what, problem.given


def test_a_name_alone_is_somebody_whom_nobody_can_book_yet() -> None:
    defne = one()
    assert (defne.id, defne.name, defne.standing) == (0, "Defne", Standing.PROPOSED)
    assert (defne.hours.week, defne.hours.zone) == (NEVER, BELGRADE)
    assert defne.terms == Terms()
    assert defne.added_at == MORNING


def test_every_column_is_read_as_people_write_it() -> None:
    defne = one(
        kinds="mentor, Trainer",
        languages="tr; Shqip",
        areas="finance | law",
        regions="Prizren, Mitrovica, Prizren",
        hours="Pazartesi 10-12, 14-16; e enjte 9-12",
        zone="İstanbul",
        holidays="tr",
        online="po",
        in_person="EVET",
        place="Shtëpia e bardhë",
        latitude="42,2139°",
        longitude="20.7397",
        lengths="1,5 h, 30",
        before="5",
        after="0:20",
        notice="48",
        cancel_notice="2 ditë",
        window="90",
        per_day="3",
        per_week="-",
        per_quarter="none",
        confirms="✓",
        capacity="7",
        approved="da",
        about_tr="Muhasebe",
        about_sq="Kontabilitet",
    )
    assert defne.kinds == {Kind.MENTOR, Kind.TRAINER}
    assert defne.languages == ("tr", "sq")
    assert defne.areas == {Area.FINANCE, Area.LAW}
    assert defne.regions == ("Prizren", "Mitrovica")
    assert defne.hours.week == parse_hours("mo 10-12 14-16; th 9-12")
    assert (defne.hours.zone, defne.hours.calendar) == (ZoneInfo("Europe/Istanbul"), Calendar.TR)
    assert defne.place == Place("Shtëpia e bardhë", 42.2139, 20.7397)
    assert defne.terms == Terms(
        lengths=(30 * MINUTE, 90 * MINUTE),
        before=5 * MINUTE,
        after=20 * MINUTE,
        notice=48 * HOUR,
        cancel_notice=48 * HOUR,
        window=timedelta(days=90),
        per_day=3,
        per_week=None,
        per_quarter=None,
        confirms=True,
    )
    assert (defne.capacity, defne.standing) == (7, Standing.APPROVED)
    assert list(defne.about.items()) == [("sq", "Kontabilitet"), ("tr", "Muhasebe")]


@pytest.mark.parametrize(
    ("cells", "column", "what", "given"),
    [
        ({"kinds": "mentor, wizard"}, "kinds", What.KIND, "wizard"),
        ({"languages": "sq, xx"}, "languages", What.LANGUAGE, "xx"),
        ({"languages": "all"}, "languages", What.LANGUAGE, "all"),
        ({"areas": "finance, sailing"}, "areas", What.AREA, "sailing"),
        ({"regions": ",,"}, "regions", What.REGIONS, ",,"),
        ({"hours": "mo 17-9"}, "hours", What.HOURS, "17-9"),
        ({"zone": "Mars"}, "zone", What.ZONE, "Mars"),
        ({"holidays": "FR"}, "holidays", What.HOLIDAYS, "FR"),
        ({"online": "perhaps"}, "online", What.YES_OR_NO, "perhaps"),
        ({"online": "no"}, "online", What.NO_WAY, ""),
        ({"in person": "yes"}, "place", What.NO_PLACE, ""),
        ({"place": "!"}, "place", What.PLACE, "!"),
        ({"place": "Hall", "latitude": "42"}, "longitude", What.DEGREES, ""),
        ({"place": "Hall", "latitude": "91"}, "latitude", What.DEGREES, "91"),
        ({"place": "Hall", "latitude": "N 42"}, "latitude", What.DEGREES, "N 42"),
        ({"latitude": "42", "longitude": "20"}, "place", What.NO_PLACE, ""),
        ({"lengths": "60, long"}, "lengths", What.LENGTH, "long"),
        ({"lengths": "7"}, "lengths", What.LENGTH, "7"),
        ({"lengths": "10"}, "lengths", What.OUT_OF_BOUNDS, "10"),
        ({"before": "5 h"}, "before", What.OUT_OF_BOUNDS, "5 h"),
        ({"window": "2 years"}, "window", What.LENGTH, "2 years"),
        ({"per day": "0"}, "per day", What.COUNT, "0"),
        ({"per week": "½"}, "per week", What.COUNT, "½"),
        ({"capacity": "51"}, "capacity", What.CAPACITY, "51"),
        ({"about sq": "a" * 701}, "about sq", What.TEXT, "a" * 701),
        ({"approved": "yes"}, "approved", What.INCOMPLETE, "languages, areas"),
        ({"hours": Odd.DATE}, "hours", What.DATE, ""),
        ({"lengths": Odd.FORMULA}, "lengths", What.FORMULA, ""),
        ({"areas": Odd.FAULT}, "areas", What.FAULT, ""),
    ],
)
def test_what_cannot_be_read_is_named_by_row_and_column(
    cells: dict[str, Cell], column: str, what: What, given: str
) -> None:
    found = table({"name": "Agim"}, {"name": "Defne", **cells})
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.what, problem.given) == (3, column, what, given)
    assert problem.name == "Defne"
    assert found.changes == ()


def test_all_mistakes_of_a_table_are_told_at_once() -> None:
    found = table(
        {"name": "Defne", "hours": "never ever", "zone": "Mars"},
        {"name": "", "hours": "mo 9-10"},
        {"name": "DEFNE", "hours": "mo 9-10"},
    )
    assert [(one.row, one.column, one.what) for one in found.problems] == [
        (2, "hours", What.HOURS),
        (2, "zone", What.ZONE),
        (3, "name", What.NO_NAME),
        (4, "name", What.DOUBLE_NAME),
    ]


@pytest.mark.parametrize(
    ("header", "what"),
    [
        (("name", "hour"), What.UNKNOWN_COLUMN),
        (("name", "Zone", "ZONE"), What.DOUBLE_COLUMN),
        (("zone",), What.NO_NAME_COLUMN),
        (("",), What.NO_NAME_COLUMN),
    ],
)
def test_headings_that_say_nothing_of_ours_stop_it(header: tuple[str, ...], what: What) -> None:
    newcomers = Newcomers(MORNING, BELGRADE)
    found = read([Row(1, header), Row(2, ("x", "y"))], (), DICTIONARY, newcomers)
    assert [one.what for one in found.problems] == [what]


def test_headings_are_read_in_any_case_and_cells_below_none_are_not_lost() -> None:
    newcomers = Newcomers(MORNING, BELGRADE)
    rows = [Row(1, ("Name", "In_Person", "PLACE", "")), Row(2, ("Defne", "yes", "Hall", " "))]
    assert read(rows, (), DICTIONARY, newcomers).changes[0].after.place == Place("Hall")
    rows[1] = Row(2, ("Defne", "yes", "Hall", "", "seven"))
    (problem,) = read(rows, (), DICTIONARY, newcomers).problems
    assert (problem.what, problem.given) == (What.NO_HEADING, "seven")


def known(**parts: Any) -> Mentor:
    return replace(one(languages="sq", areas="finance", place="Hall"), id=7, **parts)


def test_who_is_there_gets_what_the_table_says_and_keeps_the_rest() -> None:
    before = known(standing=Standing.APPROVED, person_id=5, place=Place("Hall", 42.0, 20.0))
    said = {"name": "DEFNE", "regions": "Prizren", "place": "Hall", "approved": "yes"}
    (change,) = table(said, known=(before,)).changes
    assert change.before == before
    assert change.parts == {"name": "DEFNE", "regions": ("Prizren",)}
    (change,) = table({"name": "Defne", "place": "-"}, known=(before,)).changes
    assert change.parts == {"place": None}
    (change,) = table({"name": "Defne", "place": "New hall"}, known=(before,)).changes
    assert change.parts == {"place": Place("New hall")}
    paused = replace(before, standing=Standing.PAUSED)
    assert table({"name": "Defne", "approved": "yes"}, known=(paused,)).same == 1


@given(
    cells=st.fixed_dictionaries(
        {},
        optional={
            "languages": st.sampled_from(["sq", "sr, tr"]),
            "areas": st.sampled_from(["finance", "law, media"]),
            "hours": st.sampled_from(["mo 9-10", "off", "e hënë 10-12, 14-16"]),
            "place": st.sampled_from(["Hall", "-"]),
            "lengths": st.sampled_from(["60", "30; 1,5 h"]),
            "per day": st.sampled_from(["-", "3"]),
            "about sq": st.sampled_from(["Tung", "-"]),
            "capacity": st.integers(1, 50).map(str),
        },
    )
)
def test_the_same_table_a_second_time_changes_nothing(cells: dict[str, str]) -> None:
    row: dict[str, Cell] = {"name": "Defne", **cells}
    (change,) = table(row).changes
    again = table(row, known=(replace(change.after, id=7),))
    assert (again.changes, again.same) == ((), 1)


def test_empty_rows_are_passed_over() -> None:
    assert table({"name": "Defne"}, {"name": " "}, {"name": ""}).problems == ()


def test_every_column_has_a_heading_that_is_read_back() -> None:
    assert len(columns_of(DICTIONARY)) == len(set(columns_of(DICTIONARY))) == 30
    found = table(dict.fromkeys(columns_of(DICTIONARY), ""), {"name": "Defne"})
    assert found.problems == ()


# Lengths


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("60", HOUR),
        ("1,5 h", 90 * MINUTE),
        ("1.5h", 90 * MINUTE),
        ("1:30", 90 * MINUTE),
        ("45 dakika", 45 * MINUTE),
        ("2 orë", 2 * HOUR),
        ("2 сата", 2 * HOUR),
        ("1 gün", 24 * HOUR),
        ("3 egun", 72 * HOUR),
        ("30 min.", 30 * MINUTE),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, length: timedelta) -> None:
    assert parse_length(text, MINUTE) == length


@pytest.mark.parametrize("text", ["", "soon", "-5", "7", "0,01 h", "1:60", "5 parsec", "1;2"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UnreadableLength):
        parse_length(text, MINUTE)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("60, 30", (30, 60)),
        ("30/60/30", (30, 60)),
        ("1,5 h; 45", (45, 90)),
        ("0,5 h, 1,5 h", (30, 90)),
        ("30;", (30,)),
    ],
)
def test_several_lengths_have_a_sign_between_them(text: str, lengths: tuple[int, ...]) -> None:
    assert parse_lengths(text, MINUTE) == tuple(n * MINUTE for n in lengths)


def test_wrong_is_told_apart_from_empty() -> None:
    assert wrong(lengths=";")[2] is What.LENGTH
