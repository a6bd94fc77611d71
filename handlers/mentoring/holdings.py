"""What is held of somebody's mentoring, for them to read: sessions, what they said, their plans."""

from datetime import UTC, datetime

from desk.mentoring.attending import As
from desk.mentoring.booking import Booking, Status
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import attending, plans
from handlers.views.mentoring.holdings import Held, Session

_EVER = datetime.min.replace(tzinfo=UTC)
_ALWAYS = datetime.max.replace(tzinfo=UTC)


async def held(person: Person, context: Context) -> Held:
    return Held(
        sessions=[
            await _session(booking, person, context) for booking in await _of(person, context)
        ],
        plans=[party.shown for party in await plans.known_to(person, context)],
        feed=await context.feeds.of(person),
    )


async def _of(person: Person, context: Context) -> list[Booking]:
    """All that stand or stood, in their order; as one who comes, and as the mentor."""
    now = context.now
    found = [
        *await context.bookings.upcoming(person.id, now),
        *await context.bookings.past(person.id, now),
    ]
    mentor = await context.mentors.of(person)
    if mentor is not None:
        given = await context.bookings.of_mentor(mentor.id, _EVER, _ALWAYS)
        found += [one for one in given if one.status in (Status.BOOKED, Status.ASKED)]
    each = {one.id: one for one in found}
    return sorted(each.values(), key=lambda one: (one.starts_at, one.id))


async def _session(booking: Booking, person: Person, context: Context) -> Session:
    """What the other side said of it, and what is private to them, is not this person's."""
    one = await attending.of(booking, person, context)
    assert one is not None
    side = one.role.side
    notes = [] if one.role is As.GUEST else await context.notes.of(booking.id)
    account = None if one.role is As.GUEST else await context.accounts.get(booking.id, side)
    own = [note for note in notes if note.author is side or not note.is_private]
    return Session(one.seen, own, account)
