"""One of the directory in the coordinator's hands: every part of them by button or by an answer."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from zlib import crc32

from telegram import Message

from desk.mentoring.areas import Area
from desk.mentoring.directory import Form, Kind, Mentor, Standing
from desk.mentoring.mentors import Incomplete, NameTaken, NoName, NoSuchMentor, StandsElsewise, Step
from desk.mentoring.parts import Unreadable, is_part, place_at, read_part
from desk.staff import MayNot, Role
from handlers import relay, staff_group
from handlers.callback import Callback
from handlers.context import Context
from handlers.mentoring import overseeing, telling
from handlers.mentoring.directory_buttons import (
    ChooseAmong,
    NewLink,
    ReallyLeave,
    ShowLink,
    TakeStep,
    Toggle,
    WritePart,
)
from handlers.routing import OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views import work
from handlers.views.mentoring import card as views
from handlers.views.mentoring import mistakes

MANAGING = frozenset((Role.MENTORS, Role.LEAD, Role.ADMIN))
LINK = "mentor_"  # what a start parameter begins with, before the token
_TICKED: dict[str, Callable[[str], Any]] = {"areas": Area, "kinds": Kind, "languages": str}

B = TypeVar("B", bound=Callback)


async def screen(mentor: Mentor, context: Context) -> Screen:
    return views.card(await _looked(mentor, context), context.desk_texts)


async def _looked(mentor: Mentor, context: Context) -> views.Looked:
    line = await context.report.line(mentor, context.now)
    ahead = await context.report.ahead(mentor, context.now)
    theirs = mentor.organisation_id and await context.organisations.get(mentor.organisation_id)
    return views.Looked(line, ahead, context.now, theirs.name if theirs else None)


async def turn(pressed: Pressed, to: Screen, context: Context) -> None:
    """To another screen, which no answer is a part of anybody's."""
    if pressed.query.message is not None:
        await context.mentors.turn(pressed.query.message.message_id, context.group)
    await context.change(pressed.query, to)


