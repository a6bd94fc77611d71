"""The coordinator looks at requests for facilitators, asks somebody, moves or refuses one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from markupsafe import Markup

from desk.days import DayIsOver, UnreadableDay
from desk.mentoring.booking import Side
from desk.mentoring.errors import NotBookable, PersonBusy
from desk.mentoring.facilitation import (
    Facilitation,
    IsOver,
    NoSuchFacilitation,
    Stage,
    StandsElsewise,
)
from desk.mentoring.occasion_words import TooFar, UnreadableTime, read_when
from desk.staff import MayNot
from handlers import relay, staff_group
from handlers.context import Context
from handlers.mentoring import card, directory, facilitation_seen, facilitation_telling
from handlers.mentoring.card import MANAGING
from handlers.mentoring.facilitating import moved_to
from handlers.mentoring.facilitation import OfRequest
from handlers.mentoring.facilitation_buttons import (
    AskThem,
    ListFacilitations,
    ListFits,
    LookAtRequest,
    PutTime,
    TakeBack,
    WriteForm,
)
from handlers.mentoring.facilitation_telling import staff_card
from handlers.mentoring.facilitation_typed import wanted
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.routing import Side as Place
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views import work
from handlers.views.mentoring import facilitation_cards as card_views
from handlers.views.mentoring import facilitation_staff as views

_MOST = 300  # characters of the reason
_LAST = 60 * 24 * 366 * 1000  # minutes: no calendar of ours goes as far
_UNREADABLE = (UnreadableDay, DayIsOver, TooFar, UnreadableTime)

B = TypeVar("B", bound=OfRequest)
Action = Callable[[Pressed, Facilitation, B, Context], Awaitable[None]]


def if_there(action: Action[B]) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A number of nothing is an old button; what stands otherwise by now is shown as it is. Where
    the message is, the request remembers.
    """

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        _ = context.desk_texts
        try:
            request = await context.facilitations.get(button.number)
        except NoSuchFacilitation:
            context.toast(pressed.query, language_views.old_button(_))
            return
        try:
            await action(pressed, await _here(request, pressed, context), button, context)
        except (StandsElsewise, IsOver):
            context.toast(pressed.query, card_views.stands_elsewise(_), alert=True)
            await _show(pressed, request.id, context)

    return press


async def _here(request: Facilitation, pressed: Pressed, context: Context) -> Facilitation:
    """Nothing that answers the message is awaited any more."""
    message = pressed.query.message
    number = message.message_id if message is not None else request.message_id
    return await context.facilitations.put(
        request, group_name=context.group, message_id=number, form=None
    )


async def _show(pressed: Pressed, number: int, context: Context) -> None:
    request = await context.facilitations.look(number)
    await card.turn(pressed, await staff_card(request, context), context)


async def command(said: Said, context: Context) -> None:
    await staff_group.tell(said, await _listed(context), context)


async def list_(pressed: Pressed, _button: ListFacilitations, context: Context) -> None:
    await _leave(pressed, context)
    await card.turn(pressed, await _listed(context), context)


async def _leave(pressed: Pressed, context: Context) -> None:
    """The message shows something else from now on."""
    message = pressed.query.message
    if message is None:
        return
    shown = await context.facilitations.at_message(context.group, message.message_id)
    if shown is not None:
        await context.facilitations.put(shown, message_id=None, form=None)


async def _listed(context: Context) -> Screen:
    known = [
        (await facilitation_seen.for_staff(one, context), _is_to_complete(one, context.now))
        for one in await context.facilitations.open()
    ]
    return views.listed(known, context.desk_texts)


def _is_to_complete(request: Facilitation, now: datetime) -> bool:
    return request.stage is Stage.AGREED and request.is_over(now)


async def look(
    pressed: Pressed, request: Facilitation, _button: LookAtRequest, context: Context
) -> None:
    await _show(pressed, request.id, context)


async def others(
    pressed: Pressed, request: Facilitation, button: ListFits, context: Context
) -> None:
    if request.stage is not Stage.SENT:
        raise StandsElsewise(request.stage)
    fits = await context.facilitations.fits(request, context.now)
    seen = await facilitation_seen.for_staff(request, context)
    last = max(0, len(fits) - 1) // views.SHOWN
    shown = views.others(seen, fits, min(button.page, last), context.desk_texts)
    await card.turn(pressed, shown, context)


