"""The coordinator looks at a session, gives it to somebody else, or cancels it with words."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from desk.mentoring.booking import Booking, HasBegun, NoSuchBooking, NotNow, Side
from desk.mentoring.changing import DoesNotFit
from desk.mentoring.directory import Form
from desk.mentoring.errors import NotFree
from desk.staff import MayNot
from handlers import relay, staff_group
from handlers.context import Context
from handlers.mentoring import card, directory, plan_taking, telling
from handlers.mentoring.card import MANAGING
from handlers.mentoring.facilitation_telling import staff_card
from handlers.mentoring.overseeing import looked_at
from handlers.mentoring.session_buttons import (
    CancelForAll,
    ChooseOther,
    LookAtSession,
    Reassign,
)
from handlers.mentoring.sessions import OfBooking
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.routing import Side as Place
from handlers.views import language as language_views
from handlers.views import work
from handlers.views.mentoring import reassigning as views
from handlers.views.mentoring import sessions as session_views

_MOST = 300  # characters of the reason
_PART = "session."  # of a form: the number of the booking follows

B = TypeVar("B", bound=OfBooking)


def if_there(
    action: Callable[[Pressed, Booking, B, Context], Awaitable[None]],
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A number of nothing is an old button; what stands otherwise by now is shown as it is."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        _ = context.desk_texts
        try:
            booking = await context.bookings.get(button.booking_id)
        except NoSuchBooking:
            context.toast(pressed.query, language_views.old_button(_))
            return
        if booking.facilitation_id is not None:
            request = await context.facilitations.look(booking.facilitation_id)
            await card.turn(pressed, await staff_card(request, context), context)
            return
        try:
            await action(pressed, booking, button, context)
        except (NotNow, HasBegun):
            context.toast(pressed.query, session_views.stands_elsewise(_), alert=True)
            await _show(pressed, booking.id, context)

    return press


async def _show(pressed: Pressed, booking_id: int, context: Context) -> None:
    looked = await looked_at(await context.bookings.get(booking_id), context)
    await card.turn(pressed, views.card(looked, context.desk_texts), context)


async def list_(said: Said, context: Context) -> None:
    """/sessions of staff: all that are ahead."""
    await staff_group.tell(said, await directory.sessions_ahead(context), context)


async def look(
    pressed: Pressed, booking: Booking, _button: LookAtSession, context: Context
) -> None:
    await _show(pressed, booking.id, context)


async def choose(
    pressed: Pressed, booking: Booking, _button: ChooseOther, context: Context
) -> None:
    looked = await looked_at(booking, context)
    if not looked.is_ahead:
        raise NotNow(booking.status)
    free = await context.bookings.could_take_over(booking, context.now)
    await card.turn(pressed, views.others(looked, free, context.desk_texts), context)


async def reassign(pressed: Pressed, before: Booking, button: Reassign, context: Context) -> None:
    """Pressed twice, the second finds it done."""
    if before.mentor_id == button.mentor_id:
        await _show(pressed, before.id, context)
        return
    _ = context.desk_texts
    try:
        now = await context.bookings.reassign(before.id, button.mentor_id, context.now)
    except DoesNotFit as error:
        context.toast(pressed.query, views.why_not(error.why, _), alert=True)
        return
    except NotFree:
        context.toast(pressed.query, views.not_free(_), alert=True)
        return
    await _show(pressed, now.id, context)
    await telling.reassigned(now, before, context)
    await plan_taking.offer(now, context)


async def ask_why(
    pressed: Pressed, booking: Booking, _button: CancelForAll, context: Context
) -> None:
    """What answers the message is the reason."""
    looked, message = await looked_at(booking, context), pressed.query.message
    if not looked.is_ahead or message is None:
        raise NotNow(booking.status)
    part = f"{_PART}{booking.id}"
    form = Form(message.message_id, context.group, booking.mentor_id, part)
    await context.mentors.ask(form)
    await context.change(pressed.query, views.write_why(looked, context.desk_texts))


def is_of_session(form: Form) -> bool:
    return form.part.startswith(_PART)


async def answered(said: Said, form: Form, context: Context) -> None:
    """The reason: it is cancelled, and both sides read why."""
    _ = context.desk_texts
    words = (said.message.text or "").strip()
    if context.colleague is None or context.colleague.role not in MANAGING:
        await staff_group.tell(said, work.may_not(MayNot(MANAGING), _), context)
        return
    if not words or len(words) > _MOST:
        await staff_group.tell(said, views.a_few_words(_MOST, _), context)
        return
    number = int(form.part.removeprefix(_PART))
    await context.mentors.turn(form.message_id, context.group)
    try:
        ended = await context.bookings.cancel(number, Side.STAFF, words, context.now)
    except (NotNow, HasBegun):
        ended = await context.bookings.get(number)
    else:
        await telling.cancelled(ended, context)
    looked = await looked_at(ended, context)
    await relay.edit_in_group(context, form.message_id, views.card(looked, _))


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("sessions",), list_, Place.STAFF, directory.SEEING),
    on_press(LookAtSession, if_there(look), Place.STAFF, MANAGING),
    on_press(ChooseOther, if_there(choose), Place.STAFF, MANAGING),
    on_press(Reassign, if_there(reassign), Place.STAFF, MANAGING),
    on_press(CancelForAll, if_there(ask_why), Place.STAFF, MANAGING),
)
