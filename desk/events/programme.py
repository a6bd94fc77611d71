"""What is on, and what of it may be for somebody: near them, in their fields, in their language."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntFlag
from typing import Protocol

import faq
from desk.events.event import Event
from desk.events.themes import Theme

_EVER = datetime.max.replace(tzinfo=UTC)


class Only(IntFlag):
    """What is left out of a list; nothing where it is 0."""

    NEAR = 1
    FIELDS = 2
    LANGUAGE = 4


EVERY = Only.NEAR | Only.FIELDS | Only.LANGUAGE


@dataclass(frozen=True, slots=True)
class Interests:
    """`place` is their town; `language` has two letters."""

    place: str = ""
    fields: Collection[Theme] = ()
    language: str = ""


class ProgrammeStore(Protocol):
    async def look(self, event_id: int) -> Event | None: ...

    async def published(self, since: datetime, until: datetime) -> list[Event]:
        """Those of which something is between the two moments, the next first."""

    async def some(self, event_ids: Sequence[int]) -> dict[int, Event]:
        """By their numbers."""


class Programme:
    def __init__(self, store: ProgrammeStore) -> None:
        self._store = store

    async def look(self, event_id: int) -> Event | None:
        return await self._store.look(event_id)

    async def some(self, event_ids: Sequence[int]) -> dict[int, Event]:
        return await self._store.some(event_ids)

    async def ahead(self, now: datetime) -> list[Event]:
        """What is on and what is to come, the next first."""
        return await self._store.published(now, _EVER)


def fits(event: Event, only: Only, interests: Interests) -> bool:
    if Only.NEAR in only and not is_near(event, interests.place):
        return False
    if Only.FIELDS in only and not event.themes.intersection(interests.fields):
        return False
    return Only.LANGUAGE not in only or interests.language in (*event.languages, *event.interpreted)


def is_near(event: Event, place: str) -> bool:
    """By the names of town and region, in any spelling; an event online is near to everybody."""
    wanted = faq.fold(place)
    if event.venue is None and event.link:
        return True
    there = (
        (event.region, event.venue.name, event.venue.address) if event.venue else (event.region,)
    )
    return bool(wanted) and any(f" {wanted} " in f" {_words(one)} " for one in there)


def _words(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in faq.fold(text)).split())