async def ask(pressed: Pressed, request: Facilitation, button: AskThem, context: Context) -> None:
    """Pressed twice, the second finds it done."""
    if request.stage is Stage.ASKED and request.mentor_id == button.mentor_id:
        await _show(pressed, request.id, context)
        return
    try:
        asked = await context.facilitations.ask(request.id, button.mentor_id, context.now)
    except NotBookable:
        context.toast(pressed.query, views.cannot_ask(context.desk_texts), alert=True)
        return
    await _show(pressed, request.id, context)
    await facilitation_telling.asked(asked, context)


async def take_back(
    pressed: Pressed, request: Facilitation, _button: TakeBack, context: Context
) -> None:
    turn = await context.facilitations.release(request.id, Side.STAFF, "", context.now)
    await _show(pressed, request.id, context)
    await facilitation_telling.taken_back(turn, context)


# What answers the message


async def write(
    pressed: Pressed, request: Facilitation, button: WriteForm, context: Context
) -> None:
    if button.form not in (views.MOVE, views.REFUSE):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    if not request.stage.is_open:
        raise StandsElsewise(request.stage)
    await context.facilitations.put(request, form=button.form)
    seen = await facilitation_seen.for_staff(request, context)
    await context.change(pressed.query, views.write(seen, button.form, None, context.desk_texts))


async def answered(said: Said, request: Facilitation, context: Context) -> None:
    """The reason, or the new time: whoever may not is told so."""
    _ = context.desk_texts
    if context.colleague is None or context.colleague.role not in MANAGING:
        await staff_group.tell(said, work.may_not(MayNot(MANAGING), _), context)
        return
    request = await context.facilitations.get(request.id)
    words = (said.message.text or "").strip()
    if not request.stage.is_open:
        await facilitation_telling.show_staff(request, None, context)
    elif request.form == views.MOVE:
        await _read_time(request, words, context)
    else:
        await _refuse(request, words, context)


async def _refuse(request: Facilitation, words: str, context: Context) -> None:
    _ = context.desk_texts
    if not words or len(words) > _MOST:
        await _once_more(request, views.REFUSE, views.a_few_words(_MOST, _), context)
        return
    turn = await context.facilitations.cancel(request.id, Side.STAFF, words, context.now)
    await facilitation_telling.ended(turn, context, Side.STAFF)
    await facilitation_telling.show_staff(turn.now, None, context)


async def _read_time(request: Facilitation, words: str, context: Context) -> None:
    """As it was read, to be confirmed."""
    _ = context.desk_texts
    today = context.now.astimezone(request.zone).date()
    try:
        day, minute = read_when(words, today)
    except _UNREADABLE:
        await _once_more(request, views.MOVE, views.no_time(_), context)
        return
    minutes, moved = wanted(request, day, minute)
    seen = replace(await facilitation_seen.for_staff(request, context), request=moved)
    assert request.message_id is not None
    await relay.edit_in_group(context, request.message_id, views.new_time(seen, minutes, _))


async def _once_more(request: Facilitation, form: str, line: Markup, context: Context) -> None:
    seen = await facilitation_seen.for_staff(request, context)
    assert request.message_id is not None
    screen = views.write(seen, form, line, context.desk_texts)
    await relay.edit_in_group(context, request.message_id, screen)


async def put_time(
    pressed: Pressed, request: Facilitation, button: PutTime, context: Context
) -> None:
    if button.minutes > _LAST:
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    try:
        turn = await moved_to(request, button.minutes, context)
    except PersonBusy:
        context.toast(pressed.query, views.member_busy(context.desk_texts), alert=True)
        return
    await facilitation_telling.moved(turn, context, Side.STAFF)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("facilitations",), command, Place.STAFF, directory.SEEING),
    on_press(ListFacilitations, list_, Place.STAFF, directory.SEEING),
    on_press(LookAtRequest, if_there(look), Place.STAFF, MANAGING),
    on_press(ListFits, if_there(others), Place.STAFF, MANAGING),
    on_press(AskThem, if_there(ask), Place.STAFF, MANAGING),
    on_press(TakeBack, if_there(take_back), Place.STAFF, MANAGING),
    on_press(WriteForm, if_there(write), Place.STAFF, MANAGING),
    on_press(PutTime, if_there(put_time), Place.STAFF, MANAGING),
)
