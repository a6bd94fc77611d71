"""Stories about staff who are away: who gets their requests, and who waits for nobody."""

import pytest

from tests.people import Staff
from tests.world import World


async def owner_of(besa: Staff, thread: int) -> str:
    """The line of the card that says whose the request is; empty where it is nobody's."""
    await besa.world.settled()
    lines = (await besa.card(thread)).text.splitlines()
    return next((line for line in lines if line.startswith("Taken by")), "")


async def test_whoever_goes_away_hands_over_all_that_goes_on(world: World) -> None:
    besa, mira = await world.staff(), await world.staff("Mira")
    await mira.says("/who")
    people = [await world.member(name) for name in ("Ane", "Lea", "Una", "Zana")]
    taken, waits, solved, closed = [await one.ticket(f"Nga {one.name}") for one in people]
    await besa.says("/claim", taken)
    await besa.says("Mirë", waits)
    await besa.says("/solve Kështu", solved)
    await besa.says("Mirë", closed)
    await besa.says("/close", closed)
    before = len(await besa.general())
    await besa.says("/away 3 days Mira")
    told = (await besa.general())[before + 1 :]
    assert len(told) == 1
    assert "Besa is away" in told[0].text
    assert "Yours now, Mira" in told[0].text
    for name in ("Ane", "Lea", "Una"):
        assert f"Nga {name}" in told[0].text
    assert "Nga Zana" not in told[0].text
    for thread in (taken, waits, solved):
        assert await owner_of(besa, thread) == "Taken by: Mira"
    assert await owner_of(besa, closed) == "Taken by: Besa"
    await mira.says("/reopen", closed)
    assert await owner_of(besa, closed) == ""
    await mira.says("/history", taken)
    assert "taken by Mira" in (await mira.told(taken)).text


async def test_without_a_name_requests_are_everybodys_and_wait_for_nobody(world: World) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("/claim", thread)
    assert (await world.topics())[-1]["icon_emoji"] == "👀"
    await besa.says("/away until Friday")
    assert "everybody's" in (await besa.told()).text
    assert await owner_of(besa, thread) == ""
    assert (await world.topics())[-1]["icon_emoji"] == "❗️"
    await mira.says("Po shikoj", thread)
    assert (await ane.last()).text == "Po shikoj"
    assert await owner_of(mira, thread) == "Taken by: Mira"


async def test_what_a_member_writes_does_not_wait_for_somebody_away(world: World) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("Mirë", thread)
    await besa.says("/close", thread)
    await besa.says("/away 2 weeks")
    await ane.says("Nuk u zgjidh")
    assert await owner_of(mira, thread) == ""
    assert (await world.topics())[-1]["icon_emoji"] == "❗️"
    await mira.says("/history", thread)
    assert "the line: given back to everybody" in (await mira.told(thread)).text
    await mira.says("Po e shoh", thread)
    assert (await ane.last()).text == "Po e shoh"
    await mira.says("/close", thread)
    await mira.says("/away 1 week")
    await ane.presses_title(ane.label("Not solved"))
    assert await owner_of(besa, thread) == ""


async def test_giving_a_request_to_somebody_away_is_asked_about_once(world: World) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("/away 9d")
    await mira.says("/hand Besa she knows", thread)
    asked = (await mira.told(thread)).text
    assert "Besa is away. Back:" in asked
    assert await owner_of(mira, thread) == ""
    await mira.says("/hand Besa she knows", thread)
    assert "Besa, request 1 is yours now." in (await mira.told(thread)).text
    assert await owner_of(mira, thread) == "Taken by: Besa"


async def test_who_is_away_is_shown_until_they_are_back(world: World) -> None:
    besa, mira = await world.staff(), await world.staff("Mira")
    await besa.says("/away 2 days")
    for command in ("/who", "/help"):
        await mira.says(command)
        shown = (await mira.told()).text
        assert "Besa" in shown
        assert "back:" in shown
    await mira.says("/away 5 days Besa")
    assert "Besa is away too" in (await mira.told()).text
    await world.later(days=2)
    for command in ("/who", "/help"):
        await mira.says(command)
        assert "back:" not in (await mira.told()).text
    await besa.says("/back")
    assert "You are not away" in (await besa.told()).text


async def test_who_acts_while_away_is_told_of_back_once(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/away 2 days")
    await besa.says("Kush pi kafe?")
    assert "Is it now? Send /back" not in (await besa.told()).text
    await besa.says("Mirë", thread)
    assert (await ane.last()).text == "Mirë"
    assert "Is it now? Send /back" in (await besa.told(thread)).text
    before = len(await besa.sees(thread))
    await besa.says("Edhe kjo", thread)
    assert len(await besa.sees(thread)) == before + 1
    assert await owner_of(besa, thread) == "Taken by: Besa"
    await besa.says("/back")
    assert "Welcome back" in (await besa.told()).text
    await besa.says("/who")
    assert "back:" not in (await besa.told()).text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/away", "/away Friday"),
        ("/away soon", "/away Friday"),
        ("/away 2020-01-01", "/away Friday"),
        ("/away 3 days Nobody", "Whom do you mean?"),
        ("/away 3 days Besa", "Name a colleague"),
    ],
)
async def test_an_absence_that_makes_no_sense_is_answered_and_changes_nothing(
    small_world: World, words: str, answer: str
) -> None:
    besa = await small_world.staff()
    await besa.says(words)
    assert answer in (await besa.told()).text
    await besa.says("/who")
    assert "back:" not in (await besa.told()).text
