"""Stories about several offices: how they are made, and whom each of them serves."""

from datetime import UTC, datetime

import pytest

from desk.languages import Language
from tests.people import Member, Seen, Staff
from tests.scenarios.test_hours import at
from tests.world import World

MAIN = {
    "office_name": "Skopje",
    "opening_hours": "mo-fr 9:00-17:00",
    "timezone": "Europe/Skopje",
    "holidays": "MK",
}
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


async def test_an_office_is_made_and_arranged_word_by_word(address: str) -> None:
    async with World(address, **MAIN) as world:
        drita = await world.owner()
        await at(world, MONDAY)
        assert "Hours: Mon–Fri 09:00–17:00" in await said(drita, "new Mitrovica")
        hours = await said(drita, "mitrovica hours mo-fr 9-13, 14-17; sa 10-13")
        assert "Hours: Mon–Fri 09:00–13:00, 14:00–17:00; Sat 10:00–13:00" in hours
        assert "Today: 09:00–13:00, 14:00–17:00 · open now" in hours
        zone = await said(drita, "Mitrovica zone İstanbul")
        assert "Istanbul (UTC+3), where it is 12:30 now" in zone
        holidays = await said(drita, "mitrovica holidays rs")
        assert "Holidays: RS (next: Friday, 1 January 2027, New Year's Day)" in holidays
        assert "Languages: Shqip, Srpski" in await said(drita, "mitrovica languages sq, srpski")
        closed = await said(drita, "mitrovica closed 24.12. - 26.12. Winter leave")
        assert "24–26 December 2026: closed (Winter leave)" in closed
        opened = await said(drita, "mitrovica open 26.12.: 10-12")
        assert "Saturday, 26 December 2026: open 10:00–12:00" in opened
        assert "26 December" not in await said(drita, "mitrovica usual 26.12.")
        renamed = await said(drita, "mitrovica rename Mitrovica North")
        assert "Mitrovica North · mitrovica" in renamed
        listed = await said(drita, "")
        assert "Skopje · main\nToday: 09:00–17:00 · open now" in listed
        assert "Mitrovica North · mitrovica\nToday: 09:00–13:00, 14:00–17:00 · open now" in listed
        await world.close()
        await world.open()
        assert await said(drita, "") == listed


SLIPS = [
    ("tetovo", "There is no office “tetovo”. There are these:"),
    ("hours mo-fr 9-13", "Which office do you mean?"),
    ("new", "Write the name of the office after the command"),
    ("new MITROVICA", "an office of that name already: /office mitrovica"),
    ("mitrovica paint it", "I do not understand “paint it”. Nothing has changed."),
    ("mitrovica hours", "Write days and hours"),
    ("mitrovica hours mo-fr 17-9", "I cannot read “17-9”. Nothing has changed."),
    ("mitrovica zone Mars", "I cannot read “Mars”. Nothing has changed."),
    ("mitrovica holidays FR", "I cannot read “FR”. Nothing has changed."),
    ("mitrovica languages sq, xx", "I cannot read “xx”. Nothing has changed."),
    ("mitrovica closed someday", "I cannot read “someday”. Nothing has changed."),
    ("mitrovica closed 2025-12-24", "This day is over: Wednesday, 24 December 2025"),
    ("mitrovica open 24.12. late", "I cannot read “late”. Nothing has changed."),
    ("mitrovica open 28.11.", "Write from when to when it is open on that day"),
    ("main hours 24/7", "The first office is described by the settings"),
    ("main remove", "The first office is described by the settings"),
]


async def test_a_slip_is_answered_with_how_it_is_written_and_changes_nothing(
    offices: tuple[World, Staff],
) -> None:
    _world, drita = offices
    before = await said(drita, ""), await said(drita, "mitrovica")
    for slip, answer in SLIPS:
        assert answer in await said(drita, slip)
    assert (await said(drita, ""), await said(drita, "mitrovica")) == before


async def test_where_there_is_one_office_it_need_not_be_named(sqlite_address: str) -> None:
    async with World(sqlite_address, **MAIN) as world:
        arta, drita = await world.member("Arta", Language.EN), await world.owner()
        await at(world, MONDAY)
        assert "Today: closed (The roof leaks)" in await said(drita, "closed 23.11. The roof leaks")
        await arta.ticket("The budget")
        told = (await arta.last()).text
        assert "closed at the moment. It opens again: tomorrow 09:00" in told
        assert "Time zone" not in told
        assert "office" not in " ".join((await arta.last()).labels).lower()


async def test_holidays_may_be_chosen_by_a_tap(offices: tuple[World, Staff]) -> None:
    _world, drita = offices
    for label, told in (("XK", "Holidays: XK (next:"), ("No holidays", "Holidays: none")):
        await drita.says("/office mitrovica holidays")
        asked = await drita.told()
        await drita.presses_on(asked, label)
        assert told in (await in_general(drita, asked)).text
    assert "Holidays: none" in await said(drita, "mitrovica")


async def test_advisers_do_not_arrange_offices(offices: tuple[World, Staff]) -> None:
    world, drita = offices
    besa = await world.staff("Besa")
    assert "Your role does not allow this" in await said(besa, "new Tetovo")
    await drita.says("/office")
    assert "Your role does not allow this" in await besa.presses_on(await drita.told(), "Mitrovica")


