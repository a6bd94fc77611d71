"""Wishes as rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind
from desk.mentoring.wishes import Start, Wish, WishState
from storage.mentoring.tables import wishes

_MINUTE = timedelta(minutes=1)
_PLAIN = (
    "person_id",
    "organisation_id",
    "language",
    "made_at",
    "kind",
    "area",
    "words",
    "is_online",
    "region",
    "mentor_id",
    "earliest",
    "latest",
    "state",
    "waiting_since",
    "booking_id",
    "rests_until",
)
_ADD = insert(wishes).returning(wishes.c.id)
_GET = select(wishes).where(wishes.c.id == bindparam("wish"))
_SAVE = update(wishes).where(wishes.c.id == bindparam("this"))
_OF = (
    select(wishes)
    .where(wishes.c.person_id == bindparam("person"))
    .where(wishes.c.state.in_((WishState.OPEN, WishState.WAITING, WishState.OFFERED)))
    .order_by(wishes.c.id.desc())
)
_WAITING = (
    select(wishes).where(text("state = 'waiting'")).order_by(wishes.c.waiting_since, wishes.c.id)
)


class WishRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, wish: Wish) -> Wish:
        return replace(wish, id=await self._tx.scalar(_ADD, _values(wish)))

    async def get(self, wish_id: int) -> Wish | None:
        found = await self._some(_GET, wish=wish_id)
        return found[0] if found else None

    async def save(self, wish: Wish) -> None:
        await self._tx.execute(_SAVE, {"this": wish.id, **_values(wish)})

    async def of(self, person_id: int) -> list[Wish]:
        return await self._some(_OF, person=person_id)

    async def waiting(self) -> list[Wish]:
        return await self._some(_WAITING)

    async def _some(self, query: Any, **by: Any) -> list[Wish]:
        return [_wish(row) for row in (await self._tx.execute(query, by)).mappings()]


def _values(wish: Wish) -> dict[str, Any]:
    return {
        **{name: getattr(wish, name) for name in _PLAIN},
        "timezone": wish.zone.key,
        "minutes": wish.length // _MINUTE,
        "avoided": list(wish.avoided),
        "declined": sorted(
            (one.mentor_id, int(one.starts_at.timestamp())) for one in wish.declined
        ),
    }


def _wish(row: Any) -> Wish:
    known = {
        **{name: row[name] for name in _PLAIN},
        "kind": Kind(row["kind"]),
        "area": row["area"] and Area(row["area"]),
        "state": WishState(row["state"]),
    }
    return Wish(
        id=row["id"],
        zone=ZoneInfo(row["timezone"]),
        length=row["minutes"] * _MINUTE,
        avoided=tuple(row["avoided"]),
        declined=frozenset(
            Start(mentor, datetime.fromtimestamp(start, UTC)) for mentor, start in row["declined"]
        ),
        **known,
    )
