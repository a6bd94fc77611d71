"""What several stories begin with."""

import pytest

from tests.bookers import MORNING
from tests.scenarios.test_hours import at
from tests.world import World


@pytest.fixture
async def monday(world: World) -> World:
    await at(world, MORNING)
    return world


@pytest.fixture
async def small_monday(small_world: World) -> World:
    await at(small_world, MORNING)
    return small_world
