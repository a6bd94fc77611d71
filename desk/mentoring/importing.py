"""A table of mentors, row by row: who would be new, what would change, and what is wrong.

A cell that is empty leaves what is there as it is; a dash takes it away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import faq
from desk.mentoring.cells import (
    Cell,
    Dictionary,
    Draft,
    Odd,
    Reader,
    What,
    Wrong,
    finished,
    readers,
    text_of,
)
from desk.mentoring.directory import Mentor, newcomer
from desk.mentoring.mentors import NoName, in_one_line


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as a spreadsheet counts it; cells in the order of the columns."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """`given` is what could not be read, or what it collides with; `name` is whose row it is."""

    row: int
    column: str
    what: What
    given: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is None where somebody is new."""

    row: int
    before: Mentor | None
    after: Mentor

    @property
    def parts(self) -> dict[str, Any]:
        """What is another one now."""
        names = [one.name for one in fields(Mentor)]
        return {
            name: getattr(self.after, name)
            for name in names
            if getattr(self.after, name) != getattr(self.before, name)
        }


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says. `same` is how many rows change nothing."""

    changes: tuple[Change, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What is true of whoever is new and says nothing else."""

    at: datetime
    zone: ZoneInfo

    def named(self, name: str) -> Mentor:
        return newcomer(name, self.zone, self.at)


def columns_of(dictionary: Dictionary) -> tuple[str, ...]:
    """All that there are, as a heading names them."""
    return tuple(readers(dictionary))


def read(
    rows: Sequence[Row], known: Sequence[Mentor], dictionary: Dictionary, newcomers: Newcomers
) -> Table:
    """The first row holds the headings. With a problem anywhere, there are no changes."""
    header, *rest = rows or [Row(1, ())]
    reading = _Reading(header, known, readers(dictionary), newcomers)
    if not reading.problems:
        for row in rest:
            reading.take(row)
    if reading.problems:
        return Table(problems=tuple(reading.problems))
    return Table(tuple(reading.changes), reading.same)


class _Reading:
    """One row after the other; a mistake in one does not hide those of the next."""

    def __init__(
        self,
        header: Row,
        known: Sequence[Mentor],
        readers: Mapping[str, Reader],
        newcomers: Newcomers,
    ) -> None:
        self._known = {faq.fold(one.name): one for one in known}
        self._readers = readers
        self._newcomers = newcomers
        self._rows: dict[str, int] = {}
        self.changes: list[Change] = []
        self.problems: list[Problem] = []
        self.same = 0
        # "In person", "in_person" and "IN-PERSON" are one.
        self._columns = [faq.fold(str(cell).replace("_", " ")) for cell in header.cells]
        self._look_at_headings(header)

    def _look_at_headings(self, header: Row) -> None:
        for place, column in enumerate(self._columns):
            given = str(header.cells[place]).strip()
            if column and column not in self._readers:
                self.problems.append(Problem(header.number, given, What.UNKNOWN_COLUMN, given))
            elif column and column in self._columns[:place]:
                self.problems.append(Problem(header.number, given, What.DOUBLE_COLUMN, given))
        if not self.problems and "name" not in self._columns:
            self.problems.append(Problem(header.number, "name", What.NO_NAME_COLUMN))

    def take(self, row: Row) -> None:
        """A row without anything in it is passed over."""
        said = list(_said(row))
        draft = self._begun(row, dict(said)) if said else None
        if draft is None:
            return
        count = len(self.problems)
        for place, cell in said:
            self._read(row.number, place, cell, draft)
        if len(self.problems) == count:
            self._finish(row.number, draft)

    def _begun(self, row: Row, said: Mapping[int, Cell]) -> Draft | None:
        """None where the row is nobody's."""
        try:
            name = in_one_line(text_of(said.get(self._columns.index("name"), "")))
        except (NoName, Wrong):
            self.problems.append(Problem(row.number, "name", What.NO_NAME))
            return None
        key = faq.fold(name)
        if key in self._rows:
            given = str(self._rows[key])
            self.problems.append(Problem(row.number, "name", What.DOUBLE_NAME, given, name))
            return None
        self._rows[key] = row.number
        return Draft(self._known.get(key) or self._newcomers.named(name), {"name": name})

    def _read(self, number: int, place: int, cell: Cell, draft: Draft) -> None:
        column = self._columns[place] if place < len(self._columns) else ""
        name = draft.parts["name"]
        if not column:
            self.problems.append(Problem(number, "", What.NO_HEADING, str(cell), name))
            return
        try:
            self._readers[column](text_of(cell), draft)
        except Wrong as error:
            self.problems.append(Problem(number, column, error.what, error.given, name))

    def _finish(self, number: int, draft: Draft) -> None:
        before = draft.mentor
        try:
            after = finished(draft)
        except Wrong as error:
            problem = Problem(number, error.column, error.what, error.given, draft.parts["name"])
            self.problems.append(problem)
            return
        if not before.id:
            self.changes.append(Change(number, None, after))
        elif after != before:
            self.changes.append(Change(number, before, after))
        else:
            self.same += 1


def _said(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells that are not empty."""
    for place, cell in enumerate(row.cells):
        if isinstance(cell, Odd) or cell.strip():
            yield place, cell
