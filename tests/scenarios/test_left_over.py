"""Stories of an update that is in hand whenever the line is closed."""

import asyncio

import pytest

from bot import app
from bot.membership import Membership
from tests.world import World


async def test_whoever_closes_the_line_often_has_nobodys_words_set_aside(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, begun = small_world, asyncio.Event()
    arta = await world.member("Arta")
    before = len(await arta.reads())

    async def waits(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as slow:
        slow.setattr(app, "_GRACE", 0.0)
        slow.setattr(Membership, "place", waits)
        await world.post("/control/say", person=arta.id, chat=arta.id, text="/help")
        for closings in range(4):
            if closings:
                await world.open()
            await asyncio.wait_for(begun.wait(), 10)
            begun.clear()
            await world.close()
    await world.open()
    await world.quiet()
    assert len(await arta.reads()) == before + 1
