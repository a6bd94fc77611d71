"""A running sandbox and a client of it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox import Sandbox
from tests.sandbox.client import Client


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    box = Sandbox()
    await box.start()
    async with aiohttp.ClientSession() as http:
        yield Client(box, http)
    await box.stop()


@pytest.fixture
async def arta(client: Client) -> int:
    """Arta's private chat with the bot: she has pressed Start, and the bot has heard of it."""
    await client.person_says("Arta", "/start")
    await client.confirmed_updates()
    return client.id_of("Arta")
