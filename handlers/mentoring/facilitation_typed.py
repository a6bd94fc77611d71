"""What is typed or sent about a request for a facilitator after one of its buttons."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from desk.days import DayIsOver, UnreadableDay
from desk.errors import DeskError, NotYours
from desk.incoming import Incoming, Kind
from desk.mentoring.areas import Area
from desk.mentoring.booking import Side
from desk.mentoring.facilitation import (
    Facilitation,
    Item,
    Part,
    Slip,
    Stage,
    may_tick,
    next_part,
)
from desk.mentoring.occasion_words import (
    TooFar,
    UnreadableTime,
    read_clock,
    read_day,
    read_when,
)
from desk.people import Person
from desk.profile import OF_FACILITATIONS, Field
from handlers import relay
from handlers.context import Context
from handlers.mentoring import facilitation_seen, facilitation_telling
from handlers.mentoring.facilitation import answered, asked
from handlers.mentoring.facilitation_parts import MOST_PEOPLE, Columns, with_answer
from handlers.mentoring.facilitation_seen import Reader
from handlers.texts import Texts
from handlers.views.mentoring import areas as area_views
from handlers.views.mentoring import facilitation_asking as asking_views
from handlers.views.mentoring import facilitation_cards as views

_KEPT = "👌"
_FILES = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.DOCUMENT)
_WITH_FILES = (Field.ITEM, Field.LETTER)
_MOST: Mapping[Part, int] = {
    Part.THEME: 200,
    Part.PLACE: 200,
    Part.REGION: 60,
    Part.HOPES: 1000,
}  # characters
_AS_TYPED = {Part.PLACE: "place", Part.REGION: "region", Part.HOPES: "hopes"}
_AREAS = 3
_MINUTE = timedelta(minutes=1)
_MISTAKES: Mapping[type[DeskError], Callable[[Texts], Markup]] = {
    UnreadableDay: asking_views.no_day,
    DayIsOver: asking_views.day_over,
    TooFar: asking_views.too_far,
    UnreadableTime: asking_views.no_time,
}


class NoNumber(DeskError):
    """It is no number of people."""


class TooLong(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def is_told(person: Person, words: Incoming, context: Context) -> bool:
    """For a list and for the other side files, too; so for what they hope for."""
    awaiting = person.awaiting
    if awaiting is None or not awaiting.is_told(context.now):
        return False
    if awaiting.field not in OF_FACILITATIONS:
        return False
    takes_files = awaiting.field in (*_WITH_FILES, Field.FACILITATION)
    return words.kind is Kind.TEXT or (takes_files and words.kind in _FILES)


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """False where it is not for this any more, but a question."""
    assert person.awaiting is not None
    assert person.awaiting.field is not None
    number = person.awaiting.about_id or 0
    read = _READERS[person.awaiting.field]
    try:
        return await read(person, number, words, context)
    except NotYours:
        await context.people.tell(person)
        return False


# A part of a draft


async def _part(person: Person, number: int, words: Incoming, context: Context) -> bool:
    one = await facilitation_seen.of(number, person, context)
    part = next_part(one.request)
    if one.request.stage is not Stage.DRAFT or part is None:
        await context.people.tell(person)
        return False
    if words.kind is not Kind.TEXT:
        return await _along(one, part, words, context)
    try:
        columns = _columns(one, part, words.plain, context)
    except tuple(_MISTAKES) as error:
        line = _MISTAKES[type(error)](one.texts)
    except NoNumber:
        line = asking_views.no_number(one.texts)
    except TooLong as error:
        line = asking_views.too_long(error.most, one.texts)
    else:
        parts = with_answer(one.request, part, **columns)
        await context.tell(person.id, await answered(one, parts, context))
        return True
    await context.tell(person.id, await asked(one, context, line))
    return True


def _columns(one: Reader, part: Part, said: str, context: Context) -> Columns:
    """Raises what `_MISTAKES` names, NoNumber, TooLong."""
    text = " ".join(said.split()) if part is not Part.HOPES else said.strip()
    if len(text) > _MOST.get(part, len(text)):
        raise TooLong(_MOST[part])
    today = context.now.astimezone(one.request.zone).date()
    match part:
        case Part.THEME:
            return {"theme": text, "areas": tuple(_areas(text, one.texts))}
        case Part.DAY:
            return {"day": read_day(text, today)}
        case Part.TIME:
            return {"minute": read_clock(text)}
        case Part.PEOPLE:
            return {"people": _number(text)}
    return {_AS_TYPED[part]: text}


def _areas(text: str, _: Texts) -> list[Area]:
    return area_views.found(text, area_views.phrasings(_), _.language)[:_AREAS]


def _number(text: str) -> int:
    """Raises NoNumber."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:9]) < MOST_PEOPLE:
        raise NoNumber(text)
    return int(text)


