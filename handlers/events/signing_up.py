"""A member signs up: what the event asks, a question at a time, and then a seat or the line.

What has been answered is written down under a mark, so that it can be gone on with whenever.
"""

from collections.abc import Awaitable, Callable, Mapping

from desk.errors import NotYours
from desk.events.event import Event, Question
from desk.events.events import NoSuchEvent
from desk.events.line import SignUpOver, check_open
from desk.events.seats import AlreadyIn, Seat, Status
from desk.events.signing import MOST_ACCESS, Way, asked, next_question
from desk.incoming import Incoming
from desk.organisations import TooManyOrganisations
from desk.people import Person
from desk.profile import LONGEST, Field, NotInOneLine
from handlers import withholding
from handlers.context import Context
from handlers.events import asking, files, looking, ways
from handlers.events.seat_buttons import PutAnswer, SignUp, WriteAnswer
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views import profile as profile_views
from handlers.views.events import seat as seat_views
from handlers.views.events import signing as views


async def begin(pressed: Pressed, button: SignUp, context: Context) -> None:
    if await withholding.refuses(pressed.person, pressed.person.blocked_until, context):
        return
    event = await looking.event_of(button.event_id, context)
    screen = await go_on(event, Way(), await context.people.tell(pressed.person), context)
    await context.change(pressed.query, screen)


async def go_on(event: Event, way: Way, person: Person, context: Context) -> Screen:
    """The next question; after the last one, how they stand to the event."""
    if not await _may(event, person, context):
        return await looking.screen(event.id, person, context)
    question = next_question(event, way)
    if question is None:
        return await _end(event, way, person, context)
    await ways.keep(event.id, way, person, context)
    return await _QUESTIONS[question](event, person, context)


async def _may(event: Event, person: Person, context: Context) -> bool:
    """Whoever has a seat, or cannot get one any more, need not answer anything."""
    try:
        check_open(event, context.now)
    except SignUpOver:
        return False
    seat = await context.seats.last_of(event.id, person.id)
    return seat is None or seat.status in (Status.GIVEN_UP, Status.WAITING)


async def _end(event: Event, way: Way, person: Person, context: Context) -> Screen:
    await ways.drop(event.id, person, context)
    language = context.texts_of(person).language.telegram_code
    try:
        seat = await context.seats.sign_up(event.id, person, way.wanted(language), context.now)
    except (AlreadyIn, SignUpOver, NoSuchEvent):
        return await looking.screen(event.id, person, context)
    await _told(event, seat, person, context)
    headline = seat_views.headline(seat.status, context.texts_of(person))
    return await looking.screen(event.id, person, context, headline)


async def _told(event: Event, seat: Seat, person: Person, context: Context) -> None:
    """Their calendar, or staff who are to say yes."""
    if seat.status is Status.TAKEN:
        await files.send(event, seat, person, context)
    elif seat.status is Status.ASKED:
        await asking.announce(event, person, context)


# The questions


async def _organisation(event: Event, person: Person, context: Context) -> Screen:
    known = await context.organisations.of(person)
    if not known:
        await context.people.expect_about(person, Field.EVENT_ORGANISATION, context.now, event.id)
    return views.organisation(event, known, context.texts_of(person))


async def _access(event: Event, person: Person, context: Context) -> Screen:
    await context.people.expect_about(person, Field.EVENT_ACCESS, context.now, event.id)
    return views.access(event, context.texts_of(person))


async def _interpretation(event: Event, person: Person, context: Context) -> Screen:
    return views.interpretation(event, context.texts_of(person))


async def _photos(event: Event, person: Person, context: Context) -> Screen:
    return views.photos(event, context.texts_of(person))


_QUESTIONS: Mapping[Question, Callable[[Event, Person, Context], Awaitable[Screen]]] = {
    Question.ORGANISATION: _organisation,
    Question.ACCESS: _access,
    Question.INTERPRETATION: _interpretation,
    Question.PHOTOS: _photos,
}


# Answers


async def put(pressed: Pressed, button: PutAnswer, context: Context) -> None:
    """One that the event does not ask, or that nobody was offered, changes nothing."""
    event = await looking.event_of(button.event_id, context)
    person = await context.people.tell(pressed.person)
    way = await ways.of(event.id, person, context)
    choices = await _choices(event, way, person, context)
    if button.what not in choices:
        raise NotYours(event.id)
    await context.change(pressed.query, await go_on(event, choices[button.what], person, context))


async def _choices(event: Event, way: Way, person: Person, context: Context) -> dict[str, Way]:
    """All that can be answered by button, and where each leads."""
    theirs = [one.organisation.id for one in await context.organisations.of(person)]
    every = {
        f"{Question.ORGANISATION}.0": way.with_organisation(None),
        **{f"{Question.ORGANISATION}.{one}": way.with_organisation(one) for one in theirs},
        f"{Question.ACCESS}.nothing": way.with_access(None),
        f"{Question.INTERPRETATION}.none": way.with_interpretation(None),
        **{
            f"{Question.INTERPRETATION}.{code}": way.with_interpretation(code)
            for code in event.interpreted
        },
        f"{Question.PHOTOS}.yes": way.with_photos(may=True),
        f"{Question.PHOTOS}.no": way.with_photos(may=False),
    }
    questions = set(asked(event))
    return {what: to for what, to in every.items() if what.partition(".")[0] in questions}


async def write(pressed: Pressed, button: WriteAnswer, context: Context) -> None:
    """The name of an organisation that is not among theirs yet."""
    event = await looking.event_of(button.event_id, context)
    _ = context.texts_of(pressed.person)
    if button.question != Question.ORGANISATION:
        context.toast(pressed.query, language_views.old_button(_))
        return
    field = Field.EVENT_ORGANISATION
    await context.people.expect_about(pressed.person, field, context.now, event.id)
    await context.change(pressed.query, views.write_organisation(event, _))


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """What is typed after a question. False where it is about nothing any more."""
    assert person.awaiting is not None
    number, field = person.awaiting.about_id or 0, person.awaiting.field
    try:
        event = await looking.event_of(number, context)
    except NotYours:
        await context.people.tell(person)
        return False
    way = await ways.of(event.id, person, context)
    read_ = _read_organisation if field is Field.EVENT_ORGANISATION else _read_access
    refused = await read_(words.plain, way, person, context)
    if isinstance(refused, Screen):
        await context.tell(person.id, refused)
        return True
    person = await context.people.tell(person)
    await context.tell(person.id, await go_on(event, refused, person, context))
    return True


async def _read_organisation(said: str, way: Way, person: Person, context: Context) -> Way | Screen:
    _ = context.texts_of(person)
    try:
        organisation = await context.organisations.join(person, said)
    except NotInOneLine:
        field = Field.ORGANISATION
        return profile_views.not_in_one_line(field, LONGEST[field], _)
    except TooManyOrganisations:
        return profile_views.too_many(_)
    return way.with_organisation(organisation.id)


async def _read_access(said: str, way: Way, person: Person, context: Context) -> Way | Screen:
    needs = " ".join(said.split())
    if len(needs) > MOST_ACCESS:
        return views.access_too_long(context.texts_of(person))
    return way.with_access(needs)


ROUTES: tuple[OnPress, ...] = (
    on_press(SignUp, begin),
    on_press(PutAnswer, put),
    on_press(WriteAnswer, write),
)
