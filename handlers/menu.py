"""A person's own command menu, in their language and script."""

from desk.mentoring.directory import Standing
from desk.outgoing import Call, Nobody, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.views import menus


async def show(person: Person, context: Context) -> None:
    """Telegram keeps two-letter languages only, so a script needs a menu of the person's own; and
    whoever may be booked has a command more.
    """
    _ = context.texts_of(person)
    commands = menus.mentor(_) if await is_mentor(person, context) else menus.member(_)
    params = {"commands": commands, "scope": {"type": "chat", "chat_id": person.id}}
    await context.outbox.put(Parcel(Nobody(), Call("setMyCommands", params), Priority.NOTICE))


async def is_mentor(person: Person, context: Context) -> bool:
    """Of any kind, and has not left."""
    mentor = await context.mentors.of(person)
    return mentor is not None and mentor.standing is not Standing.LEFT
