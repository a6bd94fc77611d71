"""Files for a calendar program: of whoever has a seat, and of whoever gives it back."""

from datetime import timedelta

from desk.events.event import Event, Standing
from desk.events.seats import Seat, Status
from desk.mentoring.feeds import BACK
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.mentoring.calendar import reader
from handlers.screen import Screen
from handlers.views.calendar import CalendarEntry
from handlers.views.events import calendar as views
from handlers.views.mentoring.calendar import Reader


async def entries(person: Person, whose: Reader, context: Context) -> list[CalendarEntry]:
    """Of all at which they have a seat. What is cancelled is said to be, till it would be over."""
    taken = {
        seat.event_id: seat
        for seat in await context.seats.of_person(person.id)
        if seat.status is Status.TAKEN
    }
    found = (await context.programme.some(list(taken))).values() if taken else ()
    _ = context.texts_of(person)
    shown: list[CalendarEntry] = []
    for event in sorted(found, key=lambda one: one.id):
        back = timedelta() if event.standing is Standing.CANCELLED else BACK
        if event.ends_at is not None and event.ends_at > context.now - back:
            at = taken[event.id].changed_at or taken[event.id].made_at
            shown += views.entries(event, whose, at, _)
    return shown


async def send(
    event: Event,
    seat: Seat,
    person: Person,
    context: Context,
    screen: Screen | None = None,
    *,
    is_silent: bool = False,
) -> None:
    """What their calendar is to do now. The words of the screen stand under the file, instead of
    what it is for.
    """
    _ = context.texts_of(person)
    comes = seat.status is Status.TAKEN
    at = seat.changed_at or seat.made_at
    file = views.document(event, await reader(person, context), at, _, comes=comes)
    caption = {"caption": views.caption(event, _, comes=comes)}
    params = caption if screen is None else screen.caption()
    if is_silent:
        params = {**params, "disable_notification": True}
    call = Call("sendDocument", params, upload=("document", file))
    await context.outbox.put(Parcel(Chat(person.id), call, Priority.NOTICE))
