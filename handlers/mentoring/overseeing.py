"""What becomes of sessions when a mentor leaves, meets elsewhere, or somebody is forgotten."""

from collections.abc import Iterable, Sequence

from desk.mentoring.booking import Booking, Status
from desk.mentoring.bookings import Ended
from desk.mentoring.directory import Mentor
from desk.mentoring.planning import whose
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import coordinator, facilitation_telling, telling
from handlers.screen import Screen
from handlers.views.mentoring import reassigning as views
from handlers.views.mentoring.reassigning import Looked


async def looked_at(booking: Booking, context: Context) -> Looked:
    """As the coordinator sees it."""
    requester = await context.people.look(booking.requester_id)
    plan = await context.plans.with_mentor(whose(booking))
    theirs = booking.organisation_id and await context.organisations.get(booking.organisation_id)
    return Looked(
        booking=booking,
        mentor=await context.mentors.even_forgotten(booking.mentor_id),
        requester=requester.name if requester else "",
        organisation=theirs.name if theirs else None,
        guests=len(await context.bookings.guests(booking.id)),
        accounts=await context.accounts.of(booking.id),
        now=context.now,
        zone=context.house.timezone,
        plan_id=plan.id if plan else None,
    )


async def mentor_left(mentor: Mentor, context: Context) -> Screen | None:
    """Members are told; what stands still is for the coordinator. None where nothing does."""
    for turn in await context.facilitations.left(mentor.id, context.now):
        await facilitation_telling.left(turn, context)
    ahead = await context.bookings.open_of_mentor(mentor.id, context.now)
    still = await _told_of_leaving(ahead, context)
    return await _left(mentor, still, context) if still else None


async def _told_of_leaving(ahead: Iterable[Booking], context: Context) -> list[Booking]:
    """What was only asked for comes to nothing; what is booked stands until somebody acts."""
    still = []
    for booking in ahead:
        if booking.status is Status.ASKED:
            ended = await context.bookings.decline(booking.id, "", context.now)
            await telling.declined(ended, context)
        else:
            await telling.mentor_left(booking, context)
            still.append(booking)
    return still


async def _left(mentor: Mentor, still: Sequence[Booking], context: Context) -> Screen:
    shown = [await looked_at(booking, context) for booking in still]
    return views.left(mentor, shown, context.desk_texts)


async def forgotten(person: Person, ended: Ended, context: Context) -> None:
    """Their mentors hear of it; and where they gave sessions, their members and the coordinator."""
    await telling.member_forgotten(ended.cancelled, context)
    still = await _told_of_leaving(ended.left, context)
    if still:
        mentor = await context.mentors.even_forgotten(still[0].mentor_id)
        await coordinator.tell(await _left(mentor, still, context), person, context)


async def meets_elsewhere(before: Mentor, now: Mentor, context: Context) -> None:
    """Whoever comes to a place is told where it is."""
    if now.place is None or before.place == now.place:
        return
    for booking in await context.bookings.placed_anew(now.id, context.now):
        await telling.place_changed(booking, context)
