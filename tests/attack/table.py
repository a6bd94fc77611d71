"""The tables of who may do what: read as they are written, nothing is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.attack.trying import DONE, IGNORED

NOTHING = "-"
_FOLDER = Path(__file__).parent / "rights"
LETTERS = {
    DONE: "done, or answered as whoever may do it is answered",
    IGNORED: "nothing happens, and nothing is said",
    "s": "only staff can do this",
    "r": "another role can do this",
    "m": "only mentors can do this",
    "n": "only whoever writes for this organisation can do this",
    "o": "this button no longer works: it is another's, or what it was about is over",
    "u": "there is no such command",
    NOTHING: "nobody can do this: Telegram has no such thing",
}


@dataclass(frozen=True, slots=True)
class Cell:
    act: str
    column: str
    letter: str


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are in the order of the file, in which they are tried; cells are by column."""

    columns: tuple[str, ...]
    rows: dict[str, dict[str, str]]

    @classmethod
    def read(cls, name: str, letters: Mapping[str, str] = LETTERS) -> Self:
        """The first line that is no comment names the columns; each other begins with its row."""
        text = (_FOLDER / f"{name}.txt").read_text()
        lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
        columns, rows = tuple(lines[0]), lines[1:]
        assert len({row[0] for row in rows}) == len(rows), "a row stands there twice"
        assert {cell for row in rows for cell in row[1:]} <= set(letters), "what does it mean?"
        return cls(columns, {row: _cells(columns, row, cells) for row, *cells in rows})

    @property
    def cells(self) -> list[Cell]:
        """But for what Telegram has not."""
        found = [Cell(row, *cell) for row, cells in self.rows.items() for cell in cells.items()]
        return [cell for cell in found if cell.letter != NOTHING]


def _cells(columns: tuple[str, ...], row: str, cells: list[str]) -> dict[str, str]:
    assert len(cells) == len(columns), f"{row} has {len(cells)} cells, not {len(columns)}"
    return dict(zip(columns, cells, strict=True))
