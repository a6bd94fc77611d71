"""The cells of a table of mentors: each is read into a part of a mentor, or is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

import faq
from desk.errors import DeskError
from desk.holidays import Calendar
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor, Place, Standing
from desk.mentoring.lengths import UnreadableLength, parse_length, parse_lengths
from desk.mentoring.mentors import lacks
from desk.mentoring.parts import (
    CODES,
    Unreadable,
    place_named,
    read_capacity,
    read_regions,
    read_text,
    words_of,
)
from desk.offices import UnknownLanguage, parse_languages
from desk.week import UnreadableHours, parse_hours
from desk.zones import NoSuchZone, parse_zone

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_NOTHING = frozenset(("-", "–", "—", "none", "off"))
_YES = frozenset("yes y true 1 x ok po da evet e bai".split())  # noqa: SIM905
_NO = frozenset("no n false 0 jo ne hayir h ez".split())  # noqa: SIM905
_MOST_OF_A_CAP = 200


class What(StrEnum):
    """What is wrong with a cell, a column or a row."""

    UNKNOWN_COLUMN = "unknown column"
    DOUBLE_COLUMN = "double column"
    NO_HEADING = "no heading"
    NO_NAME_COLUMN = "no name column"
    NO_NAME = "no name"
    DOUBLE_NAME = "double name"
    KIND = "kind"
    LANGUAGE = "language"
    AREA = "area"
    REGIONS = "regions"
    HOURS = "hours"
    ZONE = "zone"
    HOLIDAYS = "holidays"
    YES_OR_NO = "yes or no"
    PLACE = "place"
    NO_PLACE = "no place"
    DEGREES = "degrees"
    LENGTH = "length"
    OUT_OF_BOUNDS = "out of bounds"
    COUNT = "count"
    CAPACITY = "capacity"
    TEXT = "text"
    NO_WAY = "no way"
    INCOMPLETE = "incomplete"
    DATE = "date"
    FORMULA = "formula"
    FAULT = "fault"


class Odd(StrEnum):
    """A cell of a spreadsheet that holds no text that could be read."""

    DATE = "date"
    FORMULA = "formula"  # whose result was not kept in the file
    FAULT = "fault"  # such as #REF!


Cell = str | Odd


class Wrong(DeskError):
    """A cell cannot be read, or what it says cannot be together with the others."""

    def __init__(self, what: What, given: str, column: str = "") -> None:
        super().__init__(what, given)
        self.what = what
        self.given = given
        self.column = column


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of people for areas and kinds; None for what is neither."""

    area: Callable[[str], Area | None]
    kind: Callable[[str], Kind | None]


@dataclass(slots=True)
class Draft:
    """A mentor as the cells of a row say, part by part."""

    mentor: Mentor
    parts: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Any] = field(default_factory=dict)
    hours: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    degrees: dict[str, float] = field(default_factory=dict)
    meets: bool | None = None  # in person
    is_approved: bool = False


def text_of(cell: Cell) -> str:
    """Raises Wrong."""
    if isinstance(cell, Odd):
        raise Wrong(What(cell.value), "")
    return cell.strip()


def finished(draft: Draft) -> Mentor:
    """All parts together. Raises Wrong."""
    mentor = draft.mentor
    after = replace(
        mentor,
        terms=replace(mentor.terms, **draft.terms),
        hours=replace(mentor.hours, **draft.hours),
        about={code: text for code, text in _texts(draft).items() if text},
        **draft.parts,
    )
    after = replace(after, place=_place(draft, after))
    if not after.is_online and after.place is None:
        raise Wrong(What.NO_WAY, "", "online")
    if draft.is_approved and after.standing is Standing.PROPOSED:
        if missing := lacks(after):
            raise Wrong(What.INCOMPLETE, ", ".join(missing), "approved")
        after = replace(after, standing=Standing.APPROVED)
    return after


def _texts(draft: Draft) -> dict[str, str]:
    """In the order of the languages."""
    texts = {**draft.mentor.about, **draft.texts}
    return {code: texts[code] for code in CODES if code in texts}


def _place(draft: Draft, after: Mentor) -> Place | None:
    """Raises Wrong."""
    place = None if draft.meets is False else after.place
    if place is None:
        if draft.meets or (draft.degrees and draft.meets is None):
            raise Wrong(What.NO_PLACE, "", "place")
        return None
    if draft.degrees:
        if len(draft.degrees) == 1:
            raise Wrong(What.DEGREES, "", next(iter({"latitude", "longitude"} - {*draft.degrees})))
        return Place(place.name, draft.degrees["latitude"], draft.degrees["longitude"])
    before = draft.mentor.place
    return before if before is not None and before.name == place.name else place


# Each column, and how its cells are read into a draft

Reader = Callable[[str, Draft], None]


