"""Events as rows. `taken` is not saved with them: it is counted where seats are given away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.event import Event, Kind, Standing
from desk.events.seats import BelowTaken
from desk.events.themes import Theme
from storage.events.parts import (
    agenda_in,
    days_in,
    roles_in,
    terms_in,
    venue_in,
    written_agenda,
    written_days,
    written_roles,
    written_terms,
    written_venue,
)
from storage.events.tables import events

_PLAIN = (
    "uid",
    "kind",
    "standing",
    "made_at",
    "region",
    "link",
    "waived",
    "series_id",
    "recurs_at",
    "part_of",
    "sequence",
    "made_by",
    "published_at",
    "changed_at",
)
_WORDS = ("title", "about", "donor", "reason")
_LISTS = ("languages", "interpreted")
_ANY = 2**31 - 1  # the largest number that PostgreSQL compares a count with

_PUBLISHED = text("events.standing = 'published'")
_IN_ORDER = (events.c.starts_at, events.c.id)
_GET = select(events).where(events.c.id == bindparam("event"))
_LOCK = _GET.with_for_update(key_share=True)  # seats may point at it meanwhile
_WITH_UID = select(events).where(events.c.uid == bindparam("uid"))
_ADD = insert(events).returning(events.c.id)
_SAVE = (
    update(events)
    .where(events.c.id == bindparam("this"), events.c.taken <= bindparam("most"))
    .returning(events.c.id)
)
_BETWEEN = (
    select(events)
    .where(
        _PUBLISHED,
        events.c.ends_at > bindparam("since"),
        events.c.starts_at < bindparam("until"),
    )
    .order_by(*_IN_ORDER)
)
_STANDING = select(events).where(events.c.standing == bindparam("standing")).order_by(*_IN_ORDER)
_OF_SERIES = select(events).where(events.c.series_id == bindparam("series")).order_by(*_IN_ORDER)
_PART_OF = select(events).where(events.c.part_of == bindparam("event")).order_by(*_IN_ORDER)
_SOME = select(events).where(events.c.id.in_(bindparam("these", expanding=True)))


class EventRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, event: Event) -> Event:
        """The number is given here."""
        return replace(event, id=await self._tx.scalar(_ADD, _values(event)))

    async def get(self, event_id: int) -> Event | None:
        """In line with whoever else changes it or its seats."""
        return await self._one(_LOCK, event=event_id)

    async def look(self, event_id: int) -> Event | None:
        """Locks nothing."""
        return await self._one(_GET, event=event_id)

    async def with_uid(self, uid: str) -> Event | None:
        return await self._one(_WITH_UID, uid=uid)

    async def save(self, event: Event) -> None:
        """All but `taken`. Raises BelowTaken where it would have fewer seats than are taken."""
        most = _ANY if event.terms.seats is None else event.terms.seats
        saved = await self._tx.scalar(_SAVE, {"this": event.id, "most": most, **_values(event)})
        if saved is None:
            raise BelowTaken(event.id)

    async def published(self, since: datetime, until: datetime) -> list[Event]:
        """Those of which something is between the two moments, the next first."""
        return await self._some(_BETWEEN, since=since, until=until)

    async def standing(self, standing: Standing) -> list[Event]:
        return await self._some(_STANDING, standing=standing)

    async def of_series(self, series_id: int) -> list[Event]:
        return await self._some(_OF_SERIES, series=series_id)

    async def part_of(self, event_id: int) -> list[Event]:
        return await self._some(_PART_OF, event=event_id)

    async def some(self, event_ids: Sequence[int]) -> dict[int, Event]:
        """By their numbers."""
        found = await self._some(_SOME, these=list(event_ids))
        return {event.id: event for event in found}

    async def _one(self, query: Any, **by: Any) -> Event | None:
        found = await self._some(query, **by)
        return found[0] if found else None

    async def _some(self, query: Any, **by: Any) -> list[Event]:
        return [event_in(row) for row in (await self._tx.execute(query, by)).mappings()]


def _values(event: Event) -> dict[str, Any]:
    return {
        **{name: getattr(event, name) for name in _PLAIN},
        **{name: dict(getattr(event, name)) for name in _WORDS},
        **{name: list(getattr(event, name)) for name in _LISTS},
        "timezone": event.zone.key,
        "days": written_days(event.days),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "themes": sorted(event.themes),
        "venue": written_venue(event.venue),
        "roles": written_roles(event.roles),
        "agenda": written_agenda(event.agenda),
        "terms": written_terms(event.terms),
        "seats": event.terms.seats,
    }


def event_in(row: Any) -> Event:
    known = {
        **{name: row[name] for name in (*_PLAIN, *_WORDS)},
        **{name: tuple(row[name]) for name in _LISTS},
        "kind": Kind(row["kind"]),
        "standing": Standing(row["standing"]),
    }
    return Event(
        id=row["id"],
        zone=ZoneInfo(row["timezone"]),
        days=days_in(row["days"]),
        themes=frozenset(Theme(theme) for theme in row["themes"]),
        venue=venue_in(row["venue"]),
        roles=roles_in(row["roles"]),
        agenda=agenda_in(row["agenda"]),
        terms=terms_in(row["terms"], row["seats"]),
        taken=row["taken"],
        **known,
    )
