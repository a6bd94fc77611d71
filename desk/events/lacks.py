"""What an event lacks before it can be published, and which texts lack a language."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from desk.errors import DeskError
from desk.events.event import Event, Kind, Part, Words


class Lack(StrEnum):
    TITLE = "title"
    DAYS = "days"
    OVER = "over"  # the days have passed
    WHERE = "where"  # a place, or a link
    LANGUAGES = "languages"
    FACILITATOR = "facilitator"
    EXPERT = "expert"


class Incomplete(DeskError):
    """It cannot be published yet."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__(*lacks)
        self.lacks = lacks


_NEEDS: Mapping[Kind, Mapping[Part, Lack]] = {
    Kind.OPEN_MEETING: {Part.FACILITATOR: Lack.FACILITATOR, Part.EXPERT: Lack.EXPERT}
}
TO_WAIVE = frozenset((Lack.FACILITATOR, Lack.EXPERT))


def lacks(event: Event, now: datetime) -> tuple[Lack, ...]:
    return tuple(_lacks(event, now))


def _lacks(event: Event, now: datetime) -> Iterator[Lack]:
    if not any(event.title.values()):
        yield Lack.TITLE
    if not event.days:
        yield Lack.DAYS
    elif event.days[0].starts_at <= now:
        yield Lack.OVER
    if event.venue is None and not event.link:
        yield Lack.WHERE
    if not event.languages:
        yield Lack.LANGUAGES
    if not event.waived:
        filled = {role.part for role in event.roles}
        needs = _NEEDS.get(event.kind, {})
        yield from (lack for part, lack in needs.items() if part not in filled)


class Told(StrEnum):
    """What is told of an event in words of its own, in several languages."""

    TITLE = "title"
    ABOUT = "about"
    ACCESS = "access"
    DONOR = "donor"
    AGENDA = "agenda"
    REASON = "reason"


def texts_of(event: Event, told: Told) -> tuple[Words, ...]:
    match told:
        case Told.ACCESS:
            return (event.venue.access,) if event.venue else ()
        case Told.AGENDA:
            return tuple(block.title for block in event.agenda)
        case Told.TITLE:
            return (event.title,)
        case Told.ABOUT:
            return (event.about,)
        case Told.DONOR:
            return (event.donor,)
        case Told.REASON:
            return (event.reason,)


def untranslated(event: Event, codes: tuple[str, ...]) -> dict[str, tuple[Told, ...]]:
    """By the code of a language: what is told in others, and not in it."""
    found = {
        code: tuple(told for told in Told if _is_missing(texts_of(event, told), code))
        for code in codes
    }
    return {code: missing for code, missing in found.items() if missing}


def _is_missing(texts: tuple[Words, ...], code: str) -> bool:
    return any(any(words.values()) and not words.get(code) for words in texts)
