"""Whatever three members and three staff do in whatever order, with faults and restarts between."""

import os
from random import Random

import pytest

from tests.conftest import ENGINES
from tests.two_groups import TWO
from tests.walks import Walk, together
from tests.world import World

_WALKS = 500
_IN_ONE_WORLD, _AT_ONCE = 50, 5  # each with members of its own
_FIRST = range(0, _WALKS, _IN_ONE_WORLD)
# A fifth of all that the check takes would be these; EVERYTHING=1 walks all of them on both.
_IN_THE_CHECK = (("sqlite", 0), ("sqlite", 50), ("postgresql", 200))
_ALL = [(engine, first) for first in _FIRST for engine in ENGINES]


@pytest.mark.parametrize(
    ("address", "first"),
    _ALL if os.environ.get("EVERYTHING") else _IN_THE_CHECK,
    indirect=["address"],
)
async def test_no_word_is_lost_none_goes_astray_and_the_history_is_whole(
    address: str, first: int
) -> None:
    async with World(address, groups=TWO) as world:
        staff = [(await world.owner()).id, (await world.staff("Besa")).id]
        staff.append((await world.staff("Genc")).id)
        for person in staff:
            place = {"chat": world.groups["turkish"], "person": person}
            await world.post("/control/members", **place, status="member")
        async with world.patience(30):
            for seed in range(first, first + _IN_ONE_WORLD, _AT_ONCE):
                several = [Walk(world, staff, seed + one) for one in range(_AT_ONCE)]
                await together(several, Random(seed))
