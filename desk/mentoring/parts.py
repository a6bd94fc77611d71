"""The parts of a mentor that somebody writes in words: read, or refused."""

import re
from collections.abc import Mapping
from typing import Any

from desk.errors import DeskError
from desk.languages import WRITTEN
from desk.mentoring.directory import Mentor, Place
from desk.mentoring.mentors import (
    MOST_ABOUT,
    MOST_CAPACITY,
    MOST_PLACE,
    MOST_REGION,
    MOST_REGIONS,
)

CODES = tuple(language.telegram_code for language in WRITTEN)
_ABOUT = "about."
_NOTHING = re.compile(r"\s*[-–—]\s*")


class Unreadable(DeskError):
    """What was written is no such part."""


def is_part(part: str) -> bool:
    return part in ("name", "capacity", "regions", "place") or (
        part.startswith(_ABOUT) and part.removeprefix(_ABOUT) in CODES
    )


def read_part(mentor: Mentor, part: str, text: str) -> dict[str, Any]:
    """The changed field; a dash alone takes it away. Raises Unreadable."""
    text = text.strip()
    is_nothing = bool(_NOTHING.fullmatch(text))
    match part.partition("."):
        case ("capacity", _, _):
            return {"capacity": read_capacity(text)}
        case ("regions", _, _):
            return {"regions": () if is_nothing else read_regions(text)}
        case ("place", _, _):
            return {"place": None if is_nothing else place_named(text)}
        case ("about", _, code) if code in CODES:
            return {"about": _with_text(mentor.about, code, "" if is_nothing else text)}
    raise Unreadable(part)


def read_capacity(text: str) -> int:
    """Raises Unreadable."""
    number = int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0
    if not 1 <= number <= MOST_CAPACITY:
        raise Unreadable(text)
    return number


def words_of(text: str) -> tuple[str, ...]:
    """What stands between commas or the like, each once."""
    found = [" ".join(part.split()) for part in re.split(r"[,;|\n]", text)]
    return tuple(dict.fromkeys(filter(None, found)))


def read_regions(text: str) -> tuple[str, ...]:
    """Raises Unreadable."""
    named = words_of(text)
    if not named or len(named) > MOST_REGIONS or max(map(len, named)) > MOST_REGION:
        raise Unreadable(text)
    return named


def place_named(text: str) -> Place:
    """What was on the map before is not there any more. Raises Unreadable."""
    line = " ".join(text.split())
    if not any(map(str.isalnum, line)) or len(line) > MOST_PLACE:
        raise Unreadable(text)
    return Place(line)


def place_at(mentor: Mentor, latitude: float, longitude: float, title: str) -> Place:
    """The place that was named before, or the one that the location names. Raises Unreadable."""
    named = mentor.place or (place_named(title) if title.strip() else None)
    if named is None:
        raise Unreadable(title)
    return Place(named.name, latitude, longitude)


def read_text(text: str) -> str:
    """Raises Unreadable."""
    if not any(map(str.isalnum, text)) or len(text) > MOST_ABOUT:
        raise Unreadable(text)
    return text


def _with_text(about: Mapping[str, str], code: str, text: str) -> dict[str, str]:
    """In the order of the languages."""
    texts = {**about, code: read_text(text)} if text else {**about, code: ""}
    return {one: texts[one] for one in CODES if texts.get(one)}
