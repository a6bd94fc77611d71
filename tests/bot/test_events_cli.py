"""`linja import events`, as an operator meets it with a table or a calendar of somebody's."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from bot.cli import app
from desk.events.event import Event, Kind, Part, Standing
from desk.events.making import Counts
from desk.events.themes import Theme
from desk.timers import Kind as TimerKind
from desk.timers import Timer
from storage.database import Database
from storage.events.events import EventRows
from storage.events.making import MakingRows
from storage.timers import TimerRows
from tests.bot.shell import ROOT

pytestmark = pytest.mark.usefixtures("folder")
EXAMPLE = ROOT / "docs" / "events.csv"


def imports(file: Path | str, *words: str) -> Result:
    return CliRunner().invoke(app, ["import", "events", str(file), *words])


def kept(address: str) -> tuple[list[Event], Mapping[int, Counts]]:
    async def read() -> tuple[list[Event], Mapping[int, Counts]]:
        database = Database(address)
        async with database.transaction() as tx:
            found = await EventRows(tx).some(range(1, 50))
            counts = await MakingRows(tx).counts()
        await database.close()
        return [found[number] for number in sorted(found)], counts

    return asyncio.run(read())


def timers(address: str, kind: TimerKind) -> list[Timer]:
    async def read() -> list[Timer]:
        database = Database(address)
        async with database.transaction() as tx:
            found = await TimerRows(tx).about(1, (kind,))
        await database.close()
        return list(found)

    return asyncio.run(read())


@pytest.fixture
def at(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a line's database, which the settings name."""
    monkeypatch.setenv("DATABASE_URL", sqlite_address)
    monkeypatch.setenv("TIMEZONE", "Europe/Tirane")
    return sqlite_address


def csv(folder: Path, *lines: str) -> Path:
    path = folder / "events.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_trainings_on_cooperative_planning_keep_their_counts(at: str) -> None:
    result = imports(EXAMPLE)
    assert result.exit_code == 0, result.output
    assert "6 new, 0 changed, 0 as before.\n" in result.output
    assert "Counted in all: 78 persons, 16 organisations.\n" in result.output
    events, counts = kept(at)
    assert [event.region for event in events] == [
        "Tiranë",
        "Korçë",
        "Elbasan",
        "Kukës",
        "Shkodër",
        "Pogradec",
    ]
    assert {(event.kind, event.standing, event.days) for event in events} == {
        (Kind.TRAINING, Standing.DONE, ())
    }
    assert counts[1].organisations == 16
    assert [counts[number].persons for number in range(1, 7)] == [None, 20, 15, 43, None, None]
    assert [counts[number].counted_with for number in range(4, 7)] == [None, 4, 4]
    assert (counts[2].since, counts[2].until) == (date(2018, 6, 13), date(2018, 6, 14))
    assert (counts[3].since, counts[3].until) == (date(2018, 9, 1), date(2018, 9, 30))
    assert (counts[6].since, counts[6].until) == (date(2018, 10, 1), date(2019, 4, 30))
    again = imports(EXAMPLE)
    assert "0 new, 0 changed, 6 as before.\n" in again.output
    assert kept(at) == (events, counts)


def test_a_row_may_say_everything_and_later_rows_change_what_they_name(
    at: str, folder: Path
) -> None:
    heads = (
        "kind;title sq;title en;days;zone;region;themes;place;address;latitude;longitude;"
        "access sq;link;languages;interpretation;donor en;facilitator;expert;seats;"
        "Per_Organisation;approval;reminders;state"
    )
    row = (
        "Trajnim;Avokimi;Advocacy;13.6.2037 9-16, 14.6.2037 9-14;tirana;Prizren;"
        "advocacy, Participation of citizens;Qendra;Rruga B;42,2;20.7;Ashensor;"
        "meet.example.org/x;sq, sr;tr;Olof Palme;A, B;C;20;2;po;7 days, 2 h;published"
    )
    result = imports(csv(folder, heads, row.replace("Trajnim", "training")))
    assert result.exit_code == 0, result.output
    [event], counts = kept(at)
    assert counts == {}
    assert event.standing is Standing.PUBLISHED
    assert event.published_at is not None
    assert event.starts_at == datetime(2037, 6, 13, 7, tzinfo=UTC)
    assert len(event.days) == 2
    assert event.themes == {Theme.ADVOCACY, Theme.PARTICIPATION}
    assert event.venue is not None
    assert (event.venue.name, event.venue.address) == ("Qendra", "Rruga B")
    assert (event.venue.latitude, event.venue.longitude) == (42.2, 20.7)
    assert event.venue.access == {"sq": "Ashensor"}
    assert (event.languages, event.interpreted) == (("sq", "sr"), ("tr",))
    assert [role.name for role in event.roles if role.part is Part.FACILITATOR] == ["A", "B"]
    assert (event.terms.seats, event.terms.per_organisation, event.terms.approves) == (20, 2, True)
    small = "title sq;region;days;seats;expert"
    same = "Avokimi;Prizren;13.6.2037 9-16, 14.6.2037 9-14;"
    assert "0 new, 1 changed" in imports(csv(folder, small, f"{same}30;-")).output
    [after], _counts = kept(at)
    assert after.terms.seats == 30
    assert [role.part for role in after.roles] == [Part.FACILITATOR] * 2
    assert after.link == event.link


