"""Somebody else's client: aiogram calls every method and reads every answer and update.

Only the worker that tells these stories imports it.
"""

import pytest

from tests.sandbox.client import Client

pytestmark = pytest.mark.xdist_group("aiogram")


async def test_aiogram_calls_every_method_and_knows_every_field(client: Client, arta: int) -> None:
    from tests.sandbox import with_aiogram

    async with with_aiogram.bot_of(client) as bot:
        await with_aiogram.calls_every_method(bot, client, arta)


async def test_aiogram_reads_every_update_and_knows_every_field(client: Client) -> None:
    from tests.sandbox import with_aiogram

    async with with_aiogram.bot_of(client) as bot:
        await with_aiogram.reads_every_update(bot, client)


async def test_aiogram_takes_the_refusals_for_what_they_are(client: Client, arta: int) -> None:
    from tests.sandbox import with_aiogram

    async with with_aiogram.bot_of(client) as bot:
        await with_aiogram.takes_refusals(bot, client, arta)
