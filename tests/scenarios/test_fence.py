"""A process that may not lead any more makes no call, not even one that it has claimed."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.app import App
from bot.leading import Leading
from bot.resolve import resolve
from storage.outbox import OutboxRows
from tests.world import World


class Fence:
    """Goes down between a row's claim and its call, and is up again when that is wanted."""

    def __init__(self) -> None:
        self.is_sure = True
        self.is_armed = self.has_fallen = False

    async def resolve(self, *row: Any) -> Any:
        ready = await resolve(*row)
        if self.is_armed and not self.has_fallen:
            self.has_fallen, self.is_sure = True, False
        return ready


@pytest.fixture
def fence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fence]:
    made = Fence()
    monkeypatch.setattr(Leading, "is_sure", property(lambda _: made.is_sure))
    monkeypatch.setattr("bot.delivery.resolve", made.resolve)
    yield made
    made.is_sure = True


async def rows(app: App) -> dict[str, int]:
    assert app.units is not None
    async with app.database.transaction() as tx:
        return await OutboxRows(tx, app.units.clock.now()).count()


async def calls(world: World) -> list[str]:
    return [call["method"] for call in await world.get("/control/log")]


async def test_what_is_claimed_when_the_lead_is_lost_is_not_sent_and_not_forgotten(
    small_world: World, fence: Fence
) -> None:
    arta = await small_world.member("Arta")
    assert small_world.app is not None
    app, before = small_world.app, len(await calls(small_world))
    fence.is_armed = True
    await small_world.post("/control/say", person=arta.id, chat=arta.id, text="/help")

    async def is_given_back() -> bool:
        return fence.has_fallen and (await rows(app)).get("pending") == 1

    await small_world.until(is_given_back)
    assert "sendMessage" not in (await calls(small_world))[before:]
    fence.is_sure = True
    await small_world.quiet()
    assert (await calls(small_world))[before:].count("sendMessage") == 1
    assert set(await rows(app)) == {"sent"}
    assert (await arta.last()).labels
