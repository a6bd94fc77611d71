"""The parts of a request for a facilitator: what can be chosen of each, and what was."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from desk.mentoring.directory import Kind
from desk.mentoring.facilitation import LENGTHS, Facilitation, Part, Purpose
from handlers.context import Context
from handlers.mentoring.facilitation_seen import Reader
from handlers.mentoring.wishing import mentors_of
from handlers.screen import Button
from handlers.texts import Texts
from handlers.views.mentoring import facilitation_asking as views
from handlers.views.mentoring.words import key_of

MOST_PEOPLE = 10_000
_MINUTE = timedelta(minutes=1)
_YEARS = 2  # ahead, at most
_DIGITS = 8

Columns = dict[str, Any]


async def options(one: Reader, part: Part, month: date | None, context: Context) -> list[Button]:
    """What can be chosen; what is typed besides is read elsewhere."""
    request, _ = one.request, one.texts
    today = context.now.astimezone(request.zone).date()
    if part is Part.DAY:
        return views.days(request, month or today.replace(day=1), today, _)
    if part is Part.REGION:
        return views.regions(request, await regions(context))
    if part is Part.LANGUAGES:
        return views.languages(request, await _languages(one, context), _)
    plain = _PLAIN.get(part)
    return plain(request, _) if plain else []


_PLAIN: Mapping[Part, Callable[[Facilitation, Texts], list[Button]]] = {
    Part.PURPOSE: views.purposes,
    Part.TIME: views.clocks,
    Part.LENGTH: views.lengths,
    Part.HOW: views.ways,
    Part.PEOPLE: views.crowds,
}


async def regions(context: Context) -> list[str]:
    """To which anybody comes."""
    known = await mentors_of(Kind.FACILITATOR, context)
    return sorted({region for one in known for region in one.regions})


async def _languages(one: Reader, context: Context) -> list[str]:
    """That anybody speaks; the member's own comes first."""
    known = await mentors_of(Kind.FACILITATOR, context)
    own = one.texts.language.telegram_code
    return sorted(
        {code for mentor in known for code in mentor.languages}, key=lambda c: (c != own, c)
    )


def with_answer(request: Facilitation, part: Part, **parts: Any) -> Columns:
    said = tuple(dict.fromkeys((*request.answered, part)))
    return {**parts, "answered": said}


async def read(request: Facilitation, what: str, context: Context) -> Columns | None:
    """None for what cannot be chosen. Nothing after the dot: it stays open."""
    name, _dot, value = what.partition(".")
    if name not in list(Part):
        return None
    part = Part(name)
    if part is Part.LANGUAGES:
        return await _ticked(request, value, context)
    columns = _OPEN.get(part) if not value else await _chosen(request, part, value, context)
    return None if columns is None else with_answer(request, part, **columns)


_OPEN: Mapping[Part, Columns] = {
    Part.DAY: {"day": None, "minute": None},
    Part.TIME: {"minute": None},
    Part.PLACE: {"place": ""},
    Part.REGION: {"region": None},
    Part.PEOPLE: {"people": None},
    Part.HOPES: {},
}


async def _chosen(
    request: Facilitation, part: Part, value: str, context: Context
) -> Columns | None:
    if part is Part.REGION:
        known = {key_of(one): one for one in await regions(context)}
        return {"region": known[value]} if value in known else None
    if part is Part.PURPOSE:
        return {"purpose": Purpose(value)} if value in list(Purpose) else None
    if part is Part.HOW:
        return {"is_online": value == "online"} if value in ("person", "online") else None
    if not (value.isascii() and value.isdecimal()) or len(value) > _DIGITS:
        return None
    today = context.now.astimezone(request.zone).date()
    return _number(part, int(value), today)


def _number(part: Part, number: int, today: date) -> Columns | None:
    match part:
        case Part.DAY if 0 <= number - today.toordinal() <= _YEARS * 366:
            return {"day": date.fromordinal(number)}
        case Part.TIME if number < 24 * 60:
            return {"minute": number}
        case Part.LENGTH if number * _MINUTE in LENGTHS:
            return {"length": number * _MINUTE}
        case Part.PEOPLE if 0 < number < MOST_PEOPLE:
            return {"people": number}
    return None


async def _ticked(request: Facilitation, code: str, context: Context) -> Columns | None:
    """A language is ticked or unticked; with at least one they go on."""
    if not code:
        return with_answer(request, Part.LANGUAGES) if request.languages else None
    known = await mentors_of(Kind.FACILITATOR, context)
    if code not in {one for mentor in known for one in mentor.languages}:
        return None
    chosen = request.languages
    now = tuple(one for one in chosen if one != code) if code in chosen else (*chosen, code)
    still = tuple(part for part in request.answered if part is not Part.LANGUAGES)
    return {"languages": now, "answered": still}
