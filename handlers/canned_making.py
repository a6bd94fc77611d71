"""Leads write, change and delete canned replies in General: /canned, its buttons, replies to it."""

from desk.canned import (
    GENERAL,
    ChangedMeanwhile,
    Draft,
    NoLanguage,
    NoSuchReply,
    TooMuch,
    UnknownPlaceholders,
    is_slug,
    ordered,
)
from desk.incoming import Kind
from desk.languages import Language
from desk.staff import ANSWERING, MayNot, Role
from handlers import relay, staff_group
from handlers.buttons import DeleteCanned, ListCanned, OpenCanned, ReallyDelete, WriteCanned
from handlers.canned import answering_gone, topics
from handlers.context import Context
from handlers.incoming import incoming
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import canned_making as views
from handlers.views import work
from handlers.views.canned import page_of

_MAKING = frozenset((Role.LEAD, Role.ADMIN))


async def command(said: Said, context: Context) -> None:
    """/canned lists them; /canned new SLUG TOPIC begins one. Raises MayNot."""
    _ = context.desk_texts
    if await staff_group.here(said.message, context) is not None:
        await staff_group.tell(said, views.in_general(_), context)
    elif said.rest:
        await staff_group.tell(said, await _new(said, context), context)
    else:
        await staff_group.tell(said, await _listed(0, context), context)


async def _new(said: Said, context: Context) -> Screen:
    """One that is there already is shown instead. Raises MayNot."""
    _check(context)
    _ = context.desk_texts
    named = {GENERAL: "", **topics(context)}
    match said.rest.lower().split():
        case ["new", slug, topic] if is_slug(slug) and topic in named:
            known = await context.canned.find(slug)
            if known is not None:
                return views.one(known, named, _)
            await context.canned.begin(said.message.message_id, slug, topic, context.group)
            return views.new(slug, topic, named, _)
    return views.how_to_make(named, _)


async def list_(pressed: Pressed, button: ListCanned, context: Context) -> None:
    await _turn(pressed, await _listed(button.page, context), context)


async def _listed(number: int, context: Context) -> Screen:
    titles = topics(context)
    page = page_of(ordered(await context.canned.all(), list(titles)), number)
    return views.listed(page, titles, context.desk_texts)


async def open_(pressed: Pressed, button: OpenCanned, context: Context) -> None:
    reply = await context.canned.get(button.slug)
    await _turn(pressed, views.one(reply, topics(context), context.desk_texts), context)


async def write(pressed: Pressed, button: WriteCanned, context: Context) -> None:
    message = pressed.query.message
    if message is None or button.language >= len(Language):
        raise NoSuchReply(button.slug)
    language = list(Language)[button.language]
    number = message.message_id
    draft = await context.canned.write_in(number, button.slug, language, context.group)
    await context.change(pressed.query, await _writing(draft, context))


async def answered(said: Said, draft: Draft, context: Context) -> None:
    """A reply to a message that is about one text is that text."""
    _ = context.desk_texts
    words = incoming(said.message, Kind.TEXT)
    try:
        _check(context)
        draft = await context.canned.write(draft, words.html, context.actor.id or 0, context.now)
    except MayNot as error:
        await staff_group.tell(said, work.may_not(error, _), context)
    except UnknownPlaceholders as error:
        await staff_group.tell(said, views.unknown(error.names, _), context)
    except TooMuch as error:
        await staff_group.tell(said, views.too_much(error.most, _), context)
    except NoLanguage:
        await staff_group.tell(said, views.press_first(_), context)
    except ChangedMeanwhile:
        assert draft.language is not None
        this = (draft.message_id, draft.slug, draft.language, draft.group_name)
        draft = await context.canned.write_in(*this)
        await relay.edit_in_group(context, draft.message_id, await _writing(draft, context))
        await staff_group.tell(said, views.changed_meanwhile(_), context)
    else:
        await relay.edit_in_group(context, draft.message_id, await _writing(draft, context))
        await staff_group.done(said, context)


async def _writing(draft: Draft, context: Context) -> Screen:
    reply = await context.canned.find(draft.slug)
    return views.writing(draft, reply, topics(context), context.desk_texts)


async def delete(pressed: Pressed, button: DeleteCanned, context: Context) -> None:
    reply = await context.canned.get(button.slug)
    await _turn(pressed, views.really_delete(reply, context.desk_texts), context)


async def really_delete(pressed: Pressed, button: ReallyDelete, context: Context) -> None:
    """Not what somebody has written since it was asked."""
    _ = context.desk_texts
    try:
        await context.canned.delete(button.slug, button.seen)
    except ChangedMeanwhile:
        context.toast(pressed.query, views.deleted_toast(_), alert=True)
        reply = await context.canned.get(button.slug)
        await _turn(pressed, views.one(reply, topics(context), _), context)
    else:
        await _turn(pressed, views.deleted(button.slug, _), context)


async def _turn(pressed: Pressed, screen: Screen, context: Context) -> None:
    """To another screen, to which no reply is the text of anything."""
    if pressed.query.message is not None:
        await context.canned.leave(pressed.query.message.message_id, context.group)
    await context.change(pressed.query, screen)


def _check(context: Context) -> None:
    """Raises MayNot."""
    if context.colleague is None or context.colleague.role not in _MAKING:
        raise MayNot(_MAKING)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("canned",), command, Side.STAFF, ANSWERING),
    on_press(ListCanned, list_, Side.STAFF, ANSWERING),
    on_press(OpenCanned, answering_gone(open_), Side.STAFF, ANSWERING),
    on_press(WriteCanned, answering_gone(write), Side.STAFF, _MAKING),
    on_press(DeleteCanned, answering_gone(delete), Side.STAFF, _MAKING),
    on_press(ReallyDelete, answering_gone(really_delete), Side.STAFF, _MAKING),
)