def test_who_waits_gets_the_seats_that_a_file_makes_more_of(at: str, folder: Path) -> None:
    heads = "id;kind;title en;days;link;languages;state;seats"
    row = "a;training;Advocacy;13.6.2037 9-16;meet.example.org/x;en;published;{}"
    for seats, expected in ((20, []), (20, []), (30, ["promote:1:room"])):
        assert imports(csv(folder, heads, row.format(seats))).exit_code == 0
        assert [timer.key for timer in timers(at, TimerKind.PROMOTE)] == expected


WRONG = [
    ("kind", "party", "“party” is no kind; the kinds are: national, regional"),
    ("kind", "", "write what it is; the kinds are"),
    ("state", "running", "“running” cannot be; write draft, published, cancelled, done"),
    ("state", "published", "it cannot stand so yet; missing: where, languages"),
    ("state", "done", "it cannot stand so yet; missing: days that are over, or held"),
    ("days", "soon", "“soon” is no days with hours; write 13.6.2027 9-16"),
    ("days", "28.3.2038 2:30-9", "“28.3.2038 2:30-9” is a time that no clock shows then"),
    ("days", "31.10.2038 2:30-9", "comes twice: clocks are put back; write 2:30a or 2:30b"),
    ("days", "14.6.2037 12-9", "“14.6.2037 12-9” is not in order"),
    ("held", "13.2018", "“13.2018” is no time that has been; write 9.2018"),
    ("held", "9.2999", "“9.2999” is no time that has been"),
    ("zone", "Atlantis", "“Atlantis” is no time zone"),
    ("themes", "soup", "“soup” is no theme; the themes are: participation"),
    ("languages", "xx", "“xx” is none of sq, sr, tr, eu, en"),
    ("address", "Rruga B", "write the name of the place below “place”"),
    ("latitude", "42", "write the name of the place below “place”"),
    ("link", "here", "“here” is no address"),
    ("seats", "0", "“0” is no number from 1 to 20000"),
    ("approval", "perhaps", "“perhaps” is neither yes nor no"),
    ("reminders", "soon", "“soon” is no lengths of time"),
    ("repeat", "FREQ=WEEKLY", "“FREQ=WEEKLY” cannot be kept to; it needs days, an end"),
    ("repeat", "FREQ=DAILY;COUNT=99", "“FREQ=DAILY;COUNT=99” cannot be kept to"),
    ("persons", "many", "“many” is no number"),
    ("counted on", "june", "“june” is no day with its year"),
    ("counted with", "nothing", "“nothing” is no id of a row that has the numbers"),
    ("of", "nothing", "“nothing” is no id of a series"),
]


@pytest.mark.parametrize(("column", "cell", "told"), WRONG)
def test_nothing_is_taken_in_while_a_cell_is_wrong(
    at: str, folder: Path, column: str, cell: str, told: str
) -> None:
    known = {"kind": "training", "title en": "Advocacy", "days": "13.6.2037 9-16"}
    said = {**known, column: cell}
    good = ";".join(known.get(one, "") for one in said).replace("Advocacy", "Another")
    file = csv(folder, ";".join(said), good, ";".join(map('"{}"'.format, said.values())))
    result = imports(file)
    assert result.exit_code == 2
    assert f"row 3, column {column} (Advocacy): " in result.output
    assert told in result.output
    assert "Nothing was taken in." in result.output
    assert kept(at)[0] == []


def test_columns_and_rows_that_cannot_be_told_apart_are_refused(at: str, folder: Path) -> None:
    told = imports(csv(folder, "kind;colour;kind", "training;red;training")).output
    assert "column colour: there is no such column; the columns are: id, kind, state" in told
    assert "there are two columns of this name" in told
    rows = ("kind;title sq;days", *["training;Avokimi;13.6.2037 9-16"] * 2)
    assert (
        "row 3, column id (Avokimi): stands in row 2 already" in imports(csv(folder, *rows)).output
    )
    assert (
        "write a title in one language" in imports(csv(folder, "kind;title en", "training;")).output
    )
    chain = (
        "id;kind;state;title en;held;persons;counted with",
        "a;training;done;A;2018;;b",
        "b;training;done;B;2018;;a",
    )
    assert "“b” is no id of a row that has the numbers" in imports(csv(folder, *chain)).output
    assert kept(at)[0] == []


