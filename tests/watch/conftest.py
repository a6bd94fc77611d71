"""A line that is watched."""

from collections.abc import AsyncIterator

import pytest

from tests.watch.monitoring import ANYWHERE, Monitoring
from tests.world import World


@pytest.fixture
async def watched(address: str) -> AsyncIterator[World]:
    """On both engines."""
    async with World(address, watch_listen=ANYWHERE) as opened:
        yield opened


@pytest.fixture
async def world(sqlite_address: str) -> AsyncIterator[World]:
    """What no database can make different."""
    async with World(sqlite_address, watch_listen=ANYWHERE) as opened:
        yield opened


@pytest.fixture
def monitoring(world: World) -> Monitoring:
    return Monitoring(world)
