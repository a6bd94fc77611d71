"""Where somebody writes updates by hand."""

from collections.abc import AsyncIterator

import pytest

from tests.attack.forging import Forger
from tests.scenarios.test_doors import webhook_world
from tests.world import World

__all__ = ["webhook_world"]

_PATIENCE = 60.0  # seconds: hundreds of updates come at once


@pytest.fixture
async def forger(small_world: World) -> AsyncIterator[Forger]:
    async with small_world.patience(_PATIENCE):
        yield Forger(small_world)
