"""The cells of a table of events: each is read into a part of an event, or is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import faq
from desk.days import UnreadableDay, parse_period
from desk.errors import DeskError
from desk.events.days import NoSuchTime, NotInOrder, TwiceThere, UnreadableDays
from desk.events.event import Event, Kind, Part, Role, Standing
from desk.events.making import Counts
from desk.events.parts import (
    CODES,
    NeedsFirst,
    Unreadable,
    read_names,
    read_part,
    with_role,
    without,
)
from desk.events.recurrence import Endless, Rule, TooMany, UnreadableRule, parse_rule
from desk.events.themes import Theme
from desk.mentoring.parts import words_of
from desk.offices import UnknownLanguage, parse_languages
from desk.zones import NoSuchZone

_NOTHING = frozenset(("-", "–", "—"))
_YES = frozenset("yes y true 1 x ok po da evet e bai".split())  # noqa: SIM905
_NO = frozenset("no n false 0 jo ne hayir h ez".split())  # noqa: SIM905
_MONTH = re.compile(r"(?:(0?[1-9]|1[0-2])[./]|)((?:19|20)[0-9]{2})")
_MOST_COUNTED = 100_000
_LONG_AGO = date(1900, 1, 1)


class What(StrEnum):
    """What is wrong with a cell, a column or a row."""

    UNKNOWN_COLUMN = "unknown column"
    DOUBLE_COLUMN = "double column"
    NO_HEADING = "no heading"
    NO_TITLE = "no title"
    NO_KIND = "no kind"
    DOUBLE = "double"
    KIND = "kind"
    STATE = "state"
    TEXT = "text"
    DAYS = "days"
    ORDER = "order"
    NO_SUCH_TIME = "no such time"
    TWICE_THERE = "twice there"
    HELD = "held"
    ZONE = "zone"
    THEME = "theme"
    LANGUAGE = "language"
    PLACE = "place"
    NO_PLACE = "no place"
    DEGREES = "degrees"
    LINK = "link"
    NAMES = "names"
    LIMIT = "limit"
    YES_OR_NO = "yes or no"
    REMINDERS = "reminders"
    RULE = "rule"
    COUNT = "count"
    DAY = "day"
    COUNTED_WITH = "counted with"
    SERIES = "series"
    INCOMPLETE = "incomplete"
    IS_PUBLISHED = "is published"
    DATE = "date"
    FORMULA = "formula"
    FAULT = "fault"


class Wrong(DeskError):
    """A cell cannot be read, or what it says cannot be together with the others."""

    def __init__(self, what: What, given: str, column: str = "") -> None:
        super().__init__(what, given)
        self.what = what
        self.given = given
        self.column = column


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of people for kinds and themes; None for what is neither."""

    kind: Callable[[str], Kind | None]
    theme: Callable[[str], Theme | None]


@dataclass(slots=True)
class Draft:
    """An event as the cells of a row say, part by part.

    `counted_with` and `of` are ids of other rows: whose numbers are those of both, and of which
    series it is the date that would have begun at `instead`.
    """

    event: Event
    counts: Counts
    today: date
    standing: Standing | None = None
    has_kind: bool = False
    rule: Rule | None = None
    besides: tuple[datetime, ...] = ()  # dates of the rule that are left out
    counted_with: str = ""
    of: str = ""
    instead: datetime | None = None


Reader = Callable[[str, Draft], None]
# What the parts of an event refuse, as it is told of a cell.
_WHATS: Mapping[type[DeskError], What] = {
    UnreadableDays: What.DAYS,
    NotInOrder: What.ORDER,
    NoSuchTime: What.NO_SUCH_TIME,
    TwiceThere: What.TWICE_THERE,
    NoSuchZone: What.ZONE,
    NeedsFirst: What.NO_PLACE,
}


def readers(dictionary: Dictionary) -> Mapping[str, Reader]:
    """In the order in which they are read: some stand on others."""
    return {
        "id": lambda _text, _draft: None,
        "kind": _kind(dictionary),
        "state": _state,
        **_texts("title"),
        **_texts("about"),
        "zone": _part("zone", What.ZONE),
        "days": _part("days", What.DAYS),
        "held": _held,
        "region": _part("region", What.TEXT),
        "themes": _themes(dictionary),
        "place": _part("place", What.PLACE),
        "address": _address,
        "latitude": _degrees(90),
        "longitude": _degrees(180),
        **_texts("access"),
        "link": _part("link", What.LINK),
        "languages": _languages("languages"),
        "interpretation": _languages("interpreted"),
        **_texts("donor"),
        "facilitator": _names(Part.FACILITATOR),
        "expert": _names(Part.EXPERT),
        "seats": _part("seats", What.LIMIT),
        "per organisation": _part("per_organisation", What.LIMIT),
        "approval": _approval,
        "reminders": _part("reminders", What.REMINDERS),
        "repeat": _repeat,
        "except": _besides,
        "of": lambda text, draft: setattr(draft, "of", text),
        "instead of": _instead,
        "organisations": _count("organisations"),
        "persons": _count("persons"),
        "counted on": _counted_on,
        "counted with": lambda text, draft: setattr(draft, "counted_with", text),
    }


def _texts(name: str) -> dict[str, Reader]:
    return {f"{name} {code}": _part(f"{name}.{code}", What.TEXT) for code in CODES}


