"""/event makes and opens one; /events lists them, those held against those planned."""

import re

from desk.events import cycles
from desk.events.cycles import drafts, has_cycle, parse_cycle, years_of
from desk.events.event import Event, Kind, Standing
from desk.languages import WRITTEN
from desk.staff import Role
from handlers import staff_group
from handlers.context import Context
from handlers.events.card import MAKING, choices, old, screen, turn
from handlers.events.making_buttons import ListEvents, ShowCycles, ShowEvents
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views.events import listing, mistakes, words
from handlers.views.mentoring import mistakes as in_topics

SEEING = frozenset((*MAKING, Role.REPORTER))
_YEARS = range(2000, 2100)


async def all_(said: Said, context: Context) -> None:
    """/events, in one message that its buttons turn over."""
    await staff_group.tell(said, await _overview(context), context)


async def one(said: Said, context: Context) -> None:
    """/event new, /event 12, /event quarterly 2027 Prizren, Mitrovica."""
    if await staff_group.here(said.message, context) is not None:
        shown = in_topics.in_general(context.desk_texts)
    else:
        shown = await _one(said, context)
    await staff_group.tell(said, shown, context)


async def _one(said: Said, context: Context) -> Screen:
    word, _blank, rest = said.rest.partition(" ")
    try:
        if word.lower() == "new":
            return await _new(context)
        if word.lower() == "quarterly":
            return await _cycles(rest, context)
        if re.fullmatch(r"#?[0-9]{1,9}", word) and not rest:
            return await screen(await context.events.get(int(word.lstrip("#"))), context)
    except mistakes.REFUSALS as error:
        return mistakes.told(error, "", context.desk_texts)
    return mistakes.how_to(context.desk_texts) if said.rest else await _overview(context)


async def _new(context: Context) -> Screen:
    """A draft from the start, so that nothing is lost whenever it is gone on with."""
    zone, by = context.house.hours.zone, context.actor.id
    event = await context.events.make(Kind.WORKSHOP, zone, context.now, by)
    return await choices(event, "kind", context)


async def _cycles(rest: str, context: Context) -> Screen:
    """For each municipality that has none in that year. Raises UnreadableCycle."""
    year, named = parse_cycle(rest)
    known = await _every(context)
    zone = context.house.hours.zone
    for municipality in named:
        if has_cycle(known, municipality, year):
            continue
        titles = [_titles(kind, municipality, context) for kind in cycles.KINDS]
        new = drafts(municipality, year, zone, context.now, titles)
        first = cycles.quarters(year, zone)[0]
        known += await context.events.make_cycle(first, new)
    return listing.cycles(years_of(known, year), year, 0, context.desk_texts)


def _titles(kind: Kind, municipality: str, context: Context) -> dict[str, str]:
    every = [context.house.texts(one) for one in WRITTEN]
    return {_.language.telegram_code: f"{words.kind(kind, _)}: {municipality}" for _ in every}


async def _every(context: Context) -> list[Event]:
    return [event for one in Standing for event in await context.events.standing(one)]


async def _known(context: Context) -> listing.Known:
    every, now = await _every(context), context.now
    lists: dict[str, list[Event]] = {which: [] for which in listing.LISTS}
    for event in every:
        is_over = event.ends_at is not None and event.ends_at <= now
        if event.standing is Standing.DRAFT:
            lists["drafts"].append(event)
        elif event.standing is Standing.PUBLISHED and not is_over:
            lists["published"].append(event)
        else:
            lists["past"].append(event)
    lists["past"].sort(key=lambda event: event.ends_at or event.made_at, reverse=True)
    return listing.Known(lists, await context.events.counts(), now)


async def _overview(context: Context) -> Screen:
    return listing.overview(await _known(context), context.house.planned, context.desk_texts)


# By button


async def overview(pressed: Pressed, _button: ShowEvents, context: Context) -> None:
    await turn(pressed, await _overview(context), context)


async def list_(pressed: Pressed, button: ListEvents, context: Context) -> None:
    if button.which not in listing.LISTS:
        old(pressed, context)
        return
    known = await _known(context)
    shown = listing.listed(known, button.which, button.page, context.desk_texts)
    await turn(pressed, shown, context)


async def year(pressed: Pressed, button: ShowCycles, context: Context) -> None:
    if button.year not in _YEARS:
        old(pressed, context)
        return
    found = years_of(await _every(context), button.year)
    shown = listing.cycles(found, button.year, button.page, context.desk_texts)
    await turn(pressed, shown, context)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("events",), all_, Side.STAFF, SEEING),
    OnCommand(("event",), one, Side.STAFF, MAKING),
    on_press(ShowEvents, overview, Side.STAFF, SEEING),
    on_press(ListEvents, list_, Side.STAFF, SEEING),
    on_press(ShowCycles, year, Side.STAFF, SEEING),
)
