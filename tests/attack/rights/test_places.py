"""The bot's own place in a chat: each change by each role, cell by cell, as `tables/` says."""

from sandbox.members import chat_member
from sandbox.model import JSON, Chat, Member, Status
from tests.attack.rights.columns import user, writers
from tests.attack.rights.table import Cell, Table
from tests.attack.rights.town import Town

TOLD, CORRECTED, NOTHING = "t", "c", "."
LETTERS = {
    TOLD: "staff are told",
    CORRECTED: "a card is corrected, without a word",
    NOTHING: "nothing happens",
}
GROUP = Table.read("group-places", LETTERS)
PRIVATE = Table.read("private-places", LETTERS)


async def test_every_change_of_the_bots_place(town: Town) -> None:
    strangers = town.world.box.world.add_group("Theirs")
    wrong = []
    for cell in (*_by_column(GROUP), *_by_column(PRIVATE)):
        chat, by = _where(cell, town, strangers)
        letter = await _letter(town, _changed(town, chat, by, Status(cell.act.partition("/")[2])))
        if letter != cell.letter:
            wrong.append(f"{cell} became {letter}")
    assert not wrong, "\n".join(wrong)


def _by_column(table: Table) -> list[Cell]:
    return sorted(table.cells, key=lambda cell: table.columns.index(cell.column))


def _where(cell: Cell, town: Town, strangers: Chat) -> tuple[Chat, JSON]:
    """The chat, and who has changed the bot's place there."""
    world, place = town.world.box.world, cell.act.partition("/")[0]
    if place == "private":
        person = town.staff["adviser"] if cell.column == "staff" else town.members[cell.column]
        return world.private_chat(world.people[person.id]), user(person.id, person.name)
    groups = {"main": town.world.group_id, "turkish": town.world.groups["turkish"]}
    chat = world.chats[groups[place]] if place in groups else strangers
    by: JSON = writers(town, chat.as_group())[cell.column]["from"]
    return chat, by


def _changed(town: Town, chat: Chat, by: JSON, status: Status) -> JSON:
    world = town.world.box.world
    bot, was = world.bot.as_user(), Member(Status.ADMINISTRATOR)
    places = {
        "old_chat_member": chat_member(bot, was),
        "new_chat_member": chat_member(bot, Member(status)),
    }
    return {"chat": world.chat_json(chat), "from": by, "date": 1_795_000_000, **places}


async def _letter(town: Town, change: JSON) -> str:
    before = len(await town.world.calls())
    town.world.box.world.updates.inject({"my_chat_member": change})
    calls = {call["method"] for call in (await town.world.calls())[before:]} - {"getChatMember"}
    if any(method.startswith("send") for method in calls):
        return TOLD
    if any(method.startswith("edit") for method in calls):
        return CORRECTED
    assert not calls
    return NOTHING
