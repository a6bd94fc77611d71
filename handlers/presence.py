"""Who can be reached: somebody blocks the bot and comes back, a staff group moves."""

from telegram import ChatMemberUpdated, Message
from telegram.constants import ChatMemberStatus

from desk.names import shown
from desk.people import Person
from handlers import relay
from handlers.context import Context
from handlers.views import card as views


async def changed(update: ChatMemberUpdated, context: Context) -> None:
    """The bot's own place in a private chat: blocked, or let in again."""
    user = update.from_user
    if update.new_chat_member.status == ChatMemberStatus.BANNED:
        await lost(user.id, context)
        return
    known = await context.people.get(user.id)
    if known is not None and not known.reachable:
        person = await context.people.meet(
            user.id, shown(user.full_name), user.username, context.now
        )
        await _show(person, context, notice=False)


async def lost(person_id: int, context: Context) -> None:
    """Staff are told once, in the topics of what is still open."""
    if await context.people.lose(person_id):
        person = await context.people.get(person_id)
        assert person is not None
        await _show(person, context, notice=True)


async def moved(message: Message, context: Context) -> None:
    """A staff group became a supergroup: its topics and cards stayed behind."""
    if message.migrate_to_chat_id is not None:
        await context.memory.move_chat(message.chat_id, message.migrate_to_chat_id)
        await context.tickets.forget_topics(context.group)


async def _show(person: Person, context: Context, *, notice: bool) -> None:
    """An anonymous ticket shows nothing of it: what changes everywhere at once tells who it is."""
    for ticket in await context.tickets.of(person):
        if ticket.is_closed or ticket.anonymous:
            continue
        if notice:
            screen = views.unreachable(person, context.house.staff_texts)
            await relay.tell_topic(context, ticket.id, screen)
        await relay.show_card(context, ticket)
