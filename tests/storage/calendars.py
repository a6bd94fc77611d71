"""What stories and contracts put into the tables of mentoring: mentors and bookings, in short."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.booking import Booking, Status, cells_of_mentor
from desk.mentoring.directory import Kind, Mentor, Place, Standing, Terms
from desk.week import ALWAYS
from storage.mentoring.bookings import BookingRows
from storage.mentoring.directory import MentorRows

PLACE = Place("Shtëpia e bardhë", 42.21, 20.74)


async def mentor_in(tx: AsyncConnection, name: str, at: datetime, **parts: Any) -> Mentor:
    mentor = Mentor(
        0,
        name,
        frozenset((Kind.MENTOR,)),
        Standing.APPROVED,
        ("sq",),
        frozenset((Area.FINANCE,)),
        Hours(ZoneInfo("Europe/Belgrade"), ALWAYS),
        place=PLACE,
        added_at=at,
    )
    return await MentorRows(tx).add(replace(mentor, **parts), f"link-of-{name}")


async def booking_in(
    tx: AsyncConnection, mentor: Mentor, person_id: int, starts_at: datetime, **parts: Any
) -> Booking:
    booking = Booking(
        id=0,
        uid=f"{mentor.id}-{starts_at:%Y%m%dT%H%M}@linja",
        mentor_id=mentor.id,
        requester_id=person_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        zone=mentor.hours.zone,
        status=Status.BOOKED,
        made_at=starts_at - timedelta(days=9),
        language="sq",
        area=Area.FINANCE,
    )
    cells = cells_of_mentor(booking.starts_at, booking.ends_at, Terms())
    return await BookingRows(tx).add(replace(booking, **parts), cells)
