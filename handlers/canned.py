"""Staff send what they have written before: /r in a request, the preview, one press to send.

How these replies are made is in `handlers/canned_making.py`.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from desk.canned import NoSuchReply, Reply, bare, fill, ordered
from desk.errors import NoSuchTicket
from desk.incoming import Incoming, Kind, MessageRef
from desk.languages import Language
from desk.people import Person
from desk.staff import ANSWERING
from desk.ticket import Ticket, seen
from handlers import facts, replies, staff_group
from handlers.buttons import ListReplies, SendReply, ShowReply
from handlers.callback import Callback
from handlers.context import Context
from handlers.incoming import ref
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import canned as views

B = TypeVar("B", bound=Callback)
Press = Callable[[Pressed, B, Context], Awaitable[None]]


async def command(said: Said, context: Context) -> None:
    """/r alone lists them; words after it look for those that have them all."""
    ticket = await staff_group.ticket(said, context)
    if not said.rest:
        await staff_group.tell(said, await _listed(ticket, 0, context), context)
        return
    found = await context.canned.looked_for(said.rest)
    await staff_group.tell(said, await _found(found, said.rest, ticket, context), context)


async def _found(found: Sequence[Reply], words: str, ticket: Ticket, context: Context) -> Screen:
    _ = context.desk_texts
    if not found:
        return views.not_found(words, _)
    if len(found) == 1:
        return await _preview_screen(ticket, found[0], context)
    language = await _language(ticket, context)
    page = views.page_of(_in_order(found, ticket, context), 0)._replace(is_last=True)
    rest = len(found) - len(page.replies)
    return views.listed(page, language, topics(context), _, rest=rest)


async def _ticket(pressed: Pressed, context: Context) -> Ticket:
    """The ticket whose topic the message stands in. Raises NoSuchTicket, MovedAway."""
    return await staff_group.in_topic(pressed.query.message, context)


async def list_(pressed: Pressed, button: ListReplies, context: Context) -> None:
    ticket = await _ticket(pressed, context)
    if await _is_open(pressed, context):
        screen = await _listed(ticket, button.page, context)
        await context.change(pressed.query, screen)


async def show(pressed: Pressed, button: ShowReply, context: Context) -> None:
    ticket = await _ticket(pressed, context)
    if await _is_open(pressed, context):
        reply = await context.canned.get(button.slug)
        await context.change(pressed.query, await _preview_screen(ticket, reply, context))


async def send(pressed: Pressed, button: SendReply, context: Context) -> None:
    """What was shown goes out, once; where something else would go, it is shown again instead.

    The message with the preview is the original of what the member gets.
    """
    ticket = await _ticket(pressed, context)
    if not await _is_open(pressed, context):
        return
    shown = await _preview(ticket, await context.canned.get(button.slug), context)
    if shown.seal != button.seen or not shown.can_be_sent:
        context.toast(pressed.query, views.changed(context.desk_texts), alert=True)
        screen = await _preview_screen(ticket, shown.reply, context)
        await context.change(pressed.query, screen)
        return
    html = shown.filled.html
    words = Incoming(_ref(pressed), Kind.TEXT, html, bare(html), context.now)
    await replies.send(ticket, words, context, is_worded=True)
    await context.change(pressed.query, views.sent(shown, context.desk_texts))


async def _is_open(pressed: Pressed, context: Context) -> bool:
    """Whether nothing was sent from this message; the ticket's lock must be held."""
    if await context.messages.find(_ref(pressed)) is None:
        return True
    context.toast(pressed.query, views.sent_already(context.desk_texts), alert=True)
    return False


def _ref(pressed: Pressed) -> MessageRef:
    message = pressed.query.message
    assert message is not None
    return ref(message)


async def _listed(ticket: Ticket, number: int, context: Context) -> Screen:
    found = _in_order(await context.canned.all(), ticket, context)
    language = await _language(ticket, context)
    page = views.page_of(found, number)
    return views.listed(page, language, topics(context), context.desk_texts)


async def _preview_screen(ticket: Ticket, reply: Reply, context: Context) -> Screen:
    shown = await _preview(ticket, reply, context)
    known = _in_order(await context.canned.all(), ticket, context)
    return views.preview(shown, views.number_of(known, reply.slug), context.desk_texts)


async def _preview(ticket: Ticket, reply: Reply, context: Context) -> views.Preview:
    requester = await context.people.get(ticket.requester_id)
    assert requester is not None
    person = seen(requester, ticket)
    asked = person.language or ticket.language
    version = reply.version(asked)
    filled = fill(version.html, await _facts(ticket, person, version.language, context))
    owner = await context.staff.get(ticket.owner_id)
    is_others = replies.is_anothers(ticket, owner, context)
    name = owner.name if owner is not None and is_others else None
    return views.Preview(ticket, reply, person.name, asked, version, filled, name)


async def _facts(
    ticket: Ticket, person: Person, language: Language, context: Context
) -> dict[str, str]:
    """What stands for each placeholder; empty where nothing is known."""
    office = await facts.of(person, language, context)
    titles = {topic.slug: topic.title for topic in context.house.base().topics(language)}
    return {
        "name": person.name,
        "number": str(ticket.id),
        "office": office["office_name"],
        "hours": office["office_hours"],
        "contact": office["office_contact"],
        "service": titles.get(ticket.service or "", ""),
    }


async def _language(ticket: Ticket, context: Context) -> Language:
    """The member's, in the script that they read."""
    person = await context.people.look(ticket.requester_id)
    return (person.language if person else None) or ticket.language


def _in_order(found: Sequence[Reply], ticket: Ticket, context: Context) -> list[Reply]:
    return ordered(found, list(topics(context)), ticket.service)


def topics(context: Context) -> dict[str, str]:
    """The titles of the knowledge base's topics, in the language of whoever acts."""
    found = context.house.base().topics(context.desk_texts.language)
    return {topic.slug: topic.title for topic in found}


def answering_gone(action: Press[B]) -> Press[B]:
    """A button of a reply that was deleted says so, and so does one that is too old."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        try:
            await action(pressed, button, context)
        except NoSuchReply:
            context.toast(pressed.query, views.gone(context.desk_texts), alert=True)
        except NoSuchTicket:
            context.toast(pressed.query, views.too_old(context.desk_texts), alert=True)

    return press


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("r",), command, Side.STAFF, ANSWERING),
    on_press(ListReplies, answering_gone(list_), Side.STAFF, ANSWERING),
    on_press(ShowReply, answering_gone(show), Side.STAFF, ANSWERING),
    on_press(SendReply, answering_gone(send), Side.STAFF, ANSWERING),
)
