"""What is kept for somebody is booked, with a note for the mentor or without, or is kept anew."""

from dataclasses import replace

from desk.incoming import Incoming, Kind
from desk.mentoring.booking import Booking, NotNow, Side, Status
from desk.mentoring.errors import NotFree
from desk.mentoring.notes import Note
from desk.mentoring.wishes import Start, Wish, WishState
from desk.people import Person
from desk.profile import Field
from handlers import withholding
from handlers.context import Context
from handlers.mentoring import rights, telling
from handlers.mentoring.asking import Asker, both, met, of_booking, shown_of
from handlers.mentoring.choosing import best, held
from handlers.mentoring.wish_buttons import AddNote, BookIt
from handlers.routing import Pressed, on_press
from handlers.screen import Screen
from handlers.views.mentoring import holding as views
from handlers.views.mentoring import offers


async def book(pressed: Pressed, button: BookIt, context: Context) -> None:
    """What is kept no more is shown again first, if it can be kept again."""
    asker, booking, wish = await of_booking(pressed, button.booking_id, context)
    if wish.state is WishState.BOOKED:
        await context.change(pressed.query, await met(asker, wish, context))
    elif _is_kept(booking, context):
        await _book(pressed, asker, booking, wish, context)
    else:
        await context.change(pressed.query, await _once_more(asker, booking, wish, context))


async def _book(
    pressed: Pressed, asker: Asker, booking: Booking, wish: Wish, context: Context
) -> None:
    if not asker.is_staff and await withholding.refuses_press(pressed, None, context):
        return
    verdict = await rights.verdict_of(asker.person, wish.kind, context)
    if not verdict.may:
        await context.change(pressed.query, rights.refused(asker, verdict))
        return
    try:
        booking = await context.bookings.confirm(booking.id, asker.person, context.now)
    except NotFree as error:
        line = offers.not_free(error, asker.texts)
        await context.change(pressed.query, await best(asker, wish, context, line))
        return
    shown = await shown_of(asker.person, booking, context)
    screen = views.settled(shown, is_staff=asker.is_staff, _=asker.texts)
    await context.change(pressed.query, screen)
    tell = telling.asked if booking.status is Status.ASKED else telling.booked
    await tell(booking, context, None if asker.is_staff else asker.person)


def _is_kept(booking: Booking, context: Context) -> bool:
    return booking.status is Status.HELD and not booking.is_stale(context.now)


async def _once_more(asker: Asker, booking: Booking, wish: Wish, context: Context) -> Screen:
    if wish.state is WishState.DROPPED:
        wish = replace(wish, state=WishState.OPEN)
        await context.wishes.save(wish)
    line = views.once_more(asker.texts)
    start = Start(booking.mentor_id, booking.starts_at)
    return await held(asker, wish, start, context, line)


# A note for the mentor


async def note(pressed: Pressed, button: AddNote, context: Context) -> None:
    """The time is kept for longer meanwhile."""
    asker, booking, wish = await of_booking(pressed, button.booking_id, context)
    if wish.state is WishState.BOOKED:
        await context.change(pressed.query, await met(asker, wish, context))
        return
    try:
        booking = await context.bookings.keep_on(booking.id, asker.person, context.now)
    except NotNow:
        await context.change(pressed.query, await _once_more(asker, booking, wish, context))
        return
    await context.people.expect_about(asker.person, Field.NOTE, context.now, booking.id)
    shown = await shown_of(asker.person, booking, context)
    await context.change(pressed.query, views.write_note(shown, asker.texts))


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """False where it is for no mentor any more."""
    assert person.awaiting is not None
    number = person.awaiting.about_id or 0
    booking = await context.bookings.look(number)
    wish = await context.wishes.get(booking.wish_id or 0) if booking is not None else None
    if booking is None or wish is None or wish.state is WishState.BOOKED:
        await context.people.tell(person)
        return False
    if await withholding.refuses(person, person.blocked_until, context):
        return True
    booking = await context.bookings.get(number)
    await context.notes.add(_note(booking, words))
    screen = await _with_note(person, booking, wish, context)
    if await _is_first(person, words.media_group_id, context):
        await context.tell(person.id, screen)
    return True


async def _is_first(person: Person, album: str | None, context: Context) -> bool:
    """Of an album one part is answered."""
    key = f"album:{person.id}"
    if album is None or await context.memory.get(key) == album:
        return album is None
    await context.memory.put(key, album, context.now)
    return True


async def _with_note(person: Person, booking: Booking, wish: Wish, context: Context) -> Screen:
    """Further notes are for the same session."""
    asker = Asker(person, context.texts_of(person))
    if not _is_kept(booking, context):
        screen = await _once_more(asker, booking, wish, context)
        kept = await context.bookings.in_hand(wish)
        if kept is not None:
            await context.people.expect_about(person, Field.NOTE, context.now, kept.id)
        return screen
    booking = await context.bookings.keep_on(booking.id, person, context.now)
    shown = await shown_of(person, booking, context)
    return views.held(shown, None, is_staff=False, _=asker.texts)


def _note(booking: Booking, words: Incoming) -> Note:
    is_file = words.kind is not Kind.TEXT
    return Note(
        id=0,
        booking_id=booking.id,
        author=Side.MEMBER,
        html=words.html,
        kind=words.kind,
        written_at=words.sent_at,
        at=words.at if is_file else None,
    )


ROUTES = (*both(BookIt, book), on_press(AddNote, note))
