"""Those who lead the desk arrange its offices: /office, and the buttons under it."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Protocol, TypeVar

from desk.days import DayIsOver, UnreadableDay, parse_days
from desk.errors import DeskError
from desk.holidays import Calendar
from desk.offices import (
    MOST_REASON,
    IsInTheSettings,
    LocalDay,
    NameTaken,
    NoName,
    NoSuchOffice,
    Office,
    TooManyOffices,
    UnknownLanguage,
    parse_languages,
)
from desk.staff import Role
from desk.week import Spans, UnreadableHours, parse_hours, parse_spans
from desk.zones import NoSuchZone, parse_zone
from handlers import staff_group
from handlers.context import Context
from handlers.profile_buttons import (
    ListOffices,
    OpenOffice,
    PutCalendar,
    ReallyRemoveOffice,
    RemoveOffice,
)
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import office_desk as views
from handlers.views import office_mistakes as mistakes
from handlers.views.html import clip

_LEADING = frozenset((Role.LEAD, Role.ADMIN))
_NONE = ("none", "off", "no")

Step = Callable[[Office, str, Context], Awaitable[Screen]]


async def command(said: Said, context: Context) -> None:
    """/office lists them; the name of one, and what is to change, change it."""
    await staff_group.tell(said, await _answer(said.rest, context), context)


async def _answer(words: str, context: Context) -> Screen:
    first, rest = _first(words)
    known = await context.offices.all()
    if not first:
        return views.listed(known, context.now, context.desk_texts)
    if first.lower() == "new":
        return await _trying(_new, known[0], rest, context)
    if first.lower() in _STEPS:
        if len(known) > 1:
            return mistakes.which_office(first.lower(), known, context.desk_texts)
        return await _trying(_STEPS[first.lower()], known[0], rest, context)
    try:
        office = await context.offices.called(first)
    except NoSuchOffice:
        return mistakes.no_such_office(first, known, context.desk_texts)
    return await _arranged(office, rest, context)


async def _arranged(office: Office, words: str, context: Context) -> Screen:
    verb, rest = _first(words)
    if not verb:
        return await _one(office, context)
    step = _STEPS.get(verb.lower())
    if step is None:
        return mistakes.unknown_step(words, office, context.desk_texts)
    return await _trying(step, office, rest, context)


async def _trying(step: Step, office: Office, words: str, context: Context) -> Screen:
    """A mistake changes nothing, and is answered with how it is written."""
    try:
        return await step(office, words, context)
    except tuple(_MISTAKES) as error:
        return _MISTAKES[type(error)](error, words, office, context.desk_texts)


async def _one(office: Office, context: Context) -> Screen:
    return views.one(await _looked(office, context), context.desk_texts)


async def _changed(office: Office, context: Context) -> Screen:
    """Its hours may be others now, and what is due in them."""
    await context.timers.renew_all(context.now)
    return await _one(office, context)


async def _looked(office: Office, context: Context) -> views.Looked:
    return views.Looked(office, context.now, await context.offices.belonging(office))


# What may be done with an office


async def _new(_office: Office, words: str, context: Context) -> Screen:
    return await _one(await context.offices.add(words, context.now), context)


async def _rename(office: Office, words: str, context: Context) -> Screen:
    return await _one(await context.offices.rename(office, words), context)


async def _hours(office: Office, words: str, context: Context) -> Screen:
    week = parse_hours(words)
    return await _changed(await context.offices.keep_hours(office, week=week), context)


async def _zone(office: Office, words: str, context: Context) -> Screen:
    zone = parse_zone(words)
    return await _changed(await context.offices.keep_hours(office, zone=zone), context)


async def _holidays(office: Office, words: str, context: Context) -> Screen:
    if office.is_main:
        raise IsInTheSettings
    code = words.upper().replace("_", "-")
    if words.lower() not in _NONE and code not in list(Calendar):
        return mistakes.no_calendar(words, office, context.desk_texts)
    calendar = None if words.lower() in _NONE else Calendar(code)
    return await _changed(await context.offices.keep_hours(office, calendar=calendar), context)


async def _languages(office: Office, words: str, context: Context) -> Screen:
    languages = parse_languages(words)
    return await _changed(await context.offices.change(office, languages=languages), context)


async def _closed(office: Office, words: str, context: Context) -> Screen:
    days, reason = parse_days(words, _today(office, context.now))
    reason = clip(" ".join(reason.split()), MOST_REASON)
    own = [LocalDay(day, is_open=False, reason=reason) for day in days]
    return await _changed(await context.offices.put_days(office, own), context)


async def _open(office: Office, words: str, context: Context) -> Screen:
    """Without hours, in those of the weekday, if it has any."""
    days, rest = parse_days(words, _today(office, context.now))
    try:
        spans: Spans = parse_spans(rest) if rest else ()
    except UnreadableHours as error:
        return mistakes.no_span(error.part, office, context.desk_texts)
    if not spans and not all(office.hours.week[day.weekday()] for day in days):
        return mistakes.no_span("", office, context.desk_texts)
    own = [LocalDay(day, is_open=True, spans=spans) for day in days]
    return await _changed(await context.offices.put_days(office, own), context)


async def _usual(office: Office, words: str, context: Context) -> Screen:
    days, _rest = parse_days(words, _today(office, context.now))
    return await _changed(await context.offices.as_usual(office, days), context)


async def _remove(office: Office, _words: str, context: Context) -> Screen:
    """Raises IsInTheSettings."""
    if office.is_main:
        raise IsInTheSettings
    return views.really_remove(await _looked(office, context), context.desk_texts)


_STEPS: dict[str, Step] = {
    "hours": _hours,
    "zone": _zone,
    "holidays": _holidays,
    "languages": _languages,
    "closed": _closed,
    "open": _open,
    "usual": _usual,
    "rename": _rename,
    "remove": _remove,
}
_MISTAKES: dict[type[DeskError], Callable[..., Screen]] = {
    UnreadableHours: lambda error, _words, office, _: mistakes.no_hours(error.part, office, _),
    NoSuchZone: lambda _error, words, office, _: mistakes.no_zone(words, office, _),
    UnknownLanguage: lambda error, _words, office, _: mistakes.no_language(error, office, _),
    UnreadableDay: lambda _error, words, office, _: mistakes.no_day(words, office, _),
    DayIsOver: lambda error, _words, _office, _: mistakes.day_is_over(error, _),
    NoName: lambda _error, _words, _office, _: mistakes.no_name(_),
    NameTaken: lambda error, _words, _office, _: mistakes.name_taken(error, _),
    TooManyOffices: lambda _error, _words, _office, _: mistakes.too_many(_),
    IsInTheSettings: lambda _error, _words, _office, _: mistakes.in_the_settings(_),
}


# By button


async def list_(pressed: Pressed, _button: ListOffices, context: Context) -> None:
    known = await context.offices.all()
    await context.change(pressed.query, views.listed(known, context.now, context.desk_texts))


async def open_(pressed: Pressed, office: Office, _button: OpenOffice, context: Context) -> None:
    await context.change(pressed.query, await _one(office, context))


async def put_calendar(
    pressed: Pressed, office: Office, button: PutCalendar, context: Context
) -> None:
    calendars = [*Calendar, None]
    calendar = calendars[min(button.calendar, len(Calendar))]
    changed = await context.offices.keep_hours(office, calendar=calendar)
    await context.change(pressed.query, await _changed(changed, context))


async def remove(pressed: Pressed, office: Office, _button: RemoveOffice, context: Context) -> None:
    await context.change(pressed.query, await _remove(office, "", context))


async def really_remove(
    pressed: Pressed, office: Office, button: ReallyRemoveOffice, context: Context
) -> None:
    """Not where others belong to it by now than were told."""
    _ = context.desk_texts
    looked = await _looked(office, context)
    if looked.people != button.people:
        context.toast(pressed.query, views.more_belong(_), alert=True)
        await context.change(pressed.query, views.really_remove(looked, _))
        return
    await context.offices.remove(office)
    await context.timers.renew_all(context.now)
    await context.change(pressed.query, views.removed(looked, _))


class OfOffice(Protocol):
    """A button that names an office."""

    @property
    def slug(self) -> str: ...


B = TypeVar("B", bound=OfOffice)


def _with_office(
    action: Callable[[Pressed, Office, B, Context], Awaitable[None]],
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A button of an office that was removed says so."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        try:
            office = await context.offices.get(button.slug)
            await action(pressed, office, button, context)
        except NoSuchOffice:
            context.toast(pressed.query, views.gone(context.desk_texts), alert=True)

    return press


def _first(words: str) -> tuple[str, str]:
    parts = words.split(None, 1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) > 1 else "")


def _today(office: Office, now: datetime) -> date:
    return now.astimezone(office.hours.zone).date()


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("office",), command, Side.STAFF, _LEADING),
    on_press(ListOffices, list_, Side.STAFF, _LEADING),
    on_press(OpenOffice, _with_office(open_), Side.STAFF, _LEADING),
    on_press(PutCalendar, _with_office(put_calendar), Side.STAFF, _LEADING),
    on_press(RemoveOffice, _with_office(remove), Side.STAFF, _LEADING),
    on_press(ReallyRemoveOffice, _with_office(really_remove), Side.STAFF, _LEADING),
)
