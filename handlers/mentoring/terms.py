"""The terms in which a mentor may be booked: what they choose by button, and type of themselves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk.holidays import Calendar
from desk.mentoring.availability import (
    AHEAD,
    LastLength,
    NotOffered,
    Term,
    put,
)
from desk.mentoring.directory import Mentor, Standing
from desk.mentoring.mentors import Incomplete, StandsElsewise, Step
from desk.mentoring.parts import Unreadable, place_named, read_text
from desk.people import Person
from desk.profile import Field
from desk.zones import NoSuchZone, parse_zone
from handlers.context import Context
from handlers.mentoring import overseeing
from handlers.mentoring.hours import own, page, staying
from handlers.mentoring.hours_buttons import (
    ChooseOwnCalendar,
    ChooseOwnZone,
    ChooseTerm,
    DropOwn,
    PutFlag,
    PutOwnCalendar,
    PutOwnZone,
    PutTerm,
    ShowPart,
    ShowSession,
    WriteOwn,
)
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.mentoring import hours as page_views
from handlers.views.mentoring import terms as views

_SEEN = timedelta(days=1)  # since it began
_STEPS = {Step.PAUSE: Standing.PAUSED, Step.RESUME: Standing.APPROVED}
_ASKED: Mapping[str, Field] = {
    page_views.ABOUT: Field.ABOUT,
    page_views.MEETING_PLACE: Field.MEETING_PLACE,
}


async def part(pressed: Pressed, mentor: Mentor, button: ShowPart, context: Context) -> None:
    if button.part not in page_views.PARTS:
        _old(pressed, context)
        return
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, _part(person, mentor, button.part, context))


def _part(person: Person, mentor: Mentor, name: str, context: Context) -> Screen:
    return views.part(_looked(mentor, context), name, context.texts_of(person))


def _looked(mentor: Mentor, context: Context) -> page_views.Looked:
    return page_views.Looked(mentor, context.now)


async def choose(pressed: Pressed, mentor: Mentor, button: ChooseTerm, context: Context) -> None:
    if button.term not in list(Term):
        _old(pressed, context)
        return
    screen = views.choose_term(mentor, Term(button.term), context.texts_of(pressed.person))
    await context.change(pressed.query, screen)


async def put_term(pressed: Pressed, mentor: Mentor, button: PutTerm, context: Context) -> None:
    """What is the only choice leads back; of lengths there may be several."""
    person, _ = pressed.person, context.texts_of(pressed.person)
    try:
        term = Term(button.term)
        terms = put(mentor.terms, term, button.value)
    except (ValueError, NotOffered):
        _old(pressed, context)
        return
    except LastLength:
        context.toast(pressed.query, views.last_length(_), alert=True)
        return
    changed = await context.mentors.change(mentor, terms=terms)
    if term is Term.LENGTHS:
        await context.change(pressed.query, views.choose_term(changed, term, _))
    else:
        await context.change(
            pressed.query, _part(person, changed, page_views.part_of(term), context)
        )


async def put_flag(pressed: Pressed, mentor: Mentor, button: PutFlag, context: Context) -> None:
    is_on = button.on == 1
    match button.flag:
        case page_views.CONFIRMS:
            terms = replace(mentor.terms, confirms=is_on)
            await _keep(pressed, mentor, page_views.LIMITS, context, terms=terms)
        case page_views.ONLINE if is_on or mentor.place is not None:
            await _keep(pressed, mentor, page_views.PLACE, context, is_online=is_on)
        case page_views.ONLINE:
            _no_way(pressed, context)
        case page_views.OPEN:
            await _stand(pressed, mentor, Step.RESUME if is_on else Step.PAUSE, context)
        case _:
            _old(pressed, context)


async def _stand(pressed: Pressed, mentor: Mentor, step: Step, context: Context) -> None:
    """Pressed twice, it is as it was wanted."""
    if mentor.standing is not _STEPS[step]:
        try:
            mentor = await context.mentors.take(mentor, step)
        except (StandsElsewise, Incomplete):
            _ = context.texts_of(pressed.person)
            context.toast(pressed.query, views.still_proposed(_), alert=True)
            return
    await context.change(pressed.query, page(pressed.person, mentor, context))


async def _keep(
    pressed: Pressed, mentor: Mentor, name: str, context: Context, **parts: Any
) -> None:
    changed = await context.mentors.change(mentor, **parts)
    await context.change(pressed.query, _part(pressed.person, changed, name, context))


# Zone and holidays


async def choose_zone(
    pressed: Pressed, mentor: Mentor, _button: ChooseOwnZone, context: Context
) -> None:
    person = await context.people.expect_field(pressed.person, Field.MENTOR_ZONE, context.now)
    zones = [office.hours.zone for office in await context.offices.all()]
    screen = views.choose_zone(_looked(mentor, context), zones, context.texts_of(person))
    await context.change(pressed.query, screen)


async def put_zone(pressed: Pressed, mentor: Mentor, button: PutOwnZone, context: Context) -> None:
    try:
        screen = await read_zone(pressed.person, mentor, button.key, context)
    except NoSuchZone:
        _old(pressed, context)
        return
    await context.change(pressed.query, screen)


async def read_zone(person: Person, mentor: Mentor, said: str, context: Context) -> Screen:
    """Raises NoSuchZone."""
    hours = replace(mentor.hours, zone=parse_zone(said))
    person = await context.people.tell(person)
    return await _other_hours(person, await context.mentors.change(mentor, hours=hours), context)


async def choose_calendar(
    pressed: Pressed, mentor: Mentor, _button: ChooseOwnCalendar, context: Context
) -> None:
    screen = views.choose_calendar(_looked(mentor, context), context.texts_of(pressed.person))
    await context.change(pressed.query, screen)


async def put_calendar(
    pressed: Pressed, mentor: Mentor, button: PutOwnCalendar, context: Context
) -> None:
    calendar = [*Calendar, None][min(button.calendar, len(Calendar))]
    hours = replace(mentor.hours, calendar=calendar)
    changed = await context.mentors.change(mentor, hours=hours)
    await context.change(pressed.query, await _other_hours(pressed.person, changed, context))


async def _other_hours(person: Person, mentor: Mentor, context: Context) -> Screen:
    """With what is booked outside of them."""
    stay = await staying(mentor.hours, mentor, context)
    return views.place(_looked(mentor, context), stay, context.texts_of(person))


# What is typed of oneself


async def write(pressed: Pressed, mentor: Mentor, button: WriteOwn, context: Context) -> None:
    if button.what not in _ASKED:
        _old(pressed, context)
        return
    field = _ASKED[button.what]
    person = await context.people.expect_field(pressed.person, field, context.now)
    ask = views.write_about if field is Field.ABOUT else views.write_place
    await context.change(pressed.query, ask(mentor, context.texts_of(person)))


async def read_about(person: Person, mentor: Mentor, said: str, context: Context) -> Screen:
    """In the language in which they use the line."""
    _ = context.texts_of(person)
    try:
        text = read_text(said.strip())
    except Unreadable:
        return views.too_long(page_views.ABOUT, _)
    person = await context.people.tell(person)
    about = {**mentor.about, _.language.telegram_code: text}
    return page(person, await context.mentors.change(mentor, about=about), context)


async def read_place(person: Person, mentor: Mentor, said: str, context: Context) -> Screen:
    """One of the same name stays where it is on the map."""
    try:
        named = place_named(said)
    except Unreadable:
        return views.too_long(page_views.MEETING_PLACE, context.texts_of(person))
    person = await context.people.tell(person)
    is_same = mentor.place is not None and mentor.place.name == named.name
    place = mentor.place if is_same else named
    changed = await context.mentors.change(mentor, place=place)
    await overseeing.meets_elsewhere(mentor, changed, context)
    return _part(person, changed, page_views.PLACE, context)


async def drop(pressed: Pressed, mentor: Mentor, button: DropOwn, context: Context) -> None:
    person, code = pressed.person, context.texts_of(pressed.person).language.telegram_code
    match button.what:
        case page_views.ABOUT:
            about = {key: text for key, text in mentor.about.items() if key != code}
            person = await context.people.tell(person)
            changed = await context.mentors.change(mentor, about=about)
            await context.change(pressed.query, page(person, changed, context))
        case page_views.MEETING_PLACE if mentor.is_online:
            await context.people.tell(person)
            await _keep(pressed, mentor, page_views.PLACE, context, place=None)
        case page_views.MEETING_PLACE:
            _no_way(pressed, context)
        case _:
            _old(pressed, context)


# A session of theirs


async def session(pressed: Pressed, mentor: Mentor, button: ShowSession, context: Context) -> None:
    """Only what is booked with whoever presses."""
    now = context.now
    known = await context.bookings.of_mentor(mentor.id, now - _SEEN, now + AHEAD)
    booking = next((one for one in known if one.id == button.booking_id), None)
    if booking is None:
        _old(pressed, context)
        return
    _ = context.texts_of(pressed.person)
    await context.change(pressed.query, views.session(booking, _looked(mentor, context), _))


def _no_way(pressed: Pressed, context: Context) -> None:
    context.toast(pressed.query, views.no_way(context.texts_of(pressed.person)), alert=True)


def _old(pressed: Pressed, context: Context) -> None:
    context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowPart, own(part)),
    on_press(ChooseTerm, own(choose)),
    on_press(PutTerm, own(put_term)),
    on_press(PutFlag, own(put_flag)),
    on_press(ChooseOwnZone, own(choose_zone)),
    on_press(PutOwnZone, own(put_zone)),
    on_press(ChooseOwnCalendar, own(choose_calendar)),
    on_press(PutOwnCalendar, own(put_calendar)),
    on_press(WriteOwn, own(write)),
    on_press(DropOwn, own(drop)),
    on_press(ShowSession, own(session)),
)
