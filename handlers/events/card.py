"""An event in the hands of staff: every part of it by button, or by an answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from telegram import Message

from desk.events.event import Event, Kind, Part, Question, Role
from desk.events.events import Changed, Changing
from desk.events.making import Form
from desk.events.parts import (
    CODES,
    Unreadable,
    is_part,
    on_map,
    read_names,
    read_part,
    with_role,
    without,
)
from desk.events.recurrence import OFTEN, read_repeat
from desk.events.themes import Theme
from desk.mentoring import directory
from desk.mentoring.directory import Mentor
from desk.mentoring.mentors import NoSuchMentor
from desk.staff import MayNot
from desk.staff import Role as StaffRole
from handlers import relay, staff_group
from handlers.callback import Callback
from handlers.context import Context
from handlers.events import campaigns
from handlers.events.making_buttons import ChooseOf, KeepChange, OpenEvent, SetOf, WriteOf
from handlers.routing import OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views import work
from handlers.views.events import card as views
from handlers.views.events import mistakes
from handlers.views.events import parts as part_views

MAKING = frozenset((StaffRole.EVENTS, StaffRole.LEAD, StaffRole.ADMIN))
WAIVING = frozenset((StaffRole.LEAD, StaffRole.ADMIN))
_SHOWN = 8  # people of the directory
_CHOICES = ("kind", "themes", "asks", "languages", "interpreted", "repeat", "people", *Part)
_TEXTS = ("title", "about", "access", "donor", "agenda", "reason")
_KINDS = {Part.FACILITATOR: directory.Kind.FACILITATOR, Part.EXPERT: directory.Kind.EXPERT}

B = TypeVar("B", bound=Callback)


async def screen(event: Event, context: Context) -> Screen:
    assert context.colleague is not None
    counts = (await context.events.counts()).get(event.id)
    looked = views.Looked(
        event,
        context.now,
        len(await context.events.of_series(event)),
        counts,
        may_waive=context.colleague.role in WAIVING,
        demand=await context.topics.demand_of(event.id),
    )
    return views.card(looked, context.desk_texts)


async def turn(pressed: Pressed, to: Screen, context: Context) -> None:
    """To another screen, which no answer is a part of any event's."""
    if pressed.query.message is not None:
        await context.events.turn(pressed.query.message.message_id, context.group)
    await context.change(pressed.query, to)


