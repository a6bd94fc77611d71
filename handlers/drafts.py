"""What staff write in answer to the screen of something in the making."""

from telegram import Message

from desk.mentoring.facilitation import Facilitation
from desk.people import Person
from handlers import canned_making, gaps
from handlers.context import Context
from handlers.incoming import answered
from handlers.mentoring import card as mentor_card
from handlers.mentoring import facilitation_staff, reassigning
from handlers.routing import Said


async def is_written(message: Message, person: Person, context: Context) -> bool:
    """Whether this was a part of an entry, of a canned reply or of a mentor that it answers."""
    ref = answered(message)
    if ref is None:
        return False
    said = Said(message, person)
    if form := await context.mentors.form(ref.message_id, context.group):
        is_of_session = reassigning.is_of_session(form)
        answer = reassigning.answered if is_of_session else mentor_card.answered
        await answer(said, form, context)
    elif (request := await _asked_about(ref.message_id, context)) is not None:
        await facilitation_staff.answered(said, request, context)
    elif message.text is None:
        return False
    elif entry := await context.gaps.draft(ref.message_id, context.group):
        await gaps.answered(said, entry, context)
    elif text := await context.canned.draft(ref.message_id, context.group):
        await canned_making.answered(said, text, context)
    else:
        return False
    return True


async def _asked_about(message_id: int, context: Context) -> Facilitation | None:
    """The request for a facilitator of which the message asks something."""
    found = await context.facilitations.at_message(context.group, message_id)
    return found if found is not None and found.form else None