def test_days_of_what_is_published_are_changed_where_people_are_told(at: str, folder: Path) -> None:
    heads = "id;kind;title en;days;link;languages;state"
    row = "a;training;Advocacy;{};meet.example.org/x;en;published"
    assert imports(csv(folder, heads, row.format("13.6.2037 9-16"))).exit_code == 0
    told = imports(csv(folder, heads, row.format("14.6.2037 9-16"))).output
    assert "column days (Advocacy): it is published; change days and place by /event 1" in told
    assert kept(at)[0][0].sequence == 0
    back = row.format("13.6.2037 9-16").replace("published", "draft")
    assert "“draft” cannot be" in imports(csv(folder, heads, back)).output


def test_a_spreadsheet_is_read_and_its_odd_cells_are_named(at: str, folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["kind", "title tr", "days", "seats"])
    sheet.append(["workshop", "Atölye", "13.6.2037 9-16", 20])
    book.save(folder / "events.xlsx")
    assert "row 2: Atölye: new" in imports(folder / "events.xlsx").output
    assert kept(at)[0][0].terms.seats == 20
    sheet.append(["workshop", "Başka", date(2037, 6, 13), 20])
    book.save(folder / "events.xlsx")
    told = imports(folder / "events.xlsx").output
    assert "row 3, column days (Başka): is a date for the spreadsheet" in told


def test_a_row_that_is_published_and_repeated_publishes_all_of_its_dates(
    at: str, folder: Path
) -> None:
    heads = "kind;title en;days;link;languages;state;repeat"
    row = 'training;Club;13.6.2037 9-16;meet.example.org/x;en;published;"FREQ=WEEKLY;COUNT=3"'
    assert imports(csv(folder, heads, row)).exit_code == 0
    events, _counts = kept(at)
    assert [event.standing for event in events] == [Standing.PUBLISHED] * 3


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VEVENT
UID:club@example.org
DTSTART;TZID=Europe/Tirane:20370315T170000
DTEND;TZID=Europe/Tirane:20370315T190000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Tirane:20370322T170000
SUMMARY:Klubi i leximit
LOCATION:Biblioteka\\, Prizren
GEO:42.2;20.7
CATEGORIES:Workshop
END:VEVENT
BEGIN:VEVENT
UID:club@example.org
RECURRENCE-ID;TZID=Europe/Tirane:20370329T170000
DTSTART;TZID=Europe/Tirane:20370330T180000
DURATION:PT2H
SUMMARY:Klubi i leximit
CATEGORIES:Workshop
END:VEVENT
BEGIN:VEVENT
UID:talk@example.org
DTSTART:20370601T080000Z
DTEND:20370601T100000Z
SUMMARY:Bisedë
STATUS:CANCELLED
CATEGORIES:Networking
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_makes_a_series_whose_dates_are_moved_or_left_out(at: str, folder: Path) -> None:
    file = folder / "club.ics"
    file.write_text(CALENDAR.replace("\n", "\r\n"), "utf-8")
    result = imports(file, "--language", "sq")
    assert result.exit_code == 0, result.output
    events, _counts = kept(at)
    club = sorted((one for one in events if one.series_id), key=lambda one: str(one.recurs_at))
    assert [one.recurs_at for one in club] == [
        datetime(2037, 3, 15, 16, tzinfo=UTC),
        datetime(2037, 3, 29, 15, tzinfo=UTC),  # by then the clocks have been changed
        datetime(2037, 4, 5, 15, tzinfo=UTC),
    ]
    assert [one.starts_at for one in club] == [
        datetime(2037, 3, 15, 16, tzinfo=UTC),
        datetime(2037, 3, 30, 16, tzinfo=UTC),
        datetime(2037, 4, 5, 15, tzinfo=UTC),
    ]
    assert club[0].uid == "club@example.org"
    assert club[0].title == {"sq": "Klubi i leximit"}
    assert club[0].venue is not None
    assert (club[0].venue.name, club[0].venue.latitude) == ("Biblioteka, Prizren", 42.2)
    [talk] = [one for one in events if not one.series_id]
    assert (talk.kind, talk.standing) == (Kind.NETWORKING, Standing.CANCELLED)
    assert talk.zone.key == "Europe/Tirane"
    assert "0 new, 0 changed, 3 as before" in imports(file, "--language", "sq").output
    assert kept(at)[0] == events


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=4", "RRULE:FREQ=WEEKLY", "row 2, column repeat"),
        ("DTSTART:20370601T080000Z", "DTSTART;VALUE=DATE:20370601", "column days (Bisedë)"),
        ("DTEND:20370601T100000Z", "DTEND:20370603T100000Z", "column days (Bisedë)"),
        (CALENDAR, "Monday: club", "is no calendar that I can read"),
        ("CATEGORIES:Networking", "CATEGORIES:Soup", "“Soup” is no kind"),
    ],
)
def test_what_a_calendar_cannot_say_is_told(
    at: str, folder: Path, old: str, new: str, told: str
) -> None:
    file = folder / "club.ics"
    file.write_text(CALENDAR.replace(old, new), "utf-8")
    result = imports(file)
    assert result.exit_code == 2, result.output
    assert told in result.output
    assert kept(at)[0] == []
