"""Whose messages count, in which place: each kind and each role, cell by cell, as `tables/` says.

In the check, a quarter of the staff sends each kind; EVERYTHING=1 has all of them do it.
"""

import os
from zlib import crc32

import pytest

from tests.attack.rights.messages import KINDS, LETTERS, NOTHING, ON, Tried
from tests.attack.rights.table import Cell, Table
from tests.attack.rights.town import Town

GROUP = Table.read("group-messages", LETTERS)
PRIVATE = Table.read("private-messages", LETTERS)
_ONE_OF = 4  # of the staff, for each kind


def test_every_kind_stands_in_the_tables() -> None:
    of_topics = {"closed"}
    assert set(GROUP.rows) == {
        *(f"{place}/{kind}" for place in ("topic", "general") for kind in KINDS),
        *(f"strangers/{kind}" for kind in set(KINDS) - of_topics),
    }
    assert set(PRIVATE.rows) == {f"private/{kind}" for kind in set(KINDS) - of_topics}


@pytest.mark.parametrize("table", [GROUP, PRIVATE], ids=["group", "private"])
async def test_every_message_of_everybody(town: Town, table: Table) -> None:
    tried = Tried(town, town.world.box.world.add_group("Theirs"))
    ignored = [_where(cell) for cell in table.cells if cell.letter == NOTHING]
    counting = [cell for cell in table.cells if cell.letter != NOTHING]
    wrong = [
        f"{cell} became {letter}"
        for cell in counting
        if _is_tried(cell) and (letter := await tried.letter(*_where(cell))) != cell.letter
    ]
    assert not wrong, "\n".join(wrong)
    assert await tried.ignores(ignored)


def _where(cell: Cell) -> tuple[str, str, str]:
    place, _slash, kind = cell.act.partition("/")
    return place, kind, cell.column


def _is_tried(cell: Cell) -> bool:
    """Others than of the next kind."""
    counts = cell.letter == ON and cell.act.startswith("topic")
    is_its_turn = crc32(f"{cell.act} {cell.column}".encode()) % _ONE_OF == 0
    return not counts or is_its_turn or bool(os.environ.get("EVERYTHING"))
