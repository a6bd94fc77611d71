"""Stories about mentoring where there are several staff groups: who hears of what, and where."""

from collections.abc import AsyncIterator

import pytest

from desk.languages import Language
from tests.people import Staff
from tests.scenarios.test_mentoring_directory import pressed, ready, said, writes_for
from tests.two_groups import chat_of, names, newest, texts
from tests.world import World

RULES = {"turkish": "language=tr", "mentors": "service=mentoring"}


@pytest.fixture
async def several(address: str) -> AsyncIterator[World]:
    async with World(address, groups=RULES) as opened:
        yield opened


async def coordinating(world: World, name: str, group: str) -> Staff:
    drita, staff = await world.owner(), await world.staff(name, group)
    await staff.says("/who")
    await drita.says(f"/role {name} mentors")
    return staff


async def general(world: World, group: str | None = None) -> str:
    return "\n".join(texts(await world.messages(chat_of(world, group))))


async def test_who_offers_help_or_asks_the_coordinator_reaches_the_group_that_runs_mentoring(
    several: World,
) -> None:
    besa = await coordinating(several, "Besa", "mentors")
    arta = await several.member("Arta", Language.EN)
    await writes_for(arta, "Agimi")
    await arta.says("/peer")
    await arta.presses("Law")
    await arta.presses("Offer this help")
    offer = await besa.told()
    assert offer.text == "Arta of Agimi offers help to other organisations: Law."
    assert "offers help" not in await general(several) + await general(several, "turkish")
    assert "Arta · approved" in (await pressed(besa, offer, "Look at it", "Approve")).text
    assert "You are approved" in (await arta.last()).text
    await arta.says("/hours")
    await arta.presses("Ask the coordinator")
    await arta.says("I also know finance")
    assert "I also know finance" in await names(several, "mentors")
    assert await several.topics() == []
    there = await newest(several, "mentors")
    await besa.says("/mentor Arta", there)
    assert "Please write this in General" in (await besa.told(there)).text


async def test_each_group_works_on_the_directory_by_messages_of_its_own(several: World) -> None:
    besa = await coordinating(several, "Besa", "mentors")
    ali = await coordinating(several, "Ali", "turkish")
    shown = await ready(besa, "Defne"), await ready(ali, "Agim")
    asked = [
        await pressed(who, card, "Capacity") for who, card in zip((besa, ali), shown, strict=True)
    ]
    assert asked[0].id == asked[1].id  # each group counts its messages from the start
    await ali.says("7", reply_to=asked[1].id)
    await besa.says("3", reply_to=asked[0].id)
    assert "Cares for: 0/7" in (await said(besa, "/mentor Agim")).text
    assert "Cares for: 0/3" in (await said(ali, "/mentor Defne")).text