def if_there(
    action: Callable[[Pressed, B, Context], Awaitable[None]],
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """What is about somebody who is not in the directory says so."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        try:
            await action(pressed, button, context)
        except NoSuchMentor:
            context.toast(pressed.query, mistakes.gone(context.desk_texts), alert=True)

    return press


# Standing


async def step(pressed: Pressed, button: TakeStep, context: Context) -> None:
    if button.step not in list(Step):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    mentor = await context.mentors.get(button.mentor_id)
    if button.step == Step.LEAVE and mentor.standing is not Standing.LEFT:
        looked = await _looked(mentor, context)
        await turn(pressed, views.really_leave(looked, context.desk_texts), context)
        return
    await _take(pressed, mentor, Step(button.step), context)


async def really_leave(pressed: Pressed, button: ReallyLeave, context: Context) -> None:
    """Not where other sessions are ahead by now than were told."""
    mentor = await context.mentors.get(button.mentor_id)
    looked = await _looked(mentor, context)
    if looked.ahead != button.ahead:
        context.toast(pressed.query, mistakes.more_ahead(context.desk_texts), alert=True)
        await turn(pressed, views.really_leave(looked, context.desk_texts), context)
        return
    await _take(pressed, mentor, Step.LEAVE, context)


async def _take(pressed: Pressed, mentor: Mentor, taken: Step, context: Context) -> None:
    _ = context.desk_texts
    try:
        mentor = await context.mentors.take(mentor, taken)
    except Incomplete as error:
        context.toast(pressed.query, mistakes.incomplete(error, _), alert=True)
        return
    except StandsElsewise as error:
        context.toast(pressed.query, mistakes.stands_elsewise(error.standing, _), alert=True)
    else:
        if taken is Step.APPROVE:
            await telling.approved(mentor, context)
        still = await overseeing.mentor_left(mentor, context) if taken is Step.LEAVE else None
        if still is not None:
            await turn(pressed, still, context)
            return
    await turn(pressed, await screen(mentor, context), context)


# Parts that are pressed


async def among(pressed: Pressed, button: ChooseAmong, context: Context) -> None:
    mentor = await context.mentors.get(button.mentor_id)
    if button.part not in (*_TICKED, "about"):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    await turn(pressed, views.among(mentor, button.part, context.desk_texts), context)


async def toggle(pressed: Pressed, button: Toggle, context: Context) -> None:
    mentor = await context.mentors.get(button.mentor_id)
    part, _dot, value = button.what.partition(".")
    if part == "online":
        mentor = await context.mentors.change(mentor, is_online=not mentor.is_online)
        await turn(pressed, await screen(mentor, context), context)
        return
    try:
        chosen = _TICKED[part](value)
    except (KeyError, ValueError):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    has = getattr(mentor, part)
    other = [one for one in has if one != chosen] if chosen in has else [*has, chosen]
    mentor = await context.mentors.change(mentor, **{part: type(has)(other)})
    await turn(pressed, views.among(mentor, part, context.desk_texts), context)


# The link


async def link(pressed: Pressed, button: ShowLink, context: Context) -> None:
    mentor = await context.mentors.get(button.mentor_id)
    await turn(pressed, await _link(mentor, context), context)


async def new_link(pressed: Pressed, button: NewLink, context: Context) -> None:
    """Pressed twice, it makes one."""
    mentor = await context.mentors.get(button.mentor_id)
    if _seal(await context.mentors.token(mentor)) == button.seen:
        mentor = await context.mentors.new_link(mentor)
    else:
        context.toast(pressed.query, mistakes.link_changed(context.desk_texts), alert=True)
    await turn(pressed, await _link(mentor, context), context)


async def _link(mentor: Mentor, context: Context) -> Screen:
    token = await context.mentors.token(mentor)
    address = f"https://t.me/{context.house.bot_username}?start={LINK}{token}"
    return views.link(mentor, address, _seal(token), context.desk_texts)


def _seal(token: str) -> int:
    return crc32(token.encode())


# Parts that are written


async def write(pressed: Pressed, button: WritePart, context: Context) -> None:
    mentor = await context.mentors.get(button.mentor_id)
    message = pressed.query.message
    if message is None or not is_part(button.part):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    await context.mentors.ask(Form(message.message_id, context.group, mentor.id, button.part))
    await context.change(pressed.query, views.write(mentor, button.part, context.desk_texts))


async def answered(said: Said, form: Form, context: Context) -> None:
    """An answer to the message that asked for a part is that part; then the card is back."""
    _ = context.desk_texts
    try:
        _check(context)
        before = await context.mentors.get(form.mentor_id)
        mentor = await _put(before, form.part, said.message, context)
    except MayNot as error:
        await staff_group.tell(said, work.may_not(error, _), context)
    except NameTaken as error:
        await staff_group.tell(said, mistakes.name_taken(error.mentor, _), context)
    except (Unreadable, NoName):
        await staff_group.tell(said, mistakes.not_understood(form.part, _), context)
    else:
        await overseeing.meets_elsewhere(before, mentor, context)
        await _show(mentor, form, context)
        await staff_group.done(said, context)


async def _put(mentor: Mentor, part: str, message: Message, context: Context) -> Mentor:
    """Raises Unreadable, NoName, NameTaken."""
    if message.location is not None and part == "place":
        found = place_at(
            mentor,
            message.location.latitude,
            message.location.longitude,
            message.venue.title if message.venue else "",
        )
        return await context.mentors.change(mentor, place=found)
    if message.text is None:
        raise Unreadable(part)
    if part == "name":
        return await context.mentors.rename(mentor, message.text)
    return await context.mentors.change(mentor, **read_part(mentor, part, message.text))


async def _show(mentor: Mentor, form: Form, context: Context) -> None:
    """A place still waits for its location; else nothing more is awaited."""
    _ = context.desk_texts
    if form.part == "place" and mentor.place and mentor.place.latitude is None:
        await relay.edit_in_group(context, form.message_id, views.write(mentor, form.part, _))
        return
    await context.mentors.turn(form.message_id, form.group_name)
    await relay.edit_in_group(context, form.message_id, await screen(mentor, context))


def _check(context: Context) -> None:
    """Raises MayNot."""
    if context.colleague is None or context.colleague.role not in MANAGING:
        raise MayNot(MANAGING)


ROUTES: tuple[OnPress, ...] = (
    on_press(TakeStep, if_there(step), Side.STAFF, MANAGING),
    on_press(ReallyLeave, if_there(really_leave), Side.STAFF, MANAGING),
    on_press(ChooseAmong, if_there(among), Side.STAFF, MANAGING),
    on_press(Toggle, if_there(toggle), Side.STAFF, MANAGING),
    on_press(WritePart, if_there(write), Side.STAFF, MANAGING),
    on_press(ShowLink, if_there(link), Side.STAFF, MANAGING),
    on_press(NewLink, if_there(new_link), Side.STAFF, MANAGING),
)
