"""Where an update comes in: whose it is, which side it is on, which action it means."""

from collections.abc import Callable

from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.constants import ChatType

from desk.errors import DeskError, NotYours
from desk.gaps import NoSuchGap
from desk.groups import MAIN, MovedAway
from desk.incoming import Kind
from desk.languages import Language, resolve
from desk.life import NotNow
from desk.names import shown
from desk.people import Person
from desk.staff import ANSWERING, MayNot
from desk.ticket import Ticket
from handlers import (
    absence,
    anonymity,
    audit,
    blocks,
    canned,
    canned_making,
    discretion,
    drafts,
    entries,
    finding,
    forgetting,
    gaps,
    groups,
    inline,
    language,
    letters,
    mydata,
    offices,
    opening,
    organisations,
    presence,
    privacy,
    profile,
    questions,
    queues,
    ratings,
    replies,
    staff,
    staff_group,
    staff_help,
    tickets,
    work,
    writing,
)
from handlers.context import Context
from handlers.events import features as events
from handlers.incoming import incoming, is_anothers, kind_of
from handlers.mentoring import features as mentoring
from handlers.routing import OnCommand, OnPress, Pressed, Route, Said, Side, command_of
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import card as staff_views
from handlers.views import gaps as gap_views
from handlers.views import language as views
from handlers.views.html import plain

# The bot's routing table: one line for each feature.
FEATURES: tuple[tuple[Route, ...], ...] = (
    language.ROUTES,
    entries.ROUTES,
    questions.ROUTES,
    tickets.ROUTES,
    opening.ROUTES,
    profile.ROUTES,
    ratings.ROUTES,
    replies.ROUTES,
    work.ROUTES,
    groups.ROUTES,
    staff.ROUTES,
    offices.ROUTES,
    organisations.ROUTES,
    queues.ROUTES,
    absence.ROUTES,
    letters.ROUTES,
    finding.ROUTES,
    gaps.ROUTES,
    privacy.ROUTES,
    mydata.ROUTES,
    forgetting.ROUTES,
    canned.ROUTES,
    canned_making.ROUTES,
    discretion.ROUTES,
    anonymity.ROUTES,
    blocks.ROUTES,
    audit.ROUTES,
    *mentoring.FEATURES,
    *events.FEATURES,
    staff_help.routes(lambda: _OF_STAFF),
)
# What the desk refuses, and the screen that says what to do instead.
_ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    **staff_group.ANSWERS,
    **replies.ANSWERS,
    **work.ANSWERS,
    **letters.ANSWERS,
    **blocks.ANSWERS,
}
_COMMANDS = {
    (route.side, word): route
    for feature in FEATURES
    for route in feature
    if isinstance(route, OnCommand)
    for word in route.words
}
_PRESSES = {
    (route.side, route.prefix): route
    for feature in FEATURES
    for route in feature
    if isinstance(route, OnPress)
}
_OF_STAFF: list[OnCommand] = [
    route for (side, _word), route in _COMMANDS.items() if side is Side.STAFF
]
_BEFORE_A_LANGUAGE = (language.start, language.change)


async def handle(update: Update, context: Context) -> None:
    """Everything that Telegram may send; what is not for the line changes nothing."""
    group = context.groups.in_chat(update.effective_chat.id if update.effective_chat else None)
    context.group = group.name if group else MAIN
    if update.message is not None:
        await _message(update.message, context)
    elif update.edited_message is not None:
        await _edited(update.edited_message, context)
    elif update.callback_query is not None:
        await _pressed(update.callback_query, context)
    elif update.inline_query is not None:
        await inline.offer(update.inline_query, context)
    elif update.my_chat_member and update.my_chat_member.chat.type == ChatType.PRIVATE:
        await presence.changed(update.my_chat_member, context)
    elif update.my_chat_member and group is not None and group.name != MAIN:
        await groups.place_changed(update.my_chat_member, group, context)


