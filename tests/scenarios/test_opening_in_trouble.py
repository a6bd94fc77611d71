"""Stories about a line that opens while Telegram has other things to do."""

from typing import Any

import pytest
from telegram.error import NetworkError, RetryAfter

from bot import opening
from tests.world import World

BUSY = ("getMe", "getForumTopicIconStickers", "deleteWebhook")


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_PAUSE", 0.01)


@pytest.mark.parametrize("method", BUSY)
@pytest.mark.parametrize("how", [{"error_code": 502}, {"cut": "before"}])
async def test_a_busy_telegram_is_waited_for(
    small_world: World, method: str, how: dict[str, Any]
) -> None:
    arta = await small_world.member("Arta")
    await small_world.close()
    await small_world.post("/control/faults", method=method, times=3, **how)
    await small_world.open()
    await arta.ticket("Na duhet ndihmë")
    assert await small_world.get("/control/faults") == []


async def test_a_flood_is_waited_out_for_as_long_as_telegram_says(small_world: World) -> None:
    arta = await small_world.member("Arta")
    await small_world.close()
    await small_world.post("/control/faults", method="getMe", retry_after=1)
    await small_world.open()
    await arta.ticket("Na duhet ndihmë")


async def test_a_telegram_that_stays_away_is_told(small_world: World) -> None:
    await small_world.close()
    await small_world.post("/control/faults", method="getMe", error_code=502, times=99)
    with pytest.raises(NetworkError) as raised:
        await small_world.open()
    assert not isinstance(raised.value, RetryAfter)
