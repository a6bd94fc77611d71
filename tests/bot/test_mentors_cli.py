"""`linja import mentors`, as an operator meets it with a table that somebody has sent."""

import asyncio
import codecs
from contextlib import suppress
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.tables import NoTable, read
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor, Place, Standing
from desk.timers import Kind as TimerKind
from storage.database import Database
from storage.mentoring.directory import MentorRows
from storage.timers import TimerRows
from tests.bot.shell import ROOT

pytestmark = pytest.mark.usefixtures("folder")
EXAMPLE = ROOT / "docs" / "mentors.csv"
HEADINGS = ("name", "languages", "areas", "hours", "lengths")


def imports(file: Path | str, *words: str) -> Result:
    return CliRunner().invoke(app, ["import", "mentors", str(file), *words])


def directory(address: str) -> list[Mentor]:
    async def read() -> list[Mentor]:
        database = Database(address)
        async with database.transaction() as tx:
            found = await MentorRows(tx).all()
        await database.close()
        return found

    return asyncio.run(read())


def looked_at_soon(address: str) -> list[int | None]:
    """Numbers of mentors whose time may suit somebody who waits."""

    async def read() -> list[int | None]:
        database = Database(address)
        async with database.transaction() as tx:
            found = await TimerRows(tx).due(datetime.max.replace(tzinfo=UTC), 9)
        await database.close()
        return [timer.about_id for timer in found if timer.kind is TimerKind.FREED]

    return asyncio.run(read())


@pytest.fixture
def at(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a line's database, which the settings name."""
    monkeypatch.setenv("DATABASE_URL", sqlite_address)
    return sqlite_address


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "mentors.csv"
    path.write_bytes(text.encode(encoding))
    return path


def xlsx(folder: Path, *rows: Any, sheets: int = 1) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"Sheet {number}").append(["something else"])
    path = folder / "mentors.xlsx"
    book.save(path)
    return path


def test_the_example_of_the_documents_is_taken_in_and_a_second_time_changes_nothing(
    at: str,
) -> None:
    done = imports(EXAMPLE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "row 2: Defne Aydın: new" in done.stdout
    assert "2 new, 0 changed, 0 as before." in done.stdout
    defne, djordje = directory(at)
    assert (defne.standing, djordje.standing) == (Standing.APPROVED, Standing.PROPOSED)
    assert defne.kinds == {Kind.MENTOR, Kind.TRAINER}
    assert defne.areas == {Area.FINANCE, Area.LAW}
    assert defne.place == Place("Shtëpia e bardhë, Prizren", 42.2139, 20.7397)
    assert djordje.name == "Đorđe Šarić"
    assert djordje.about == {"sr": "Radionice i strateški planovi"}
    assert looked_at_soon(at) == [defne.id]
    again = imports(EXAMPLE)
    assert again.stdout.splitlines() == ["0 new, 0 changed, 2 as before."]
    assert directory(at) == [defne, djordje]


def test_who_is_there_is_changed_by_name_in_any_spelling(at: str, tmp_path: Path) -> None:
    imports(EXAMPLE)
    path = csv(tmp_path, "name,regions,capacity\nDEFNE AYDIN,,9\n")
    done = imports(path)
    assert "row 2: DEFNE AYDIN: capacity, name" in done.stdout
    assert "0 new, 1 changed, 0 as before." in done.stdout
    (changed,) = [one for one in directory(at) if one.capacity == 9]
    assert changed.regions == ("Prizren",)


def test_with_one_wrong_cell_nothing_at_all_is_taken_in(at: str, tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "name;zone;areas;hours\nDefne;Istanbul;Finance;mo 9-12\nAgim;Mars;Sailing;mo 17-9\n",
    )
    done = imports(path)
    assert done.exit_code == 2
    problems = done.stderr.splitlines()
    assert problems[0].startswith("row 3, column zone (Agim): “Mars” is no time zone; write one")
    assert problems[1].startswith("row 3, column areas (Agim): “Sailing” is no area; the areas are")
    assert "Strategy and planning" in problems[1]
    assert problems[2].startswith("row 3, column hours (Agim): “17-9” is no hours; write them as")
    assert problems[3:] == ["Nothing was taken in. Mend this, and try again."]
    assert directory(at) == []


def test_a_wrong_heading_is_answered_with_the_right_ones(at: str, tmp_path: Path) -> None:
    done = imports(csv(tmp_path, "Name;Hourz\nDefne;mo 9-12\n"))
    assert done.stderr.startswith("row 1, column Hourz: there is no such column; the columns are: ")
    assert "cancel notice" in done.stderr
    assert directory(at) == []


@pytest.mark.parametrize(
    ("name", "encoding", "told"),
    [
        ("Đorđe Šarić", "utf-8", ""),
        ("Đorđe Šarić", "utf-8-sig", ""),
        ("Đorđe Šarić", "utf-16", ""),
        ("Đorđe Šarić", "cp1250", "was read as cp1250"),
        ("Ayşe Yıldız", "cp1254", "was read as cp1254"),
        ("Gönül Işık", "cp1254", "was read as cp1254"),
        ("Kreshnik Gërvalla-Çela", "cp1250", "was read as cp1250"),
    ],
)
def test_letters_are_read_however_they_were_saved(
    at: str, tmp_path: Path, name: str, encoding: str, told: str
) -> None:
    done = imports(csv(tmp_path, f"name;languages\r\n{name};sq\r\n", encoding))
    assert done.exit_code == 0
    assert told in done.stdout
    assert ("--encoding" in done.stdout) is bool(told)
    assert [one.name for one in directory(at)] == [name]


def test_utf_16_of_the_other_order_and_a_named_encoding_are_read(at: str, tmp_path: Path) -> None:
    path = tmp_path / "mentors.csv"
    path.write_bytes(codecs.BOM_UTF16_BE + "name\tlanguages\nŞule\ttr\n".encode("utf-16-be"))
    assert imports(path).exit_code == 0
    path = csv(tmp_path, "name\nDoğan\n", "cp1254")
    assert imports(path, "--encoding", "cp1254").exit_code == 0
    assert [one.name for one in directory(at)] == ["Doğan", "Şule"]
    done = imports(path, "--encoding", "klingon")
    assert done.stderr == f"{path} cannot be read as klingon: there is no such encoding\n"


@pytest.mark.parametrize(
    "text",
    [
        "name,languages\nDefne,sq\n",
        "name;languages\nDefne;sq\n",
        "name\tlanguages\nDefne\tsq\n",
        "sep=;\r\nname;languages\r\nDefne;sq\r\n",
        "\n;;\nname;languages;;\n;;\nDefne;sq;;\n;;;\n",
        '"name";"languages"\n"Defne";"sq"\n',
    ],
)
def test_separators_and_empty_rows_and_columns_are_met(at: str, tmp_path: Path, text: str) -> None:
    done = imports(csv(tmp_path, text))
    assert (done.exit_code, done.stderr) == (0, "")
    assert [(one.name, one.languages) for one in directory(at)] == [("Defne", ("sq",))]


def test_a_spreadsheet_is_read_with_its_numbers_and_times(at: str, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        (*HEADINGS, "online", "latitude", "longitude", "place"),
        ("Defne", "tr", "Finance", "mo 9-12", 60.0, True, 42.2139, 20.7397, "Hall"),
        (None, None),
        ("Agim", "sq", "Law", "off", time(1, 30), True, None, None, None),
        sheets=2,
    )
    done = imports(path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Only the first sheet was read, not: Sheet 1." in done.stdout
    agim, defne = directory(at)
    assert [length.seconds // 60 for length in (*agim.terms.lengths, *defne.terms.lengths)] == [
        90,
        60,
    ]
    assert defne.place == Place("Hall", 42.2139, 20.7397)
    assert "0 new, 0 changed, 2 as before." in imports(path).stdout


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (date(2026, 10, 12), "is a date for the spreadsheet; format the column as text"),
        ("=A1&B1", "is a formula whose result is not in the file; paste the value"),
        ("#REF!", "shows an error in the spreadsheet; mend it there"),
    ],
)
def test_cells_that_hold_no_text_are_told_apart(
    at: str, tmp_path: Path, cell: object, told: str
) -> None:
    done = imports(xlsx(tmp_path, HEADINGS, ("Defne", "tr", "Finance", cell, 60)))
    assert done.exit_code == 2
    assert f"row 2, column hours (Defne): {told}" in done.stderr
    assert directory(at) == []


