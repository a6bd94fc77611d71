"""The default world: the bot, the staff group, two of the staff and people in four languages."""

from sandbox.model import Chat, Member, Person, Status
from sandbox.queries import Queries
from sandbox.updates import Delivery
from sandbox.world import FIRST_PERSON_ID, STAFF_GROUP_ID, World

_STAFF = (("Besa", "sq", "besa"), ("Jovan", "sr", "jovan"))
_MEMBERS = (
    ("Arta", "sq", "arta"),
    ("Милан", "sr", "milan_c"),
    ("Milan", "sr", "milan"),
    ("Elif", "tr", "elif"),
    ("Ane", "eu", "ane"),
)


def found(world: World) -> None:
    """The staff group with the bot in it: what every world has."""
    world.staff_group_id = STAFF_GROUP_ID
    world.add_group("Linja staff", chat_id=STAFF_GROUP_ID)


def populate(world: World) -> None:
    for first_name, language_code, username in _STAFF:
        person = add_person(world, first_name, language_code=language_code, username=username)
        join_staff(world, person)
    owner = next(iter(world.people))
    world.staff_group.members[owner] = Member(Status.CREATOR)
    for first_name, language_code, username in _MEMBERS:
        add_person(world, first_name, language_code=language_code, username=username)


def add_person(
    world: World,
    first_name: str,
    *,
    last_name: str | None = None,
    username: str | None = None,
    language_code: str | None = None,
) -> Person:
    person = Person(world.counters.take("person"), first_name, last_name, username, language_code)
    world.people[person.id] = person
    world.touched("people", person.id)
    world.touched("settings", "counters")
    return person


def join_staff(world: World, person: Person) -> None:
    """Quietly: nobody is told, as for somebody who has always been there."""
    person.is_staff = True
    world.staff_group.members[person.id] = Member()
    world.touched("people", person.id)
    world.touched("chats", world.staff_group_id)


def reset(world: World) -> None:
    """Everybody and everything goes; numbers go on, so that no update id comes twice."""
    for person_id in list(world.people):
        del world.people[person_id]
        world.touched("people", person_id)
    for chat in list(world.chats.values()):
        _forget_chat(world, chat)
    for file_unique_id in list(world.files.by_unique_id):
        world.touched("files", file_unique_id)
    world.files.clear()
    world.updates.clear()
    world.updates.delivery = Delivery()
    world.queries = Queries()
    world.counters.person = FIRST_PERSON_ID
    world.counters.group = STAFF_GROUP_ID - 1
    world.clock.reset()
    found(world)
    if world.populated:
        populate(world)


def _forget_chat(world: World, chat: Chat) -> None:
    del world.chats[chat.id]
    world.touched("chats", chat.id)
    for message_id in chat.messages:
        world.touched("messages", (chat.id, message_id))
    for thread in chat.topics:
        world.touched("topics", (chat.id, thread))
