"""An update that ends whatever process handles it: not for ever, and nobody else waits for it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fleet.mortal import Mortal

_DEADLY = "Fjala që vret"
_DEATHS = 3


@pytest.fixture
async def mortal(address: str, tmp_path: Path) -> AsyncIterator[Mortal]:
    number = 1 if address.startswith("sqlite") else 2
    async with Mortal(address, tmp_path, number, _DEADLY) as world, world.patience(15):
        yield world


async def test_it_is_set_aside_after_three_deaths_and_everybody_else_goes_on(
    mortal: Mortal,
) -> None:
    besa, arta = await mortal.staff(), await mortal.member()
    ilir = await mortal.member("Ilir")
    before = len(await arta.reads()), len(await ilir.reads())
    for words in (f"/help {_DEADLY}", "/help"):
        await mortal.post("/control/say", person=arta.id, chat=arta.id, text=words)
    await ilir.says("/help")
    assert mortal.deaths == _DEATHS
    assert len(await ilir.reads()) == before[1] + 1
    apology, answer = (await arta.reads())[before[0] :]
    assert answer.text == (await ilir.last()).text != apology.text
    told = [seen.text for seen in await besa.general()]
    assert sum("Deadly" in text for text in told) == 1
    await arta.says("/help")
    assert mortal.deaths == _DEATHS
