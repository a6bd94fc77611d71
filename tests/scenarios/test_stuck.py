"""Stories about a message on which Telegram breaks: the desk goes on, and reads the words."""

import pytest

from bot import verdict
from tests.world import World


async def test_one_message_that_telegram_never_takes_stops_nobody_for_long(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict, "_LONGEST", 0.05)
    arta, zana = await small_world.member("Arta"), await small_world.member("Zana")
    besa = await small_world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    fault = {"method": "copyMessage", "error_code": 500, "chat": small_world.group_id}
    await small_world.post("/control/faults", **fault, times=10)
    await arta.sends("photo", caption="Kjo faturë")
    other = await zana.ticket("Edhe mua")
    told = next(m for m in await besa.sees(thread) if "could not be copied" in m.text)
    assert "Kjo faturë" in told.text
    assert "Internal Server Error" in told.text
    assert "Edhe mua" in (await besa.card(other)).text
    assert (await arta.last()).text == arta.words(
        "This message could not be passed on to our staff. Please send it in another form."
    )
