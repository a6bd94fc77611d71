"""What is typed about a session after one of its buttons: reasons, remarks, the mentor's notes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from desk.errors import NotYours
from desk.incoming import Incoming, Kind
from desk.mentoring.accounts import MOST_WORDS
from desk.mentoring.attending import As, Deed, deeds
from desk.mentoring.booking import HasBegun, NotNow
from desk.mentoring.notes import Note
from desk.outgoing import Priority
from desk.people import Person
from desk.profile import OF_SESSIONS, Field
from handlers import relay
from handlers.context import Context
from handlers.mentoring import attending, telling
from handlers.mentoring.afterwards import account_of
from handlers.mentoring.attending import Attendee
from handlers.mentoring.ending import end
from handlers.mentoring.sessions import found
from handlers.views.mentoring import afterwards as after_views
from handlers.views.mentoring import session
from handlers.views.mentoring import sessions as views

_MOST_REASON = 300  # characters
_KEPT = "👌"
_NOTES = (Field.SHARED_NOTE, Field.PRIVATE_NOTE)
_FILES = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.DOCUMENT, Kind.LOCATION)

Reader = Callable[[Attendee, Incoming, Context], Awaitable[None]]


def is_told(person: Person, words: Incoming, context: Context) -> bool:
    """Notes may be files; all else is a text."""
    awaiting = person.awaiting
    if awaiting is None or not awaiting.is_told(context.now) or awaiting.field not in OF_SESSIONS:
        return False
    return words.kind is Kind.TEXT or (awaiting.field in _NOTES and words.kind in _FILES)


async def told(person: Person, words: Incoming, context: Context) -> None:
    """Where it can be done no more, they see how the session stands."""
    assert person.awaiting is not None
    assert person.awaiting.field is not None
    reader, deed = _READERS[person.awaiting.field]
    number = person.awaiting.about_id or 0
    try:
        one = await found(number, person, context)
    except NotYours:
        await context.people.tell(person)
        await context.tell(person.id, views.gone(context.texts_of(person)))
        return
    try:
        _check(one, deed, context)
        await reader(one, words, context)
    except (NotNow, HasBegun):
        await context.people.tell(person)
        await _show(number, person, context)


def _check(one: Attendee, wanted: tuple[Deed, ...], context: Context) -> None:
    """Raises NotNow."""
    if not set(wanted) & set(deeds(one.seen.booking, one.role, context.now)):
        raise NotNow(one.seen.booking.status)


async def _show(booking_id: int, person: Person, context: Context) -> None:
    one = await found(booking_id, person, context)
    await context.tell(person.id, session.card(one.seen, one.texts))


async def _cancel(one: Attendee, words: Incoming, context: Context) -> None:
    if len(words.plain) > _MOST_REASON:
        await context.tell(one.person.id, views.too_long(_MOST_REASON, one.texts))
        return
    await context.people.tell(one.person)
    ended = await end(one, words.plain, context)
    await _show(ended.id, one.person, context)
    await telling.cancelled(ended, context, one.person)


async def _decline(one: Attendee, words: Incoming, context: Context) -> None:
    if len(words.plain) > _MOST_REASON:
        await context.tell(one.person.id, views.too_long(_MOST_REASON, one.texts))
        return
    await context.people.tell(one.person)
    ended = await context.bookings.decline(one.seen.booking.id, words.plain, context.now)
    await _show(ended.id, one.person, context)
    await telling.declined(ended, context, one.person)


async def _remark(one: Attendee, words: Incoming, context: Context) -> None:
    if len(words.plain) > MOST_WORDS:
        await context.tell(one.person.id, views.too_long(MOST_WORDS, one.texts))
        return
    await context.people.tell(one.person)
    account = await account_of(one, context)
    await context.accounts.put(replace(account, words=words.plain))
    await context.tell(one.person.id, after_views.remark_kept(one.texts))


async def _share(one: Attendee, words: Incoming, context: Context) -> None:
    note = await _keep(one, words, context, is_private=False)
    for other in await attending.all_of(one.seen.booking, context):
        if other.role is not As.MENTOR:
            shown = after_views.note(note, other.seen, other.texts)
            await context.tell(other.person.id, shown, priority=Priority.STAFF)
            await telling.copy_files([note], other.person, context)


async def _note(one: Attendee, words: Incoming, context: Context) -> None:
    await _keep(one, words, context, is_private=True)


async def _keep(one: Attendee, words: Incoming, context: Context, *, is_private: bool) -> Note:
    """More may follow: the hour in which they may counts from the last one."""
    is_text = words.kind is Kind.TEXT
    note = Note(
        id=0,
        booking_id=one.seen.booking.id,
        author=one.role.side,
        html=words.html,
        kind=words.kind,
        written_at=context.now,
        at=None if is_text else words.at,
        is_private=is_private,
    )
    field = Field.PRIVATE_NOTE if is_private else Field.SHARED_NOTE
    await context.people.expect_about(one.person, field, context.now, note.booking_id)
    await context.outbox.put(relay.mark(words.at, _KEPT))
    return await context.notes.add(note)


_READERS: Mapping[Field, tuple[Reader, tuple[Deed, ...]]] = {
    Field.WHY_CANCELLED: (_cancel, (Deed.CANCEL,)),
    Field.WHY_DECLINED: (_decline, (Deed.DECLINE,)),
    Field.REMARK: (_remark, (Deed.TELL,)),
    Field.SHARED_NOTE: (_share, (Deed.WRITE, Deed.NOTE)),
    Field.PRIVATE_NOTE: (_note, (Deed.WRITE, Deed.NOTE)),
}
