"""What a member writes that is no command: whose it is, and what it is for."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Message

from desk.incoming import Incoming, Kind
from desk.messages import Message as TicketMessage
from desk.people import Awaiting, Person
from desk.profile import OF_ATTENDED, OF_EVENTS, OF_MENTORS, OF_TOPICS, OF_WISHES, Field
from handlers import (
    flood,
    gathering,
    language,
    privacy,
    profile,
    questions,
    ratings,
    tickets,
    withholding,
)
from handlers.context import Context
from handlers.events import afterwards, lessons, proposing, signing_up
from handlers.incoming import answered
from handlers.mentoring import (
    facilitation_typed,
    plan_typed,
    session_typed,
    settling,
    typed,
    wishing,
)

_OF_EVENTS: Mapping[Field | None, Callable[[Person, Incoming, Context], Awaitable[bool]]] = {
    **dict.fromkeys(OF_EVENTS, signing_up.told),
    **dict.fromkeys(OF_TOPICS, proposing.told),
    **dict.fromkeys(OF_ATTENDED, afterwards.told),
    Field.LESSON: lessons.told,
}


async def received(message: Message, person: Person, words: Incoming, context: Context) -> None:
    """A cry for help goes before everything else."""
    await flood.hear(person, words, context)
    if questions.is_danger(person, words, context):
        await tickets.danger(person, words, context)
        if person.language is None:
            await language.ask(person, context)
        return
    about = await context.messages.find(answered(message))
    if about is None and await _is_for_something_ahead(person, words, context):
        return
    field = person.awaiting.field if person.awaiting else None
    if about is None and field not in OF_WISHES and profile.is_told(person, words, context):
        is_mentors = field in OF_MENTORS
        await (typed.told if is_mentors else profile.told)(person, words, context)
        return
    await _go_on(person, words, about, context)


async def _is_for_something_ahead(person: Person, words: Incoming, context: Context) -> bool:
    """What somebody needs a mentor for, or what is to be known of a session or at an event."""
    awaiting = person.awaiting
    if awaiting is None or not awaiting.is_told(context.now):
        return False
    if awaiting.field is Field.NOTE:
        return await settling.told(person, words, context)
    if awaiting.field is Field.NEED and words.kind is Kind.TEXT:
        return await wishing.told(person, words, context)
    if facilitation_typed.is_told(person, words, context):
        return await facilitation_typed.told(person, words, context)
    if words.kind is Kind.TEXT and (told := _OF_EVENTS.get(awaiting.field)):
        return await told(person, words, context)
    return await _is_kept(person, words, context)


async def _is_kept(person: Person, words: Incoming, context: Context) -> bool:
    """What belongs to a session or a plan, whatever it says."""
    if session_typed.is_told(person, words, context):
        await session_typed.told(person, words, context)
    elif plan_typed.is_told(person, words, context):
        await plan_typed.told(person, words, context)
    else:
        return False
    return True


async def _go_on(
    person: Person, words: Incoming, about: TicketMessage | None, context: Context
) -> None:
    """Into the ticket that it is about or that is in hand; else it is what was asked for, or a
    question.
    """
    awaiting = None if person.awaiting is None or person.awaiting.field else person.awaiting
    answered_id = about.ticket_id if about is not None else None
    ticket = await context.tickets.continued_by(person, answered_id, context.now)
    if person.language is None:
        await context.questions.keep(person, words)
        await language.ask_once(person, context)
    elif ticket is not None and (about is not None or awaiting is None):
        await tickets.receive(person, ticket, words, context)
    elif awaiting is not None:
        await _awaited(person, awaiting, words, context)
    else:
        await _asked(person, words, context)
    await privacy.remind(person, context)


async def _asked(person: Person, words: Incoming, context: Context) -> None:
    """A question, unless it was asked just now, or there are more than can be answered."""
    heard = context.heard
    is_flood = heard is not None and heard.is_flood
    is_repeat = heard is not None and heard.is_repeat
    if is_repeat and (is_flood or not await questions.has_news(person, words, context)):
        await flood.acknowledge(words, context)
    elif heard is not None and is_flood:
        await gathering.gather(person, words, heard.since, context)
    else:
        await questions.ask(person, words, context)


async def _awaited(person: Person, awaiting: Awaiting, words: Incoming, context: Context) -> None:
    """What somebody was asked for: a word on a ticket, or the text of a new one."""
    number = awaiting.remark_on
    if number is not None:
        ticket = await context.tickets.one_of(person, number)
        if await withholding.holds(person, words, ticket, context):
            return
        if await ratings.remark(person, number, words, context):
            return
    await tickets.receive(person, None, words, context)
