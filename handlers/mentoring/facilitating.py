"""A request for a facilitator that was sent: its member and its facilitator act on it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from desk.errors import NotYours
from desk.mentoring.booking import Side
from desk.mentoring.errors import NotFree, PersonBusy
from desk.mentoring.facilitation import Facilitation, IsOver, Stage, StandsElsewise
from desk.mentoring.facilitations import Turn
from desk.profile import Field
from handlers.context import Context
from handlers.mentoring import facilitation_seen, facilitation_telling
from handlers.mentoring.facilitation import OfRequest, asked
from handlers.mentoring.facilitation_buttons import (
    CannotDoIt,
    DoIt,
    EndIt,
    NewTime,
    OpenFacilitation,
    PutTime,
    ReallyEndIt,
    WriteAcross,
)
from handlers.mentoring.facilitation_seen import Reader
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.mentoring import facilitation_asking as asking_views
from handlers.views.mentoring import facilitation_cards as views

_LAST = 60 * 24 * 366 * 1000  # minutes: no calendar of ours goes as far

B = TypeVar("B", bound=OfRequest)
Action = Callable[[Pressed, Reader, B, Context], Awaitable[None]]


def theirs(
    action: Action[B], side: Side | None = None
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """Where it stands otherwise by now they see that. `side`: only theirs. Raises NotYours."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        one = await facilitation_seen.of(button.number, pressed.person, context)
        if side is not None and one.side is not side:
            raise NotYours(button.number)
        try:
            await action(pressed, one, button, context)
        except StandsElsewise:
            context.toast(pressed.query, views.stands_elsewise(one.texts))
            await show(pressed, button.number, context)

    return press


async def screen(one: Reader, context: Context) -> Screen:
    """A draft goes on where it was."""
    if one.request.stage is Stage.DRAFT:
        return await asked(one, context)
    return views.card(one.seen, one.texts)


async def show(pressed: Pressed, number: int, context: Context) -> None:
    """Raises NotYours."""
    one = await facilitation_seen.of(number, pressed.person, context)
    await turn(pressed.query, await screen(one, context), context)


async def open_(pressed: Pressed, one: Reader, _button: OpenFacilitation, context: Context) -> None:
    """Nothing is awaited any more."""
    await context.people.tell(one.person)
    await turn(pressed.query, await screen(one, context), context)


# The facilitator's yes or no


def _check(request: Facilitation, round_: int) -> None:
    """Raises StandsElsewise: they were asked at another time, and are not now."""
    if request.stage is not Stage.ASKED or request.rounds != round_:
        raise StandsElsewise(request.stage)


async def do_it(pressed: Pressed, one: Reader, button: DoIt, context: Context) -> None:
    """Where their time is taken meanwhile, somebody else is asked."""
    _check(one.request, button.round_)
    number = one.request.id
    try:
        agreed = await context.facilitations.agree(number, context.now)
    except (NotFree, IsOver):
        context.toast(pressed.query, views.time_taken(one.texts), alert=True)
        released = await context.facilitations.release(number, Side.MENTOR, "", context.now)
        await context.change(pressed.query, views.not_needed(one.seen, one.texts))
        await facilitation_telling.said_no(released, context)
        return
    await show(pressed, number, context)
    await facilitation_telling.agreed(agreed, context)


async def cannot(pressed: Pressed, one: Reader, button: CannotDoIt, context: Context) -> None:
    _check(one.request, button.round_)
    released = await context.facilitations.release(one.request.id, Side.MENTOR, "", context.now)
    await context.change(pressed.query, views.thanks(one.texts))
    await facilitation_telling.said_no(released, context)


# Ended


async def end(pressed: Pressed, one: Reader, _button: EndIt, context: Context) -> None:
    if not one.request.stage.is_open:
        raise StandsElsewise(one.request.stage)
    await turn(pressed.query, views.sure(one.seen, one.texts), context)


async def really_end(pressed: Pressed, one: Reader, _button: ReallyEndIt, context: Context) -> None:
    """The member cancels it; the facilitator leaves, and it is open again."""
    number = one.request.id
    if one.side is Side.MEMBER:
        if not one.request.stage.is_open:
            raise StandsElsewise(one.request.stage)
        ended = await context.facilitations.cancel(number, Side.MEMBER, "", context.now)
        await show(pressed, number, context)
        await facilitation_telling.ended(ended, context, Side.MEMBER)
        return
    released = await context.facilitations.release(number, Side.MENTOR, "", context.now)
    await turn(pressed.query, views.thanks(one.texts), context)
    await facilitation_telling.left(released, context)


# Moved


async def new_time(pressed: Pressed, one: Reader, button: NewTime, context: Context) -> None:
    """What is typed next is a day and a time."""
    if not one.request.stage.is_open:
        raise StandsElsewise(one.request.stage)
    await context.people.expect_about(one.person, Field.NEW_TIME, context.now, button.number)
    await turn(pressed.query, views.write_time(one.seen, None, one.texts), context)


async def put_time(pressed: Pressed, one: Reader, button: PutTime, context: Context) -> None:
    person = await context.people.tell(one.person)
    if button.minutes > _LAST:
        context.toast(pressed.query, language_views.old_button(one.texts))
        return
    try:
        moved = await moved_to(one.request, button.minutes, context)
    except (IsOver, PersonBusy) as error:
        _ = one.texts
        line = asking_views.is_over(_) if isinstance(error, IsOver) else asking_views.is_busy(_)
        await context.people.expect_about(person, Field.NEW_TIME, context.now, button.number)
        await turn(pressed.query, views.write_time(one.seen, line, _), context)
        return
    await show(pressed, button.number, context)
    await facilitation_telling.moved(moved, context, Side.MEMBER)


async def moved_to(request: Facilitation, minutes: int, context: Context) -> Turn:
    """Raises StandsElsewise, IsOver, PersonBusy."""
    wall = datetime.fromtimestamp(60 * minutes, UTC).astimezone(request.zone)
    minute = (wall - wall.replace(hour=0, minute=0)) // timedelta(minutes=1)
    return await context.facilitations.move(request.id, wall.date(), minute, context.now)


# To the other side


async def write(_pressed: Pressed, one: Reader, button: WriteAcross, context: Context) -> None:
    if one.request.stage is not Stage.AGREED:
        raise StandsElsewise(one.request.stage)
    await context.people.expect_about(one.person, Field.LETTER, context.now, button.number)
    await context.tell(one.person.id, views.write_letter(one.seen, one.texts))


ROUTES: tuple[OnPress, ...] = (
    on_press(OpenFacilitation, theirs(open_)),
    on_press(DoIt, theirs(do_it, Side.MENTOR)),
    on_press(CannotDoIt, theirs(cannot, Side.MENTOR)),
    on_press(EndIt, theirs(end)),
    on_press(ReallyEndIt, theirs(really_end)),
    on_press(NewTime, theirs(new_time, Side.MEMBER)),
    on_press(PutTime, theirs(put_time, Side.MEMBER)),
    on_press(WriteAcross, theirs(write)),
)
