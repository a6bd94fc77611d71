"""Staff write down who has which grant, and which calls are open: /grant, /grants, /opencall."""

import re
from datetime import date

from desk.days import DayIsOver, UnreadableDay, parse_day, parse_period
from desk.mentoring.eligibility import GrantKind, NoSuchCall, NoSuchGrant
from desk.profile import NotInOneLine
from desk.staff import Role
from handlers import staff_group
from handlers.context import Context
from handlers.mentoring.card import MANAGING
from handlers.mentoring.directory_buttons import CloseCall, ListGrants, OpenGrant, RemoveGrant
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views.mentoring import grants as views

_SEEING = frozenset((*MANAGING, Role.REPORTER))
_GRANT = re.compile(rf"(.+)\s({'|'.join(GrantKind)})\s+(.+)", re.IGNORECASE | re.DOTALL)
_CALL = re.compile(r"(.+)\suntil\s(.+)\swhere\s+(\S+)\s*", re.IGNORECASE | re.DOTALL)
_WHERE = re.compile(r"https?://[^\s/]+\.[^\s]+|@[A-Za-z]\w{3,31}")


async def give(said: Said, context: Context) -> None:
    """/grant ORGANISATION KIND FROM-TO."""
    await staff_group.tell(said, await _given(said.rest, context), context)


async def _given(words: str, context: Context) -> Screen:
    _ = context.desk_texts
    found = _GRANT.fullmatch(words.strip())
    if found is None:
        return views.not_read(words, _)
    today = _today(context)
    try:
        first, last, rest = parse_period(found[3], today)
        if rest:
            return views.not_read(rest, _)
        kind = GrantKind(found[2].lower())
        grant = await context.eligibility.give(found[1], kind, first, last)
    except UnreadableDay:
        return views.not_read(found[3], _)
    except NotInOneLine:
        return views.not_read(found[1], _)
    return views.one(grant, today, _)


async def listed(said: Said, context: Context) -> None:
    await staff_group.tell(said, await _listed(0, context), context)


async def list_(pressed: Pressed, button: ListGrants, context: Context) -> None:
    await context.change(pressed.query, await _listed(button.page, context))


async def _listed(page: int, context: Context) -> Screen:
    known = await context.eligibility.grants()
    return views.listed(known, page, _today(context), context.desk_texts)


async def open_(pressed: Pressed, button: OpenGrant, context: Context) -> None:
    _ = context.desk_texts
    try:
        grant = await context.eligibility.grant(button.grant_id)
    except NoSuchGrant:
        context.toast(pressed.query, views.grant_gone(_), alert=True)
        return
    await context.change(pressed.query, views.one(grant, _today(context), _))


async def remove(pressed: Pressed, button: RemoveGrant, context: Context) -> None:
    _ = context.desk_texts
    try:
        grant = await context.eligibility.grant(button.grant_id)
    except NoSuchGrant:
        context.toast(pressed.query, views.grant_gone(_), alert=True)
        return
    await context.eligibility.remove(grant)
    await context.change(pressed.query, views.removed(grant, _))


# Open calls


async def call(said: Said, context: Context) -> None:
    """/opencall NAME until DAY where ADDRESS opens one; /opencall close ends it."""
    await staff_group.tell(said, await _called(said.rest.strip(), context), context)


async def _called(words: str, context: Context) -> Screen:
    _ = context.desk_texts
    known = await context.eligibility.calls(_today(context))
    first, _blank, rest = words.partition(" ")
    if first.lower() == "close" and _CALL.fullmatch(words) is None:
        named = [one for one in known if not rest or one.is_called(rest)]
        return (
            await _closed(named[0].id, context) if len(named) == 1 else views.open_calls(known, _)
        )
    return await _opened(words, context) if words else views.open_calls(known, _)


async def _opened(words: str, context: Context) -> Screen:
    _ = context.desk_texts
    found = _CALL.fullmatch(words)
    if found is None:
        return views.call_not_read(words, _)
    if not _WHERE.fullmatch(found[3]):
        return views.no_address(_)
    today = _today(context)
    try:
        await context.eligibility.open_call(found[1], parse_day(found[2], today), found[3])
    except UnreadableDay:
        return views.call_not_read(found[2], _)
    except DayIsOver as error:
        return views.day_is_over(error.day, _)
    except NotInOneLine:
        return views.call_not_read(found[1], _)
    return views.open_calls(await context.eligibility.calls(today), _)


async def _closed(call_id: int, context: Context) -> Screen:
    """Raises NoSuchCall."""
    today = _today(context)
    gone = await context.eligibility.close_call(call_id, today)
    return views.closed(gone, await context.eligibility.calls(today), context.desk_texts)


async def close(pressed: Pressed, button: CloseCall, context: Context) -> None:
    try:
        await context.change(pressed.query, await _closed(button.call_id, context))
    except NoSuchCall:
        context.toast(pressed.query, views.call_gone(context.desk_texts), alert=True)


def _today(context: Context) -> date:
    return context.now.astimezone(context.house.timezone).date()


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("grant",), give, Side.STAFF, MANAGING),
    OnCommand(("grants",), listed, Side.STAFF, _SEEING),
    OnCommand(("opencall",), call, Side.STAFF, MANAGING),
    on_press(ListGrants, list_, Side.STAFF, _SEEING),
    on_press(OpenGrant, open_, Side.STAFF, _SEEING),
    on_press(RemoveGrant, remove, Side.STAFF, MANAGING),
    on_press(CloseCall, close, Side.STAFF, MANAGING),
)
