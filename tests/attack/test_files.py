"""Files that leave the house: formulas in tables, entries in calendars, paths in names."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from desk.events.attendance import Roll
from desk.events.event import Standing
from desk.events.seats import Seat, Status
from desk.languages import Language
from desk.mentoring.directory import Place
from handlers.views import sheets
from handlers.views.calendar import CalendarEntry, feed, invitation
from handlers.views.events import afterwards, papers
from handlers.views.events.seats import Guest
from tests.hosts import FORUM, MONDAY, SATURDAY
from tests.views.entries import BELGRADE, MADE, entry_of
from tests.world import CATALOGUES

EN = CATALOGUES.texts(Language.EN)
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\ufeff=1",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    "\u202e=1", '="a","b"', "\u00a0@a", "＝1+1", "＋1", "－1", "＠a",
)  # fmt: skip
HARMLESS = ("Arta", "1", "a=1", "'=1", "", "–", "№7", "100 %", "Đorđe")


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_in_a_table_is_words(cell: str) -> None:
    assert sheets.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert sheets.harmless(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), min_size=1))
@example([["a,b", 'c"d', "e\nf", "=1\n=2", "\x00"]])
def test_a_table_has_the_rows_and_the_cells_that_were_meant(rows: list[list[str]]) -> None:
    written = sheets.table("a.csv", rows).content.removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [[sheets.harmless(cell) for cell in row] for row in rows]
    shown = [cell.lstrip(" \u200b\u00a0") for row in read for cell in row]
    assert not [cell for cell in shown if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", FORMULAS)
def test_no_table_of_the_line_has_a_formula_for_anybodys_name(name: str) -> None:
    """Both tables there are: who came to an event, and the report of it."""
    event = replace(FORUM, id=1, title={"en": name}, donor={"en": name})
    seat = Seat(1, 1, name, Status.TAKEN, "sq", MONDAY, token="", code="")
    roll = Roll([seat], [])
    attended = papers.Attended(event, roll, [Guest(seat, name)], SATURDAY)
    tables = (papers.table(attended, EN), afterwards.as_table(afterwards.Held(event, roll, []), EN))
    for table in tables:
        cells = [c for row in csv.reader(io.StringIO(table.content[1:], newline="")) for c in row]
        assert f"'{name}" in cells
        assert name not in cells


# Calendars

INJECTED = (
    "Forum\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Free money",
    "Forum\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    "Forum\rATTACH:https://evil.example/x.exe",
    "Forum\u2028END:VEVENT\u2029BEGIN:VEVENT\x0bSUMMARY:x\x0cX:y\x85Z:1",
    "Forum\\nEND:VEVENT", "Forum;X=1:BEGIN:VALARM", 'Forum" ;CN="x', "Forum\r\n BEGIN:VEVENT",
    "a" * 74 + "\r\nEND:VEVENT", "Đ" * 40 + "\r\n\tURL:https://evil.example", "Forum\x00\x08\x1b",
    "^nEND:VEVENT^'", "\\", "\\\\", ",;:", "%0D%0AEND:VEVENT",
)  # fmt: skip


PLAIN: dict[str, dict[str, Any]] = {
    "summary": {}, "description": {}, "organiser": {}, "attendee": {},
    "place": {"place": Place("x")}, "categories": {"categories": ("x",)},
}  # fmt: skip


def as_shown(words: str) -> str:
    """What of it can stand in a line."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def read_back(file: bytes) -> list[list[str]]:
    """Names of all components, as two libraries count them."""
    one = [c.name or "" for c in icalendar.Calendar.from_ical(file).walk()]
    found = vobject.readOne(file.decode())
    other = [found.name, *(c.name for c in found.components())]
    other += [inner.name for c in found.components() for inner in c.components()]
    return [sorted(one), sorted(other)]


@pytest.mark.parametrize("words", INJECTED)
@pytest.mark.parametrize("field", PLAIN)
def test_words_in_a_calendar_entry_make_no_other_entry(words: str, field: str) -> None:
    meant = entry_of(description="x")
    values: dict[str, Any] = {"place": Place(words), "categories": (words,)}
    hostile = replace(meant, **{field: values.get(field, words)})
    for make in (made_alone, made_as_feed):
        before, after = read_back(make(replace(meant, **PLAIN[field]))), read_back(make(hostile))
        assert before == after
    (event,) = icalendar.Calendar.from_ical(made_alone(hostile)).walk("VEVENT")
    assert "attach" not in event
    if field == "summary":
        assert as_shown(str(event["summary"])) == as_shown(words)


def made_alone(entry: CalendarEntry) -> bytes:
    return invitation(entry)


def made_as_feed(entry: CalendarEntry) -> bytes:
    return feed("x", BELGRADE, [entry], MADE)


@pytest.mark.parametrize("words", INJECTED)
def test_the_name_of_a_calendar_makes_no_entry(words: str) -> None:
    file = feed(words, BELGRADE, [entry_of()], MADE)
    assert read_back(file) == read_back(feed("x", BELGRADE, [entry_of()], MADE))


# Names of files

PATHS = ("../../etc/passwd", "a/b\\c", "x\u202efdp.exe", "CON", "a\r\nX-Header: 1", 'a";b="c', "")


@pytest.mark.parametrize("name", PATHS)
def test_nothing_that_people_write_stands_in_the_name_of_a_file(name: str) -> None:
    event = replace(FORUM, id=7, uid=name, title={"en": name}, standing=Standing.PUBLISHED)
    seat = Seat(3, 7, name, Status.TAKEN, "sq", MONDAY, token="", code="")
    attended = papers.Attended(event, Roll([seat], []), [Guest(seat, name)], SATURDAY)
    later = SATURDAY + timedelta(days=1)
    files = (
        papers.table(attended, EN),
        papers.sheet(attended, EN),
        papers.certificate(seat, event, later, EN),
        papers.poster(event, "https://t.me/x", later, [EN]),
        afterwards.as_table(afterwards.Held(event, attended.roll, []), EN),
    )
    assert [file.name for file in files] == [
        "attendance-7.csv",
        "attendance-7.pdf",
        "certificate-7-3.pdf",
        "door-7.pdf",
        "report-7.csv",
    ]