def side_of(chat: Chat, context: Context) -> Side | None:
    """None for chats that are none of the line's business."""
    if chat.type == ChatType.PRIVATE:
        return Side.MEMBER
    return Side.STAFF if context.groups.in_chat(chat.id) else None


async def _message(message: Message, context: Context) -> None:
    match side_of(message.chat, context):
        case Side.MEMBER if message.from_user is not None and not message.from_user.is_bot:
            await _from_member(message, message.from_user, context)
        case Side.STAFF if message.migrate_to_chat_id is not None:
            await presence.moved(message, context)
        case Side.STAFF:
            await _from_staff(message, context)


async def _from_member(message: Message, user: User, context: Context) -> None:
    kind = kind_of(message)
    if kind is None or (message.via_bot and message.via_bot.id == context.house.bot_id):
        return  # an answer of our own, pasted: nobody's words
    person = await _meet(user, context)
    command = command_of(message, context.house.bot_username)
    if command is not None:
        await _member_command(message, person, command, context)
        await privacy.remind(person, context)
        return
    await writing.received(message, person, incoming(message, kind), context)


async def _member_command(
    message: Message, person: Person, command: tuple[str, str], context: Context
) -> None:
    word, rest = command
    await context.floods.turn(person.id)
    route = _COMMANDS.get((Side.MEMBER, word))
    if route is not None:
        await route.action(Said(message, person, rest), context)
    elif (Side.STAFF, word) in _COMMANDS:
        await context.tell(person.id, views.staff_only(context.texts_of(person)))
    else:
        await context.tell(person.id, views.unknown_command(context.texts_of(person)))
    if person.language is None and (route is None or route.action not in _BEFORE_A_LANGUAGE):
        await language.ask(person, context)


async def _from_staff(message: Message, context: Context) -> None:
    """Talk in General is nobody's; in a ticket's topic, only staff's own words count."""
    user = message.from_user
    if user is None:
        return
    ticket = await staff_group.here(message, context)
    former = None if ticket else await staff_group.once_here(message, context)
    # Telegram says with every message of a topic how it was called at first.
    context.keeps_update = not any(one.is_forgotten for one in (ticket, former) if one)
    if user.id == context.house.bot_id or _is_nobody(message, user, context):
        return
    await _come_in(user, context)
    was = context.colleague
    kind = kind_of(message)
    command = message.text is not None and message.text.startswith("/") and kind is Kind.TEXT
    if command and not (message.text or "").startswith(replies.NOTE):
        await _staff_command(message, context, in_topic=ticket is not None)
        await absence.mention_back(message, was, context)
    elif not context.is_staff or await drafts.is_written(
        message, _staff_person(user, context), context
    ):
        return
    elif former is not None and not former.is_forgotten:
        if kind is not None:
            await staff_group.tell_moved_away(message, former, context)
    elif (there := ticket or former) is not None:
        await _in_topic(message, kind, there, context)
        await absence.mention_back(message, was, context)


def _is_nobody(message: Message, user: User, context: Context) -> bool:
    """Another bot, which might answer the answer, or a post that comes along from a channel."""
    is_bot = user.is_bot and message.sender_chat is None
    return not context.is_staff and (is_bot or bool(message.is_automatic_forward))


async def _in_topic(message: Message, kind: Kind | None, ticket: Ticket, context: Context) -> None:
    """What staff write, or do with the topic itself, where a ticket is."""
    assert context.colleague is not None
    if context.colleague.role not in ANSWERING:
        if kind is not None:
            await replies.may_not(message, context)
    elif ticket.is_forgotten:
        if kind is not None:
            await replies.nobody_there(message, context)
    elif message.forum_topic_closed is not None:
        await work.closed_by_hand(ticket, context)
    elif message.forum_topic_reopened is not None:
        await work.reopened_by_hand(ticket, context)
    elif kind is not None:
        await replies.topic_message(message, kind, ticket, context)


