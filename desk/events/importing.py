"""A table of events, row by row: which would be new, which would change, and what is wrong.

A cell that is empty leaves what is there as it is; a dash takes it away.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import faq
from desk.events.cells import Dictionary, Draft, Reader, What, Wrong, readers
from desk.events.days import NoSuchTime, TwiceThere
from desk.events.event import Event, Kind, Standing
from desk.events.events import Changed
from desk.events.lacks import lacks
from desk.events.making import Counts
from desk.events.recurrence import Rule, TooMany, on_other_date, without_first
from desk.mentoring.cells import Cell, Odd
from desk.mentoring.importing import Row

_BACKWARDS = {
    (Standing.PUBLISHED, Standing.DRAFT),
    (Standing.DONE, Standing.DRAFT),
    (Standing.DONE, Standing.PUBLISHED),
    (Standing.CANCELLED, Standing.DRAFT),
    (Standing.CANCELLED, Standing.PUBLISHED),
    (Standing.CANCELLED, Standing.DONE),
}
_ODD = {Odd.DATE: What.DATE, Odd.FORMULA: What.FORMULA, Odd.FAULT: What.FAULT}


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
    """`before` is None where the event is new. The others are as in `Draft`."""

    row: int
    before: Event | None
    after: Event
    counts: Counts | None = None
    rule: Rule | None = None
    besides: tuple[datetime, ...] = ()
    counted_with: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says. `same` is how many rows change nothing."""

    changes: tuple[Change, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already, by uid and by number; and what is true of whatever is new."""

    events: Mapping[str, Event]
    counts: Mapping[int, Counts]
    at: datetime
    zone: ZoneInfo


def columns_of(dictionary: Dictionary) -> tuple[str, ...]:
    """All that there are, as a heading names them."""
    return tuple(readers(dictionary))


def read(rows: Sequence[Row], known: Known, dictionary: Dictionary) -> Table:
    """The first row holds the headings. With a problem anywhere, there are no changes."""
    header, *rest = rows or [Row(1, ())]
    reading = _Reading(header, known, readers(dictionary))
    if not reading.problems:
        for row in rest:
            reading.take(row)
        reading.finish()
        reading.look_at_references()
    if reading.problems:
        return Table(problems=tuple(sorted(reading.problems, key=lambda one: one.row)))
    return Table(tuple(map(reading.without_moved, reading.changes)), reading.same)


class _Reading:
    """One row after the other; a mistake in one does not hide those of the next."""

    def __init__(self, header: Row, known: Known, readers: Mapping[str, Reader]) -> None:
        self._known = known
        self._readers = readers
        self._drafts: dict[str, tuple[int, Draft]] = {}
        self._well: list[tuple[int, Draft, str]] = []
        self.changes: list[Change] = []
        self.problems: list[Problem] = []
        self.same = 0
        # "Per organisation", "per_organisation" and "PER-ORGANISATION" are one.
        self._columns = [faq.fold(str(cell).replace("_", " ")) for cell in header.cells]
        for place, column in enumerate(self._columns):
            given = str(header.cells[place]).strip()
            if column and column not in readers:
                self.problems.append(Problem(header.number, given, What.UNKNOWN_COLUMN, given))
            elif column and column in self._columns[:place]:
                self.problems.append(Problem(header.number, given, What.DOUBLE_COLUMN, given))

    def take(self, row: Row) -> None:
        """A row without anything in it is passed over."""
        said = self._said(row)
        if not said:
            return
        uid, name = _identity(said), _name(said)
        if uid in self._drafts:
            self._wrong(row.number, "id", What.DOUBLE, str(self._drafts[uid][0]), name)
            return
        draft = self._begun(uid)
        self._drafts[uid] = (row.number, draft)
        count = len(self.problems)
        for column in self._readers:
            if column in said:
                self._read(row.number, column, said[column], draft, name)
        if len(self.problems) == count:
            self._well.append((row.number, draft, name))

    def finish(self) -> None:
        """When all rows are known: what one says of a series may stand below it."""
        for number, draft, name in self._well:
            self._finish(number, draft, name)

    def _said(self, row: Row) -> dict[str, Cell]:
        said = {}
        for place, cell in _filled(row):
            column = self._columns[place] if place < len(self._columns) else ""
            if column:
                said[column] = cell
            else:
                self._wrong(row.number, "", What.NO_HEADING, str(cell), "")
        return said

    def _begun(self, uid: str) -> Draft:
        now = self._known.at
        blank = Event(0, uid, Kind.WORKSHOP, Standing.DRAFT, self._known.zone, now)
        event = self._known.events.get(uid, blank)
        counts = self._known.counts.get(event.id, Counts(event.id))
        today = now.astimezone(self._known.zone).date()
        return Draft(event, counts, today, has_kind=bool(event.id))

    def _read(self, number: int, column: str, cell: Cell, draft: Draft, name: str) -> None:
        if isinstance(cell, Odd):
            self._wrong(number, column, _ODD[cell], "", name)
            return
        try:
            self._readers[column](cell.strip(), draft)
        except Wrong as error:
            self._wrong(number, column, error.what, error.given, name)

    def _finish(self, number: int, draft: Draft, name: str) -> None:
        before = self._known.events.get(draft.event.uid)
        try:
            after = self._finished(before, draft)
        except Wrong as error:
            self._wrong(number, error.column, error.what, error.given, name)
            return
        has_counts = draft.counts != Counts(after.id) or bool(draft.counted_with)
        change = Change(
            number,
            before,
            after,
            draft.counts if has_counts else None,
            draft.rule if before is None or before.series_id is None else None,
            draft.besides,
            draft.counted_with,
            draft.of if before is None else "",
        )
        if self._is_same(change):
            self.same += 1
        else:
            self.changes.append(change)

    def _is_same(self, change: Change) -> bool:
        known = self._known
        if change.before is None or change.rule is not None or change.after != change.before:
            return False
        if change.counts is None:
            return True
        other = known.events.get(change.counted_with)
        counts = replace(change.counts, counted_with=other.id) if other else change.counts
        return counts == known.counts.get(change.before.id)

    def _finished(self, before: Event | None, draft: Draft) -> Event:
        """All parts together. Raises Wrong."""
        event, now = draft.event, self._known.at
        if not event.title:
            raise Wrong(What.NO_TITLE, "", "title en")
        if not draft.has_kind:
            raise Wrong(What.NO_KIND, "", "kind")
        if event.venue and (event.venue.latitude is None) != (event.venue.longitude is None):
            raise Wrong(What.DEGREES, "", "longitude")
        if before and before.standing is Standing.PUBLISHED and Changed(before, event).is_told:
            raise Wrong(What.IS_PUBLISHED, str(before.id), "days")
        if event.terms.seats is not None and event.terms.seats < event.taken:
            raise Wrong(What.LIMIT, str(event.terms.seats), "seats")
        event = _begun(event, draft, self._left_out(draft))
        if draft.of:
            event = replace(event, recurs_at=draft.instead)
        return _standing(event, draft, now)

    def without_moved(self, change: Change) -> Change:
        _number, draft = self._drafts[change.after.uid]
        return replace(change, besides=self._left_out(draft))

    def _left_out(self, draft: Draft) -> tuple[datetime, ...]:
        """Dates of a series that have rows of their own are not made by its rule."""
        drafts = [one for _number, one in self._drafts.values()]
        moved = [one.instead for one in drafts if one.of == draft.event.uid and one.instead]
        return (*draft.besides, *moved)

    def look_at_references(self) -> None:
        """To rows of this file, or to events that are there already."""
        there = {*self._drafts, *self._known.events}
        for number, draft in self._drafts.values():
            name = next(iter(draft.event.title.values()), "")
            other = draft.counted_with
            if other and (other not in there or self._is_counted_elsewhere(other)):
                self._wrong(number, "counted with", What.COUNTED_WITH, other, name)
            if other and (draft.counts.persons or draft.counts.organisations):
                self._wrong(number, "counted with", What.COUNTED_WITH, other, name)
            if draft.of and (draft.of not in there or draft.instead is None):
                self._wrong(number, "of", What.SERIES, draft.of, name)

    def _is_counted_elsewhere(self, uid: str) -> bool:
        return uid in self._drafts and bool(self._drafts[uid][1].counted_with)

    def _wrong(self, row: int, column: str, what: What, given: str, name: str) -> None:
        self.problems.append(Problem(row, column, what, given, name))


def _begun(event: Event, draft: Draft, besides: Collection[datetime]) -> Event:
    """A series begins with the first date that there is: that one is the event. Raises Wrong."""
    if draft.rule is None:
        return event
    starts_at, zone = event.starts_at, event.zone
    is_over = draft.standing in (Standing.DONE, Standing.CANCELLED)
    if starts_at is None or is_over:
        raise Wrong(What.RULE, str(draft.rule), "repeat")
    try:
        draft.rule, first = without_first(draft.rule, starts_at, zone, besides)
        days = on_other_date(event.days, first, zone) if first != starts_at else event.days
    except (TooMany, NoSuchTime, TwiceThere) as error:
        raise Wrong(What.RULE, str(draft.rule), "repeat") from error
    return replace(event, days=days)


def _standing(event: Event, draft: Draft, now: datetime) -> Event:
    """Raises Wrong."""
    wanted = draft.standing or event.standing
    if (event.standing, wanted) in _BACKWARDS:
        raise Wrong(What.STATE, wanted, "state")
    if wanted is Standing.DONE:
        is_over = event.ends_at is not None and event.ends_at <= now
        if not is_over and (event.days or draft.counts.since is None):
            raise Wrong(What.INCOMPLETE, "days that are over, or held", "state")
    if wanted is Standing.PUBLISHED and event.standing is Standing.DRAFT:
        if missing := lacks(event, now):
            raise Wrong(What.INCOMPLETE, ", ".join(missing), "state")
        event = replace(event, published_at=now)
    return replace(event, standing=wanted)


def _filled(row: Row) -> Iterator[tuple[int, Cell]]:
    for place, cell in enumerate(row.cells):
        if isinstance(cell, Odd) or cell.strip():
            yield place, cell


def _identity(said: Mapping[str, Cell]) -> str:
    """The id that the row gives, else what tells it from all others: title, region and days."""
    if "id" in said:
        return str(said["id"]).strip()
    parts = (_name(said), *(str(said.get(one, "")) for one in ("region", "days", "held")))
    return "/".join(faq.fold(part).replace(" ", "-") for part in parts if part)


def _name(said: Mapping[str, Cell]) -> str:
    titles = (str(cell) for column, cell in said.items() if column.startswith("title "))
    return next(titles, "")
