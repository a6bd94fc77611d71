"""Whatever three members and three staff do in whatever order, with faults and restarts between."""

import pytest

from tests.walks import Walk
from tests.world import World

_WALKS = 500
_TOGETHER = 25  # walks in one world, with members of their own
_FIRST = range(0, _WALKS, _TOGETHER)
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
            for seed in range(first, first + _TOGETHER):
                walk = Walk(world, staff, seed)
                await walk.go()
                await walk.holds()
