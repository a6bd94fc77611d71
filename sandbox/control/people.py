"""The control channel's people: who joins, who blocks the bot, which commands they are shown."""

from aiohttp import web

from sandbox.commands import shown_commands
from sandbox.control.asked import Asked, Control, answering
from sandbox.errors import ControlRefused
from sandbox.members import set_blocked, set_member
from sandbox.model import JSON, Person, Status
from sandbox.population import add_person
from sandbox.state import chat_state
from sandbox.world import World

_FIELDS = ("first_name", "last_name", "username", "language_code")


async def create(control: Control, asked: Asked) -> JSON:
    world = control.world
    person = add_person(
        world,
        asked.text("first_name"),
        last_name=asked.optional_text("last_name"),
        username=asked.optional_text("username"),
        language_code=asked.optional_text("language_code"),
    )
    if asked.values.get("is_staff"):
        set_staff(world, person, is_staff=True)
    return _changed(world, person)


async def change(control: Control, asked: Asked) -> JSON:
    world, person = control.world, asked.person()
    for name in _FIELDS:
        if name in asked.values:
            value = asked.optional_text(name)
            if name == "first_name" and not value:
                raise ControlRefused('"first_name" must be a text')
            setattr(person, name, value)
    if asked.given("is_staff"):
        set_staff(world, person, is_staff=bool(asked.values["is_staff"]))
    if asked.given("blocked"):
        set_blocked(world, person, blocked=bool(asked.values["blocked"]))
    return _changed(world, person)


def set_staff(world: World, person: Person, *, is_staff: bool) -> None:
    """Staff are those who are in the staff group."""
    if person.is_staff == is_staff:
        return
    person.is_staff = is_staff
    group = world.staff_group
    status = Status.MEMBER if is_staff else Status.LEFT
    set_member(world, group, person, status, by=person.as_user())
    world.events.emit("chat", chat=chat_state(world, group))


def _changed(world: World, person: Person) -> JSON:
    world.touched("people", person.id)
    world.events.emit("person", person=person.as_json())
    return person.as_json()


async def commands(control: Control, asked: Asked) -> list[JSON]:
    chat = asked.chat() if asked.given("chat") else None
    return shown_commands(control.world, asked.person(), chat)


def routes(control: Control) -> list[web.RouteDef]:
    return [
        web.post("/control/people", answering(control, create)),
        web.post("/control/people/{person}", answering(control, change)),
        web.get("/control/commands", answering(control, commands)),
    ]