async def _along(one: Reader, part: Part, words: Incoming, context: Context) -> bool:
    """A file where they say what they hope for; elsewhere it is no answer."""
    if part is not Part.HOPES:
        return False
    await context.checklists.write(_slip(one.request, Item.ALONG, Side.MEMBER, words))
    await context.outbox.put(relay.mark(words.at, _KEPT))
    if words.html and not one.request.hopes:
        await context.facilitations.put(one.request, hopes=words.plain[: _MOST[Part.HOPES]])
    await context.people.expect_about(one.person, Field.FACILITATION, context.now, one.request.id)
    return True


def _slip(request: Facilitation, item: Item, author: Side, words: Incoming) -> Slip:
    is_file = words.kind is not Kind.TEXT
    return Slip(
        id=0,
        facilitation_id=request.id,
        item=item,
        author=author,
        html=words.html,
        kind=words.kind,
        written_at=words.sent_at,
        at=words.at if is_file else None,
    )


# Another time


async def _time(person: Person, number: int, words: Incoming, context: Context) -> bool:
    one = await facilitation_seen.of(number, person, context)
    request = one.request
    if not request.stage.is_open:
        await context.people.tell(person)
        await context.tell(person.id, views.card(one.seen, one.texts))
        return True
    today = context.now.astimezone(request.zone).date()
    try:
        day, minute = read_when(words.plain, today)
    except tuple(_MISTAKES) as error:
        line = _MISTAKES[type(error)](one.texts)
        await context.tell(person.id, views.write_time(one.seen, line, one.texts))
        return True
    await context.people.tell(person)
    minutes, moved = wanted(request, day, minute)
    seen = replace(one.seen, request=moved)
    await context.tell(person.id, views.new_time(seen, minutes, one.texts))
    return True


def wanted(request: Facilitation, day: object, minute: int) -> tuple[int, Facilitation]:
    """The time in minutes since 1970, and the request as it would be then."""
    moved = replace(request, day=day, minute=minute)  # type: ignore[arg-type]
    assert moved.starts_at is not None
    return int(moved.starts_at.timestamp()) // 60, moved


# An item of a list, and words for the other side


async def _item(person: Person, entry_id: int, words: Incoming, context: Context) -> bool:
    """More may follow: the hour in which they may counts from the last one."""
    entry = await context.checklists.entry_of(entry_id)
    if entry is None:
        raise NotYours(entry_id)
    one = await facilitation_seen.of(entry.facilitation_id, person, context)
    if one.request.stage is not Stage.AGREED or not may_tick(entry.item, one.side):
        await context.people.tell(person)
        await context.tell(person.id, views.card(one.seen, one.texts))
        return True
    await context.checklists.write(_slip(one.request, entry.item, one.side, words))
    await context.people.expect_about(person, Field.ITEM, context.now, entry_id)
    await context.outbox.put(relay.mark(words.at, _KEPT))
    return True


async def _letter(person: Person, number: int, words: Incoming, context: Context) -> bool:
    one = await facilitation_seen.of(number, person, context)
    if one.request.stage is not Stage.AGREED:
        await context.people.tell(person)
        await context.tell(person.id, views.card(one.seen, one.texts))
        return True
    for other in await facilitation_seen.both(one.request, context):
        if other.side is not one.side:
            said = Markup(words.html)  # noqa: S704 - Telegram's own HTML
            screen = views.letter(other.seen, _writer(one), said, other.texts)
            await context.tell(other.person.id, screen)
            slip = _slip(one.request, Item.NOTES, one.side, words)
            await facilitation_telling.send_files([slip], other.person, context)
    await context.people.tell(person)
    await context.outbox.put(relay.mark(words.at, _KEPT))
    return True


def _writer(one: Reader) -> str:
    mentor = one.seen.mentor
    return mentor.name if one.side is Side.MENTOR and mentor else one.seen.requester


Reads = Callable[[Person, int, Incoming, Context], Awaitable[bool]]
_READERS: Mapping[Field, Reads] = {
    Field.FACILITATION: _part,
    Field.NEW_TIME: _time,
    Field.ITEM: _item,
    Field.LETTER: _letter,
}
