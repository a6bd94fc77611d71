"""Whatever members and mentors press in whatever order, no time is given twice and none is lost."""

import os
from random import Random

import pytest

from tests.booking_walks import Walk
from tests.world import World

_EVERYTHING = bool(os.environ.get("EVERYTHING"))
_WALKS, _STEPS = (20, 120) if _EVERYTHING else (2, 30)


@pytest.mark.parametrize("seed", range(_WALKS))
async def test_every_rule_holds_after_each_act_wherever_a_walk_leads(
    world: World, seed: int
) -> None:
    async with world.patience(30):
        await Walk(world, Random(seed), _STEPS).go()
