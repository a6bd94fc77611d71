"""Stories about a member whose words are not passed on for a while."""

import pytest

from desk.languages import Language
from desk.staff import Colleague, Role
from storage.staff import StaffRows
from tests.people import Staff
from tests.world import World

BLOCKED = (
    "What you write here is not passed on to our staff before this time: <b>%(until)s</b>\n"
    "Nothing of it is lost: it is kept for them."
)


async def lead(world: World, name: str = "Besa") -> Staff:
    """One of the staff who may block."""
    besa = await world.staff(name)
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        await StaffRows(tx).save(Colleague(besa.id, name, None, Role.LEAD))
    return besa


async def texts(staff: Staff, thread: int) -> list[str]:
    return [message.text for message in await staff.sees(thread)]


@pytest.mark.parametrize("language", list(Language))
async def test_a_blocked_member_is_told_once_and_nothing_is_lost(
    world: World, language: Language
) -> None:
    ane, besa = await world.member("Ane", language), await lead(world)
    thread = await ane.ticket("xyzzy")
    await besa.says("/block 3d Insults", thread)
    told = (await ane.last()).text
    assert told.startswith(ane.words(BLOCKED, until="@").partition("@")[0])
    assert "Insults" not in told
    card = (await besa.card(thread)).text
    assert "Blocked until: " in card
    before = len(await ane.reads())
    await ane.says("Po si?")
    await ane.sends("photo", caption="Shih")
    assert len(await ane.reads()) == before
    assert "Po si?" not in await texts(besa, thread)
    assert "blocked until" in await besa.presses("Show what was kept", thread)
    await world.later(days=4)
    assert "2 messages were kept" in await besa.presses("Show what was kept", thread)
    assert (await texts(besa, thread))[-2:] == ["Po si?", "Shih"]
    after = await besa.card(thread)
    assert "Blocked until" not in after.text
    assert "Show what was kept" not in after.labels
    await ane.says("Faleminderit")
    assert (await texts(besa, thread))[-1] == "Faleminderit"
    await besa.says("/history", thread)
    assert "– Insults" in (await besa.told(thread)).text


async def test_unblocking_lets_everything_through_at_once(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await lead(world)
    thread = await ane.ticket("Report")
    first = await ane.says("It is late")
    await besa.says("/block", thread)
    await ane.edits(first, text="It is very late")
    second = await ane.says("Hello?")
    await ane.edits(second, text="Hello there?")
    await ane.says("/ticket Something else")
    assert not any("very late" in words for words in await texts(besa, thread))
    await besa.says("/unblock", thread)
    seen = "\n".join(await texts(besa, thread))
    for words in ("It is very late\n\n(edited)", "Hello there?", "Something else"):
        assert words in seen
    assert "passed on to our staff again" in (await ane.last()).text
    assert "Blocked" not in (await besa.card(thread)).text
    await besa.says("/unblock", thread)
    assert "not blocked" in (await besa.told(thread)).text


async def test_a_life_at_stake_comes_through_a_block_and_so_does_what_follows(
    world: World,
) -> None:
    ane, besa = await world.member("Ane", Language.EN), await lead(world)
    thread = await ane.ticket("Report")
    await besa.says("/block 90d", thread)
    await ane.says("I want to kill myself")
    await ane.says("I am at home, in Green Street 5")
    assert "URGENT" in (await besa.card(thread)).text
    assert "I am at home, in Green Street 5" in await texts(besa, thread)
    await besa.says("/block 2d", thread)
    assert "still comes through" in (await besa.told(thread)).text


async def test_a_blocked_member_opens_nothing_and_still_finds_answers(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await lead(small_world)
    await ane.says("xyzzy")
    thread = await ane.ticket("Report")
    await besa.says("/block", thread)
    assert "get nothing from here before" in await ane.presses("Send it to the support line")
    for words in ("/ticket", "/anonymous", "/anonymous who am I"):
        if words == "/ticket":
            await ane.says("/new")
        await ane.says(words)
        assert "not passed on to our staff before" in (await ane.last()).text
    await ane.says("Hello")
    assert "Write your question in your own words" in (await ane.last()).text
    assert len(await small_world.topics()) == 1


async def test_only_some_roles_block_and_never_for_ever(small_world: World) -> None:
    ane, besa = await small_world.member("Ane"), await small_world.staff()
    thread = await ane.ticket("Raporti")
    before = len(await ane.reads())
    await besa.says("/block", thread)
    assert "Your role does not allow this" in (await besa.told(thread)).text
    mira = await lead(small_world, "Mira")
    for words in ("/block 91d", "/block 0h rude", "/block 9999w"):
        await mira.says(words, thread)
        assert "At most: 90 days" in (await mira.told(thread)).text
    assert len(await ane.reads()) == before
    await mira.says("/block")
    assert "No request belongs to this topic" in (await mira.told()).text
