"""Whoever is concerned is told what has become of a session, in one message each.

Where a calendar has it, or is to have it, the message is the file for it, and the words are under
it. `presser` is who has just pressed a button, and sees there how the session stands.
"""

from collections.abc import Callable, Iterable, Sequence

from desk.incoming import Kind
from desk.mentoring.attending import As
from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Mentor
from desk.mentoring.feeds import is_known
from desk.mentoring.matching import Offer
from desk.mentoring.notes import Note
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import attending, calendar, choices
from handlers.mentoring.attending import Attendee
from handlers.screen import Screen
from handlers.views.html import clip, plain, units
from handlers.views.mentoring import joining
from handlers.views.mentoring import telling as views

_CAPTION = 1024  # characters (Bot API, sendDocument)
_IN_CALENDAR = 1000  # characters of the note
_NO_WORDS: Sequence[Note] = ()

Written = Callable[[Attendee], Screen]


async def approved(mentor: Mentor, context: Context) -> None:
    """To somebody of the directory, where they have opened the line."""
    if mentor.person_id is None:
        return
    person = await context.people.look(mentor.person_id)
    if person is not None:
        await context.tell(person.id, joining.approved(context.texts_of(person)))


# It stands


async def booked(booking: Booking, context: Context, presser: Person | None = None) -> None:
    """By the member, or on their behalf."""
    notes = await _notes(booking, context)
    await _tell_all(booking, lambda one: views.booked(one.seen, notes, one.texts), context, presser)
    await _bring(booking, notes, context)


async def asked(booking: Booking, context: Context, presser: Person | None = None) -> None:
    """The mentor is to say yes or no. Both are told, and the member reads until when."""
    notes = await _notes(booking, context)
    await _tell_all(booking, lambda one: views.asked(one.seen, notes, one.texts), context, presser)
    await _bring(booking, notes, context)


async def accepted(booking: Booking, context: Context, presser: Person | None = None) -> None:
    await _tell_all(booking, lambda one: views.accepted(one.seen, one.texts), context, presser)
    await _show_place(await attending.all_of(booking, context), context)


async def moved(
    booking: Booking,
    before: Booking,
    by: Side,
    context: Context,
    presser: Person | None = None,
) -> None:
    """With the same mentor, or with another one whom the member has chosen."""
    if before.mentor_id != booking.mentor_id:
        await _tell_mentor_before(booking, before, context)
    await _tell_all(
        booking, lambda one: views.moved(one.seen, before, by, one.texts), context, presser
    )
    if before.mentor_id != booking.mentor_id:
        await _bring(booking, await _notes(booking, context), context)


async def reassigned(booking: Booking, before: Booking, context: Context) -> None:
    """Somebody else gives it, at the same time; they read what the member has written for it."""
    mentor = await context.mentors.even_forgotten(before.mentor_id)
    await _tell_mentor_before(booking, before, context)
    notes = await _notes(booking, context)
    if booking.status is Status.ASKED:
        await asked(booking, context)
        return
    await _tell_all(
        booking, lambda one: views.reassigned(one.seen, mentor, notes, one.texts), context
    )
    await _bring(booking, notes, context)


async def place_changed(booking: Booking, context: Context) -> None:
    await _tell_all(booking, lambda one: views.place_changed(one.seen, one.texts), context)
    await _show_place(await attending.all_of(booking, context), context)


# It does not stand any more


async def declined(booking: Booking, context: Context, presser: Person | None = None) -> None:
    offers = await _other_times(booking, context)
    await _tell_all(
        booking, lambda one: views.declined(one.seen, offers, one.texts), context, presser
    )


async def released(booking: Booking, context: Context) -> None:
    """The mentor has not answered in time."""
    offers = await _other_times(booking, context)
    await _tell_all(booking, lambda one: views.released(one.seen, offers, one.texts), context)


async def cancelled(booking: Booking, context: Context, presser: Person | None = None) -> None:
    """Who has not cancelled it themselves is offered other times."""
    by_member = booking.ended_by is Side.MEMBER
    offers = [] if by_member else await _other_times(booking, context)
    await _tell_all(
        booking, lambda one: views.cancelled(one.seen, offers, one.texts), context, presser
    )


async def member_forgotten(cancelled_by_it: Iterable[Booking], context: Context) -> None:
    """Bookings of somebody who is nobody by now: read anew, they name nobody either."""
    for ended in cancelled_by_it:
        booking = await context.bookings.get(ended.id)
        await _tell_all(booking, lambda one: views.forgotten(one.seen, one.texts), context)


async def mentor_left(booking: Booking, context: Context) -> None:
    """Nobody gives it until somebody takes it over, or the member chooses."""
    offers = await _other_times(booking, context)
    for one in await attending.all_of(booking, context):
        if one.role is not As.MENTOR:
            shown = offers if one.role is As.REQUESTER else ()
            screen = views.mentor_left(one.seen, shown, one.texts)
            await context.tell(one.person.id, screen, priority=Priority.NOTICE)


