"""When an update cannot be handled: the person gets an apology, staff hear of it once per kind."""

from desk.outgoing import Call, General, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.views import card as staff_views
from handlers.views import language as views


async def set_aside(person_id: int | None, kind: str, context: Context) -> None:
    """`person_id` where the update came from a private chat."""
    person = None if person_id is None else await context.people.get(person_id)
    if person is not None:
        await _apologise(person, context)
    if await context.memory.first(f"told:{kind}", kind, context.now):
        screen = staff_views.trouble(kind, context.house.staff_texts)
        call = Call("sendMessage", screen.params())
        await context.outbox.put(Parcel(General(), call, Priority.STAFF))


async def _apologise(person: Person, context: Context) -> None:
    await context.tell(person.id, views.failed(context.texts_of(person)))
