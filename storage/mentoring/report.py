"""What the coordinator looks at, counted where the rows are."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Function, and_, case, func, or_, select, text, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.areas import Area
from desk.mentoring.booking import Side, Status
from desk.mentoring.report import Attendance, Given, Helped, Session, Taken, Waiting
from storage.mentoring.tables import bookings, mentors, wishes
from storage.schema import organisations, people

_b = bookings.c
_BOOKED = _b.status == Status.BOOKED
_WAITS = text("wishes.state = 'waiting'")  # as the index over them says it
_AHEAD = _b.status.in_([Status.BOOKED, Status.ASKED])
# Who told of no organisation stands for themselves, below zero, where no organisation is.
_WHO = func.coalesce(_b.organisation_id, -_b.requester_id)
_LENGTH = func.sum(type_coerce(_b.ends_at, BigInteger) - type_coerce(_b.starts_at, BigInteger))


class ReportRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def taken(self, since: datetime, until: datetime, now: datetime) -> list[Taken]:
        holds = or_(_AHEAD, and_(_b.status == Status.HELD, _b.until > now))
        query = select(_b.mentor_id, _b.starts_at, _b.ends_at)
        within = (_b.ends_at > since, _b.starts_at < until)
        return [Taken(*row) for row in await self._tx.execute(query.where(holds, *within))]

    async def loads(self, since: datetime, now: datetime) -> Mapping[int, int]:
        counted = select(_b.mentor_id, func.count(_WHO.distinct())).where(
            or_(and_(_BOOKED, _b.ends_at > since), and_(_AHEAD, _b.ends_at > now))
        )
        rows = await self._tx.execute(counted.group_by(_b.mentor_id))
        return {mentor_id: count for mentor_id, count in rows}  # noqa: C416 - rows are no pairs

    async def ahead(self, mentor_id: int, now: datetime) -> int:
        query = select(func.count()).where(_b.mentor_id == mentor_id, _AHEAD, _b.ends_at > now)
        return await self._tx.scalar(query) or 0

    async def sessions(self, now: datetime, most: int) -> list[Session]:
        query = (
            select(
                bookings,
                mentors.c.name.label("mentor_name"),
                people.c.name.label("requester_name"),
                organisations.c.name.label("organisation"),
            )
            .join(mentors, mentors.c.id == _b.mentor_id)
            .join(people, people.c.id == _b.requester_id)
            .outerjoin(organisations, organisations.c.id == _b.organisation_id)
            .where(_AHEAD, _b.ends_at > now)
            .order_by(_b.starts_at, _b.id)
            .limit(most)
        )
        return [
            Session(
                booking_id=row.id,
                mentor_name=row.mentor_name,
                requester_name=row.requester_name,
                organisation=row.organisation,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                zone=ZoneInfo(row.timezone),
                is_online=row.is_online,
                is_asked=row.status == Status.ASKED,
            )
            for row in await self._tx.execute(query)
        ]

    async def attendance(self, since: datetime, until: datetime) -> Attendance:
        def missed_by(side: Side) -> Function[int]:
            return func.coalesce(func.sum(case((_b.missed == side, 1), else_=0)), 0)

        over = (_BOOKED, _b.ends_at > since, _b.ends_at <= until)
        query = select(func.count(), missed_by(Side.MEMBER), missed_by(Side.MENTOR)).where(*over)
        return Attendance(*(await self._tx.execute(query)).one())

    async def given(self, since: datetime, until: datetime) -> list[Given]:
        query = (
            select(organisations.c.name, func.count(), _LENGTH)
            .select_from(bookings)
            .outerjoin(organisations, organisations.c.id == _b.organisation_id)
            .where(*_took_place(since, until))
            .group_by(organisations.c.id, organisations.c.name)
            .order_by(_LENGTH.desc(), organisations.c.name)
        )
        rows = await self._tx.execute(query)
        return [Given(name, n, timedelta(milliseconds=int(length))) for name, n, length in rows]

    async def helped(self, since: datetime, until: datetime) -> list[Helped]:
        giver = organisations.alias("giver")
        query = (
            select(giver.c.name, organisations.c.name.label("receiver"), _b.area, _LENGTH)
            .select_from(bookings)
            .join(mentors, mentors.c.id == _b.mentor_id)
            .join(giver, giver.c.id == mentors.c.organisation_id)  # whose peer the mentor is
            .outerjoin(organisations, organisations.c.id == _b.organisation_id)
            .where(*_took_place(since, until))
            .group_by(giver.c.id, giver.c.name, organisations.c.id, organisations.c.name, _b.area)
            .order_by(_LENGTH.desc(), giver.c.name, organisations.c.name, _b.area)
        )
        return [
            Helped(name, receiver, area and Area(area), timedelta(milliseconds=int(length)))
            for name, receiver, area, length in await self._tx.execute(query)
        ]

    async def helped_by(self, mentor_id: int, until: datetime) -> timedelta:
        query = select(_LENGTH).where(_b.mentor_id == mentor_id, *_took_place(None, until))
        return timedelta(milliseconds=int(await self._tx.scalar(query) or 0))

    async def waiting(self, most: int) -> list[Waiting]:
        query = (
            select(wishes, people.c.name, organisations.c.name.label("organisation"))
            .join(people, people.c.id == wishes.c.person_id)
            .outerjoin(organisations, organisations.c.id == wishes.c.organisation_id)
            .where(_WAITS)
            .order_by(wishes.c.waiting_since, wishes.c.id)
            .limit(most)
        )
        return [
            Waiting(
                requester_name=row.name,
                organisation=row.organisation,
                area=row.area and Area(row.area),
                language=row.language,
                since=row.waiting_since,
            )
            for row in await self._tx.execute(query)
        ]


def _took_place(since: datetime | None, until: datetime) -> tuple[Any, ...]:
    begun = () if since is None else (_b.ends_at > since,)
    return (_BOOKED, _b.missed.is_(None), _b.ends_at <= until, *begun)
