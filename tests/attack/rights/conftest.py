"""Where everybody tries everything."""

from collections.abc import AsyncIterator

import pytest

from tests.attack.rights.town import SETTINGS, Town, populated
from tests.world import World

_PATIENCE = 60.0  # seconds: hundreds of updates come at once


@pytest.fixture
async def town(sqlite_address: str) -> AsyncIterator[Town]:
    async with World(sqlite_address, **SETTINGS) as world, world.patience(_PATIENCE):
        yield await populated(world)
