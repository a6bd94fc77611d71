"""Subscriptions as rows, and whom a new event is told to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.event import Event, Kind
from desk.events.subscriptions import Interest
from desk.events.themes import Theme
from desk.privacy import Purpose
from storage.events.tables import subscriptions
from storage.schema import consents, people

_OF = (
    select(subscriptions)
    .where(subscriptions.c.person_id == bindparam("person"))
    .order_by(subscriptions.c.id)
)
_ADD = insert(subscriptions)
_STOP = delete(subscriptions).where(subscriptions.c.person_id == bindparam("person"))
# The last word on it counts.
ALLOWS_NEWS = (
    select(consents.c.is_on)
    .where(consents.c.person_id == people.c.id, consents.c.what == Purpose.CAMPAIGNS)
    .order_by(consents.c.id.desc())
    .limit(1)
    .scalar_subquery()
)


class SubscriptionRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def of(self, person_id: int) -> list[Interest]:
        rows = (await self._tx.execute(_OF, {"person": person_id})).mappings()
        return [_interest(row) for row in rows]

    async def add(self, person_id: int, interest: Interest, at: datetime) -> None:
        if interest not in await self.of(person_id):
            values = {"person_id": person_id, "made_at": at, **_values(interest)}
            await self._tx.execute(_ADD, values)

    async def drop(self, person_id: int, interest: Interest) -> None:
        same = [
            column.is_(None) if value is None else column == value
            for name, value in _values(interest).items()
            for column in (subscriptions.c[name],)
        ]
        gone = delete(subscriptions).where(subscriptions.c.person_id == person_id, *same)
        await self._tx.execute(gone)

    async def stop(self, person_id: int) -> int:
        return (await self._tx.execute(_STOP, {"person": person_id})).rowcount

    async def to_tell(self, event: Event, after: int, most: int) -> list[int]:
        c = subscriptions.c
        themes = sorted(event.themes)
        query = (
            select(c.person_id)
            .distinct()
            .join(people, people.c.id == c.person_id)
            .where(
                c.person_id > after,
                people.c.reachable,
                _fits(c.kind, [event.kind]),
                _fits(c.region, [event.region]),
                _fits(c.theme, themes),
                func.coalesce(ALLOWS_NEWS, False),
            )
            .order_by(c.person_id)
            .limit(most)
        )
        return list(await self._tx.scalars(query))


def _fits(column: ColumnElement[Any], values: list[Any]) -> ColumnElement[bool]:
    return or_(column.is_(None), column.in_(values))


def _values(interest: Interest) -> dict[str, Any]:
    return {"kind": interest.kind, "region": interest.region, "theme": interest.theme}


def _interest(row: Any) -> Interest:
    kind, theme = row["kind"], row["theme"]
    return Interest(kind and Kind(kind), row["region"], theme and Theme(theme))
