"""Timers as rows: set and dropped with what causes them, each fired in one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, cast, delete, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.targets import Target
from desk.timers import Kind, Timer
from storage.columns import Moment
from storage.database import OnBoth
from storage.schema import tickets, timers

_WAITS = text("timers.fired_at IS NULL")
_GOING_ON = text("tickets.status <> 'closed'")
_THIS = timers.c.key == bindparam("this")
_OF = select(timers).where(timers.c.ticket_id == bindparam("ticket"))
_ABOUT = select(timers).where(
    timers.c.about_id == bindparam("about"),
    timers.c.kind.in_(bindparam("kinds", expanding=True)),
)
_GET = select(timers).where(_THIS)
_DUE = (
    select(timers)
    .where(_WAITS, timers.c.due_at <= bindparam("now"))
    .order_by(timers.c.due_at, timers.c.key)
    .limit(bindparam("most"))
)
_CLAIM = (
    update(timers)
    .where(_THIS, _WAITS, timers.c.due_at <= bindparam("now"))
    .values(fired_at=bindparam("now"))
    .returning(timers.c.key)
)
_POSTPONE = (
    update(timers)
    .where(_THIS, _WAITS)
    .values(due_at=bindparam("until"), attempts=bindparam("tries"))
)
_DROP = delete(timers).where(timers.c.key.in_(bindparam("keys", expanding=True)))


def _put(insert: Any) -> Any:
    statement = insert(timers)
    columns = {c.name: statement.excluded[c.name] for c in timers.c}
    return statement.on_conflict_do_update(
        index_elements=[timers.c.key], set_=columns, where=timers.c.fired_at.is_(None)
    )


_PUT = OnBoth(_put)


class TimerRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def of(self, ticket_id: int) -> list[Timer]:
        rows = (await self._tx.execute(_OF, {"ticket": ticket_id})).mappings()
        return [_timer(row) for row in rows]

    async def about(self, about_id: int, kinds: Collection[Kind]) -> list[Timer]:
        by = {"about": about_id, "kinds": list(kinds)}
        return [_timer(row) for row in (await self._tx.execute(_ABOUT, by)).mappings()]

    async def put(self, many: Sequence[Timer]) -> None:
        if many:
            await self._tx.execute(_PUT.on(self._tx), [_values(timer) for timer in many])

    async def drop(self, keys: Sequence[str]) -> None:
        if keys:
            await self._tx.execute(_DROP, {"keys": keys})

    async def get(self, key: str) -> Timer | None:
        row = (await self._tx.execute(_GET, {"this": key})).mappings().first()
        return _timer(row) if row else None

    async def due(self, at: datetime, most: int) -> list[Timer]:
        rows = (await self._tx.execute(_DUE, {"now": at, "most": most})).mappings()
        return [_timer(row) for row in rows]

    async def claim(self, key: str, at: datetime) -> bool:
        return await self._tx.scalar(_CLAIM, {"this": key, "now": at}) is not None

    async def postpone(self, key: str, until: datetime, attempts: int = 0) -> None:
        await self._tx.execute(_POSTPONE, {"this": key, "until": until, "tries": attempts})

    async def renew_all(self, at: datetime) -> None:
        kind, now = str(Kind.RENEW), literal(at, Moment())
        key = literal(f"{kind}:").concat(cast(tickets.c.id, Text))
        going_on = select(key, literal(kind), tickets.c.id, now, now).where(_GOING_ON)
        columns = ["key", "kind", "ticket_id", "planned_at", "due_at"]
        await self._tx.execute(delete(timers).where(timers.c.kind == kind))
        await self._tx.execute(insert(timers).from_select(columns, going_on))


def _values(timer: Timer) -> dict[str, Any]:
    """Shallow: `asdict` copies each moment, which costs more than writing it."""
    return {name: getattr(timer, name) for name in Timer.__dataclass_fields__}


def _timer(row: Any) -> Timer:
    target = row["target"] and Target(row["target"])
    return Timer(**{**row, "kind": Kind(row["kind"]), "target": target})