async def test_whom_one_office_alone_serves_is_told_by_its_clock_and_asked_nothing(
    sqlite_address: str,
) -> None:
    async with World(sqlite_address, **MAIN) as world:
        drita = await world.owner()
        elif_ = await world.member("Elif", Language.TR)
        await at(world, MONDAY)
        await world.later(hours=6)
        for words in ("new Ankara", "ankara zone Istanbul", "ankara languages tr"):
            await said(drita, words)
        thread = await elif_.ticket("Bütçe")
        told = await elif_.last()
        assert "09:00" in told.text
        assert elif_.words("Time zone: %(zone)s", zone="Ankara, İstanbul (UTC+3)") in told.text
        assert "Skopje" not in told.labels
        assert "Office: Ankara" in (await drita.card(thread)).text
        await elif_.says("/language en")
        await drita.says("/claim", thread)
        assert "Office: Ankara" in (await drita.card(thread)).text


async def test_where_several_could_serve_the_member_is_asked_once_by_one_tap(
    world: World,
) -> None:
    arta, drita = await world.member("Arta", Language.EN), await world.owner()
    await said(drita, "new Mitrovica")
    await said(drita, "mitrovica zone Istanbul")
    await said(drita, "mitrovica hours off")
    thread = await arta.ticket("The budget")
    assert "The budget" in (await drita.card(thread)).text
    asked = await arta.last()
    assert asked.labels == ["Main office", "Mitrovica", "Skip", "New question"]
    await arta.says("It is for next year")
    assert (await drita.sees(thread))[-1].text == "It is for next year"
    await arta.presses("Mitrovica", on=asked)
    now = await as_it_is(arta, asked)
    assert "Which organisation do you write for?" in now.text
    assert now.labels == ["Name my organisation", "Skip", "New question"]
    assert "Office: Mitrovica" in (await drita.card(thread)).text
    await arta.presses("Skip", on=now)
    assert (await as_it_is(arta, asked)).labels == ["New question"]
    await arta.presses("New question")
    await arta.ticket("Another matter")
    assert (await arta.last()).labels == ["New question"]


async def test_once_the_office_is_known_its_hours_are_told_and_it_may_be_changed(
    sqlite_address: str,
) -> None:
    async with World(sqlite_address, **MAIN, office_languages="en") as world:
        arta, drita = await world.member("Arta", Language.EN), await world.owner()
        await at(world, MONDAY)
        for words in ("new Mitrovica", "mitrovica hours tu 8-12", "mitrovica languages en, sr"):
            await said(drita, words)
        thread = await arta.ticket("The budget")
        asked = await arta.last()
        assert "closed at the moment" not in asked.text
        await arta.presses("Mitrovica")
        assert "It opens again: tomorrow 08:00" in (await as_it_is(arta, asked)).text
        assert "Your request has the number 1" in (await as_it_is(arta, asked)).text
        await arta.says("/profile")
        assert "Office: Mitrovica" in (await arta.last()).text
        await arta.presses("Office")
        assert "✓ Mitrovica" in (await arta.last()).labels
        assert "Due: Tuesday, 24 November 2026, 12:00" in (await drita.card(thread)).text
        await arta.presses_title("Skopje")
        assert "Office: Skopje" in (await arta.last()).text
        card = (await drita.card(thread)).text
        assert "Office: Skopje" in card
        assert "Due: Tuesday, 24 November 2026, 10:30" in card


async def test_an_office_is_removed_and_its_people_fall_back(world: World) -> None:
    arta, drita = await world.member("Arta", Language.EN), await world.owner()
    await said(drita, "new Mitrovica")
    thread = await arta.ticket("The budget")
    asked = await arta.last()
    await drita.says("/office mitrovica")
    page = await drita.told()
    await drita.presses_on(page, "Remove")
    assert "belongs to it" not in (await in_general(drita, page)).text
    await arta.presses("Mitrovica", on=asked)
    outdated = await in_general(drita, page)
    assert "not removed" in await drita.presses_on(outdated, "Yes, remove it")
    assert "1 person belongs to it" in (await in_general(drita, page)).text
    await drita.presses_on(await in_general(drita, page), "Yes, remove it")
    assert "Mitrovica is removed." in (await in_general(drita, page)).text
    assert "no longer there" in await drita.forges(world.group_id, page, "of.open:mitrovica")
    assert "no longer there" in await arta.forges(arta.id, asked, "pf.at:1:mitrovica")
    assert "no longer there" in await arta.forges(arta.id, asked, "pf.office:mitrovica")
    await drita.says("/claim", thread)
    assert "Office:" not in (await drita.card(thread)).text


async def test_answers_say_the_hours_of_the_members_own_office(sqlite_address: str) -> None:
    async with World(sqlite_address, office_hours="9-17", office_name="Skopje") as world:
        arta, drita = await world.member("Arta", Language.EN), await world.owner()
        await arta.says("When are you open?")
        assert "9-17" in (await arta.last()).text
        for words in ("new Ankara", "ankara languages en", "ankara hours mo-th 8-12"):
            await said(drita, words)
        await arta.says("Opening hours?")
        assert "Mon–Thu 08:00–12:00" in (await arta.last()).text


@pytest.fixture
async def offices(small_world: World) -> tuple[World, Staff]:
    """Mitrovica beside the first office, on a Monday."""
    drita = await small_world.owner()
    await at(small_world, MONDAY)
    await said(drita, "new Mitrovica")
    await said(drita, "mitrovica hours mo-fr 9-17")
    return small_world, drita


async def said(staff: Staff, words: str) -> str:
    await staff.says(f"/office {words}".rstrip())
    return (await staff.told()).text


async def as_it_is(person: Member, message: Seen) -> Seen:
    return next(one for one in await person.sees() if one.id == message.id)


async def in_general(staff: Staff, message: Seen) -> Seen:
    return next(one for one in await staff.general() if one.id == message.id)
