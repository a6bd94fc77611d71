"""Stories of causes that wait for a yes, of organisations that count once, and of what is held."""

from datetime import datetime

import pytest
from sqlalchemy import select

from desk.languages import Language
from desk.outgoing import Priority
from storage.events.tables import subscriptions
from storage.schema import outbox
from tests.demand import now_reads, proposes, switched, turned, writes_for
from tests.mentors import BELGRADE, MONDAY
from tests.people import Member, Seen, Staff
from tests.scenarios.test_hours import at
from tests.scenarios.test_mydata import exported
from tests.world import World

NO_ORGANISATION = (
    "Votes count by organisation here. Please tell us yours in /profile, then press again."
)
CAUSE = "Clean rivers: help us to stop the waste in towns"


async def follows(member: Member, **parts: str) -> None:
    """They allow news, and follow this theme or everything."""
    await member.says("/privacy")
    page = await member.last()
    news = member.label("Send me news of the programmes")
    label = next(one for one in page.labels if news in one)
    await member.presses_title(label, on=page)
    world = member.world
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        values = {"person_id": member.id, "made_at": world.box.clock.now(), **parts}
        await tx.execute(subscriptions.insert().values(values))


async def waits_for_the_morning(world: World) -> bool:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        found = await tx.scalar(select(outbox.c.id).where(outbox.c.priority == Priority.BULK))
    return found is not None


async def allows_at_night(drita: Staff, page: Seen) -> None:
    """Then it is morning."""
    world = drita.world
    assert page.labels[0] == "Yes, show it to others"
    await at(world, MONDAY.replace(hour=22))
    place = {"person": drita.id, "chat": drita.group_id, "message_id": page.id}
    await world.post("/control/press", **place, row=0, col=0)
    await world.until(lambda: waits_for_the_morning(world))
    await world.later(hours=11)


async def test_a_cause_reaches_nobody_before_staff_say_yes(world: World) -> None:
    await at(world, MONDAY)
    arta = await world.member("Arta", Language.EN)
    goran = await world.member("Goran", Language.SR_LATN)
    ece = await world.member("Ece", Language.TR)
    drita = await world.owner("Drita")
    await follows(goran, theme="waste")
    await follows(ece, theme="quality")
    await proposes(arta, CAUSE, "Put forward a cause")
    assert "Our staff read it first" in (await arta.last()).text
    await goran.says("/topics")
    assert "Clean rivers" not in (await goran.last()).text
    assert await goran.forges(goran.id, await goran.last(), "tp.y:1:all:0")
    page = await turned(drita, (await drita.told()).labels[0])
    assert "waits for your yes" in page.text
    before = len(await goran.reads()), len(await ece.reads())
    await allows_at_night(drita, page)
    assert "others see your cause now" in (await arta.last()).text
    told = await goran.last()
    assert goran.words("<b>A cause that you may want to support</b>") in told.text
    assert datetime.fromtimestamp(told.raw["date"], BELGRADE).hour >= 8
    assert (len(await goran.reads()), len(await ece.reads())) == (before[0] + 1, before[1])
    await goran.presses("I support it", on=told)
    assert "– 2" in (await now_reads(goran, told, goran.id)).text


async def test_each_organisation_counts_once_where_that_is_set(sqlite_address: str) -> None:
    async with World(sqlite_address, topic_votes="organisation") as world:
        arta = await world.member("Arta", Language.EN)
        goran = await world.member("Goran", Language.EN)
        jon = await world.member("Jon", Language.EN)
        for member in (arta, goran):
            await writes_for(member, "Agimi")
        await proposes(arta, CAUSE.replace("Clean", "Good"))
        for member, toast in (
            (goran, "Your vote counts."),
            (jon, NO_ORGANISATION),
        ):
            await member.says("/topics")
            page = await member.last()
            assert "Each organisation counts once." in page.text
            assert await member.presses_title(page.labels[0], on=page) == toast
            assert "– 1" in (await now_reads(member, page, member.id)).text
        await writes_for(jon, "Era")
        await jon.says("/topics")
        page = await jon.last()
        page = await switched(jon, page.labels[0], page)
        assert "– 2" in page.text


@pytest.mark.parametrize("language", [Language.SQ])
async def test_topics_and_votes_are_among_what_is_held_and_go_with_the_member(
    small_world: World, language: Language
) -> None:
    arta = await small_world.member("Arta", language)
    await proposes(arta, "Ndërmarrjet sociale")
    await arta.says("/mydata")
    text = (await arta.last()).text
    assert arta.words("Topics that you have proposed: %(n)s", n=1) in text
    assert arta.words("Votes that you have given: %(n)s", n=1) in text
    page, data = await exported(arta)
    assert page.count("Ndërmarrjet sociale") == 2
    assert data.count("Ndërmarrjet sociale") == 2
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")
    goran = await small_world.member("Goran", Language.EN)
    await goran.says("/topics")
    assert "There is nothing here yet" in (await goran.last()).text
