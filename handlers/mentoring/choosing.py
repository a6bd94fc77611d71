"""The times that are free: the best three, others by the calendar, with another mentor."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from markupsafe import Markup

from desk.mentoring.directory import Mentor, Standing
from desk.mentoring.errors import NotBookable, NotFree
from desk.mentoring.lacking import could, lacking
from desk.mentoring.wishes import Start, Wish
from handlers.context import Context
from handlers.mentoring.asking import Asker, both, of_wish, shown_of
from handlers.mentoring.wish_buttons import (
    ChooseMentor,
    OtherMentor,
    ShowDay,
    ShowMonth,
    ShowOffers,
    TakeSlot,
)
from handlers.routing import Pressed
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.mentoring import holding
from handlers.views.mentoring import offers as views

_DAY = timedelta(days=1)
_LAST = 60 * 24 * 366 * 1000  # minutes: no calendar of ours goes as far
_YEAR_LAST = 9998  # of a month whose following one has a date, too


async def best(asker: Asker, wish: Wish, context: Context, line: Markup | None = None) -> Screen:
    """What is held for the wish is let go; without anything free, why."""
    found = await context.bookings.offers(wish, asker.person, context.now)
    if not found:
        return await _none(asker, wish, context)
    chosen = await _chosen(wish, context)
    return views.best(wish, found, chosen, line, asker.texts)


async def _none(asker: Asker, wish: Wish, context: Context) -> Screen:
    mentors = await context.mentors.all(Standing.APPROVED)
    lack = lacking(wish, mentors, context.now)
    return views.none(wish, lack, can_wait=not asker.is_staff, _=asker.texts)


async def _chosen(wish: Wish, context: Context) -> Mentor | None:
    return None if wish.mentor_id is None else await context.mentors.get(wish.mentor_id)


async def show(
    pressed: Pressed, asker: Asker, wish: Wish, _button: ShowOffers, context: Context
) -> None:
    await context.change(pressed.query, await best(asker, wish, context))


async def other(
    pressed: Pressed, asker: Asker, wish: Wish, _button: OtherMentor, context: Context
) -> None:
    """Not those who are shown now; where there is nobody else, all stays as it is."""
    shown = await context.bookings.offers(wish, asker.person, context.now)
    avoided = dict.fromkeys((*wish.avoided, *(offer.mentor.id for offer in shown)))
    wanted = replace(wish, avoided=tuple(avoided), mentor_id=None)
    found = await context.bookings.offers(wanted, asker.person, context.now)
    if not found:
        context.toast(pressed.query, views.no_other(asker.texts), alert=True)
        return
    await context.wishes.save(wanted)
    await context.change(pressed.query, views.best(wanted, found, None, None, asker.texts))


async def with_mentor(
    pressed: Pressed, asker: Asker, wish: Wish, button: ChooseMentor, context: Context
) -> None:
    """Only one who could be booked for it."""
    open_ = replace(wish, mentor_id=None, area=None, avoided=())
    known = could(open_, await context.mentors.all(Standing.APPROVED))
    if button.mentor_id not in {one.id for one in known}:
        context.toast(pressed.query, language_views.old_button(asker.texts))
        return
    wanted = replace(wish, mentor_id=button.mentor_id, avoided=())
    await context.wishes.save(wanted)
    await context.change(pressed.query, await best(asker, wanted, context))


# By the calendar


async def month(
    pressed: Pressed, asker: Asker, wish: Wish, button: ShowMonth, context: Context
) -> None:
    """0 is the first month in which any day is free."""
    today = context.now.astimezone(wish.zone).date()
    last = await _last_day(wish, today, context)
    free = await context.bookings.free_days(wish, asker.person, context.now, today, last, wish.zone)
    if not free:
        await context.change(pressed.query, await _none(asker, wish, context))
        return
    first = _first_of(button.month) or min(free).replace(day=1)
    following = (first + 31 * _DAY).replace(day=1)
    in_it = {day for day in free if first <= day < following}
    shown = views.Month(first, in_it, min(free) < first, max(free) >= following)
    await context.change(pressed.query, views.month(wish, shown, asker.texts))


async def _last_day(wish: Wish, today: date, context: Context) -> date:
    """Beyond it nobody who fits plans yet."""
    known = could(wish, await context.mentors.all(Standing.APPROVED))
    return today + max((one.terms.window for one in known), default=timedelta()) + _DAY


def _first_of(month: int) -> date | None:
    """None for what is no month."""
    year, index = divmod(month, 12)
    return date(year, index + 1, 1) if 1 <= year <= _YEAR_LAST else None


async def day(
    pressed: Pressed, asker: Asker, wish: Wish, button: ShowDay, context: Context
) -> None:
    today = context.now.astimezone(wish.zone).date()
    if not today.toordinal() <= button.day <= (today + 366 * _DAY).toordinal():
        context.toast(pressed.query, language_views.old_button(asker.texts))
        return
    which = date.fromordinal(button.day)
    found = await context.bookings.on_day(wish, asker.person, which, wish.zone, context.now)
    await context.change(pressed.query, views.day(wish, which, found, asker.texts))


# A time is taken


async def take(
    pressed: Pressed, asker: Asker, wish: Wish, button: TakeSlot, context: Context
) -> None:
    if button.starts > _LAST:
        context.toast(pressed.query, language_views.old_button(asker.texts))
        return
    starts_at = datetime.fromtimestamp(60 * button.starts, UTC)
    screen = await held(asker, wish, Start(button.mentor_id, starts_at), context)
    await context.change(pressed.query, screen)


async def held(
    asker: Asker, wish: Wish, start: Start, context: Context, line: Markup | None = None
) -> Screen:
    """It is kept for a while, with what was written before; else what is free instead."""
    person, _ = asker.person, asker.texts
    try:
        await _check_fit(wish, start, context)
        booking = await context.bookings.hold(wish, person, *start, context.now, asker.made_by)
    except NotFree as error:
        return await best(asker, wish, context, views.not_free(error, _))
    await context.notes.carry(person.id, wish.id, booking.id)
    shown = await shown_of(person, booking, context)
    return holding.held(shown, line, is_staff=asker.is_staff, _=_)


async def _check_fit(wish: Wish, start: Start, context: Context) -> None:
    """With whom an old button says, though it be for another area by now. Raises NotBookable."""
    any_ = replace(wish, area=None, mentor_id=None, avoided=())
    known = could(any_, await context.mentors.all(Standing.APPROVED))
    if start.mentor_id not in {one.id for one in known}:
        raise NotBookable(*start)


ROUTES = (
    *both(ShowOffers, of_wish(show)),
    *both(OtherMentor, of_wish(other)),
    *both(ChooseMentor, of_wish(with_mentor)),
    *both(ShowMonth, of_wish(month)),
    *both(ShowDay, of_wish(day)),
    *both(TakeSlot, of_wish(take)),
)