def damaged(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and nothing of the kind")


def of_another_program(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")


def a_bomb(path: Path) -> None:
    with ZipFile(path, "w", compression=8) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)


def too_long(path: Path) -> None:
    path.write_text("name\n" + "Defne\n" * 2001, "utf-8")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_text(" ;;\n\n"), "is empty"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1"), "is of an old Excel"),
        (lambda path: path.write_bytes(b"name\0\n"), "holds no table that I can read"),
        (lambda path: path.write_bytes(codecs.BOM_UTF16_LE + b"a"), "is no text in utf-16"),
        (damaged, "is damaged; save it anew"),
        (of_another_program, "holds no table that I can read; save it as .xlsx or .csv"),
        (a_bomb, "is too large"),
        (too_long, "has more than 2000 rows"),
        (lambda path: path.write_bytes(b"x" * 5_000_001), "is larger than 5 MB"),
        (lambda _path: None, "cannot be opened: No such file or directory"),
    ],
)
def test_what_is_no_table_ends_in_one_line(at: str, tmp_path: Path, make: Any, told: str) -> None:
    path = tmp_path / "mentors.xlsx"
    make(path)
    done = imports(path)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{path} {told}")
    assert directory(at) == []


def saved() -> bytes:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append(["name", "capacity"])
    book.save(file)
    return file.getvalue()


SAVED = saved()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.dictionaries(st.integers(4, len(SAVED) - 1), st.integers(0, 255), max_size=8))
def test_a_file_that_was_damaged_on_its_way_is_read_or_refused(
    tmp_path: Path, flips: dict[int, int]
) -> None:
    damaged = bytearray(SAVED)
    for place, value in flips.items():
        damaged[place] = value
    path = tmp_path / "mentors.xlsx"
    path.write_bytes(damaged)
    with suppress(NoTable):
        assert len(read(path).rows) <= 2


def test_entities_that_grow_are_refused(at: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path, HEADINGS, ("Defne", "tr", "Finance", "off", 60))
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    parts[sheet] = laughs + parts[sheet].replace(b"Defne", b"&b;")
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    done = imports(path)
    assert done.stderr == f"{path} holds no table that I can read; save it as .xlsx or .csv\n"
    assert directory(at) == []
