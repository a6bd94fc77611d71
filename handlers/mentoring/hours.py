"""A mentor's own side: /hours, the week in their own words, and buttons for all the rest.

Whoever is no mentor is told by the same command when the office is open.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from zlib import crc32

from desk.days import DayIsOver, UnreadableDay, parse_days
from desk.hours import Hours
from desk.mentoring.availability import AHEAD, Run, outside, runs
from desk.mentoring.booking import Booking
from desk.mentoring.directory import Mentor, Standing
from desk.people import Person
from desk.profile import Field
from desk.week import DayNamedTwice, Spans, UnreadableHours, Week, parse_hours, parse_spans, written
from handlers import menu
from handlers.callback import Callback
from handlers.context import Context
from handlers.mentoring.hours_buttons import (
    DropAway,
    PutWeek,
    ShowAway,
    ShowHours,
    WriteAway,
    WriteWeek,
)
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views.mentoring import hours as views
from handlers.views.mentoring import office as office_views
from handlers.views.mentoring import week as week_views

_BETWEEN = "|"  # of the week as it was and the one that was written

B = TypeVar("B", bound=Callback)
OfMentor = Callable[[Pressed, Mentor, B, Context], Awaitable[None]]


async def mentor_of(person: Person, context: Context) -> Mentor | None:
    """Themselves, unless they have left; nobody else changes them meanwhile."""
    found = await context.mentors.of(person)
    if found is None or found.standing is Standing.LEFT:
        return None
    return await context.mentors.locked(found)


def own(action: OfMentor[B]) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A button of somebody who is a mentor no more says so."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        mentor = await mentor_of(pressed.person, context)
        if mentor is None:
            _ = context.texts_of(pressed.person)
            context.toast(pressed.query, office_views.no_mentor(_), alert=True)
            return
        await action(pressed, mentor, button, context)

    return press


async def command(said: Said, context: Context) -> None:
    """With words after it, they are the week."""
    person = await context.people.tell(said.person)
    mentor = await mentor_of(person, context)
    if mentor is None:
        await menu.show(person, context)
        await context.tell(person.id, await _of_the_office(person, context))
    elif said.rest:
        await context.people.expect_field(person, Field.WEEK, context.now)
        await context.tell(person.id, await read_week(person, mentor, said.rest, context))
    else:
        await menu.show(person, context)
        await context.tell(person.id, page(person, mentor, context))


async def _of_the_office(person: Person, context: Context) -> Screen:
    office = await context.offices.of(person)
    return office_views.hours(office, context.now, context.texts_of(person))


def page(person: Person, mentor: Mentor, context: Context) -> Screen:
    return views.page(views.Looked(mentor, context.now), context.texts_of(person))


async def show(pressed: Pressed, mentor: Mentor, _button: ShowHours, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, page(person, mentor, context))


async def staying(hours: Hours, mentor: Mentor, context: Context) -> list[Booking]:
    """Sessions that are booked and lie outside of these hours."""
    now = context.now
    return outside(hours, await context.bookings.of_mentor(mentor.id, now, now + AHEAD))


# The week


async def write(pressed: Pressed, mentor: Mentor, _button: WriteWeek, context: Context) -> None:
    person = await context.people.expect_field(pressed.person, Field.WEEK, context.now)
    screen = week_views.write(mentor.hours, context.now, context.texts_of(person))
    await context.change(pressed.query, screen)


async def read_week(person: Person, mentor: Mentor, said: str, context: Context) -> Screen:
    """Kept beside the mentor until they say yes."""
    _ = context.texts_of(person)
    try:
        week = parse_hours(said)
    except DayNamedTwice as error:
        return week_views.named_twice(error.part, _)
    except UnreadableHours as error:
        return week_views.unread(error.part, _)
    draft = f"{written(mentor.hours.week)}{_BETWEEN}{written(week)}"
    await context.memory.put(_key(person), draft, context.now)
    return week_views.is_it_right(mentor, week, _check(draft), context.now, _)


async def put_week(pressed: Pressed, mentor: Mentor, button: PutWeek, context: Context) -> None:
    """Not if it is another week than was shown, or theirs has changed in between."""
    person, _ = pressed.person, context.texts_of(pressed.person)
    week = await _agreed(person, mentor.hours.week, button.check, context)
    if week is None:
        context.toast(pressed.query, week_views.changed_since(_), alert=True)
        return
    person = await context.people.tell(person)
    changed = await context.mentors.change(mentor, hours=replace(mentor.hours, week=week))
    stay = await staying(changed.hours, changed, context)
    await context.change(pressed.query, week_views.kept(changed.hours, stay, _))


async def _agreed(person: Person, now: Week, check: int, context: Context) -> Week | None:
    draft = await context.memory.get(_key(person)) or ""
    before, _, after = draft.partition(_BETWEEN)
    if not after or _check(draft) != check or written(now) not in (before, after):
        return None
    return parse_hours(after)


def _key(person: Person) -> str:
    return f"week:{person.id}"


def _check(draft: str) -> int:
    return crc32(draft.encode())


# Days that are not as usual


async def show_away(pressed: Pressed, mentor: Mentor, _button: ShowAway, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, _away(person, mentor, context))


def _away(person: Person, mentor: Mentor, context: Context) -> Screen:
    known = runs(mentor.hours, _today(mentor, context))
    return week_views.away(known, context.texts_of(person))


async def write_away(
    pressed: Pressed, _mentor: Mentor, _button: WriteAway, context: Context
) -> None:
    person = await context.people.expect_field(pressed.person, Field.AWAY, context.now)
    await context.change(pressed.query, week_views.write_away(context.texts_of(person)))


async def read_away(person: Person, mentor: Mentor, said: str, context: Context) -> Screen:
    """It is kept at once: a press takes it back."""
    _ = context.texts_of(person)
    try:
        days, rest = parse_days(said, _today(mentor, context))
        spans: Spans = parse_spans(rest) if rest else ()
    except UnreadableDay:
        return week_views.no_day(said, _)
    except UnreadableHours as error:
        return week_views.no_day(error.part, _)
    except DayIsOver as error:
        return week_views.day_is_over(error, _)
    person = await context.people.tell(person)
    changed = await context.mentors.put_days(mentor, dict.fromkeys(days, spans))
    concerned = _on(days, await staying(changed.hours, changed, context), changed)
    run = Run(days[0], days[-1], spans)
    return week_views.away_kept(run, changed.hours, concerned, _)


def _on(days: Sequence[date], stay: Sequence[Booking], mentor: Mentor) -> list[Booking]:
    zone = mentor.hours.zone
    return [one for one in stay if one.starts_at.astimezone(zone).date() in days]


async def drop_away(pressed: Pressed, mentor: Mentor, button: DropAway, context: Context) -> None:
    """Those that are there; the others are as usual already."""
    known = [*mentor.hours.days_off, *mentor.hours.days_open]
    gone = [day for day in known if button.first <= day.toordinal() <= button.last]
    changed = await context.mentors.as_usual(mentor, gone)
    await context.change(pressed.query, _away(pressed.person, changed, context))


def _today(mentor: Mentor, context: Context) -> date:
    return context.now.astimezone(mentor.hours.zone).date()


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("hours", *menus.HOURS), command),
    on_press(ShowHours, own(show)),
    on_press(WriteWeek, own(write)),
    on_press(PutWeek, own(put_week)),
    on_press(ShowAway, own(show_away)),
    on_press(WriteAway, own(write_away)),
    on_press(DropAway, own(drop_away)),
)