def _part(part: str, what: What) -> Reader:
    def read(text: str, draft: Draft) -> None:
        try:
            changed = read_part(draft.event, part, text, draft.today)
        except Unreadable as error:
            raise Wrong(what, text) from error
        except tuple(_WHATS) as error:
            raise Wrong(_WHATS[type(error)], text) from error
        draft.event = replace(draft.event, **changed)

    return read


def _kind(dictionary: Dictionary) -> Reader:
    def read(text: str, draft: Draft) -> None:
        kind = dictionary.kind(text)
        if kind is None:
            raise Wrong(What.KIND, text)
        draft.event, draft.has_kind = replace(draft.event, kind=kind), True

    return read


def _state(text: str, draft: Draft) -> None:
    try:
        draft.standing = Standing(text.lower())
    except ValueError as error:
        raise Wrong(What.STATE, text) from error


def _held(text: str, draft: Draft) -> None:
    """Months or days between which it was, where the days themselves are not known any more."""
    since, _dash, until = (part.strip() for part in text.replace("–", "-").partition("-"))
    months = _MONTH.fullmatch(since), _MONTH.fullmatch(until or since)
    if months[0] and months[1]:
        first = date(int(months[0][2]), int(months[0][1] or 1), 1)
        last = _end(int(months[1][2]), int(months[1][1] or 12))
    else:
        first, last = _period(text, What.HELD)
    if last < first or first > draft.today:
        raise Wrong(What.HELD, text)
    draft.counts = replace(draft.counts, since=first, until=last)


def _end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _period(text: str, what: What) -> tuple[date, date]:
    """Raises Wrong."""
    try:
        found = parse_period(text, date.min)
    except (UnreadableDay, ValueError) as error:
        raise Wrong(what, text) from error
    if found.rest or found.first < _LONG_AGO:  # a year is never left out
        raise Wrong(what, text)
    return found.first, found.last


def _themes(dictionary: Dictionary) -> Reader:
    def read(text: str, draft: Draft) -> None:
        found = []
        for word in () if text in _NOTHING else words_of(text):
            theme = dictionary.theme(word)
            if theme is None:
                raise Wrong(What.THEME, word)
            found.append(theme)
        draft.event = replace(draft.event, themes=frozenset(found))

    return read


def _address(text: str, draft: Draft) -> None:
    venue = draft.event.venue
    if venue is None:
        raise Wrong(What.NO_PLACE, text)
    said = "" if text in _NOTHING else text
    _part("place", What.PLACE)(f"{venue.name}\n{said}", draft)


def _degrees(most: int) -> Reader:
    """With a decimal point or a decimal comma."""
    name = "latitude" if most == 90 else "longitude"

    def read(text: str, draft: Draft) -> None:
        venue = draft.event.venue
        if venue is None:
            raise Wrong(What.NO_PLACE, text)
        try:
            number = float(text.replace(",", ".").rstrip("° "))
        except ValueError as error:
            raise Wrong(What.DEGREES, text) from error
        if not -most <= number <= most:
            raise Wrong(What.DEGREES, text)
        degrees: dict[str, Any] = {name: number}
        draft.event = replace(draft.event, venue=replace(venue, **degrees))

    return read


def _languages(part: str) -> Reader:
    def read(text: str, draft: Draft) -> None:
        try:
            codes = () if text in _NOTHING else parse_languages(text.replace("/", ","))
        except UnknownLanguage as error:
            raise Wrong(What.LANGUAGE, error.word) from error
        changed: dict[str, Any] = {part: tuple(codes)}
        draft.event = replace(draft.event, **changed)

    return read


def _names(part: Part) -> Reader:
    def read(text: str, draft: Draft) -> None:
        event = draft.event = replace(draft.event, roles=without(draft.event, part))
        try:
            named = () if text in _NOTHING else read_names(text)
        except Unreadable as error:
            raise Wrong(What.NAMES, text) from error
        for name in named:
            event = replace(event, roles=with_role(event, Role(part, name)))
        draft.event = event

    return read


def _approval(text: str, draft: Draft) -> None:
    word = faq.fold(text) or text
    if word not in _YES | _NO and text not in ("✓", "-"):
        raise Wrong(What.YES_OR_NO, text)
    terms = replace(draft.event.terms, approves=word in _YES or text == "✓")
    draft.event = replace(draft.event, terms=terms)


def _repeat(text: str, draft: Draft) -> None:
    try:
        draft.rule = parse_rule(text, draft.event.zone)
    except (UnreadableRule, Endless, TooMany) as error:
        raise Wrong(What.RULE, text) from error


def _besides(text: str, draft: Draft) -> None:
    draft.besides = tuple(_stamp(word) for word in words_of(text))


def _instead(text: str, draft: Draft) -> None:
    draft.instead = _stamp(text)


def _stamp(text: str) -> datetime:
    """A moment as computers write it, with what it is ahead of UTC. Raises Wrong."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Wrong(What.DAY, text) from error
    if at.tzinfo is None:
        raise Wrong(What.DAY, text)
    return at


def _count(name: str) -> Reader:
    def read(text: str, draft: Draft) -> None:
        is_number = text.isascii() and text.isdecimal() and int(text) <= _MOST_COUNTED
        if not is_number and text not in _NOTHING:
            raise Wrong(What.COUNT, text)
        changed: dict[str, Any] = {name: int(text) if is_number else None}
        draft.counts = replace(draft.counts, **changed)

    return read


def _counted_on(text: str, draft: Draft) -> None:
    first, last = _period(text, What.DAY)
    if first != last:
        raise Wrong(What.DAY, text)
    draft.counts = replace(draft.counts, counted_on=first)
