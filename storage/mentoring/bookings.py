"""Bookings as rows. What keeps any time from being given twice are the primary keys of the cells:
they are put in ascending, and one that is there already is counted as missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, bindparam, delete, insert, or_, select, text, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.areas import Area
from desk.mentoring.booking import Booking, Cause, Side, Status, cells
from desk.mentoring.errors import PersonBusy, SlotTaken
from storage.database import OnBoth
from storage.mentoring.tables import booking_guests, bookings, mentor_cells, mentors, person_cells
from storage.schema import memberships, people

_FIELDS = tuple(name for name in Booking.__dataclass_fields__ if name not in ("id", "zone"))
_OPEN = text("bookings.status IN ('held', 'asked', 'booked')")
_HELD = text("bookings.status = 'held'")
_STANDS = bookings.c.status.in_((Status.ASKED, Status.BOOKED))

_GET = select(bookings).where(bookings.c.id == bindparam("booking"))
_ADD = insert(bookings).returning(bookings.c.id)
_SAVE = update(bookings).where(bookings.c.id == bindparam("this"))
_PERSON = select(people.c.id).where(people.c.id == bindparam("person")).with_for_update()
_MENTORS = (
    select(mentors.c.id)
    .where(mentors.c.id.in_(bindparam("mentors", expanding=True)))
    .order_by(mentors.c.id)
    .with_for_update(key_share=True)  # bookings may point at them meanwhile
)
_GUESTS = select(booking_guests.c.person_id).where(
    booking_guests.c.booking_id == bindparam("booking")
)
_WITH_UID = select(bookings).where(bookings.c.uid == bindparam("uid"))
_HELD_FOR = select(bookings).where(bookings.c.wish_id == bindparam("wish"), _HELD)
_STALE = select(bookings).where(
    _HELD,
    bookings.c.until <= bindparam("now"),
    or_(
        bookings.c.mentor_id == bindparam("mentor"),
        bookings.c.requester_id == bindparam("person"),
    ),
)
# One look-up each, since a condition that joins them would read every booking there is.
ASKED_FOR = select(bookings.c.id).where(bookings.c.requester_id == bindparam("person"))
JOINED = select(booking_guests.c.booking_id).where(
    booking_guests.c.person_id == bindparam("person")
)
_THEIRS = bookings.c.id.in_(union(ASKED_FOR, JOINED))
_UPCOMING = (
    select(bookings)
    .where(_THEIRS, _STANDS, bookings.c.ends_at > bindparam("now"))
    .order_by(bookings.c.starts_at, bookings.c.id)
)
_PAST = (
    select(bookings)
    .where(_THEIRS, bookings.c.status == Status.BOOKED, bookings.c.ends_at <= bindparam("now"))
    .order_by(bookings.c.starts_at.desc(), bookings.c.id)
)
_OF_MENTOR = (
    select(bookings)
    .where(
        _OPEN,
        _STANDS,
        bookings.c.mentor_id == bindparam("mentor"),
        bookings.c.starts_at >= bindparam("since"),
        bookings.c.starts_at < bindparam("until"),
    )
    .order_by(bookings.c.starts_at)
)
_BELONGS = select(memberships.c.id).where(
    memberships.c.person_id == bindparam("person"),
    memberships.c.organisation_id == bindparam("organisation"),
)
_JOIN = insert(booking_guests)


def _taking(table: Table) -> OnBoth:
    """Answers with those that were free."""
    return OnBoth(lambda put: put(table).on_conflict_do_nothing().returning(table.c.cell))


_TAKE_MENTOR, _TAKE_PERSON = _taking(mentor_cells), _taking(person_cells)


class BookingRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def line_up(self, person_id: int, mentor_ids: Iterable[int]) -> None:
        if self._tx.dialect.name != "sqlite":  # SQLite has one writer anyway
            await self._tx.execute(_PERSON, {"person": person_id})
            await self._tx.execute(_MENTORS, {"mentors": sorted(set(mentor_ids))})

    async def add(self, booking: Booking, cells: range) -> Booking:
        async with self._tx.begin_nested():
            number = await self._tx.scalar(_ADD, _values(booking, cells))
            added = replace(booking, id=number)
            await self._take(added, cells, [added.requester_id])
        return added

    async def save(self, booking: Booking) -> None:
        await self._tx.execute(_SAVE, {"this": booking.id, **_values(booking)})
        if not booking.status.is_open:
            await self.free([booking.id])

    async def move(self, booking: Booking, cells: range) -> None:
        async with self._tx.begin_nested():
            await self.free([booking.id])
            guests = await self.guests(booking.id)
            await self._take(booking, cells, [booking.requester_id, *guests])
            await self._tx.execute(_SAVE, {"this": booking.id, **_values(booking, cells)})

    async def look(self, booking_id: int) -> Booking | None:
        found = await self._some(_GET, booking=booking_id)
        return found[0] if found else None

    async def with_uid(self, uid: str) -> Booking | None:
        found = await self._some(_WITH_UID, uid=uid)
        return found[0] if found else None

    async def held_for(self, wish_id: int) -> list[Booking]:
        return await self._some(_HELD_FOR, wish=wish_id)

    async def stale(self, person_id: int, mentor_id: int, at: datetime) -> list[Booking]:
        return await self._some(_STALE, person=person_id, mentor=mentor_id, now=at)

    async def free(self, booking_ids: Sequence[int]) -> None:
        for table in (mentor_cells, person_cells) if booking_ids else ():
            await self._tx.execute(delete(table).where(table.c.booking_id.in_(booking_ids)))

    async def upcoming(self, person_id: int, at: datetime) -> list[Booking]:
        return await self._some(_UPCOMING, person=person_id, now=at)

    async def past(self, person_id: int, at: datetime) -> list[Booking]:
        return await self._some(_PAST, person=person_id, now=at)

    async def of_mentor(self, mentor_id: int, since: datetime, until: datetime) -> list[Booking]:
        return await self._some(_OF_MENTOR, mentor=mentor_id, since=since, until=until)

    async def add_guest(self, booking: Booking, person_id: int, at: datetime) -> None:
        values = {"booking_id": booking.id, "person_id": person_id, "joined_at": at}
        async with self._tx.begin_nested():
            await self._take_person(booking, person_id)
            await self._tx.execute(_JOIN, values)

    async def drop_guest(self, booking_id: int, person_id: int) -> None:
        for table in (booking_guests, person_cells):
            seat = (table.c.booking_id == booking_id) & (table.c.person_id == person_id)
            await self._tx.execute(delete(table).where(seat))

    async def guests(self, booking_id: int) -> list[int]:
        found = await self._tx.scalars(_GUESTS, {"booking": booking_id})
        return sorted(found)

    async def drop_all_guesting(self, person_id: int) -> None:
        query = select(booking_guests.c.booking_id).where(booking_guests.c.person_id == person_id)
        for booking_id in list(await self._tx.scalars(query)):
            await self.drop_guest(booking_id, person_id)

    async def belongs(self, person_id: int, organisation_id: int) -> bool:
        theirs = {"person": person_id, "organisation": organisation_id}
        return await self._tx.scalar(_BELONGS, theirs) is not None

    async def _take(self, booking: Booking, cells: range, people: Sequence[int]) -> None:
        """Raises SlotTaken, PersonBusy; half of it may have been taken then."""
        rows = [
            {"mentor_id": booking.mentor_id, "cell": cell, "booking_id": booking.id}
            for cell in cells
        ]
        free = await self._tx.scalars(_TAKE_MENTOR.on(self._tx), rows)
        if len(free.all()) < len(rows):
            raise SlotTaken(booking.mentor_id, booking.starts_at)
        for person_id in people:
            await self._take_person(booking, person_id)

    async def _take_person(self, booking: Booking, person_id: int) -> None:
        rows = [
            {"person_id": person_id, "cell": cell, "booking_id": booking.id}
            for cell in cells(booking.starts_at, booking.ends_at)
        ]
        free = await self._tx.scalars(_TAKE_PERSON.on(self._tx), rows)
        if len(free.all()) < len(rows):
            raise PersonBusy(booking.mentor_id, booking.starts_at)

    async def _some(self, query: Any, **by: Any) -> list[Booking]:
        return [booking_in(row) for row in (await self._tx.execute(query, by)).mappings()]


def _values(booking: Booking, cells: range | None = None) -> dict[str, Any]:
    values = {name: getattr(booking, name) for name in _FIELDS}
    values["timezone"] = booking.zone.key
    if cells is not None:
        values |= {"first_cell": cells.start, "end_cell": cells.stop}
    return values


def booking_in(row: Any) -> Booking:
    known = {
        **{name: row[name] for name in _FIELDS},
        "status": Status(row["status"]),
        "area": row["area"] and Area(row["area"]),
        "ended_by": row["ended_by"] and Side(row["ended_by"]),
        "missed": row["missed"] and Side(row["missed"]),
        "cause": row["cause"] and Cause(row["cause"]),
    }
    return Booking(id=row["id"], zone=ZoneInfo(row["timezone"]), **known)