async def _staff_command(message: Message, context: Context, *, in_topic: bool) -> None:
    """A command never reaches a member, not even a mistyped one."""
    command = command_of(message, context.house.bot_username)
    user = message.from_user
    if command is None or user is None:
        return
    said = Said(message, _staff_person(user, context), command[1])
    route = _COMMANDS.get((Side.STAFF, command[0]))
    _ = context.desk_texts
    if not context.is_staff:
        if route is not None:
            await staff_group.tell(said, views.staff_only(_), context)
    elif route is not None:
        try:
            _check(route, context)
            await route.action(said, context)
        except tuple(_ANSWERS) as error:
            await staff_group.tell(said, _ANSWERS[type(error)](error, _), context)
    elif in_topic:
        await staff_group.tell(said, staff_views.unknown_command(_), context)


async def _come_in(user: User, context: Context) -> None:
    """Whoever of the staff acts is known by name from then on."""
    if context.is_staff:
        context.colleague = await context.staff.meet(
            user.id,
            shown(user.full_name),
            user.username,
            owns_group=context.owns_group,
            group=context.group,
        )


def _check(route: Route, context: Context) -> None:
    """Raises MayNot."""
    assert context.colleague is not None
    if context.colleague.role not in route.roles:
        raise MayNot(route.roles)


async def _edited(message: Message, context: Context) -> None:
    kind = kind_of(message)
    side = side_of(message.chat, context)
    if kind is None or kind is Kind.LOCATION or side is None:
        return  # a live location moves by edits: staff have its first place
    if side is Side.STAFF:
        if context.is_staff:
            words = await letters.corrected(incoming(message, kind), context)
            if words is not None:
                await replies.edited(words, context)
        return
    await tickets.edited(incoming(message, kind), context)


async def _pressed(query: CallbackQuery, context: Context) -> None:
    side = Side.MEMBER if query.message is None else side_of(query.message.chat, context)
    data = query.data or ""
    prefix = data.partition(":")[0]
    if side is Side.STAFF:
        await _pressed_by_staff(query, prefix, data, context)
    elif is_anothers(query):
        context.toast(query, views.old_button(context.house.texts(Language.EN)))
    elif side is Side.MEMBER:
        person = await _meet(query.from_user, context)
        _ = context.texts_of(person)
        route = _PRESSES.get((Side.MEMBER, prefix))
        try:
            known = route is not None and await route.action(Pressed(query, person), data, context)
        except NotYours:
            known = False
        if not known:
            staffs = route is None and (Side.STAFF, prefix) in _PRESSES
            context.toast(query, views.not_for_you(_) if staffs else views.old_button(_))
        await privacy.remind(person, context)


async def _pressed_by_staff(query: CallbackQuery, prefix: str, data: str, context: Context) -> None:
    await _come_in(query.from_user, context)
    _ = context.desk_texts
    if not context.is_staff:
        context.toast(query, staff_views.staff_only(_), alert=True)
        return
    route = _PRESSES.get((Side.STAFF, prefix))
    pressed = Pressed(query, _staff_person(query.from_user, context))
    try:
        if route is not None:
            _check(route, context)
        known = route is not None and await route.action(pressed, data, context)
    except NoSuchGap:
        context.toast(query, gap_views.dealt_with(_), alert=True)
        return
    except (NotNow, MayNot, MovedAway) as error:
        context.toast(query, plain(str(_ANSWERS[type(error)](error, _).text)), alert=True)
        return
    except DeskError:
        known = False
    if not known:
        context.toast(query, views.old_button(_))


async def _meet(user: User, context: Context) -> Person:
    context.hint = resolve(user.language_code)
    return await context.people.meet(user.id, shown(user.full_name), user.username, context.now)


def _staff_person(user: User, context: Context) -> Person:
    """Staff act by their place in the group, not as people whom the line serves."""
    return Person(user.id, shown(user.full_name), user.username, met_at=context.now)
