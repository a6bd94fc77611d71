"""/attendance: who came, as files; the poster for the door; a certificate for who came each day."""

import re
from dataclasses import replace

from desk.errors import NotYours
from desk.events.event import Event
from desk.events.seats import Seat
from desk.incoming import Incoming
from desk.languages import Language, resolve
from desk.outgoing import BinaryFile, Call, Chat, General, Parcel, Priority, TextFile
from desk.people import Person
from desk.profile import LONGEST, Field, NotInOneLine, in_one_line
from handlers import staff_group
from handlers.context import Context
from handlers.events import hall, looking, scanning
from handlers.events.door_buttons import (
    GetCertificate,
    KeepName,
    SendPoster,
    SendSheet,
    WriteName,
)
from handlers.events.giving import own
from handlers.events.hall import SEEING
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import profile as profile_views
from handlers.views.events import certificate as views
from handlers.views.events import door as door_views
from handlers.views.events import papers


async def command(said: Said, context: Context) -> None:
    found = re.fullmatch(r"#?(\d{1,17})", said.rest.strip())
    try:
        await _sheet(int(found[1]) if found else 0, context)
    except NotYours:
        await staff_group.tell(said, door_views.how_to(context.desk_texts), context)


async def sheet(_pressed: Pressed, button: SendSheet, context: Context) -> None:
    await _sheet(button.event_id, context)


async def _sheet(event_id: int, context: Context) -> None:
    """To be printed, and to be counted with. Raises NotYours."""
    event, _ = await hall.event_of(event_id, context), context.desk_texts
    if not event.days:
        raise NotYours(event_id)
    roll = await context.attendance.of_event(event.id)
    guests = [await hall.guest_of(seat, context) for seat in roll.seats]
    attended = papers.Attended(event, roll, guests, context.now)
    caption = Screen(door_views.title(event, _) + "\n" + door_views.figures(event, roll, _))
    await _to_group(papers.sheet(attended, _), caption, context)
    await _to_group(papers.table(attended, _), None, context)


async def poster(_pressed: Pressed, button: SendPoster, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    known = await context.attendance.door(event.id)
    if known is None or not event.days:
        raise NotYours(event.id)
    link = f"https://t.me/{context.house.bot_username}?start={scanning.DOOR}{known.token}"
    file = papers.poster(event, link, context.now, _spoken_there(event, context))
    await _to_group(file, Screen(door_views.poster(context.desk_texts)), context, looked_up=False)


def _spoken_there(event: Event, context: Context) -> list[Texts]:
    languages = [resolve(code) for code in (*event.languages, *event.interpreted)]
    known = [language for language in languages if language is not None]
    return [context.house.texts(one) for one in known or [Language.EN]]


async def _to_group(
    file: BinaryFile | TextFile,
    caption: Screen | None,
    context: Context,
    *,
    looked_up: bool = True,
) -> None:
    params = caption.caption() if caption else {}
    call = Call("sendDocument", params, upload=("document", file), looked_up=looked_up)
    await context.outbox.put(Parcel(General(context.group), call, Priority.STAFF))


# Certificates


async def certificate(pressed: Pressed, button: GetCertificate, context: Context) -> None:
    """The name is asked for once; then it is the same on all of theirs."""
    seat, event = await _earned(button.seat_id, pressed, context)
    if seat.written_as is None:
        known = await _written_before(pressed.person, context)
        if known is None:
            await context.people.expect_about(
                pressed.person, Field.CERTIFICATE_NAME, context.now, seat.id
            )
            screen = views.ask_name(seat, context.texts_of(pressed.person))
            await context.tell(pressed.person.id, screen)
            return
        seat = await context.seats.write_as(seat, known)
    await _send(seat, event, pressed.person, context)


async def _written_before(person: Person, context: Context) -> str | None:
    seats = await context.seats.of_person(person.id)
    return next((one.written_as for one in seats if one.written_as), None)


async def keep_name(pressed: Pressed, button: KeepName, context: Context) -> None:
    seat, event = await _earned(button.seat_id, pressed, context)
    person = await context.people.tell(pressed.person)
    if seat.written_as is None:
        seat = await context.seats.write_as(seat, seat.name)
    await _send(seat, event, person, context)


async def write_name(pressed: Pressed, button: WriteName, context: Context) -> None:
    """It was wrong: the next one is with what they write now."""
    seat, _event = await _earned(button.seat_id, pressed, context)
    field = Field.CERTIFICATE_NAME
    await context.people.expect_about(pressed.person, field, context.now, seat.id)
    await context.tell(pressed.person.id, views.write_name(context.texts_of(pressed.person)))


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """How their name is to be written. False where they have earned nothing."""
    assert person.awaiting is not None
    try:
        seat, event = await _earned_by(person.awaiting.about_id or 0, person, context)
    except NotYours:
        await context.people.tell(person)
        return False
    _, field = context.texts_of(person), Field.CERTIFICATE_NAME
    try:
        name = in_one_line(words.plain, field)
    except NotInOneLine:
        await context.tell(person.id, profile_views.not_in_one_line(field, LONGEST[field], _))
        return True
    person = await context.people.tell(person)
    seat = await context.seats.write_as(seat, name)
    await _send(replace(seat, written_as=name), event, person, context)
    return True


async def _earned(number: int, pressed: Pressed, context: Context) -> tuple[Seat, Event]:
    """Raises NotYours."""
    await own(number, pressed, context)
    return await _earned_by(number, pressed.person, context)


async def _earned_by(number: int, person: Person, context: Context) -> tuple[Seat, Event]:
    """Who came on all days. Raises NotYours."""
    seat = next((s for s in await context.seats.of_person(person.id) if s.id == number), None)
    if seat is None:
        raise NotYours(number)
    event = await looking.event_of(seat.event_id, context)
    roll = await context.attendance.of_event(event.id)
    if not roll.has_completed(seat, event):
        raise NotYours(number)
    return seat, event


async def _send(seat: Seat, event: Event, person: Person, context: Context) -> None:
    _ = context.texts_of(person)
    file = papers.certificate(seat, event, context.now, _)
    call = Call("sendDocument", views.sent(seat, event, _).caption(), upload=("document", file))
    await context.outbox.put(Parcel(Chat(person.id), call))


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("attendance",), command, Side.STAFF, SEEING),
    on_press(SendSheet, sheet, Side.STAFF, SEEING),
    on_press(SendPoster, poster, Side.STAFF),
    on_press(GetCertificate, certificate),
    on_press(KeepName, keep_name),
    on_press(WriteName, write_name),
)
