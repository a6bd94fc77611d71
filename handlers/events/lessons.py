"""Lessons and good practices from events: staff read them, and make entries of them."""

from dataclasses import replace

from desk.errors import NotYours
from desk.events.feedback import Feedback
from desk.gaps import MOST_ANSWER, Draft
from desk.incoming import Incoming
from desk.languages import Language
from desk.people import Person
from desk.profile import Field
from handlers import gaps
from handlers.context import Context
from handlers.events import afterwards, hall
from handlers.events.door_buttons import BeginLesson, DraftLesson, WriteLesson
from handlers.events.giving import own
from handlers.routing import OnPress, Pressed, Side, on_press
from handlers.views import language as language_views
from handlers.views.events import lessons as views

_TOPIC = "forums"  # of the entry, until somebody chooses another


async def write(pressed: Pressed, button: WriteLesson, context: Context) -> None:
    seat = await own(button.seat_id, pressed, context)
    await context.people.expect_about(pressed.person, Field.LESSON, context.now, seat.id)
    await context.tell(pressed.person.id, views.write(context.texts_of(pressed.person)))


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """What somebody shares. False where they have not been at that event."""
    assert person.awaiting is not None
    _, said = context.texts_of(person), words.plain.strip()
    known = await _of(person.awaiting.about_id or 0, person, context)
    if known is None:
        await context.people.tell(person)
        return False
    if len(said) > MOST_ANSWER:
        await context.tell(person.id, views.too_long(_))
        return True
    person = await context.people.tell(person)
    known = replace(known, lesson=said, told_at=context.now)
    await context.feedback.put(known)
    await _announce(known, context)
    await context.tell(person.id, views.kept(_))
    return True


async def _of(seat_id: int, person: Person, context: Context) -> Feedback | None:
    mine = {seat.id for seat in await context.seats.of_person(person.id)}
    return await context.feedback.get(seat_id) if seat_id in mine else None


async def _announce(known: Feedback, context: Context) -> None:
    seat = await context.seats.look(known.seat_id)
    event = await hall.event_of(seat.event_id, context)
    screen = views.shared(event, known, context.house.staff_texts)
    await afterwards.to_staff(event, screen, context)


# Staff


async def draft(pressed: Pressed, button: DraftLesson, context: Context) -> None:
    """What has been forgotten meanwhile cannot be made an entry of."""
    known = await context.feedback.get(button.seat_id)
    if known is None or not known.lesson:
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    seat = await context.seats.look(known.seat_id)
    person = await context.people.look(seat.person_id) if seat.person_id else None
    language = context.texts_of(person).language if person else context.house.staff_language
    made = _begun(pressed, language, "title", context).answering(known.lesson)
    await gaps.keep(pressed, made, context)


async def begin(pressed: Pressed, _button: BeginLesson, context: Context) -> None:
    made = _begun(pressed, context.house.staff_language, "answer", context)
    await gaps.keep(pressed, made, context)


def _begun(pressed: Pressed, language: Language, awaiting: str, context: Context) -> Draft:
    """In the place of what was pressed. Raises NotYours."""
    message = pressed.query.message
    if message is None:
        raise NotYours(pressed.person.id)
    return Draft(
        id=0,
        language=language,
        topic=_TOPIC,
        title="",
        answer="",
        phrasings=(),
        question_ids=(),
        message_id=message.message_id,
        begun_at=context.now,
        awaiting=awaiting,
        group_name=context.group,
    )


ROUTES: tuple[OnPress, ...] = (
    on_press(WriteLesson, write),
    on_press(DraftLesson, draft, Side.STAFF),
    on_press(BeginLesson, begin, Side.STAFF),
)