def refusing(
    action: Callable[[Pressed, B, Context], Awaitable[None]],
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """What cannot be done is said over the screen, which stays."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        try:
            await action(pressed, button, context)
        except mistakes.REFUSALS as error:
            context.toast(pressed.query, mistakes.toast(error, context.desk_texts), alert=True)

    return press


def old(pressed: Pressed, context: Context) -> None:
    context.toast(pressed.query, language_views.old_button(context.desk_texts))


async def open_(pressed: Pressed, button: OpenEvent, context: Context) -> None:
    event = await context.events.get(button.event_id)
    await turn(pressed, await screen(event, context), context)


# Parts that are pressed


async def among(pressed: Pressed, button: ChooseOf, context: Context) -> None:
    event = await context.events.get(button.event_id)
    if button.part not in (*_CHOICES, *_TEXTS):
        old(pressed, context)
        return
    await turn(pressed, await choices(event, button.part, context), context)


async def choices(event: Event, part: str, context: Context) -> Screen:
    people = await _people(event, Part(part), context) if part in list(Part) else []
    return part_views.among(event, part, people, context.desk_texts)


async def _people(event: Event, part: Part, context: Context) -> list[Mentor]:
    """Of the directory: who is that, and of those first who speaks its languages."""
    known = await context.mentors.all(directory.Standing.APPROVED)
    named = [one for one in known if _KINDS[part] in one.kinds]
    wanted = set(event.languages)
    return sorted(named, key=lambda one: -len(wanted & set(one.languages)))[:_SHOWN]


async def set_(pressed: Pressed, button: SetOf, context: Context) -> None:
    part, _dot, value = button.what.partition(".")
    if part == "cancel":
        await ask_to_cancel(pressed, button.event_id, context)
        return
    try:
        changing = await _setting(part, value, context)
    except (ValueError, NoSuchMentor):
        old(pressed, context)
        return
    changed = await _changed(button.event_id, changing, context)
    if part in ("kind", "approves"):
        await turn(pressed, await screen(changed.after, context), context)
    else:
        await turn(pressed, await choices(changed.after, part, context), context)


async def _setting(part: str, value: str, context: Context) -> Changing:
    """Raises ValueError, NoSuchMentor."""
    match part:
        case "kind":
            kind = Kind(value)
            return lambda _event: {"kind": kind}
        case "themes":
            theme = Theme(value)
            return lambda event: {"themes": event.themes ^ {theme}}
        case "asks":
            question = Question(value)
            return lambda event: {"terms": replace(event.terms, asks=event.terms.asks ^ {question})}
        case "approves":
            return lambda event: {"terms": replace(event.terms, approves=value == "yes")}
        case "languages" | "interpreted" if value in CODES:
            return lambda event: {part: _toggled(getattr(event, part), value)}
        case Part.FACILITATOR | Part.EXPERT:
            mentor = await context.mentors.get(int(value))
            return lambda event: _with_mentor(event, Part(part), mentor)
    raise ValueError(part)


def _toggled(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    chosen = set(codes) ^ {code}
    return tuple(one for one in CODES if one in chosen)


def _with_mentor(event: Event, part: Part, mentor: Mentor) -> dict[str, Any]:
    others = [one for one in event.roles if (one.part, one.mentor_id) != (part, mentor.id)]
    if len(others) < len(event.roles):
        return {"roles": tuple(others)}
    return {"roles": with_role(event, Role(part, mentor.name, mentor.id))}


async def ask_to_cancel(pressed: Pressed, event_id: int, context: Context) -> None:
    event = await context.events.get(event_id)
    people = await context.events.people_of(event)
    await turn(pressed, part_views.really_cancel(event, people, context.desk_texts), context)


# Parts that are written


async def write(pressed: Pressed, button: WriteOf, context: Context) -> None:
    event = await context.events.get(button.event_id)
    message = pressed.query.message
    if message is None or not _is_written(button.part):
        old(pressed, context)
        return
    await context.events.ask(Form(message.message_id, context.group, event.id, button.part))
    await context.change(pressed.query, part_views.write(event, button.part, context.desk_texts))


def _is_written(part: str) -> bool:
    name, _dot, often = part.partition(".")
    if name == "repeat":
        return often in OFTEN
    return part in list(Part) or (is_part(part) and part != "map")


async def answered(said: Said, form: Form, context: Context) -> None:
    """An answer to the message that asked for a part is that part; then the card is back."""
    _ = context.desk_texts
    try:
        _check(context)
        shown = await _take(form, _text_of(said.message, form), context)
    except MayNot as error:
        await staff_group.tell(said, work.may_not(error, _), context)
    except mistakes.REFUSED as error:
        await staff_group.tell(said, mistakes.told(error, form.part, _), context)
    else:
        await relay.edit_in_group(context, form.message_id, shown)
        await staff_group.done(said, context)


def _text_of(message: Message, form: Form) -> str:
    """Raises Unreadable."""
    if message.location is not None and form.part == "place":
        venue, at = message.venue, message.location
        named = (venue.title, venue.address) if venue else ("", "")
        return on_map(at.latitude, at.longitude, *named)
    if message.text is None:
        raise Unreadable(form.part)
    return message.text


async def _take(form: Form, text: str, context: Context) -> Screen:
    """What stands on the message then. Raises as `read_part` and `Events.change`."""
    name, _dot, often = form.part.partition(".")
    if name == "repeat":
        return await _repeat(form, often, text, context)
    changing = await _changing(form.part, text, context)
    proposed = await context.events.would_be(form.event_id, changing, context.now)
    people = await context.events.people_of(proposed.before)
    if proposed.is_told and people:
        await context.events.ask(replace(form, said=text))
        return part_views.tell_first(proposed, people, context.desk_texts)
    changed = await _changed(form.event_id, changing, context)
    return await _after(form, changed, context)


async def _changed(event_id: int, changing: Changing, context: Context) -> Changed:
    changed = await context.events.change(event_id, changing, context.now)
    await campaigns.changed(changed, context)
    return changed


async def _after(form: Form, changed: Changed, context: Context) -> Screen:
    """A place still waits for its location, a text for other languages."""
    venue = changed.after.venue
    if form.part == "place" and venue is not None and venue.latitude is None:
        return part_views.write(changed.after, form.part, context.desk_texts)
    await context.events.turn(form.message_id, form.group_name)
    name = form.part.partition(".")[0]
    if name in _TEXTS or name in list(Part):
        return await choices(changed.after, name, context)
    return await screen(changed.after, context)


async def _changing(part: str, text: str, context: Context) -> Changing:
    """Raises Unreadable."""
    if part in list(Part):
        roles = await _roles(Part(part), text, context)
        return lambda event: {"roles": _in_place(event, Part(part), roles)}
    is_map = part == "place" and _is_on_map(text)

    def changing(event: Event) -> dict[str, Any]:
        today: date = context.now.astimezone(event.zone).date()
        return read_part(event, "map" if is_map else part, text, today)

    return changing


def _is_on_map(text: str) -> bool:
    """Two numbers in the first line, which are no name of a place."""
    first = text.partition("\n")[0].split()
    return len(first) == 2 and all(one.lstrip("-").replace(".", "", 1).isdecimal() for one in first)


async def _roles(part: Part, text: str, context: Context) -> list[Role]:
    """Whoever is of the directory by that name is meant. Raises Unreadable."""
    if text.strip() in ("-", "–", "—"):
        return []
    found = []
    for name in read_names(text):
        mentors = await context.mentors.called(name)
        one = mentors[0] if len(mentors) == 1 else None
        found.append(Role(part, one.name if one else name, one.id if one else None))
    return found


def _in_place(event: Event, part: Part, roles: list[Role]) -> tuple[Role, ...]:
    event = replace(event, roles=without(event, part))
    for role in roles:
        event = replace(event, roles=with_role(event, role))
    return event.roles


async def _repeat(form: Form, often: str, text: str, context: Context) -> Screen:
    event = await context.events.get(form.event_id)
    starts_at = event.starts_at or context.now
    rule = read_repeat(often, text, starts_at, event.zone)
    by = context.colleague.id if context.colleague else None
    made = await context.events.repeat(event.id, rule, context.now, by)
    await context.events.turn(form.message_id, form.group_name)
    return await screen(made[0], context)


async def keep(pressed: Pressed, button: KeepChange, context: Context) -> None:
    """What was answered, once there was a yes to telling people of it."""
    message = pressed.query.message
    form = message and await context.events.form(message.message_id, context.group)
    if not form or form.said is None or form.event_id != button.event_id:
        context.toast(pressed.query, mistakes.not_said(context.desk_texts), alert=True)
        return
    changing = await _changing(form.part, form.said, context)
    changed = await _changed(form.event_id, changing, context)
    await turn(pressed, await screen(changed.after, context), context)


def _check(context: Context) -> None:
    """Raises MayNot."""
    if context.colleague is None or context.colleague.role not in MAKING:
        raise MayNot(MAKING)


ROUTES: tuple[OnPress, ...] = (
    on_press(OpenEvent, refusing(open_), Side.STAFF, MAKING),
    on_press(ChooseOf, refusing(among), Side.STAFF, MAKING),
    on_press(SetOf, refusing(set_), Side.STAFF, MAKING),
    on_press(WriteOf, refusing(write), Side.STAFF, MAKING),
    on_press(KeepChange, refusing(keep), Side.STAFF, MAKING),
)
