"""What is offered in any chat: each words and each role, cell by cell, as `tables/inline.txt` says.

An inline query may come from anybody in any chat, so no role gets more by it than a stranger does.
"""

import asyncio
from itertools import count

from sandbox.queries import Query
from tests.attack.rights import ledger
from tests.attack.rights.columns import user
from tests.attack.rights.table import Table
from tests.attack.rights.town import Town
from tests.attack.rights.trying import JSON
from tests.people import Person
from tests.plans import ACTION
from tests.world import Unfiled

ENTRIES, NOTHING = "e", "."
LETTERS = {
    ENTRIES: "entries of the knowledge base, the same for everybody",
    NOTHING: "the answer is empty",
}
# By the rows of the table. What is in the town must not be found: it is no entry.
TYPED = {
    "entry": "how do we get a mentor",
    "nothing": "",
    "spaces": " \u00a0 \n",
    "nonsense": "xyzzy qwrt plugh",
    "request": "I was rude",
    "question": "may my dog sit beside me in the hall",
    "topic": "Street lights in the villages",
    "plan": ACTION,
    "name": "Bora",
    "organisation": "Agimi",
    "command": "/queue all",
    "button": "tk.close:1",
    "link": "/start seat_1",
    "longest": "qwrt " * 51,  # Bot API, InlineQuery: up to 256 characters
}
# Bot API, InlineQuery: where it is typed changes nothing.
_CHATS = ("sender", "private", "group", "supergroup", "channel")
TABLE = Table.read("inline", LETTERS)
_PATIENCE = 60.0  # seconds
_ids = count(6_000_000)


def test_all_that_is_typed_stands_in_the_table() -> None:
    assert list(TABLE.rows) == list(TYPED)


async def test_nobody_is_offered_more_than_a_stranger(town: Town) -> None:
    everybody = _everybody(town)
    assert set(everybody) == set(TABLE.columns)
    before = ledger.rows(town.world.address)
    answers = {row: await _offered(town, everybody, words) for row, words in TYPED.items()}
    wrong = [
        f"{cell} was answered {[one['id'] for one in offered]}"
        for cell in TABLE.cells
        if _letter(offered := answers[cell.act][cell.column]) != cell.letter
        or offered != answers[cell.act]["stranger"]
    ]
    assert not wrong, "\n".join(wrong)
    assert ledger.changed(before, ledger.rows(town.world.address)) == {}


def _everybody(town: Town) -> dict[str, Person]:
    """By their columns; both sides have an owner."""
    staff = {("head" if name == "owner" else name): one for name, one in town.staff.items()}
    return {**staff, **town.members}


async def _offered(town: Town, everybody: dict[str, Person], words: str) -> dict[str, list[JSON]]:
    """To each; all of them ask at once."""
    async with asyncio.timeout(_PATIENCE):
        asked = {name: _asks(town, one, words) for name, one in everybody.items()}
        return {name: await query.answered for name, query in asked.items()}


def _asks(town: Town, person: Person, words: str) -> Query:
    """As Telegram hands it on; it takes one answer and no second."""
    box = town.world.box.world
    query = Query(person.id, box.clock.now().timestamp(), text=words)
    number = next(_ids)
    box.queries.ask(str(number), query)
    asking = {"from": {**user(person.id, person.name), "language_code": "en"}, "offset": ""}
    told = {"id": str(number), "query": words, "chat_type": _CHATS[number % len(_CHATS)]}
    box.updates.inject({"inline_query": {**asking, **told}})
    return query


def _letter(offered: list[JSON]) -> str:
    if not offered:
        return NOTHING
    files = Unfiled().faq_dir.rglob("*.md")
    entries = {path.stem for path in files}  # slug.language, as their results are called
    return ENTRIES if {one["id"] for one in offered} <= entries else "no entry"
