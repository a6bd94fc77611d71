"""Staff book a session for the member whose request they have in hand: /book in its topic."""

from desk.mentoring.directory import Kind
from handlers import staff_group
from handlers.context import Context
from handlers.mentoring import rights, wishing
from handlers.mentoring.asking import BOOKING, Asker
from handlers.routing import OnCommand, Said, Side
from handlers.screen import Screen
from handlers.views.mentoring import behalf as views


async def book(said: Said, context: Context) -> None:
    """With words after it, they say what help is needed with."""
    ticket = await staff_group.ticket(said, context)
    person = await context.people.get(ticket.requester_id)
    assert person is not None
    assert context.colleague is not None
    if ticket.anonymous:
        screen = views.has_no_name(context.desk_texts)
    else:
        asker = Asker(person, context.desk_texts, context.colleague.id)
        screen = await _asked(asker, said.rest, context)
    await staff_group.tell(said, screen, context)


async def _asked(asker: Asker, words: str, context: Context) -> Screen:
    """By the same rights as the member's own."""
    kind = Kind.MENTOR
    if not await wishing.mentors_of(kind, context):
        return views.nobody_yet(asker.texts)
    verdict = await rights.verdict_of(asker.person, kind, context)
    if not verdict.may:
        return rights.refused(asker, verdict)
    wish = await wishing.made(asker.person, kind, verdict, context)
    found = wishing.read(words, asker.texts) if words else []
    if found:
        return await wishing.needing(asker, wish, found, words, context)
    return await wishing.need(asker, wish, 0, context)


ROUTES = (OnCommand(("book",), book, Side.STAFF, BOOKING),)
