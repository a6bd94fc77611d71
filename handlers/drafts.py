"""What staff write in answer to the screen of something in the making."""

from collections.abc import Awaitable, Callable

from telegram import Message

from desk.events.demand_forms import DemandForm
from desk.events.making import Form
from desk.mentoring.facilitation import Facilitation
from desk.people import Person
from desk.staff import MayNot
from handlers import canned_making, gaps, staff_group
from handlers.context import Context
from handlers.events import ballot_desk, news, reporting, topic_desk
from handlers.events import card as event_card
from handlers.incoming import answered
from handlers.mentoring import card as mentor_card
from handlers.mentoring import facilitation_staff, reassigning
from handlers.routing import Said
from handlers.views import work


async def is_written(message: Message, person: Person, context: Context) -> bool:
    """Whether this was a part of something in the making that it answers."""
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
    elif await _is_of_event(said, ref.message_id, context):
        return True
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


async def _is_of_event(said: Said, asking: int, context: Context) -> bool:
    if part := await context.events.form(asking, context.group):
        await _answer_to(part)(said, part, context)
    elif form := await context.demand_forms.form(asking, context.group):
        await _of_demand(said, form, context)
    else:
        return False
    return True


def _answer_to(form: Form) -> Callable[[Said, Form, Context], Awaitable[None]]:
    if form.part == reporting.MATERIALS:
        return reporting.answered
    return news.answered if news.is_part(form.part) else event_card.answered


async def _of_demand(said: Said, form: DemandForm, context: Context) -> None:
    is_vote = form.part.startswith(ballot_desk.BALLOT)
    answer = ballot_desk.answered if is_vote else topic_desk.answered
    if context.colleague is None or context.colleague.role not in event_card.MAKING:
        error = MayNot(event_card.MAKING)
        await staff_group.tell(said, work.may_not(error, context.desk_texts), context)
        return
    await answer(said, form, context)
