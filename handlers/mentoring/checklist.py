"""The two lists of a facilitation: ticked, written to, and in the end complete."""

from desk.errors import NotYours
from desk.mentoring.booking import NotBegun, Side
from desk.mentoring.facilitation import (
    Item,
    NotesMissing,
    Phase,
    Stage,
    StandsElsewise,
    checklist,
    may_tick,
    phase_of,
)
from desk.profile import Field
from handlers.context import Context
from handlers.mentoring import facilitation_telling
from handlers.mentoring.facilitating import show, theirs
from handlers.mentoring.facilitation_buttons import Complete, Fill, ShowList, ShowSlips, Tick
from handlers.mentoring.facilitation_seen import Reader
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views.mentoring import checklist as views

_SHOWN = (Stage.AGREED, Stage.DONE)


async def screen(one: Reader, phase: Phase, context: Context) -> Screen:
    entries = await context.checklists.entries(one.request.id)
    return views.screen(one.seen, phase, entries, None, one.texts)


async def list_(pressed: Pressed, one: Reader, button: ShowList, context: Context) -> None:
    """Nothing is awaited any more."""
    if one.request.stage not in _SHOWN or button.phase not in list(Phase):
        raise StandsElsewise(one.request.stage)
    await context.people.tell(one.person)
    await turn(pressed.query, await screen(one, Phase(button.phase), context), context)


def _item(one: Reader, name: str) -> Item:
    """Raises StandsElsewise where it is not on its lists, or they are closed."""
    items = [item for phase in Phase for item in checklist(one.request, phase)]
    if one.request.stage is not Stage.AGREED or name not in items:
        raise StandsElsewise(one.request.stage)
    return Item(name)


async def tick(pressed: Pressed, one: Reader, button: Tick, context: Context) -> None:
    item = _item(one, button.item)
    if not may_tick(item, one.side):
        context.toast(pressed.query, views.is_theirs(one.texts))
        return
    await context.checklists.tick(one.request.id, item, one.side, context.now)
    await turn(pressed.query, await screen(one, phase_of(item), context), context)


async def fill(pressed: Pressed, one: Reader, button: Fill, context: Context) -> None:
    """What is awaited names the item: two may write to two of them at once."""
    item = _item(one, button.item)
    if not may_tick(item, one.side):
        raise NotYours(button.number)
    entry = await context.checklists.entry(one.request.id, item)
    await context.people.expect_about(one.person, Field.ITEM, context.now, entry.id)
    await turn(pressed.query, views.fill(one.seen, item, one.texts), context)


async def slips(pressed: Pressed, one: Reader, _button: ShowSlips, context: Context) -> None:
    if one.request.stage not in _SHOWN:
        raise StandsElsewise(one.request.stage)
    found = await context.checklists.slips(one.request.id)
    if not found:
        context.toast(pressed.query, views.nothing(one.texts))
        return
    await context.tell(one.person.id, views.written(one.seen, found, one.texts))
    await facilitation_telling.send_files(found, one.person, context)


async def complete(pressed: Pressed, one: Reader, button: Complete, context: Context) -> None:
    try:
        request = await context.facilitations.complete(button.number, context.now)
    except NotesMissing:
        await turn(pressed.query, views.notes_missing(one.seen, one.texts), context)
        return
    except NotBegun:
        context.toast(pressed.query, views.not_begun(one.texts), alert=True)
        return
    await context.people.tell(one.person)
    await show(pressed, button.number, context)
    await facilitation_telling.complete(request, context)


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowList, theirs(list_)),
    on_press(Tick, theirs(tick)),
    on_press(Fill, theirs(fill)),
    on_press(ShowSlips, theirs(slips)),
    on_press(Complete, theirs(complete, Side.MENTOR)),
)
