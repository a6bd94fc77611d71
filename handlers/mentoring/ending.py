"""A session is cancelled by one of the sides; or the mentor says yes or no to one."""

from desk.mentoring.attending import Deed, is_short_notice
from desk.mentoring.booking import Booking, ReasonWanted
from desk.profile import Field
from handlers.context import Context
from handlers.mentoring import telling
from handlers.mentoring.attending import Attendee
from handlers.mentoring.session_buttons import (
    AcceptIt,
    CancelIt,
    DeclineIt,
    ReallyCancel,
    ReallyDecline,
    WriteDecline,
    WriteReason,
)
from handlers.mentoring.sessions import show_as_it_is, theirs
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.mentoring import sessions as views
from handlers.views.mentoring.session import REASONS


async def cancel(pressed: Pressed, one: Attendee, _button: CancelIt, context: Context) -> None:
    await turn(pressed.query, _asked(one, context), context)


def _asked(one: Attendee, context: Context) -> Screen:
    """Under the notice, why; else only whether they are sure."""
    is_late = is_short_notice(one.seen.booking, one.seen.mentor, context.now)
    return (views.why if is_late else views.sure)(one.seen, one.texts)


async def really_cancel(
    pressed: Pressed, one: Attendee, button: ReallyCancel, context: Context
) -> None:
    if button.why not in ("", *REASONS):
        context.toast(pressed.query, language_views.old_button(one.texts))
        return
    try:
        ended = await end(one, button.why, context)
    except ReasonWanted:  # the notice was reached while they thought about it
        await turn(pressed.query, views.why(one.seen, one.texts), context)
        return
    await show_as_it_is(pressed, ended.id, context)
    await telling.cancelled(ended, context, pressed.person)


async def end(one: Attendee, reason: str, context: Context) -> Booking:
    """Raises NotNow, HasBegun, ReasonWanted."""
    number, side = one.seen.booking.id, one.role.side
    return await context.bookings.cancel(number, side, reason, context.now)


async def write_reason(
    pressed: Pressed, one: Attendee, button: WriteReason, context: Context
) -> None:
    await context.people.expect_about(
        pressed.person, Field.WHY_CANCELLED, context.now, button.booking_id
    )
    await turn(pressed.query, views.write_why(one.seen, one.texts), context)


# The mentor's yes or no


async def accept(pressed: Pressed, _one: Attendee, button: AcceptIt, context: Context) -> None:
    booking = await context.bookings.accept(button.booking_id, context.now)
    await show_as_it_is(pressed, booking.id, context)
    await telling.accepted(booking, context, pressed.person)


async def decline(pressed: Pressed, one: Attendee, _button: DeclineIt, context: Context) -> None:
    await turn(pressed.query, views.decline(one.seen, one.texts), context)


async def really_decline(
    pressed: Pressed, _one: Attendee, button: ReallyDecline, context: Context
) -> None:
    ended = await context.bookings.decline(button.booking_id, "", context.now)
    await show_as_it_is(pressed, ended.id, context)
    await telling.declined(ended, context, pressed.person)


async def write_decline(
    pressed: Pressed, one: Attendee, button: WriteDecline, context: Context
) -> None:
    await context.people.expect_about(
        pressed.person, Field.WHY_DECLINED, context.now, button.booking_id
    )
    await turn(pressed.query, views.write_decline(one.seen, one.texts), context)


ROUTES: tuple[OnPress, ...] = (
    on_press(CancelIt, theirs(cancel, Deed.CANCEL)),
    on_press(ReallyCancel, theirs(really_cancel, Deed.CANCEL)),
    on_press(WriteReason, theirs(write_reason, Deed.CANCEL)),
    on_press(AcceptIt, theirs(accept, Deed.ACCEPT)),
    on_press(DeclineIt, theirs(decline, Deed.DECLINE)),
    on_press(ReallyDecline, theirs(really_decline, Deed.DECLINE)),
    on_press(WriteDecline, theirs(write_decline, Deed.DECLINE)),
)
