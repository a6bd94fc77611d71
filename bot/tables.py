"""Tables that people keep in a spreadsheet: CSV in whatever way it was saved, and XLSX."""

import codecs
import csv
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from desk.mentoring.cells import Cell, Odd
from desk.mentoring.importing import Row

_MOST_BYTES, _MOST_UNPACKED, _MOST_ROWS = 5_000_000, 50_000_000, 2000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# How Windows saved texts before Unicode, and the letters of ours that tell one from the other.
_WINDOWS = {"cp1250": "čćđšžČĆĐŠŽ", "cp1254": "ğışöüĞİŞÖÜ"}
_BOTH = "ëçöüËÇÖÜñÑ–—“”„’…°✓"
_SEPARATORS = ";,\t|"
_DAMAGED = "is damaged; save it anew"
_NO_TABLE = "holds no table that I can read; save it as .xlsx or .csv"


class NoTable(Exception):
    """The file cannot be read as a table; says why and what to do, without the file's name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`encoding` is what a text was taken for where it did not say; `others` were not read."""

    rows: tuple[Row, ...]
    encoding: str | None = None
    others: tuple[str, ...] = ()


def read(path: Path, encoding: str | None = None) -> Sheet:
    """Raises NoTable, OSError."""
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise NoTable("is larger than 5 MB; take pictures and other sheets out of it")
    if data.startswith(_OLD_EXCEL):
        raise NoTable("is of an old Excel, or has a password; save it as .xlsx without one")
    sheet = _spreadsheet(data) if data.startswith(_ZIP) else _text(data, encoding)
    if len(sheet.rows) > _MOST_ROWS:
        raise NoTable(f"has more than {_MOST_ROWS} rows")
    if not any(any(row.cells) for row in sheet.rows):
        raise NoTable("is empty")
    return sheet


# CSV


def _text(data: bytes, encoding: str | None) -> Sheet:
    text, guessed = _decoded(data, encoding)
    if "\0" in text:
        raise NoTable(_NO_TABLE)
    first, _, rest = text.partition("\n")
    separator = first.strip()[4:5] if first.lower().startswith("sep=") else ""
    body = rest if separator else text  # Excel's own line, which is no row
    try:
        reader = csv.reader(StringIO(body, newline=""), delimiter=separator or _separator(body))
        rows = [Row(number, tuple(cells)) for number, cells in enumerate(reader, 1)]
    except csv.Error as error:
        raise NoTable(_NO_TABLE) from error
    return Sheet(_from_the_headings(rows), guessed)


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str | None]:
    """The text, and the encoding where it was guessed. Raises NoTable."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    try:
        if encoding or marked:
            return data.decode(encoding or marked or ""), None
        return data.decode("utf-8"), None
    except LookupError as error:
        raise NoTable(f"cannot be read as {encoding}: there is no such encoding") from error
    except UnicodeDecodeError as error:
        if encoding or marked:
            raise NoTable(f"is no text in {encoding or marked}; save it as CSV UTF-8") from error
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """The one in which the most letters are ours. Raises NoTable."""
    read = {}
    for name in _WINDOWS:
        try:
            read[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    if not read:
        raise NoTable("is no text; save it as CSV UTF-8, or as .xlsx")
    best = max(read, key=lambda name: _ours(read[name], _WINDOWS[name]))
    return read[best], best


def _ours(text: str, letters: str) -> int:
    foreign = [one for one in text if not one.isascii()]
    return sum(1 if one in letters or one in _BOTH else -1 for one in foreign)


def _separator(text: str) -> str:
    """Of the row of headings: the sign that stands there most often."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=heading.count)


# XLSX


def _spreadsheet(data: bytes) -> Sheet:
    """Values as they are shown, and beside them the formulas, to see what lacks a result."""
    # Every start of the line would wait for what is needed here alone.
    from openpyxl import load_workbook  # noqa: PLC0415

    _look_inside(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that a table of words does not need
            shown = load_workbook(BytesIO(data), data_only=True)
            meant = load_workbook(BytesIO(data))
    except (LookupError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        raise NoTable(_NO_TABLE) from error  # the last is that of XML
    written = [sheet for sheet in shown.worksheets if _has_words(sheet)]
    if not written:
        raise NoTable("is empty")
    sheet = written[0]
    formulas = meant[sheet.title]
    rows = []
    for number, (values, cells) in enumerate(
        zip(sheet.iter_rows(values_only=True), formulas.iter_rows(), strict=True), 1
    ):
        found = (_cell(value, cell) for value, cell in zip(values, cells, strict=True))
        rows.append(Row(number, tuple(found)))
    return Sheet(_from_the_headings(rows), others=tuple(one.title for one in written[1:]))


def _look_inside(data: bytes) -> None:
    """A small file may unpack into one that fills the memory. Raises NoTable."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_UNPACKED:
                raise NoTable("is too large; take pictures and other sheets out of it")
            if archive.testzip() is not None:
                raise NoTable(_DAMAGED)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError) as error:
        raise NoTable(_DAMAGED) from error


def _has_words(sheet: Any) -> bool:
    return any(value is not None for row in sheet.iter_rows(values_only=True) for value in row)


def _cell(value: Any, meant: Any) -> Cell:
    if value is None:
        return Odd.FORMULA if meant.data_type == "f" else ""
    if isinstance(value, datetime | date):
        return Odd.DATE
    if isinstance(value, str) and value.startswith("#"):
        return Odd.FAULT
    return _written(value)


def _written(value: Any) -> str:
    """As somebody would have typed it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case time():
            return f"{value.hour}:{value.minute:02}"
        case timedelta():
            return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _from_the_headings(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Empty rows above them are no part of the table."""
    return tuple(_after_empty(rows))


def _after_empty(rows: Iterable[Row]) -> Iterator[Row]:
    has_begun = False
    for row in rows:
        has_begun = has_begun or any(isinstance(one, Odd) or one.strip() for one in row.cells)
        if has_begun:
            yield row
