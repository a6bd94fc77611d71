"""The coordinator looks at the directory: /mentors, its pages, and /mentor for one of them."""

from desk.mentoring.mentors import NameTaken, NoName
from desk.staff import Role
from handlers import staff_group
from handlers.context import Context
from handlers.mentoring import card, plan_desk
from handlers.mentoring.directory_buttons import (
    ListMentors,
    OpenMentor,
    ShowDirectory,
    ShowReport,
)
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.mentoring import directory as views
from handlers.views.mentoring import mistakes
from handlers.views.mentoring.directory import Clock, Page

_MANAGING = card.MANAGING


async def all_(said: Said, context: Context) -> None:
    """/mentors, in one message that its buttons turn over."""
    await staff_group.tell(said, await _overview(context), context)


async def one(said: Said, context: Context) -> None:
    """/mentor NAME shows somebody, /mentor new NAME adds somebody."""
    first, _blank, rest = said.rest.partition(" ")
    if not said.rest:
        screen = await _overview(context)
    elif await staff_group.here(said.message, context) is not None:
        screen = mistakes.in_general(context.desk_texts)
    elif first.lower() == "new":
        screen = await _new(rest, context)
    else:
        screen = await _called(said.rest, context)
    await staff_group.tell(said, screen, context)


async def _new(name: str, context: Context) -> Screen:
    _ = context.desk_texts
    try:
        mentor = await context.mentors.add(name, context.house.hours.zone, context.now)
    except NoName:
        return mistakes.no_name(_)
    except NameTaken as error:
        return mistakes.name_taken(error.mentor, _)
    return await card.screen(mentor, context)


async def _called(name: str, context: Context) -> Screen:
    found = await context.mentors.called(name)
    if len(found) == 1:
        return await card.screen(found[0], context)
    if found:
        return mistakes.which_one(found, context.desk_texts)
    return mistakes.nobody_called(name, context.desk_texts)


async def _overview(context: Context) -> Screen:
    return views.overview(await context.report.lines(context.now), context.desk_texts)


# By button


async def overview(pressed: Pressed, _button: ShowDirectory, context: Context) -> None:
    await card.turn(pressed, await _overview(context), context)


async def list_(pressed: Pressed, button: ListMentors, context: Context) -> None:
    lines = await context.report.lines(context.now)
    await card.turn(pressed, views.listed(lines, button.page, context.desk_texts), context)


async def page(pressed: Pressed, button: ShowReport, context: Context) -> None:
    if button.page not in list(Page):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    await card.turn(pressed, await _page(Page(button.page), context), context)


async def _page(which: Page, context: Context) -> Screen:
    report, now, _ = context.report, context.now, context.desk_texts
    match which:
        case Page.LANGUAGES:
            return views.languages(await report.lines(now), _)
        case Page.WAITING:
            return views.waiting(await report.waiting(views.SHOWN), now, _)
        case Page.SESSIONS:
            return await sessions_ahead(context)
        case Page.ATTENDANCE:
            return views.attendance(await report.attendance(now), _)
        case Page.GIVEN:
            return views.given(await report.given(now), await report.helped(now), _)
        case Page.PLANS:
            return await plan_desk.overview(context)


async def sessions_ahead(context: Context) -> Screen:
    """Each leads to what can be done about it."""
    clock = Clock(context.now, context.house.timezone)
    ahead = await context.report.sessions(context.now, views.SHOWN)
    return views.sessions(ahead, clock, context.desk_texts)


async def open_(pressed: Pressed, button: OpenMentor, context: Context) -> None:
    mentor = await context.mentors.get(button.mentor_id)
    await card.turn(pressed, await card.screen(mentor, context), context)


SEEING = frozenset((*_MANAGING, Role.REPORTER))

ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("mentors",), all_, Side.STAFF, SEEING),
    OnCommand(("mentor",), one, Side.STAFF, _MANAGING),
    on_press(ShowDirectory, overview, Side.STAFF, SEEING),
    on_press(ListMentors, list_, Side.STAFF, SEEING),
    on_press(ShowReport, page, Side.STAFF, SEEING),
    on_press(OpenMentor, card.if_there(open_), Side.STAFF, _MANAGING),
)
