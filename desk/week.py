"""A week of open hours in wall time, and how people write it: "mo-fr 9:00-12:30; sa 10-13".

Which days are holidays, and what time it is, is not known here.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from desk.errors import DeskError
from desk.week_names import CODES, Case, Kind
from desk.week_words import Word, words_of

MINUTES = 24 * 60  # of a day


class UnreadableHours(DeskError):
    """A text says no opening hours; `part` is what could not be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class DayNamedTwice(UnreadableHours):
    """`part` names a day of which something was said before."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes after midnight, by the clock on the wall; `closes` is 1440 for 24:00."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES:
            raise ValueError(self)


Spans = tuple[Span, ...]  # of a day, in order and apart
Week = tuple[Spans, ...]  # seven days, Monday first

ALWAYS: Week = ((Span(0, MINUTES),),) * 7
NEVER: Week = ((),) * 7

_NOON = 12 * 60
_ALWAYS = "24/7"
_NEVER = "off"
_GAPS = (Kind.COMMA, Kind.AND)
_BEFORE_TIMES = (Kind.COLON, Kind.COMMA, Kind.BREAK)
_BEFORE_A_RULE = (*_GAPS, Kind.BREAK)


def parse_hours(text: str) -> Week:
    """Days and their spans in any of the languages, or "24/7", or "off". Raises UnreadableHours.

    A day that is not named is closed; one that is named twice is a mistake. A span ends on the
    day on which it begins: 24:00 at the latest, which 0:00 means as well.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    if plain == _ALWAYS:
        return ALWAYS
    reading = _Reading(plain)
    if [word.kind for word in reading.words] == [Kind.OFF]:
        return NEVER
    week: dict[int, Spans] = {}
    for days, named, spans in reading.rules():
        if week.keys() & set(days) or len(set(days)) < len(days):
            raise DayNamedTwice(named)
        week |= dict.fromkeys(days, spans)
    if not week:
        raise UnreadableHours(plain)
    return tuple(week.get(day, ()) for day in range(7))


def parse_spans(text: str) -> Spans:
    """The spans of one day: "9:00-12:30 13:30-17:00". Raises UnreadableHours."""
    plain = unicodedata.normalize("NFC", text).strip()
    reading = _Reading(plain)
    spans = reading.spans(_GAPS)
    if not spans or not reading.is_over:
        raise UnreadableHours(plain)
    return spans


def written(week: Week) -> str:
    """As `parse_hours` reads it back: "mo-fr 09:00-12:30 13:30-17:00; sa 10:00-13:00"."""
    if week == ALWAYS:
        return _ALWAYS
    alike = [(spans, list(days)) for spans, days in groupby(range(7), week.__getitem__)]
    rules = [f"{_range(days)} {written_spans(spans)}" for spans, days in alike if spans]
    return "; ".join(rules) or _NEVER


def written_spans(spans: Spans) -> str:
    """As `parse_spans` reads them back: "09:00-12:30 13:30-17:00"."""
    return " ".join(map(_said, spans))


