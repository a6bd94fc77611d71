"""What is typed of a plan after one of its buttons: a goal, what is done for it, and until when."""

from collections.abc import Awaitable, Callable, Mapping

from desk.days import DayIsOver, UnreadableDay, parse_day
from desk.errors import NotYours
from desk.incoming import Incoming, Kind
from desk.mentoring import goals as rules
from desk.mentoring.goals import Goal, NotOffered, NoWords, TooMuch
from desk.people import Person
from desk.profile import OF_PLANS, Field
from handlers.context import Context
from handlers.mentoring import plan_parties
from handlers.mentoring.plan_editing import (
    action_screen,
    changed,
    goal_screen,
    part_of,
    today_of,
)
from handlers.mentoring.plan_parties import STALE, Party
from handlers.screen import Screen
from handlers.views.mentoring import plan_editing as views
from handlers.views.mentoring import plans as plan_views


def is_told(person: Person, words: Incoming, context: Context) -> bool:
    awaiting = person.awaiting
    if awaiting is None or not awaiting.is_told(context.now) or words.kind is not Kind.TEXT:
        return False
    return awaiting.field in OF_PLANS


async def told(person: Person, words: Incoming, context: Context) -> None:
    """What cannot be kept is asked once more; where it is for nothing any more, that is said."""
    assert person.awaiting is not None
    assert person.awaiting.field is not None
    number, part = person.awaiting.about_id or 0, person.awaiting.part or 0
    _ = context.texts_of(person)
    try:
        party = await plan_parties.writer(number, person, context)
        screen = await _READERS[person.awaiting.field](party, part, words.plain, context)
    except NotYours:
        screen = views.gone(_)
    except STALE:
        screen = plan_views.screen(party.shown, _)
    except TooMuch as error:
        await context.tell(person.id, views.too_long(error.most, _))
        return
    except NoWords:
        await context.tell(person.id, views.no_words(_))
        return
    except UnreadableDay:
        await context.tell(person.id, views.no_day(_))
        return
    except DayIsOver as error:
        await context.tell(person.id, views.day_is_over(error.day, _))
        return
    await context.people.tell(person)
    await context.tell(person.id, screen)


async def _read_goal(party: Party, number: int, said: str, context: Context) -> Screen:
    party = await changed(party, lambda goals: rules.with_words(goals, number, said), context)
    return goal_screen(party, number)


async def _read_action(party: Party, number: int, said: str, context: Context) -> Screen:
    """Of a new one, or of this one, in other words."""
    if not isinstance(part_of(party, number), Goal):
        party = await changed(party, lambda goals: rules.with_words(goals, number, said), context)
        return action_screen(party, number)
    new = party.plan.last + 1
    party = await changed(party, lambda goals: rules.with_action(goals, number, new, said), context)
    _, action = rules.action_of(party.plan.goals, new)
    return views.owner(party.shown, action, party.texts)


async def _read_due(party: Party, number: int, said: str, context: Context) -> Screen:
    today = today_of(party, context)
    due = parse_day(said, today)
    try:
        party = await changed(
            party, lambda goals: rules.with_due(goals, number, due, today), context
        )
    except NotOffered:
        raise DayIsOver(due) from None
    return action_screen(party, number)


_READERS: Mapping[Field, Callable[[Party, int, str, Context], Awaitable[Screen]]] = {
    Field.GOAL: _read_goal,
    Field.ACTION: _read_action,
    Field.DUE: _read_due,
}
