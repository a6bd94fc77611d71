"""A member asks to be forgotten: what goes is said, asked once, and done, also where staff are."""

from itertools import groupby

from desk.erasure import DELETABLE, Traces
from desk.errors import NoSuchTicket
from desk.people import Person
from desk.staff import ANSWERING
from handlers import relay, topics
from handlers.context import Context
from handlers.mentoring import facilitation_telling, overseeing
from handlers.privacy_buttons import DropTopic, EraseAll, ForgetMe, KeepAll, ReallyErase
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import forgetting as views
from handlers.views import menus


async def command(said: Said, context: Context) -> None:
    held = await context.erasure.holdings(said.person)
    await context.tell(said.person.id, views.preview(held, context.texts_of(said.person)))


async def preview(pressed: Pressed, _button: ForgetMe, context: Context) -> None:
    held = await context.erasure.holdings(pressed.person)
    await context.tell(pressed.person.id, views.preview(held, context.texts_of(pressed.person)))


async def confirm(pressed: Pressed, _button: EraseAll, context: Context) -> None:
    await context.change(pressed.query, views.confirm(context.texts_of(pressed.person)))


async def keep(pressed: Pressed, _button: KeepAll, context: Context) -> None:
    await context.change(pressed.query, views.nothing_done(context.texts_of(pressed.person)))


async def forget(pressed: Pressed, _button: ReallyErase, context: Context) -> None:
    """The answer is no row of the outbox: it would hold again where the person is."""
    _ = context.texts_of(pressed.person)
    await erase(pressed.person, context)
    context.toast(pressed.query, views.done_toast(_), alert=True)
    _answer(pressed, views.done(_), context)


async def erase(person: Person, context: Context) -> None:
    """Without a word to them, also where a restored copy knows them again."""
    left = await context.erasure.forget(person, context.groups, context.now)
    for traces in left.traces:
        await _clean(traces, context)
    await _take_away_lookups(context)
    await overseeing.forgotten(person, left.ended, context)
    await facilitation_telling.forgotten(left.turns, context)


def _answer(pressed: Pressed, screen: Screen, context: Context) -> None:
    message = pressed.query.message
    if message is None:
        context.instants.add("sendMessage", chat_id=pressed.person.id, **screen.params())
        return
    at = {"chat_id": message.chat.id, "message_id": message.message_id}
    context.instants.add("editMessageText", **at, **screen.params())


async def _clean(traces: Traces, context: Context) -> None:
    """What staff see of the request: no name, no words, and a line that says why."""
    ticket = traces.ticket
    await topics.take_away(context, context.groups.chat_of(ticket), traces.young)
    await topics.remove_former(context, ticket)
    if ticket.topic_id is None:
        return
    await relay.show_card(context, ticket)
    screen = views.told(ticket, traces.has_older, context.house.staff_texts)
    await relay.tell_topic(context, ticket.id, screen)
    await relay.show_name(context, ticket)
    await topics.shut(context, ticket.id)


async def _take_away_lookups(context: Context) -> None:
    """All that staff have looked up lately, whosever words it shows: they can look again.

    After the rows of the outbox have gone: what is written down after that goes by itself.
    """
    young = await context.lookups.take(context.now - DELETABLE)
    for chat_id, there in groupby(young, lambda ref: ref.chat_id):
        await topics.take_away(context, chat_id, [ref.message_id for ref in there])


async def drop_topic(pressed: Pressed, button: DropTopic, context: Context) -> None:
    """It goes with all its messages. Raises NoSuchTicket."""
    ticket = await context.tickets.get(button.ticket_id)
    if not ticket.is_forgotten or ticket.topic_id is None:
        raise NoSuchTicket(ticket.id)
    await topics.remove(context, context.groups.chat_of(ticket), ticket.topic_id)
    await context.tickets.has_topic(ticket, None)
    context.keeps_update = False
    context.toast(pressed.query, views.topic_goes(context.desk_texts))


ROUTES = (
    OnCommand(("forgetme", *menus.FORGETME), command),
    on_press(ForgetMe, preview),
    on_press(EraseAll, confirm),
    on_press(ReallyErase, forget),
    on_press(KeepAll, keep),
    on_press(DropTopic, drop_topic, Side.STAFF, ANSWERING),
)
