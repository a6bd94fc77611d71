"""Stories about tickets: a member's matter, from the first word to the last."""

import asyncio
from typing import Any

import pytest

from desk.languages import Language
from tests.world import World


async def test_a_ticket_is_a_topic_with_a_card_and_a_number(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë me buxhetin")
    card = await besa.card(thread)
    assert "Na duhet ndihmë me buxhetin" in card.text
    assert "Arta" in card.text
    assert "Shqip" in card.text
    assert (await world.topics())[-1]["name"] == "#1 SQ Na duhet ndihmë me buxhetin"
    assert "1" in (await arta.last()).text
    assert (await arta.last()).labels == [arta.label("New question")]
