"""Mentors and their own days as rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Text, bindparam, cast, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.holidays import Calendar
from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.directory import Form, Kind, Mentor, Place, Standing, Terms
from desk.week import Spans, parse_hours, parse_spans, written, written_spans
from storage.database import upsert
from storage.mentoring.tables import mentor_days, mentor_forms, mentors

_MINUTE = timedelta(minutes=1)
_CAPS = ("per_day", "per_week", "per_quarter")
_TIMES = ("before", "after", "notice", "cancel_notice", "window")

# JSON as it is written: what is made of a row is found again by the row.
_COLUMNS = [
    cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column
    for column in mentors.c
    if column.name != "token"
]
_SELECT = select(*_COLUMNS)
_BY_NAME = (mentors.c.name, mentors.c.id)
_GET = _SELECT.where(mentors.c.id == bindparam("mentor"))
_OF = _SELECT.where(mentors.c.person_id == bindparam("person"))
_WITH = _SELECT.where(mentors.c.token == bindparam("token"))
_ALL = _SELECT.order_by(*_BY_NAME)
_STANDING = _ALL.where(mentors.c.standing == bindparam("standing"))
_DAY = cast(mentor_days.c.day, Text).concat("=").concat(mentor_days.c.hours)
_DAYS = select(mentor_days.c.mentor_id, func.aggregate_strings(_DAY, ",")).group_by(
    mentor_days.c.mentor_id
)
_DAYS_OF = _DAYS.where(mentor_days.c.mentor_id == bindparam("mentor"))
_DAYS_STANDING = _DAYS.join(mentors).where(mentors.c.standing == bindparam("standing"))
_ADD = insert(mentors).returning(mentors.c.id)
_SAVE = update(mentors).where(mentors.c.id == bindparam("this"))
_TOKEN = select(mentors.c.token).where(mentors.c.id == bindparam("mentor"))
_NAMES = tuple(column.name for column in _COLUMNS)
_JSON = tuple(column.name for column in mentors.c if isinstance(column.type, JSON))
_PUT_DAY = upsert(mentor_days)
_KEEP_FORM = upsert(mentor_forms)
_THIS_FORM = (
    mentor_forms.c.message_id == bindparam("message"),
    mentor_forms.c.group_name == bindparam("group"),
)
_FORM = select(mentor_forms).where(*_THIS_FORM)
_DROP_FORM = delete(mentor_forms).where(*_THIS_FORM)
_CLAIM = (
    update(mentors)
    .where(mentors.c.id == bindparam("this"), mentors.c.person_id.is_(None))
    .values(person_id=bindparam("person"))
    .returning(mentors.c.id)
)


class MentorRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, mentor_id: int, *, locked: bool = False) -> Mentor | None:
        query = _GET.with_for_update(key_share=True) if locked else _GET
        return await self._one(query, mentor=mentor_id)

    async def of_person(self, person_id: int) -> Mentor | None:
        return await self._one(_OF, person=person_id)

    async def with_token(self, token: str) -> Mentor | None:
        return await self._one(_WITH, token=token)

    async def all(self, standing: Standing | None = None) -> list[Mentor]:
        if standing is None:
            return await self._some(_ALL, _DAYS)
        return await self._some(_STANDING, _DAYS_STANDING, standing=standing)

    async def add(self, mentor: Mentor, token: str) -> Mentor:
        values = {**_values(mentor), "token": token}
        return replace(mentor, id=await self._tx.scalar(_ADD, values))

    async def save(self, mentor: Mentor) -> None:
        await self._tx.execute(_SAVE, {"this": mentor.id, **_values(mentor)})

    async def token_of(self, mentor_id: int) -> str:
        return str(await self._tx.scalar(_TOKEN, {"mentor": mentor_id}))

    async def put_days(self, mentor_id: int, days: Mapping[date, Spans]) -> None:
        rows = [
            {"mentor_id": mentor_id, "day": day, "hours": written_spans(spans)}
            for day, spans in days.items()
        ]
        if rows:
            await self._tx.execute(_PUT_DAY.on(self._tx), rows)

    async def drop_days(self, mentor_id: int, days: Sequence[date]) -> None:
        gone = (mentor_days.c.mentor_id == mentor_id) & mentor_days.c.day.in_(days)
        await self._tx.execute(delete(mentor_days).where(gone))

    async def claim(self, mentor_id: int, person_id: int) -> bool:
        return await self._tx.scalar(_CLAIM, {"this": mentor_id, "person": person_id}) is not None

    async def put_token(self, mentor_id: int, token: str) -> None:
        query = update(mentors).where(mentors.c.id == mentor_id)
        await self._tx.execute(query.values(token=token, person_id=None))

    async def form(self, message_id: int, group: str) -> Form | None:
        asked = {"message": message_id, "group": group}
        row = (await self._tx.execute(_FORM, asked)).mappings().first()
        return Form(**row) if row else None

    async def keep_form(self, form: Form) -> None:
        await self._tx.execute(_KEEP_FORM.on(self._tx), asdict(form))

    async def drop_form(self, message_id: int, group: str) -> None:
        await self._tx.execute(_DROP_FORM, {"message": message_id, "group": group})

    async def _one(self, query: Any, **by: Any) -> Mentor | None:
        row = (await self._tx.execute(query, by)).first()
        if row is None:
            return None
        days = (await self._tx.execute(_DAYS_OF, {"mentor": row.id})).first()
        return _mentor(tuple(row), days[1] if days else "")

    async def _some(self, query: Any, days: Any, **by: Any) -> list[Mentor]:
        theirs = {mentor: said for mentor, said in (await self._tx.execute(days, by)).all() if said}
        rows = await self._tx.execute(query, by)
        return [_mentor(tuple(row), theirs.get(row[0], "")) for row in rows]


def _values(mentor: Mentor) -> dict[str, Any]:
    place = mentor.place
    return {
        "person_id": mentor.person_id,
        "organisation_id": mentor.organisation_id,
        "name": mentor.name,
        "kinds": sorted(mentor.kinds),
        "standing": mentor.standing,
        "languages": list(mentor.languages),
        "areas": sorted(mentor.areas),
        "regions": list(mentor.regions),
        "about": dict(mentor.about),
        "timezone": mentor.hours.zone.key,
        "weekly_hours": written(mentor.hours.week),
        "holidays": mentor.hours.calendar,
        "terms": _written_terms(mentor.terms),
        "is_online": mentor.is_online,
        "place": place and [place.name, place.latitude, place.longitude],
        "capacity": mentor.capacity,
        "added_at": mentor.added_at,
    }


# The directory is read whole for every offer, and hardly anything of it has changed since.
@lru_cache(1024)
def _mentor(values: tuple[Any, ...], days: str) -> Mentor:
    """`days` as they are put together: "2026-12-24=,2026-12-31=09:00-12:00"."""
    row: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
    row |= {name: json.loads(row[name]) for name in _JSON if row[name] is not None}
    return Mentor(
        id=row["id"],
        name=row["name"],
        kinds=frozenset(map(Kind, row["kinds"])),
        standing=Standing(row["standing"]),
        languages=tuple(row["languages"]),
        areas=frozenset(map(Area, row["areas"])),
        hours=_hours(row, dict(day.split("=") for day in days.split(",") if day)),
        terms=_terms(row["terms"]),
        regions=tuple(row["regions"]),
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        is_online=row["is_online"],
        place=row["place"] and Place(*row["place"]),
        capacity=row["capacity"],
        about=MappingProxyType(row["about"]),
        added_at=row["added_at"],
    )


def _hours(row: Mapping[str, Any], written_days: Mapping[str, str]) -> Hours:
    days = {date.fromisoformat(day): hours for day, hours in written_days.items()}
    return Hours(
        ZoneInfo(row["timezone"]),
        parse_hours(row["weekly_hours"]),
        row["holidays"] and Calendar(row["holidays"]),
        frozenset(day for day, hours in days.items() if not hours),
        MappingProxyType({day: parse_spans(hours) for day, hours in days.items() if hours}),
    )


def _written_terms(terms: Terms) -> dict[str, Any]:
    """Whole minutes."""
    return {
        "lengths": [length // _MINUTE for length in terms.lengths],
        **{name: getattr(terms, name) // _MINUTE for name in _TIMES},
        **{name: getattr(terms, name) for name in _CAPS},
        "confirms": terms.confirms,
    }


def _terms(kept: Mapping[str, Any]) -> Terms:
    """A row of an earlier version lacks what was added since."""
    return Terms(
        **{
            **kept,
            "lengths": tuple(length * _MINUTE for length in kept["lengths"]),
            **{name: kept[name] * _MINUTE for name in _TIMES if name in kept},
        }
    )
