"""The wish behind a session: for another time of it, or for another session like it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.mentoring.booking import Booking, Status
from desk.mentoring.directory import Mentor
from desk.mentoring.wishes import Start, Wish, WishState


def like(
    booking: Booking, mentor: Mentor, known: Wish | None, zone: ZoneInfo, now: datetime
) -> Wish:
    """With the same mentor, where they can be booked; `zone` is the person's.

    It is written down nowhere. As long as the session stands, it is the one that is to be moved,
    and its own time is not offered again; nor is that of one that came to nothing.
    """
    stands = booking.status is Status.BOOKED and now < booking.starts_at
    own = Start(booking.mentor_id, booking.starts_at)
    return Wish(
        id=0,
        person_id=booking.requester_id,
        zone=zone,
        language=booking.language,
        made_at=now,
        length=booking.length,
        kind=known.kind if known else min(mentor.kinds),
        organisation_id=booking.organisation_id,
        area=booking.area,
        is_online=booking.is_online,
        region=known.region if known else None,
        mentor_id=mentor.id if mentor.is_bookable else None,
        declined=(known.declined if known else frozenset()) | {own},
        booking_id=booking.id if stands else None,
    )


def is_open(wish: Wish | None, person_id: int) -> bool:
    """Their own, and a booking can come of it."""
    usable = (WishState.OPEN, WishState.WAITING)
    return wish is not None and wish.person_id == person_id and wish.state in usable