def readers(dictionary: Dictionary) -> Mapping[str, Reader]:
    return {
        "name": lambda _text, _draft: None,
        "kinds": _set("kinds", What.KIND, dictionary.kind),
        "languages": _languages,
        "areas": _set("areas", What.AREA, dictionary.area),
        "regions": _regions,
        "hours": _hours,
        "zone": _zone,
        "holidays": _holidays,
        "online": _yes_or_no(lambda draft, says: draft.parts.update(is_online=says)),
        "in person": _yes_or_no(lambda draft, says: setattr(draft, "meets", says)),
        "place": _named_place,
        "latitude": _degrees(90),
        "longitude": _degrees(180),
        "lengths": _lengths,
        "before": _length("before", _MINUTE, timedelta(), 4 * _HOUR),
        "after": _length("after", _MINUTE, timedelta(), 4 * _HOUR),
        "notice": _length("notice", _HOUR, timedelta(), 30 * _DAY),
        "cancel notice": _length("cancel_notice", _HOUR, timedelta(), 30 * _DAY),
        "window": _length("window", _DAY, _DAY, 365 * _DAY),
        "per day": _cap("per_day"),
        "per week": _cap("per_week"),
        "per quarter": _cap("per_quarter"),
        "confirms": _yes_or_no(lambda draft, says: draft.terms.update(confirms=says)),
        "capacity": _capacity,
        "approved": _yes_or_no(lambda draft, says: setattr(draft, "is_approved", says)),
        **{f"about {code}": _about(code) for code in CODES},
    }


def _set(part: str, what: What, find: Callable[[str], Any]) -> Reader:
    def read(text: str, draft: Draft) -> None:
        found = []
        for word in words_of(text):
            one = find(word)
            if one is None:
                raise Wrong(what, word)
            found.append(one)
        draft.parts[part] = frozenset(found)

    return read


def _languages(text: str, draft: Draft) -> None:
    try:
        codes = parse_languages(text.replace("/", ","))
    except UnknownLanguage as error:
        raise Wrong(What.LANGUAGE, error.word) from error
    if not codes:
        raise Wrong(What.LANGUAGE, text)
    draft.parts["languages"] = codes


def _regions(text: str, draft: Draft) -> None:
    try:
        draft.parts["regions"] = () if _is_nothing(text) else read_regions(text)
    except Unreadable as error:
        raise Wrong(What.REGIONS, text) from error


def _hours(text: str, draft: Draft) -> None:
    try:
        draft.hours["week"] = parse_hours("off" if _is_nothing(text) else text)
    except UnreadableHours as error:
        raise Wrong(What.HOURS, error.part) from error


def _zone(text: str, draft: Draft) -> None:
    try:
        draft.hours["zone"] = parse_zone(text)
    except NoSuchZone as error:
        raise Wrong(What.ZONE, text) from error


def _holidays(text: str, draft: Draft) -> None:
    code = text.upper().replace("_", "-")
    if not _is_nothing(text) and code not in set(Calendar):
        raise Wrong(What.HOLIDAYS, text)
    draft.hours["calendar"] = None if _is_nothing(text) else Calendar(code)


def _yes_or_no(put: Callable[[Draft, bool], None]) -> Reader:
    def read(text: str, draft: Draft) -> None:
        word = faq.fold(text) or text
        if word not in _YES | _NO and text not in ("✓", "-"):
            raise Wrong(What.YES_OR_NO, text)
        put(draft, word in _YES or text == "✓")

    return read


def _named_place(text: str, draft: Draft) -> None:
    try:
        draft.parts["place"] = None if _is_nothing(text) else place_named(text)
    except Unreadable as error:
        raise Wrong(What.PLACE, text) from error


def _degrees(most: int) -> Reader:
    """With a decimal point or a decimal comma."""
    name = "latitude" if most == 90 else "longitude"

    def read(text: str, draft: Draft) -> None:
        try:
            number = float(text.replace(",", ".").rstrip("° "))
        except ValueError as error:
            raise Wrong(What.DEGREES, text) from error
        if not -most <= number <= most:
            raise Wrong(What.DEGREES, text)
        draft.degrees[name] = number

    return read


def _lengths(text: str, draft: Draft) -> None:
    try:
        found = parse_lengths(text, _MINUTE)
    except UnreadableLength as error:
        raise Wrong(What.LENGTH, error.part) from error
    if found[0] < 15 * _MINUTE or found[-1] > 8 * _HOUR:
        raise Wrong(What.OUT_OF_BOUNDS, text)
    draft.terms["lengths"] = found


def _length(part: str, unit: timedelta, least: timedelta, most: timedelta) -> Reader:
    def read(text: str, draft: Draft) -> None:
        try:
            found = timedelta() if _is_nothing(text) else parse_length(text, unit)
        except UnreadableLength as error:
            raise Wrong(What.LENGTH, error.part) from error
        if not least <= found <= most:
            raise Wrong(What.OUT_OF_BOUNDS, text)
        draft.terms[part] = found

    return read


def _cap(part: str) -> Reader:
    def read(text: str, draft: Draft) -> None:
        if _is_nothing(text):
            draft.terms[part] = None
            return
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST_OF_A_CAP):
            raise Wrong(What.COUNT, text)
        draft.terms[part] = int(text)

    return read


def _capacity(text: str, draft: Draft) -> None:
    try:
        draft.parts["capacity"] = read_capacity(text)
    except Unreadable as error:
        raise Wrong(What.CAPACITY, text) from error


def _about(code: str) -> Reader:
    def read(text: str, draft: Draft) -> None:
        try:
            draft.texts[code] = "" if _is_nothing(text) else read_text(text)
        except Unreadable as error:
            raise Wrong(What.TEXT, text) from error

    return read


def _is_nothing(text: str) -> bool:
    return text.lower() in _NOTHING
