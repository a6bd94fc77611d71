"""Where everybody tries everything, and where somebody writes updates by hand."""

from collections.abc import AsyncIterator

import pytest

from tests.attack.forging import Forger
from tests.attack.town import SETTINGS, Town, populated
from tests.scenarios.test_doors import webhook_world
from tests.world import World

__all__ = ["webhook_world"]

_PATIENCE = 60.0  # seconds: hundreds of updates come at once


@pytest.fixture
async def town(sqlite_address: str) -> AsyncIterator[Town]:
    async with World(sqlite_address, **SETTINGS) as world, world.patience(_PATIENCE):
        yield await populated(world)


@pytest.fixture
async def forger(small_world: World) -> AsyncIterator[Forger]:
    async with small_world.patience(_PATIENCE):
        yield Forger(small_world)
