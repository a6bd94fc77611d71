"""Files for a calendar program, with each booking and each change of it."""

from dataclasses import replace

from desk.mentoring.booking import Booking, Status
from desk.mentoring.directory import Mentor
from desk.mentoring.feeds import Attendance, is_known
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.screen import Screen
from handlers.views.mentoring import calendar as views


async def send_to_all(booking: Booking, context: Context, note: str = "") -> None:
    """Whoever comes: the member, guests, and the mentor, where they have opened the line."""
    mentor = await context.mentors.get(booking.mentor_id)
    guests = await context.bookings.guests(booking.id)
    for number in (booking.requester_id, *guests, mentor.person_id):
        person = None if number is None else await context.people.look(number)
        if person is not None and person.id > 0:  # a stand-in of somebody forgotten has no chat
            await send(booking, mentor, person, context, note)


async def send(
    booking: Booking,
    mentor: Mentor,
    person: Person,
    context: Context,
    note: str = "",
    screen: Screen | None = None,
) -> None:
    """To the member, a guest or the mentor, in their language: what their calendar is to do now.

    A file cannot be taken back; one of the same booking takes the place of those before it. Nothing
    goes out before the booking stands, nor at the end of one that never stood. The words and the
    buttons of the screen stand under the file, instead of what it is for.
    """
    if is_known(booking):
        await _send(booking, mentor, person, context, note, screen)


async def withdraw(
    booking: Booking,
    mentor: Mentor,
    person: Person,
    context: Context,
    screen: Screen | None = None,
) -> None:
    """For whoever does not come any more while others do: a guest, or the mentor before.

    `mentor` is who it was with; the booking is as it is now, so that its number is higher.
    """
    ended = replace(booking, status=Status.CANCELLED)
    await _send(ended, mentor, person, context, screen=screen)


async def _send(
    booking: Booking,
    mentor: Mentor,
    person: Person,
    context: Context,
    note: str = "",
    screen: Screen | None = None,
) -> None:
    _ = context.texts_of(person)
    attendance = await _attendance(booking, mentor, person, context)
    file = views.document(attendance, await reader(person, context), _, note)
    caption = {"caption": views.caption(attendance, _)}
    params = caption if screen is None else screen.caption()
    call = Call("sendDocument", params, upload=("document", file))
    await context.outbox.put(Parcel(Chat(person.id), call, Priority.NOTICE))


async def reader(person: Person, context: Context) -> views.Reader:
    office = await context.offices.of(person)
    line = f"https://t.me/{context.house.bot_username}"
    return views.Reader(person.name, await context.zone_of(person), office.name, line)


async def _attendance(
    booking: Booking, mentor: Mentor, person: Person, context: Context
) -> Attendance:
    place = None if booking.is_online else mentor.place
    if mentor.person_id != person.id:
        return Attendance(booking, mentor.name, place)
    requester = await context.people.look(booking.requester_id)
    return Attendance(booking, requester.name if requester else "", place)
