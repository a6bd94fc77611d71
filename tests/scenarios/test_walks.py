"""Whatever three members and three staff do in whatever order, with faults and restarts between."""

from random import Random

import pytest

from tests.walks import Walk, together
from tests.world import World

_WALKS = 500
_IN_ONE_WORLD, _AT_ONCE = 50, 5  # each with members of its own
_FIRST = range(0, _WALKS, _IN_ONE_WORLD)
_ENGINES = ("sqlite", "sqlite", "sqlite", "sqlite", "postgresql")


@pytest.mark.parametrize(
    ("address", "first"),
    [(_ENGINES[place % len(_ENGINES)], first) for place, first in enumerate(_FIRST)],
    indirect=["address"],
)
async def test_no_word_is_lost_none_goes_astray_and_the_history_is_whole(
    address: str, first: int
) -> None:
    async with World(address) as world:
        staff = [(await world.owner()).id, (await world.staff("Besa")).id]
        staff.append((await world.staff("Genc")).id)
        async with world.patience(30):
            for seed in range(first, first + _IN_ONE_WORLD, _AT_ONCE):
                several = [Walk(world, staff, seed + one) for one in range(_AT_ONCE)]
                await together(several, Random(seed))
