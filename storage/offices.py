"""Offices and their own days as rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.holidays import Calendar
from desk.hours import Hours
from desk.offices import LocalDay, Office
from desk.week import Spans, parse_hours, parse_spans, written, written_spans
from storage.database import OnBoth, upsert
from storage.schema import office_days, offices, people

_ALL = select(offices).order_by(offices.c.added_at, offices.c.slug)
_DAYS = select(office_days).order_by(office_days.c.office, office_days.c.day)
_ADD = OnBoth(lambda insert: insert(offices).on_conflict_do_nothing().returning(offices.c.slug))
_PUT_DAY = upsert(office_days)


class OfficeRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def all(self) -> list[Office]:
        return [_office(row) for row in (await self._tx.execute(_ALL)).mappings()]

    async def days(self) -> Mapping[str, list[LocalDay]]:
        found: dict[str, list[LocalDay]] = {}
        for row in (await self._tx.execute(_DAYS)).mappings():
            found.setdefault(row["office"], []).append(_day(row))
        return found

    async def add(self, office: Office, at: datetime) -> bool:
        values = {**_values(office), "slug": office.slug, "added_at": at}
        return await self._tx.scalar(_ADD.on(self._tx), values) is not None

    async def save(self, office: Office) -> None:
        query = update(offices).where(offices.c.slug == office.slug)
        await self._tx.execute(query.values(_values(office)))

    async def put_days(self, slug: str, days: Sequence[LocalDay]) -> None:
        for one in days:
            values = {
                "office": slug,
                "day": one.day,
                "is_open": one.is_open,
                "hours": written_spans(one.spans),
                "reason": one.reason,
            }
            await self._tx.execute(_PUT_DAY.on(self._tx), values)

    async def drop_days(self, slug: str, days: Sequence[date]) -> None:
        gone = (office_days.c.office == slug) & office_days.c.day.in_(days)
        await self._tx.execute(delete(office_days).where(gone))

    async def belonging(self, slug: str) -> int:
        query = select(func.count()).select_from(people).where(people.c.office == slug)
        return await self._tx.scalar(query) or 0

    async def remove(self, slug: str) -> None:
        """The people first: theirs are the first locks of any transaction."""
        await self._tx.execute(update(people).where(people.c.office == slug).values(office=None))
        await self._tx.execute(delete(office_days).where(office_days.c.office == slug))
        await self._tx.execute(delete(offices).where(offices.c.slug == slug))


def _values(office: Office) -> dict[str, Any]:
    return {
        "name": office.name,
        "timezone": office.hours.zone.key,
        "opening_hours": written(office.hours.week),
        "holidays": office.hours.calendar,
        "languages": list(office.languages),
    }


def _office(row: Any) -> Office:
    calendar = row["holidays"] and Calendar(row["holidays"])
    hours = Hours(ZoneInfo(row["timezone"]), parse_hours(row["opening_hours"]), calendar)
    return Office(row["slug"], row["name"], hours, tuple(row["languages"]))


def _day(row: Any) -> LocalDay:
    spans: Spans = parse_spans(row["hours"]) if row["hours"] else ()
    return LocalDay(row["day"], row["is_open"], spans, row["reason"])
