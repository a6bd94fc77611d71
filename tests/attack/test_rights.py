"""Who may do what: each act and each role, cell by cell, as the tables in `rights/` say.

What is refused or ignored is tried first, all of it, and must leave every row as it was. Then what
is allowed, in the order of the table. In the check, two roles try what many of the staff may do;
EVERYTHING=1 has all of them try it.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, groupby
from zlib import crc32

from desk.languages import Language
from handlers.routing import Side
from tests.attack import ledger
from tests.attack.acts import commands, presses
from tests.attack.columns import inside, user, writers
from tests.attack.table import Cell, Table
from tests.attack.town import Town
from tests.attack.trying import DONE, IGNORED, JSON, Door, Refusals, Trial, command, press
from tests.people import Member, Seen
from tests.world import CATALOGUES

GROUP, PRIVATE = Table.read("group"), Table.read("private")
ACTS = [*commands(), *presses()]
OF_STAFF = {act.name: act for act in ACTS if act.side is Side.STAFF}
OF_MEMBERS = {act.name: act for act in ACTS if act.side is Side.MEMBER}
IN_PRIVATE = {**OF_STAFF, **OF_MEMBERS}
_TOASTS = "sor"  # what a refused press is told beside the chat, and so known from others
_ALLOWED_IN_THE_CHECK = 2  # of the staff, for each act
_AT_ONCE = 10

Try = Callable[[Cell], Trial]


def test_every_act_stands_in_the_tables_and_nothing_else() -> None:
    """Whoever adds a command or a button says here who may use it."""
    assert set(GROUP.rows) == set(OF_STAFF)
    assert set(PRIVATE.rows) == set(IN_PRIVATE)


async def test_every_role_in_the_staff_group(town: Town) -> None:
    door, topic = _door(town), inside(town.card.raw)
    await door.try_all([_in_group(town, topic)(Cell("/who", "anonymous", DONE))])  # known by name
    before = ledger.rows(town.world.address)
    refused = [cell for cell in GROUP.cells if cell.letter not in (DONE, IGNORED)]
    ignored = [cell for cell in GROUP.cells if cell.letter == IGNORED]
    await _are_as_written(door, [refused, ignored], _in_group(town, topic))
    in_general = [[cell for cell in cells if _is_command(cell)] for cells in (refused, ignored)]
    await _are_as_written(door, in_general, _in_group(town, {"chat": topic["chat"]}))
    assert ledger.changed(before, ledger.rows(town.world.address)) == {}
    allowed = _some(cell for cell in GROUP.cells if cell.letter == DONE)
    await _are_as_written(door, [allowed], _in_group(town, topic))


async def test_every_role_in_a_private_chat(town: Town) -> None:
    door, try_ = _door(town), await _in_private(town)
    before = ledger.rows(town.world.address)
    refused = [cell for cell in PRIVATE.cells if cell.letter not in (DONE, IGNORED)]
    quick = [cell for cell in refused if _is_toast(cell)]
    await _are_as_written(door, [quick], try_)
    slow = [cell for cell in PRIVATE.cells if cell.letter != DONE and not _is_toast(cell)]
    await _are_as_written(door, _rounds(slow), try_)
    assert ledger.changed(before, ledger.rows(town.world.address)) == {}
    done = [cell for cell in PRIVATE.cells if cell.letter == DONE]
    await _are_as_written(door, _rounds(done, acts=_AT_ONCE), try_)


async def _are_as_written(door: Door, rounds: Iterable[Sequence[Cell]], try_: Try) -> None:
    wrong = []
    for cells in rounds:
        found = await door.try_all([try_(cell) for cell in cells])
        differing = zip(cells, found, strict=True)
        wrong += [
            f"{cell} was answered {letter}" for cell, letter in differing if cell.letter != letter
        ]
    assert not wrong, "\n".join(wrong)


def _some(cells: Iterable[Cell]) -> list[Cell]:
    """Of each act those who are tried in the check: not the same for every act."""
    chosen: list[Cell] = []
    for name, found in groupby(cells, lambda cell: cell.act):
        allowed = list(found)
        at = crc32(name.encode()) % len(allowed)
        turned = allowed[at:] + allowed[:at]
        chosen += allowed if os.environ.get("EVERYTHING") else turned[:_ALLOWED_IN_THE_CHECK]
    return chosen


def _rounds(cells: Iterable[Cell], acts: int = 1) -> list[list[Cell]]:
    """So many acts in each, whoever tries them."""
    found = [list(of_act) for _name, of_act in groupby(cells, lambda cell: cell.act)]
    return [[*chain(*found[at : at + acts])] for at in range(0, len(found), acts)]


def _is_command(cell: Cell) -> bool:
    return cell.act.startswith("/")


def _is_toast(cell: Cell) -> bool:
    return not _is_command(cell) and cell.letter in _TOASTS


def _in_group(town: Town, place: JSON) -> Try:
    who = writers(town, town.card.raw["chat"])

    def try_(cell: Cell) -> Trial:
        act, writer = OF_STAFF[cell.act], who[cell.column]
        if act.is_command:
            return command(act, writer, place)
        return press(act, writer["from"], {**town.card.raw, **place})

    return try_


async def _in_private(town: Town) -> Try:
    """The message with the pressed button is the last that each has got."""
    adviser, world = town.staff["adviser"], town.world
    people = {**town.members, "staff": Member(world, adviser.id, adviser.name, adviser.texts)}
    for name in ("stranger", "staff"):
        await people[name].says("/start")
    lasts: dict[str, Seen] = {name: await member.last() for name, member in people.items()}

    def try_(cell: Cell) -> Trial:
        act, last = IN_PRIVATE[cell.act], lasts[cell.column].raw
        writer = user(people[cell.column].id, people[cell.column].name)
        if act.is_command:
            return command(act, {"from": writer}, {"chat": last["chat"]})
        return press(act, writer, last)

    return try_


def _door(town: Town) -> Door:
    return Door(town.world, Refusals([CATALOGUES.texts(language) for language in Language]))
