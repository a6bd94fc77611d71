"""Stories about an office that is closed: members are told when it opens, once a day."""

from datetime import UTC, datetime

import pytest

from desk.languages import Language
from tests.world import World

# Albania's feasts of 28 and 29 November fall on a weekend, and are made up for on the next days.
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
OPENS = {
    Language.SQ: "e mërkurë, 2 dhjetor 2026",
    Language.SR_LATN: "sreda, 2. decembar 2026",
    Language.SR_CYRL: "среда, 2. децембар 2026",
    Language.TR: "2 Aralık 2026 Çarşamba",
    Language.EU: "2026ko abenduaren 2a, asteazkena",
    Language.EN: "Wednesday, 2 December 2026",
}


@pytest.mark.parametrize("language", list(Language))
async def test_who_writes_while_the_office_is_closed_is_told_when_it_opens_once_a_day(
    address: str, language: Language
) -> None:
    office = {"opening_hours": "mo-fr 9:00-16:00", "holidays": "AL", "timezone": "Europe/Tirane"}
    async with World(address, **office) as world:
        ane = await world.member("Ane", language)
        await at(world, SATURDAY)
        await ane.ticket("Raporti")
        told = (await ane.last()).text
        assert OPENS[language] in told
        assert "09:00" in told
        before = len(await ane.reads())
        await ane.says("Edhe diçka")
        assert len(await ane.reads()) == before
        await world.later(days=1)
        await ane.says("A jeni aty?")
        assert "09:00" in (await ane.last()).text
        await at(world, datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
        before = len(await ane.reads())
        await ane.says("Tani?")
        assert len(await ane.reads()) == before


async def at(world: World, moment: datetime) -> None:
    await world.later(seconds=(moment - world.box.clock.now()).total_seconds())
