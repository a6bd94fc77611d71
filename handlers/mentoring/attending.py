"""Those who come to a session, each with the session as they see it."""

from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.mentoring.attending import As
from desk.mentoring.booking import Booking
from desk.mentoring.directory import Mentor, Place
from desk.mentoring.facilitation import Facilitation
from desk.people import Person
from handlers.context import Context
from handlers.texts import Texts
from handlers.views.mentoring.session import Seen


class Attendee(NamedTuple):
    person: Person
    seen: Seen
    texts: Texts

    @property
    def role(self) -> As:
        return self.seen.role


async def all_of(booking: Booking, context: Context) -> list[Attendee]:
    """The member, the mentor where they have opened the line, and guests; nobody forgotten."""
    mentor = await context.mentors.even_forgotten(booking.mentor_id)
    return await with_mentor(booking, mentor, context)


async def with_mentor(booking: Booking, mentor: Mentor, context: Context) -> list[Attendee]:
    """As it is, or was, with this mentor."""
    if booking.facilitation_id is not None:
        mentor = held_by(mentor, await context.facilitations.look(booking.facilitation_id))
    guests = await context.bookings.guests(booking.id)
    numbers = (
        (booking.requester_id, As.REQUESTER),
        (mentor.person_id, As.MENTOR),
        *((guest, As.GUEST) for guest in guests),
    )
    found: list[tuple[Person, As, ZoneInfo]] = []
    for number, role in numbers:
        person = None if number is None else await context.people.look(number)
        if person is not None and person.id > 0:  # a stand-in has no chat
            zone = mentor.hours.zone if role is As.MENTOR else await context.zone_of(person)
            found.append((person, role, zone))
    return [
        Attendee(
            person,
            await _seen(booking, mentor, role, zone, tuple(one[2] for one in found), context),
            context.texts_of(person),
        )
        for person, role, zone in found
    ]


def held_by(mentor: Mentor, request: Facilitation) -> Mentor:
    """As they are met for it: not at a place of their own, but where it takes place."""
    return replace(mentor, place=Place(request.place) if request.place else None)


async def _seen(
    booking: Booking,
    mentor: Mentor,
    role: As,
    zone: ZoneInfo,
    zones: tuple[ZoneInfo, ...],
    context: Context,
) -> Seen:
    requester = await context.people.look(booking.requester_id)
    theirs = booking.organisation_id and await context.organisations.get(booking.organisation_id)
    return Seen(
        booking=booking,
        mentor=mentor,
        requester=requester.name if requester else "",
        organisation=theirs.name if theirs else None,
        role=role,
        zone=zone,
        zones=zones,
        now=context.now,
    )


async def of(booking: Booking, person: Person, context: Context) -> Attendee | None:
    """The session as this person sees it; None where they do not come."""
    return next((one for one in await all_of(booking, context) if one.person.id == person.id), None)
