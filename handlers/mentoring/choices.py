"""Times that could take the place of a session, or follow it: the same mentor's first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.mentoring.again import like
from desk.mentoring.booking import Booking
from desk.mentoring.matching import Offer
from desk.mentoring.wishes import Wish
from desk.people import Person
from handlers.context import Context

_BEST = 3
_AHEAD = timedelta(days=90)  # nobody can be booked later (desk/mentoring/availability)


async def wish_of(booking: Booking, requester: Person, context: Context) -> Wish:
    mentor = await context.mentors.even_forgotten(booking.mentor_id)
    known = await context.wishes.get(booking.wish_id) if booking.wish_id else None
    return like(booking, mentor, known, await context.zone_of(requester), context.now)


async def best(
    booking: Booking, requester: Person, context: Context, *, is_own: bool = False
) -> list[Offer]:
    """Others' times follow where the same mentor has too few; not where it is the mentor's `own`
    to move it.
    """
    wish = await wish_of(booking, requester, context)
    found = await _offers(wish, requester, _BEST, context)
    if wish.mentor_id is None or is_own or len(found) == _BEST:
        return found
    others = replace(wish, mentor_id=None, avoided=(wish.mentor_id,))
    return found + await _offers(others, requester, _BEST - len(found), context)


async def _offers(wish: Wish, requester: Person, count: int, context: Context) -> list[Offer]:
    return await context.bookings.offers(wish, requester, context.now, count)


async def days(
    booking: Booking, requester: Person, since: date, zone: ZoneInfo, context: Context
) -> list[date]:
    """Those with free times, by the clock of the zone."""
    wish = await wish_of(booking, requester, context)
    today = context.now.astimezone(zone).date()
    first, last = max(since, today), today + _AHEAD
    if first > last:
        return []
    found = await context.bookings.free_days(wish, requester, context.now, first, last, zone)
    return sorted(found)


async def on_day(
    booking: Booking, requester: Person, day: date, zone: ZoneInfo, context: Context
) -> list[Offer]:
    wish = await wish_of(booking, requester, context)
    return await context.bookings.on_day(wish, requester, day, zone, context.now)


async def is_offered(
    booking: Booking, requester: Person, mentor_id: int, starts_at: datetime, context: Context
) -> bool:
    """Whether it would be offered now: with somebody who fits, at a time that is free."""
    wish = replace(await wish_of(booking, requester, context), mentor_id=mentor_id)
    day = starts_at.astimezone(UTC).date()
    zone = ZoneInfo("UTC")
    found = await context.bookings.on_day(wish, requester, day, zone, context.now)
    return any(offer.slot.starts_at == starts_at for offer in found)
