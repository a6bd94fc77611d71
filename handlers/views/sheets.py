"""Tables for spreadsheets. What would be a formula there is words: people name themselves."""

import csv
import unicodedata
from collections.abc import Iterable
from io import StringIO

from desk.outgoing import TextFile

# With what a formula begins (OWASP, "CSV Injection"), also as it is typed in full width.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_UNSEEN = ("Cf", "Zs")  # Unicode's categories: spaces, and what is not seen at all


def table(name: str, rows: Iterable[Iterable[object]]) -> TextFile:
    """CSV with a mark of its encoding, without which the largest of the programs reads another."""
    out = StringIO()
    csv.writer(out).writerows([harmless(str(cell)) for cell in row] for row in rows)
    return TextFile(name, f"\ufeff{out.getvalue()}")


def harmless(cell: str) -> str:
    """A leading apostrophe is what spreadsheets read as "this is text"."""
    first = next((c for c in cell if unicodedata.category(c) not in _UNSEEN), "")
    return f"'{cell}" if first in _FORMULA else cell
