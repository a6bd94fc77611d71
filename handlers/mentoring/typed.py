"""What a mentor types after a button of /hours; what cannot be kept is asked once more."""

from collections.abc import Awaitable, Callable, Mapping

from desk.incoming import Incoming
from desk.mentoring.directory import Mentor
from desk.people import Person
from desk.profile import Field
from desk.zones import NoSuchZone
from handlers.context import Context
from handlers.mentoring import hours, terms
from handlers.screen import Screen
from handlers.views.mentoring import office as office_views
from handlers.views.mentoring import terms as views

Reader = Callable[[Person, Mentor, str, Context], Awaitable[Screen]]


async def told(person: Person, words: Incoming, context: Context) -> None:
    assert person.awaiting is not None
    assert person.awaiting.field is not None
    read = _READERS[person.awaiting.field]
    mentor = await hours.mentor_of(person, context)
    if mentor is None:
        person = await context.people.tell(person)
        await context.tell(person.id, office_views.was_mentor(context.texts_of(person)))
        return
    await context.tell(person.id, await read(person, mentor, words.plain, context))


async def _zone(person: Person, mentor: Mentor, said: str, context: Context) -> Screen:
    try:
        return await terms.read_zone(person, mentor, said, context)
    except NoSuchZone:
        return views.no_such_zone(context.texts_of(person))


_READERS: Mapping[Field, Reader] = {
    Field.WEEK: hours.read_week,
    Field.AWAY: hours.read_away,
    Field.MENTOR_ZONE: _zone,
    Field.ABOUT: terms.read_about,
    Field.MEETING_PLACE: terms.read_place,
}
