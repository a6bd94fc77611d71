"""When something cannot be handled: the person gets an apology, staff hear of it once per kind."""

from desk.ailments import Ailment, Complaint
from desk.outgoing import Call, General, Parcel, Priority
from desk.people import Person
from handlers import doctor
from handlers.context import Context
from handlers.views import doctor as staff_views
from handlers.views import language as views


async def set_aside(kind: str, context: Context) -> None:
    """Something that time has brought."""
    await _tell(kind, context, is_kept=False)


async def update_set_aside(person_id: int | None, kind: str, context: Context) -> None:
    """`person_id` where it came from a private chat. Of what is kept the doctor would tell too."""
    person = None if person_id is None else await context.people.get(person_id)
    if person is not None:
        await _apologise(person, context)
    if await _tell(kind, context, is_kept=True):
        await doctor.heard(Complaint(Ailment.SET_ASIDE), context)


async def _tell(kind: str, context: Context, *, is_kept: bool) -> bool:
    """Whether this is the first of its kind."""
    if not await context.memory.first(f"told:{kind}", kind, context.now):
        return False
    screen = staff_views.unhandled(kind, context.house.staff_texts, is_kept=is_kept)
    call = Call("sendMessage", screen.params())
    await context.outbox.put(Parcel(General(), call, Priority.STAFF))
    return True


async def _apologise(person: Person, context: Context) -> None:
    await context.tell(person.id, views.failed(context.texts_of(person)))
