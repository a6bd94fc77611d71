"""What is kept while events are made, as rows: forms, series, and what was counted elsewhere."""

from dataclasses import asdict, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.making import Counts, Form, Series
from desk.events.seats import Status
from storage.database import upsert
from storage.events.tables import event_counts, event_forms, event_series, seats

_THIS_FORM = (
    event_forms.c.message_id == bindparam("message"),
    event_forms.c.group_name == bindparam("group"),
)
_FORM = select(event_forms).where(*_THIS_FORM)
_DROP_FORM = delete(event_forms).where(*_THIS_FORM)
_KEEP_FORM = upsert(event_forms)
_SERIES = select(event_series).where(event_series.c.id == bindparam("series"))
_ADD_SERIES = insert(event_series).returning(event_series.c.id)
_PUT_COUNTS = upsert(event_counts)
_PEOPLE = (
    select(func.count())
    .select_from(seats)
    .where(
        seats.c.event_id == bindparam("event"),
        seats.c.person_id.is_not(None),
        seats.c.status.in_([status for status in Status if status.is_open]),
    )
)


class MakingRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def form(self, message_id: int, group: str) -> Form | None:
        row = await self._one(_FORM, message=message_id, group=group)
        return Form(**row) if row else None

    async def keep_form(self, form: Form) -> None:
        await self._tx.execute(_KEEP_FORM.on(self._tx), asdict(form))

    async def drop_form(self, message_id: int, group: str) -> None:
        await self._tx.execute(_DROP_FORM, {"message": message_id, "group": group})

    async def add_series(self, series: Series) -> Series:
        values = {
            "rule": series.rule,
            "timezone": series.zone.key,
            "starts_at": series.starts_at,
            "made_at": series.made_at,
        }
        return replace(series, id=await self._tx.scalar(_ADD_SERIES, values))

    async def series(self, series_id: int) -> Series | None:
        row = await self._one(_SERIES, series=series_id)
        if row is None:
            return None
        known = {name: row[name] for name in ("id", "rule", "starts_at", "made_at")}
        return Series(zone=ZoneInfo(row["timezone"]), **known)

    async def put_counts(self, counts: Counts) -> None:
        await self._tx.execute(_PUT_COUNTS.on(self._tx), asdict(counts))

    async def counts(self) -> dict[int, Counts]:
        rows = (await self._tx.execute(select(event_counts))).mappings()
        return {row["event_id"]: Counts(**row) for row in rows}

    async def people_of(self, event_id: int) -> int:
        return await self._tx.scalar(_PEOPLE, {"event": event_id}) or 0

    async def _one(self, query: Any, **by: Any) -> Any:
        return (await self._tx.execute(query, by)).mappings().first()