class _Reading:
    """A text word by word; what does not fit is told by the place where it begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self._at = 0

    @property
    def is_over(self) -> bool:
        return self._at == len(self.words)

    def rules(self) -> Iterator[tuple[list[int], str, Spans]]:
        """Days, how they are named, and their spans. Raises UnreadableHours."""
        self._skip(_BEFORE_A_RULE)
        while not self.is_over:
            first = self._at
            spans: Spans | None = self.spans(_BEFORE_A_RULE)  # "10-12 on Mondays"
            self._skip(_BEFORE_TIMES)
            runs = self._runs()
            if not spans and runs:
                self._skip(_BEFORE_TIMES)
                spans = self._times()
            if spans is None or not runs:
                raise UnreadableHours(self._line(first))
            yield self._days(runs), self._said([run[0] for run in runs] + runs[-1]), spans
            self._skip(_BEFORE_A_RULE)

    def spans(self, gaps: tuple[Kind, ...]) -> Spans:
        """One after the other, as far as they go. Raises UnreadableHours."""
        found: list[Span] = []
        while (span := self._span()) is not None:
            found.append(span)
            self._skip(gaps)
        return _united(found)

    def _times(self) -> Spans | None:
        if self._take(Kind.OFF):
            return ()
        return self.spans(_BEFORE_A_RULE) or None

    def _span(self) -> Span | None:
        before = self._at
        half = self._half()
        self._take(Kind.FROM)
        half = half or self._half()
        first = self._take(Kind.CLOCK)
        has_to = self._take(Kind.TO) is not None
        last = self._take(Kind.CLOCK) if first else None
        if first and last and (has_to or first.case is Case.FROM or last.case is Case.TO):
            half = half or self._half()
            try:
                return _span(first.minute, last.minute, half)
            except ValueError as error:
                told = self.words[before : self._at] if half else [first, last]
                raise UnreadableHours(self._said(told)) from error
        self._at = before
        return None

    def _half(self) -> Kind | None:
        """Of the day."""
        found = self._take(Kind.MORNING) or self._take(Kind.LATER)
        return found.kind if found else None

    def _runs(self) -> list[list[Word]]:
        """From one day to another, or one alone; unknown names among them."""
        found: list[list[Word]] = []
        while run := self._run():
            found.append(run)
            end = self._at
            self._skip(_GAPS)
        if found:
            self._at = end
        return found

    def _run(self) -> list[Word]:
        before = self._at
        opening = self._take(Kind.FROM)
        first = self._name()
        if first is None:
            self._at = before
            return []
        here = self._at
        is_from = self._take(Kind.TO) is not None or first.case is Case.FROM
        last = self._name() if is_from else None
        if last is None:
            self._at = here
        return [word for word in (opening, first, last) if word]

    def _name(self) -> Word | None:
        return self._take(Kind.DAYS) or (
            self._take(Kind.UNKNOWN)
            if not self.is_over and self.text[self.words[self._at].start].isalpha()
            else None
        )

    def _days(self, runs: list[list[Word]]) -> list[int]:
        """Raises UnreadableHours."""
        return [day for run in runs for day in self._days_of(run)]

    def _days_of(self, run: list[Word]) -> Iterable[int]:
        names = [word for word in run if word.kind is not Kind.FROM]
        for name in names:
            if name.kind is Kind.UNKNOWN:
                raise UnreadableHours(self._said([name]))
        if len(names) == 1:
            if len(run) > 1 or names[0].case is not Case.NONE:
                raise UnreadableHours(self._said(run))
            return names[0].days
        first, last = names
        if len(first.days) > 1 or len(last.days) > 1:
            raise UnreadableHours(self._said(run))
        count = (last.days[0] - first.days[0]) % 7 + 1
        return ((first.days[0] + number) % 7 for number in range(count))

    def _take(self, kind: Kind) -> Word | None:
        if self.is_over or self.words[self._at].kind is not kind:
            return None
        self._at += 1
        return self.words[self._at - 1]

    def _skip(self, kinds: tuple[Kind, ...]) -> None:
        while not self.is_over and self.words[self._at].kind in kinds:
            self._at += 1

    def _said(self, words: list[Word]) -> str:
        return self.text[words[0].start : words[-1].end].rstrip(".")

    def _line(self, first: int) -> str:
        breaks = (word.start for word in self.words[first:] if word.kind is Kind.BREAK)
        return self.text[self.words[first].start : next(breaks, len(self.text))].rstrip()


def _span(opens: int, closes: int, half: Kind | None) -> Span:
    """In the afternoon, four is sixteen. Raises ValueError."""
    if half is Kind.MORNING and opens >= _NOON:
        raise ValueError(opens)
    if half is Kind.LATER:
        opens, closes = (minute + _NOON * (0 < minute < _NOON) for minute in (opens, closes))
    return Span(opens, closes or MINUTES)


def _united(spans: Iterable[Span]) -> Spans:
    """In order; those that touch or overlap are one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.opens <= apart[-1].closes:
            before = apart.pop()
            apart.append(Span(before.opens, max(before.closes, span.closes)))
        else:
            apart.append(span)
    return tuple(apart)


def _range(days: list[int]) -> str:
    first, last = CODES[days[0]], CODES[days[-1]]
    return first if first == last else f"{first}-{last}"


def _said(span: Span) -> str:
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (span.opens, span.closes))