async def comes_along(booking: Booking, guest: Person, context: Context) -> None:
    """The guest has the session in their calendar, and both sides know whom to expect."""
    for one in await attending.all_of(booking, context):
        if one.person.id == guest.id:
            await _tell(one, views.booked(one.seen, _NO_WORDS, one.texts), context)
            await _show_place([one], context)
        elif one.role is not As.GUEST:
            screen = views.coming_along(one.seen, guest.name, one.texts)
            await context.tell(one.person.id, screen, priority=Priority.NOTICE)


async def stays_away(booking: Booking, guest: Person, context: Context) -> None:
    mentor = await context.mentors.even_forgotten(booking.mentor_id)
    if booking.status is Status.BOOKED:
        await calendar.withdraw(booking, mentor, guest, context)
    for one in await attending.all_of(booking, context):
        if one.role is not As.GUEST:
            screen = views.not_coming_along(one.seen, guest.name, one.texts)
            await context.tell(one.person.id, screen, priority=Priority.NOTICE)


# How


async def _tell_all(
    booking: Booking, written: Written, context: Context, presser: Person | None = None
) -> None:
    """Who has just pressed a button sees there what has become of it, and gets the file alone."""
    for one in await attending.all_of(booking, context):
        if presser is not None and one.person.id == presser.id:
            note = await _for_calendar(booking, context)
            await calendar.send(booking, one.seen.mentor, one.person, context, note)
        else:
            await _tell(one, written(one), context)


async def _tell(one: Attendee, screen: Screen, context: Context) -> None:
    """One message, unless the words are too many to stand under a file."""
    booking, mentor = one.seen.booking, one.seen.mentor
    if not is_known(booking):
        await context.tell(one.person.id, screen, priority=Priority.NOTICE)
        return
    note = await _for_calendar(booking, context)
    if units(plain(str(screen.text))) <= _CAPTION:
        await calendar.send(booking, mentor, one.person, context, note, screen)
    else:
        await context.tell(one.person.id, screen, priority=Priority.NOTICE)
        await calendar.send(booking, mentor, one.person, context, note)


async def _tell_mentor_before(booking: Booking, before: Booking, context: Context) -> None:
    """It leaves their calendar: the number of the booking has risen meanwhile."""
    mentor = await context.mentors.even_forgotten(before.mentor_id)
    for one in await attending.with_mentor(before, mentor, context):
        if one.role is As.MENTOR:
            screen = views.taken_over(one.seen, one.texts)
            if before.status is Status.BOOKED:
                await calendar.withdraw(booking, mentor, one.person, context, screen)
            else:
                await context.tell(one.person.id, screen, priority=Priority.NOTICE)


async def _bring(booking: Booking, notes: Sequence[Note], context: Context) -> None:
    """The place on a map; to the mentor what the member has sent along, too."""
    everybody = await attending.all_of(booking, context)
    await _show_place(everybody, context)
    for one in everybody:
        if one.role is As.MENTOR:
            long = views.long_note(notes, one.seen, one.texts)
            if long is not None:
                await context.tell(one.person.id, long, priority=Priority.NOTICE)
            await copy_files(notes, one.person, context)


async def copy_files(notes: Iterable[Note], to: Person, context: Context) -> None:
    for note in notes:
        if note.at is not None and note.kind is not Kind.TEXT:
            source = {"from_chat_id": note.at.chat_id, "message_id": note.at.message_id}
            call = Call("copyMessage", source)
            await context.outbox.put(Parcel(Chat(to.id), call, Priority.NOTICE))


async def _show_place(everybody: Iterable[Attendee], context: Context) -> None:
    """Where people meet, as a location that opens in the maps of those who go there."""
    for one in everybody:
        booking, place = one.seen.booking, one.seen.mentor.place
        is_there = one.role is As.MENTOR
        if is_there or booking.is_online or booking.status is not Status.BOOKED:
            continue
        if place is None or place.latitude is None:
            continue
        call = Call("sendVenue", views.venue(booking, place, one.texts))
        await context.outbox.put(Parcel(Chat(one.person.id), call, Priority.NOTICE))


async def _notes(booking: Booking, context: Context) -> list[Note]:
    """What the member has written for it."""
    found = await context.notes.of(booking.id)
    return [note for note in found if note.author is Side.MEMBER]


async def _for_calendar(booking: Booking, context: Context) -> str:
    words = [plain(note.html) for note in await _notes(booking, context) if note.html]
    return clip("\n".join(words), _IN_CALENDAR)


async def _other_times(booking: Booking, context: Context) -> list[Offer]:
    requester = await context.people.look(booking.requester_id)
    if requester is None or requester.id < 0:
        return []
    return await choices.best(booking, requester, context)
