"""Each kind of update: what the line asks for stands in the tables, and all else does nothing."""

from itertools import islice
from pathlib import Path

import pytest

from bot.intake import ALLOWED
from bot.watch.watch import KINDS
from desk.languages import Language
from tests.attack.forging import Forger
from tests.schema.generator import Knobs, updates
from tests.schema.spec import bot_api

# By the kinds that the line asks for: where it stands what each role may do by them.
TABLES = {
    "message": {"group", "private", "group-messages", "private-messages"},
    "edited_message": {"group-messages", "private-messages"},
    "callback_query": {"group", "private"},
    "inline_query": {"inline"},
    "my_chat_member": {"group-places", "private-places"},
}
UNASKED = sorted(set(getattr(bot_api().types["Update"], "fields", ())) - {"update_id", *ALLOWED})
_EACH = 20


def test_every_kind_that_is_asked_for_stands_in_a_table_and_is_counted() -> None:
    assert set(TABLES) == set(ALLOWED) == set(KINDS)
    tables = {path.stem for path in (Path(__file__).parent / "tables").iterdir()}
    assert set.union(*TABLES.values()) == tables


def test_what_is_chosen_of_the_inline_answers_is_not_asked_for() -> None:
    assert "chosen_inline_result" in UNASKED


@pytest.mark.parametrize("part", range(2))
async def test_what_nobody_has_asked_for_is_not_answered_and_leaves_nothing(
    forger: Forger, part: int
) -> None:
    """By people who are there, about chats and topics that are there."""
    world = forger.world
    arta, besa = await world.member("Arta", Language.EN), await world.owner("Besa")
    thread = await arta.ticket("Na duhet ndihmë")
    before, since = await forger.tables(), len(await world.calls())
    for kind in UNASKED[part::2]:
        known = Knobs(
            people=(arta.id, besa.id), chats=(world.group_id,), threads=(thread,), known=0.9,
            kinds=(kind,), bot_id=world.box.world.bot.id, depth=2,
        )  # fmt: skip
        for update in islice(updates(part, _EACH, known), _EACH):
            forger.deliver(**{kind: update[kind]})
    assert await forger.tables() == before
    calls = {call["method"] for call in (await world.calls())[since:]}
    assert calls <= {"getChatMember"}
    assert await forger.dead() == []
