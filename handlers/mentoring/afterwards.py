"""After a session: both sides are asked three short things, and the mentor writes notes."""

from desk.mentoring.accounts import Account, NoAnswer, answered, next_question
from desk.mentoring.attending import Deed
from desk.profile import Field
from handlers.context import Context
from handlers.mentoring.attending import Attendee
from handlers.mentoring.session_buttons import Answer, Ask, EndNotes, WriteNotes, WriteRemark
from handlers.mentoring.sessions import theirs
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.mentoring import afterwards as views
from handlers.views.mentoring import session


async def account_of(one: Attendee, context: Context) -> Account:
    booking, side = one.seen.booking, one.role.side
    known = await context.accounts.get(booking.id, side)
    return known or Account(booking.id, side, context.now)


async def screen(one: Attendee, context: Context) -> Screen:
    """The next question, or thanks."""
    question = next_question(await account_of(one, context))
    if question is None:
        return views.thanks(one.seen, one.texts)
    return views.ask(one.seen, question, one.texts)


async def ask(pressed: Pressed, one: Attendee, _button: Ask, context: Context) -> None:
    await turn(pressed.query, await screen(one, context), context)


async def answer(pressed: Pressed, one: Attendee, button: Answer, context: Context) -> None:
    try:
        account = answered(await account_of(one, context), button.question, button.value)
    except NoAnswer:
        context.toast(pressed.query, language_views.old_button(one.texts))
        return
    await context.accounts.put(account)
    await turn(pressed.query, await screen(one, context), context)


async def write_remark(
    pressed: Pressed, one: Attendee, button: WriteRemark, context: Context
) -> None:
    await context.people.expect_about(pressed.person, Field.REMARK, context.now, button.booking_id)
    await turn(pressed.query, views.write_remark(one.seen, one.texts), context)


# Notes


async def write_notes(
    pressed: Pressed, one: Attendee, button: WriteNotes, context: Context
) -> None:
    field = Field.PRIVATE_NOTE if button.private else Field.SHARED_NOTE
    await context.people.expect_about(pressed.person, field, context.now, button.booking_id)
    shown = views.write_notes(one.seen, is_private=bool(button.private), _=one.texts)
    await turn(pressed.query, shown, context)


async def end_notes(pressed: Pressed, one: Attendee, _button: EndNotes, context: Context) -> None:
    await context.people.tell(pressed.person)
    await turn(pressed.query, session.card(one.seen, one.texts), context)


ROUTES: tuple[OnPress, ...] = (
    on_press(Ask, theirs(ask, Deed.TELL)),
    on_press(Answer, theirs(answer, Deed.TELL)),
    on_press(WriteRemark, theirs(write_remark, Deed.TELL)),
    on_press(WriteNotes, theirs(write_notes, Deed.NOTE, Deed.WRITE)),
    on_press(EndNotes, theirs(end_notes)),
)
