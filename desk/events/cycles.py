"""A year of meetings with a municipality: three with it alone, and one that presents its plans."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import faq
from desk.errors import DeskError
from desk.events.event import Event, Kind, Standing, Words
from desk.events.parts import MOST_REGION
from desk.mentoring.parts import words_of

KINDS = (Kind.ONE_TO_ONE, Kind.ONE_TO_ONE, Kind.ONE_TO_ONE, Kind.PRESENTATION)
RULE = "FREQ=MONTHLY;INTERVAL=3;COUNT=4"  # what comes again in each quarter of one year
MOST_MUNICIPALITIES = 40
_MONTHS = 3


class UnreadableCycle(DeskError):
    """What was written is no year with the names of municipalities behind it."""


def parse_cycle(text: str) -> tuple[int, tuple[str, ...]]:
    """As in "2027 Prizren, Mitrovica". Raises UnreadableCycle."""
    year, _blank, rest = text.strip().partition(" ")
    named = words_of(rest)
    is_year = re.fullmatch(r"20[0-9]{2}", year)
    if not is_year or not 1 <= len(named) <= MOST_MUNICIPALITIES:
        raise UnreadableCycle(text)
    if max(map(len, named)) > MOST_REGION:
        raise UnreadableCycle(text)
    return int(year), named


def quarters(year: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """When each begins."""
    return tuple(
        datetime(year, 1 + _MONTHS * number, 1, tzinfo=zone) for number in range(len(KINDS))
    )


def quarter_of(at: datetime, zone: ZoneInfo) -> int:
    """From nought."""
    return (at.astimezone(zone).month - 1) // _MONTHS


def drafts(
    municipality: str, year: int, zone: ZoneInfo, at: datetime, titles: Sequence[Words]
) -> list[Event]:
    """One for each quarter: of which it is stands in `recurs_at` until its day is written."""
    return [
        Event(
            id=0,
            uid="",
            kind=kind,
            standing=Standing.DRAFT,
            zone=zone,
            made_at=at,
            title=title,
            region=municipality,
            recurs_at=begins,
        )
        for kind, begins, title in zip(KINDS, quarters(year, zone), titles, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Year:
    """A municipality's; for each quarter the meeting that was held or is published, or None.

    `planned` are its drafts, the same way.
    """

    municipality: str
    met: tuple[Event | None, ...]
    planned: tuple[Event | None, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The quarters without a meeting, from nought."""
        return tuple(number for number, event in enumerate(self.met) if event is None)


def years_of(events: Iterable[Event], year: int) -> list[Year]:
    """Of each municipality that has meetings in this year, by name."""
    met: dict[str, dict[int, Event]] = {}
    planned: dict[str, dict[int, Event]] = {}
    names: dict[str, str] = {}
    for event in events:
        found = _quarter(event, year)
        if found is None or event.kind not in KINDS or not event.region:
            continue
        key = faq.fold(event.region)
        names.setdefault(key, event.region)
        if event.standing in (Standing.PUBLISHED, Standing.DONE):
            met.setdefault(key, {}).setdefault(found, event)
        elif event.standing is Standing.DRAFT:
            planned.setdefault(key, {}).setdefault(found, event)
    return [
        Year(names[key], _each(met.get(key, {})), _each(planned.get(key, {})))
        for key in sorted(names)
    ]


def has_cycle(events: Sequence[Event], municipality: str, year: int) -> bool:
    wanted = faq.fold(municipality)
    return any(
        faq.fold(event.region) == wanted
        and event.kind in KINDS
        and event.part_of is None
        and event.recurs_at is not None
        and event.recurs_at.astimezone(event.zone).year == year
        for event in events
    )


def _each(found: Mapping[int, Event]) -> tuple[Event | None, ...]:
    return tuple(found.get(number) for number in range(len(KINDS)))


def _quarter(event: Event, year: int) -> int | None:
    """By its first day; a draft without one is of the quarter that it was made for."""
    at = event.starts_at or event.recurs_at
    if at is None or at.astimezone(event.zone).year != year:
        return None
    return quarter_of(at, event.zone)
