"""After an event: those who came are thanked, asked, sent the materials, and asked once more."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.events.event import Event
from desk.events.feedback import MOST_PEOPLE, MOST_WORDS, Asked, Feedback, File
from desk.events.seats import Seat
from desk.incoming import Incoming
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from desk.profile import Field
from desk.timers import Kind, Timer
from handlers import relay
from handlers.context import Context
from handlers.events import attending, looking
from handlers.events.door_buttons import PassOn, Rate, WriteNumber, WriteWords
from handlers.events.giving import own
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.events import afterwards as views
from handlers.views.events import news as news_views

_AT_ONCE = 50  # people of one transaction
_AFTER = timedelta(hours=1)
_LATER = timedelta(days=7)
_THANKS, _FILES, _REACH, _NEWS = "thanks", "files", "reach", "news"


async def plan(event: Event, context: Context) -> None:
    """From when the first one has come; who is written down later is thanked then."""
    assert event.ends_at is not None
    due_at = max(event.ends_at + _AFTER, context.now)
    await _put(event.id, _THANKS, 0, due_at, context)


async def send_files(event_id: int, first: int, context: Context) -> None:
    """To all who came, the files from this number on."""
    await _put(event_id, f"{_FILES}.{first}", 0, context.now, context)


async def send_news(event_id: int, context: Context) -> None:
    """To all who came: there is something to read."""
    await _put(event_id, _NEWS, 0, context.now, context)


async def _put(event_id: int, what: str, after: int, due_at: datetime, context: Context) -> None:
    key = f"{Kind.AFTER_EVENT}:{event_id}:{what}:{after}"
    await context.timers.put([Timer.once(key, Kind.AFTER_EVENT, due_at, about_id=event_id)])


async def fire(timer: Timer, context: Context) -> None:
    """Some people, and the timer of the rest, in one transaction: each of them once."""
    event = await context.programme.look(timer.about_id or 0)
    await context.timers.drop([timer.key])
    if event is None or event.ends_at is None:
        return
    _kind, _number, what, after = timer.key.rsplit(":", 3)
    if what == _THANKS:
        await _thank_some(event, context)
        return
    seats = await context.attendance.came(event.id, int(after), _AT_ONCE)
    for seat in seats:
        await _write(what, seat, event, context)
    if len(seats) == _AT_ONCE:
        await _put(event.id, what, seats[-1].id, context.now, context)


async def _thank_some(event: Event, context: Context) -> None:
    assert event.ends_at is not None
    if event.ends_at > context.now:  # it was made longer meanwhile
        await plan(event, context)
        return
    unasked = await context.feedback.unasked(event.id, _AT_ONCE + 1)
    seats = unasked[:_AT_ONCE]
    roll = await context.attendance.of_event(event.id)
    files = await context.feedback.files(event.id)
    for seat in seats:
        told = Feedback(seat.id, context.now)
        await context.feedback.put(told)
        if (person := await _whose(seat, context)) is not None:
            _ = context.texts_of(person)
            earned = roll.has_completed(seat, event)
            await _tell(person, views.thanks(seat, event, told, _, has_completed=earned), context)
            await _copy(event, files, person, context)
    if len(unasked) > len(seats):
        await _put(event.id, _THANKS, 0, context.now, context)
    elif await context.memory.first(f"thanked:{event.id}", "", context.now):
        await _sent(event, files, context)
        await _put(event.id, _REACH, 0, context.now + _LATER, context)
        await _tell_staff(event, len(files), context)


async def _tell_staff(event: Event, files: int, context: Context) -> None:
    people = len(await context.feedback.of_event(event.id))
    await to_staff(event, views.thanked(event, people, files, context.house.staff_texts), context)


async def to_staff(event: Event, screen: Screen, context: Context) -> None:
    """To the group that had the door."""
    known = await context.attendance.door(event.id)
    group = known.group_name if known else context.groups.main.name
    await context.outbox.put(relay.to_group(screen, group))


async def _write(what: str, seat: Seat, event: Event, context: Context) -> None:
    person = await _whose(seat, context)
    if person is None:
        return
    if what == _REACH:
        await _tell(person, views.ask_reach(seat, event, context.texts_of(person)), context)
        return
    if what == _NEWS:
        await _tell(person, news_views.there_is(event, context.texts_of(person)), context)
        return
    first = int(what.partition(".")[2])
    files = [one for one in await context.feedback.files(event.id) if one.id >= first]
    await _copy(event, files, person, context)


async def _copy(event: Event, files: list[File], person: Person, context: Context) -> None:
    if not files:
        return
    await _tell(person, views.materials_head(event, context.texts_of(person)), context)
    for chat_id in dict.fromkeys(file.chat_id for file in files):
        there = sorted(file.message_id for file in files if file.chat_id == chat_id)
        params = {"from_chat_id": chat_id, "message_ids": there[:100]}
        await _put_out(person, Call("copyMessages", params), context)


async def _tell(person: Person, screen: Screen, context: Context) -> None:
    await _put_out(person, Call("sendMessage", screen.params()), context)


async def _put_out(person: Person, call: Call, context: Context) -> None:
    """In the morning, where it is night for them."""
    zone = await context.zone_of(person)
    due_at = context.house.schedule.quiet.morning_after(context.now, zone)
    await context.outbox.put(Parcel(Chat(person.id), call, Priority.BULK, due_at=due_at))


async def _whose(seat: Seat, context: Context) -> Person | None:
    person = await context.people.look(seat.person_id) if seat.person_id else None
    return person if person is not None and person.id > 0 and person.reachable else None


async def _sent(event: Event, files: list[File], context: Context) -> None:
    if files:
        await context.memory.put(_mark(event.id), str(files[-1].id), context.now)


def _mark(event_id: int) -> str:
    return f"materials:{event_id}"


async def fresh(event_id: int, context: Context) -> list[File]:
    """What has not been sent to those who came."""
    last = int(await context.memory.get(_mark(event_id)) or 0)
    return [file for file in await context.feedback.files(event_id) if file.id > last]


async def send_fresh(event: Event, context: Context) -> bool:
    files = await fresh(event.id, context)
    if files:
        await _sent(event, files, context)
        await send_files(event.id, files[0].id, context)
    return bool(files)


# What they answer


async def rate(pressed: Pressed, button: Rate, context: Context) -> None:
    seat = await own(button.seat_id, pressed, context)
    known = await context.feedback.get(seat.id)
    if known is None or button.asked not in list(Asked):
        context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))
        return
    told = known.answered(Asked(button.asked), bool(button.is_yes), context.now)
    await context.feedback.put(told)
    event = await looking.event_of(seat.event_id, context)
    roll = await context.attendance.of_event(event.id)
    _, earned = context.texts_of(pressed.person), roll.has_completed(seat, event)
    await context.change(pressed.query, views.thanks(seat, event, told, _, has_completed=earned))


async def write_words(pressed: Pressed, button: WriteWords, context: Context) -> None:
    seat = await own(button.seat_id, pressed, context)
    await context.people.expect_about(pressed.person, Field.EVENT_WORDS, context.now, seat.id)
    await context.tell(pressed.person.id, views.write_words(context.texts_of(pressed.person)))


async def pass_on(pressed: Pressed, button: PassOn, context: Context) -> None:
    """Pressed again, the last number stands."""
    seat = await own(button.seat_id, pressed, context)
    person = await context.people.tell(pressed.person)
    screen = await _passed_on(seat.id, button.people, person, context)
    if screen is not None:
        await context.change(pressed.query, screen)


async def write_number(pressed: Pressed, button: WriteNumber, context: Context) -> None:
    seat = await own(button.seat_id, pressed, context)
    await context.people.expect_about(pressed.person, Field.PASSED_ON, context.now, seat.id)
    await context.tell(pressed.person.id, views.no_number(context.texts_of(pressed.person)))


async def _passed_on(seat_id: int, people: int, person: Person, context: Context) -> Screen | None:
    known = await context.feedback.get(seat_id)
    if known is None or not 0 <= people <= MOST_PEOPLE:
        return None
    await context.feedback.put(replace(known, passed_on=people, told_at=context.now))
    return views.reach_kept(people, context.texts_of(person))


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """What is typed after one of these questions. False where it is about nothing any more."""
    assert person.awaiting is not None
    number, field = person.awaiting.about_id or 0, person.awaiting.field
    if field is Field.CERTIFICATE_NAME:
        return await attending.told(person, words, context)
    mine = [seat.id for seat in await context.seats.of_person(person.id)]
    known = await context.feedback.get(number) if number in mine else None
    if known is None:
        await context.people.tell(person)
        return False
    if field is Field.PASSED_ON:
        return await _number(number, words.plain.strip(), person, context)
    await context.tell(person.id, await _keep_words(known, words.plain.strip(), person, context))
    return True


async def _number(seat_id: int, said: str, person: Person, context: Context) -> bool:
    """Words are no answer to this: they are a question of theirs."""
    person = await context.people.tell(person)
    people = int(said) if said.isdecimal() and len(said) < 6 else -1
    screen = await _passed_on(seat_id, people, person, context)
    if screen is not None:
        await context.tell(person.id, screen)
    return screen is not None


async def _keep_words(known: Feedback, said: str, person: Person, context: Context) -> Screen:
    _ = context.texts_of(person)
    if len(said) > MOST_WORDS:
        return views.words_too_long(_)
    await context.people.tell(person)
    await context.feedback.put(replace(known, words=said, told_at=context.now))
    return views.words_kept(_)


ROUTES: tuple[OnPress, ...] = (
    on_press(Rate, rate),
    on_press(WriteWords, write_words),
    on_press(PassOn, pass_on),
    on_press(WriteNumber, write_number),
)
