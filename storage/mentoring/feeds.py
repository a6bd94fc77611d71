"""Addresses of calendars, and who comes to which session, as rows."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.booking import Status
from desk.mentoring.directory import Place
from desk.mentoring.feeds import Attendance, Feed
from storage.database import upsert
from storage.mentoring.bookings import ASKED_FOR, JOINED, booking_in
from storage.mentoring.facilitation_tables import facilitations
from storage.mentoring.tables import bookings, feeds, mentors
from storage.schema import people

_GET = select(feeds).where(feeds.c.person_id == bindparam("person"))
_WITH = select(feeds).where(feeds.c.digest == bindparam("digest"))
_PUT = upsert(feeds)

_GIVEN = (
    select(bookings.c.id)
    .join(mentors, mentors.c.id == bookings.c.mentor_id)
    .where(mentors.c.person_id == bindparam("person"), bookings.c.ends_at > bindparam("since"))
)
_THEIRS = union(ASKED_FOR, JOINED, _GIVEN)
_ATTENDANCES = (
    select(
        bookings,
        mentors.c.name.label("mentor"),
        mentors.c.person_id.label("mentor_person"),
        mentors.c.place,
        people.c.name.label("requester"),
        facilitations.c.place.label("held_at"),
    )
    .join(mentors, mentors.c.id == bookings.c.mentor_id)
    .join(people, people.c.id == bookings.c.requester_id)
    .outerjoin(facilitations, facilitations.c.id == bookings.c.facilitation_id)
    .where(
        bookings.c.id.in_(_THEIRS),
        bookings.c.ends_at > bindparam("since"),
        bookings.c.status.in_((Status.ASKED, Status.BOOKED, Status.CANCELLED)),
    )
    .order_by(bookings.c.starts_at, bookings.c.id)
)


class FeedRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, person_id: int) -> Feed | None:
        return await self._one(_GET, person=person_id)

    async def put(self, feed: Feed) -> None:
        await self._tx.execute(_PUT.on(self._tx), asdict(feed))

    async def with_digest(self, digest: str) -> Feed | None:
        return await self._one(_WITH, digest=digest)

    async def attendances(self, person_id: int, since: datetime) -> list[Attendance]:
        by = {"person": person_id, "since": since}
        rows = (await self._tx.execute(_ATTENDANCES, by)).mappings()
        return [_attendance(row, person_id) for row in rows]

    async def _one(self, query: Any, **by: Any) -> Feed | None:
        row = (await self._tx.execute(query, by)).mappings().first()
        return Feed(**row) if row else None


def _attendance(row: Any, person_id: int) -> Attendance:
    booking = booking_in(row)
    is_mentor = row["mentor_person"] == person_id
    place = None if booking.is_online else _place(row)
    return Attendance(booking, row["requester"] if is_mentor else row["mentor"], place)


def _place(row: Any) -> Place | None:
    """The mentor's, or the one of what they facilitate."""
    if row["facilitation_id"] is not None:
        return Place(row["held_at"]) if row["held_at"] else None
    return Place(*row["place"]) if row["place"] else None
