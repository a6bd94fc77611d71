"""Several staff groups: a ticket moves, its old topic says where to, a group is lost and found."""

from markupsafe import Markup
from telegram import ChatMemberUpdated
from telegram.constants import ChatMemberStatus

from desk.errors import Forgotten
from desk.groups import MAIN, FormerTopic, StaffGroup
from desk.history import LINE, Change
from desk.incoming import Kind
from desk.messages import Author
from desk.outgoing import Call, General, Parcel, Priority
from desk.staff import ANSWERING
from desk.ticket import Ticket
from handlers import relay, staff_group, topics
from handlers.context import Context
from handlers.group_buttons import MoveTo
from handlers.incoming import incoming
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import groups as views

_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_YES, _NO = "yes", "no"


async def move(said: Said, context: Context) -> None:
    """/move GROUP with a note; alone, the groups as buttons."""
    ticket = await staff_group.ticket(said, context)
    name, note = (*said.rest.split(None, 1), "", "")[:2]
    group = _open(name.lower(), ticket, context)
    if group is None:
        screen = views.where_to(ticket, context.groups, context.desk_texts)
        await staff_group.tell(said, screen, context)
        return
    if note:
        words = incoming(said.message, Kind.TEXT)
        await context.messages.add(ticket, Author.NOTE, context.actor.name, words)
    await _move(ticket, group, note, context)
    await staff_group.done(said, context)


async def press_move(pressed: Pressed, button: MoveTo, context: Context) -> None:
    ticket = await context.tickets.get(button.ticket_id)
    if ticket.is_forgotten:
        raise Forgotten(ticket.id)
    staff_group.check_here(pressed, ticket, context)
    group = _open(button.group, ticket, context)
    _ = context.desk_texts
    if group is None:
        context.toast(pressed.query, views.not_open(button.group, _), alert=True)
        return
    await _move(ticket, group, "", context)
    context.toast(pressed.query, views.moved_toast(ticket, group.name, _))


def _open(name: str, ticket: Ticket, context: Context) -> StaffGroup | None:
    """The group of this name, if the ticket may move there."""
    others = context.groups.beside(ticket.group_name)
    return next((group for group in others if group.name == name), None)


async def _move(ticket: Ticket, group: StaffGroup, note: str, context: Context) -> None:
    """What waits for the topic follows; the old one says where to when the new one is there."""
    if ticket.topic_id is not None:
        old = context.groups.chat_of(ticket)
        await context.moves.leave(FormerTopic(old, ticket.topic_id, ticket.id))
    moved = await context.work.move(ticket, context.actor, context.now, group.name)
    await context.outbox.follow(ticket.id)
    head = views.moved_here(context.actor.name, ticket, note, context.house.staff_texts)
    await topics.remake(context, moved, ticket.card_id, head)


async def say_farewell(context: Context, ticket: Ticket) -> None:
    """The ticket has its card in another group: topics that it left say so, and are closed."""
    for former in await context.moves.take_untold(ticket.id):
        group = context.groups.in_chat(former.chat_id)
        if group is None or group.is_lost:
            continue
        place = {"message_thread_id": former.topic_id}
        screen = views.goes_on(ticket, context.groups, context.house.staff_texts)
        calls = (
            Call("sendMessage", {**place, **screen.params()}),
            Call("closeForumTopic", place),
        )
        for call in calls:
            await context.outbox.put(Parcel(General(group.name), call, Priority.NOTICE))


async def landed_elsewhere(context: Context, ticket: Ticket, chat_id: int, topic_id: int) -> None:
    """A topic was made where the ticket is no more: nothing was said there yet."""
    await context.moves.leave(FormerTopic(chat_id, topic_id, ticket.id))
    if ticket.card_id is not None:
        await say_farewell(context, ticket)


async def place_changed(update: ChatMemberUpdated, group: StaffGroup, context: Context) -> None:
    """The bot's own place in a staff group beside the main one."""
    if update.new_chat_member.status in _OUT:
        await lost(group.name, context)
    elif update.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR:
        await found(group.name, context)


def mark_of(name: str) -> str:
    """Under which the program remembers whether the bot was thrown out of the group."""
    return f"lost:{name}"


def is_lost(mark: str | None) -> bool:
    return mark == _YES


async def lost(name: str, context: Context) -> None:
    """The bot is not in the group: the main group has its tickets, and is told once."""
    is_news = not is_lost(await context.memory.get(mark_of(name)))
    numbers = await _bring_home(name, context.groups.of(name).chat_id, context)
    if is_news:
        await context.memory.put(mark_of(name), _YES, context.now)
        await _tell_main(views.lost(name, len(numbers), context.house.staff_texts), context)


async def dissolved(name: str, context: Context) -> None:
    """The settings do not know the group any more."""
    numbers = await _bring_home(name, None, context)
    await _tell_main(views.dissolved(name, len(numbers), context.house.staff_texts), context)


async def _bring_home(name: str, chat_id: int | None, context: Context) -> list[int]:
    """All tickets are the main group's; those that go on appear there by themselves."""
    numbers = await context.moves.empty(name, chat_id)
    await context.outbox.follow_all(name)
    for number in numbers:
        ticket = await context.tickets.look(number)
        await context.tickets.tell(ticket, Change.MOVE, LINE, context.now, MAIN)
        screen = views.came_from(name, context.house.staff_texts)
        await relay.tell_topic(context, number, screen, priority=Priority.NOTICE)
    return numbers


async def found(name: str, context: Context) -> None:
    if is_lost(await context.memory.get(mark_of(name))):
        await context.memory.put(mark_of(name), _NO, context.now)
        await _tell_main(views.found(name, context.house.staff_texts), context)


async def _tell_main(screen: Screen, context: Context) -> None:
    await context.outbox.put(
        Parcel(General(), Call("sendMessage", screen.params()), Priority.STAFF)
    )


def own(context: Context) -> str | None:
    """The group whose tickets a list shows by itself; None where there is only one."""
    return context.group if context.groups.are_several else None


def all_asked(words: str, context: Context) -> tuple[str | None, str]:
    """The group whose tickets are meant, None for every one; and the words beside “all”."""
    first, *rest = words.split(None, 1) or [""]
    if context.groups.are_several and first.lower() == views.ALL:
        return None, " ".join(rest)
    return own(context), words


def scope(command: str, group: str | None, context: Context) -> Markup | None:
    """Which group's tickets are listed; nothing where there is only one."""
    if not context.groups.are_several:
        return None
    return views.scope(command, group, context.desk_texts)


ROUTES = (
    OnCommand(("move",), move, Side.STAFF, ANSWERING),
    on_press(MoveTo, press_move, Side.STAFF, ANSWERING),
)
