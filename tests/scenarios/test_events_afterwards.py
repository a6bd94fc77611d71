"""Stories of what follows an event: thanks, certificates, materials, questions, and its figures."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from desk.events.event import Event
from desk.languages import Language
from tests.hosts import MONDAY, SATURDAY, anybody, asking, pressed, published, signed_up
from tests.people import Member, Seen, Staff
from tests.scenarios.test_events_door import TWO_DAYS, board, door_of
from tests.scenarios.test_events_staff import in_general, turned
from tests.scenarios.test_hours import at
from tests.scenarios.test_mydata import exported
from tests.world import World


@pytest.fixture
async def monday(world: World) -> World:
    await at(world, MONDAY)
    return world


@pytest.fixture
async def small_monday(small_world: World) -> World:
    await at(small_world, MONDAY)
    return small_world


async def content_of(world: World, message: Seen) -> bytes:
    """What is in the file of a message."""
    assert world.app is not None
    named = message.raw["document"]["file_id"]
    file = world.box.world.files.by_id(named)
    assert file is not None
    data: bytes = world.box.world.files.data(file)
    return data


async def came(world: World, event: Event, people: list[Member], besa: Staff) -> None:
    """All of them on the first day, the first of them on the second too."""
    for one in people:
        await signed_up(one, event)
    await besa.says(f"/checkin {event.id}")
    link = f"/start door_{await door_of(world)}"
    await at(world, SATURDAY)
    for one in people:
        await one.says(link)
    if len(event.days) > 1:
        await at(world, SATURDAY + timedelta(days=1))
        await people[0].says(link)


async def documents(staff: Staff) -> list[Seen]:
    return [one for one in await in_general(staff) if "document" in one.raw]


async def test_a_training_of_two_days_ends_as_a_sheet_and_a_certificate(monday: World) -> None:
    event = await published(monday, days=TWO_DAYS, terms={"seats": 9})
    besa = await monday.owner("Besa")
    people = await anybody(monday, "Arta", "=Cila()")
    await came(monday, event, people, besa)
    await besa.says(f"/checkin {event.id} + Fatos, Agimi")
    await besa.says(f"/attendance {event.id}")
    sheet, table = (await documents(besa))[-2:]
    assert "Day 1 of 2, Sat, 5 Dec: 2 persons, 0 organisations" in sheet.text
    assert "Day 2 of 2, Sun, 6 Dec: 2 persons, 1 organisation" in sheet.text
    assert "Completed: 1 person, 0 organisations" in sheet.text
    text = await text_of(monday, sheet)
    assert "Waste in towns" in text
    assert "Fatos" in text
    lines = (await content_of(monday, table)).decode().splitlines()
    assert any(",'=Cila(),,09:00,–" in line for line in lines)
    await _certified(monday, *people)


async def text_of(world: World, message: Seen) -> str:
    pages = PdfReader(BytesIO(await content_of(world, message))).pages
    return "".join(page.extract_text() for page in pages)


async def _certified(monday: World, arta: Member, cila: Member) -> None:
    await monday.later(hours=9)
    thanked = await arta.last()
    assert "Thank you for coming." in thanked.text
    assert "You came on all days" in thanked.text
    assert "certificate" not in (await cila.last()).text
    await arta.presses("My certificate", on=thanked)
    assert "How is your name to be written" in (await arta.last()).text
    await arta.says("Arta Krasniqi-Şahin")
    paper = await arta.last()
    assert "Name: Arta Krasniqi-Şahin" in paper.text
    text = await text_of(monday, paper)
    assert "Arta Krasniqi-Şahin" in text
    assert "Duration: 14 h" in text
    await arta.presses("My certificate", on=thanked)
    assert (await arta.last()).text == paper.text
    forged = thanked.data[-1].replace(thanked.data[-1].split(":")[1], "2")
    assert "no longer works" in await cila.forges(cila.id, await cila.last(), forged)


async def test_materials_reach_those_who_came_once(monday: World) -> None:
    event = await published(monday, terms={"seats": 9})
    besa = await monday.owner("Besa")
    arta, cila = await anybody(monday, "Arta", "Cila")
    await signed_up(cila, event)
    await came(monday, event, [arta], besa)
    await besa.presses_on(await board(besa), "Materials")
    shown = [one for one in await in_general(besa) if "📎" in one.text][-1]
    asked = await turned(besa, shown, "Add files")
    assert "Answer this message with files" in asked.text
    await besa.says("https://example.org/slides", reply_to=asked.id)
    assert "https://example.org/slides" in (await now_in(besa, asked)).text
    await monday.close()
    await monday.open()
    await monday.later(hours=9)
    read = [one.text for one in await arta.reads()]
    assert read.count("https://example.org/slides") == 1
    assert "https://example.org/slides" not in [one.text for one in await cila.reads()]
    await besa.says("https://example.org/photos", reply_to=asked.id)
    again = await turned(besa, await now_in(besa, asked), "Send to those who came: 1")
    assert "Send to those who came: 1" not in again.labels
    await monday.later(hours=12)
    read = [one.text for one in await arta.reads()]
    assert read.count("https://example.org/slides") == 1
    assert read.count("https://example.org/photos") == 1


async def now_in(staff: Staff, message: Seen) -> Seen:
    return next(one for one in await in_general(staff) if one.id == message.id)


async def test_what_people_say_and_pass_on_is_counted_apart(monday: World) -> None:
    event = await published(monday, terms=asking(seats=9))
    besa = await monday.owner("Besa")
    arta, cila = people = await anybody(monday, "Arta", "Cila")
    await came(monday, event, people, besa)
    await monday.later(hours=9)
    assert "2 people who came were thanked" in (await in_general(besa))[-1].text
    await _say(arta)
    await pressed(cila, await cila.last(), "No")
    await monday.later(days=7, hours=1)
    await _pass_on(arta, cila)
    shown = await _report(besa, event)
    assert "Was it useful to you? Yes: 50% (1 of 2)" in shown.text
    assert "Would you come again? Yes: 0% (0 of 1)" in shown.text
    assert "Passed on to others, as people say themselves: 17." in shown.text
    assert "Sat, 5 Dec: 2 persons" in shown.text
    assert shown.text.endswith("Said of it:\n• More time for questions")
    await _as_files(monday, besa, shown)
    await _taken_along_and_forgotten(arta)
    assert (await _report(besa, event)).text == shown.text.rpartition("\n\n")[0]


async def _say(arta: Member) -> None:
    asked = await arta.last()
    assert "1/3 Was it useful to you?" in asked.text
    done = await pressed(arta, asked, "Yes", "Yes", "No")
    assert "Thank you for your answers." in done.text
    await arta.presses("Write a sentence about it", on=done)
    await arta.says("More time for questions")
    assert "our staff read it" in (await arta.last()).text


async def _report(besa: Staff, event: Event) -> Seen:
    await besa.says(f"/event {event.id}")
    return await turned(besa, await besa.told(), "Report")


async def _taken_along_and_forgotten(arta: Member) -> None:
    page, raw = await exported(arta)
    assert "More time for questions" in page
    (seat,) = json.loads(raw)["seats"]
    assert [(day["day"], day["by"]) for day in seat["came"]] == [(1, "door")]
    told = seat["said_afterwards"]
    assert [told[one] for one in ("useful", "again", "passed_on_to")] == [1, 0, 5]
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")


async def _pass_on(arta: Member, cila: Member) -> None:
    asked = await arta.last()
    assert "To how many people?" in asked.text
    assert "Passed on to: 5" in (await pressed(arta, asked, "5")).text
    asked = await cila.last()
    await cila.presses("Another number", on=asked)
    await cila.says("12")
    assert "Passed on to: 12" in (await cila.last()).text


async def _as_files(world: World, besa: Staff, shown: Seen) -> None:
    await besa.presses_on(shown, "As a table")
    table = (await content_of(world, (await documents(besa))[-1])).decode().splitlines()
    row = dict(zip(table[0].lstrip("\ufeff").split(","), table[1].split(","), strict=True))
    assert (row["came"], row["passed_on"], row["useful_percent"]) == ("2", "17", "50")
    await besa.presses_on(shown, "Pictures: of whom not")
    assert "No pictures of these may be published" in (await in_general(besa))[-1].text


NAMES = {
    Language.SQ: "Çlirim Përgjegji",
    Language.SR_LATN: "Đorđe Čačić-Žužić",
    Language.SR_CYRL: "Ђорђе Ћирић",
    Language.TR: "Şükrü Ağaoğlu İnci ışık",
    Language.EU: "Iñaki Ibañez",
}


@pytest.mark.parametrize("language", NAMES)
async def test_in_each_language_and_script_a_certificate_can_be_read(
    small_monday: World, language: Language
) -> None:
    event = await published(small_monday, terms={"seats": 9})
    besa = await small_monday.owner("Besa")
    arta = await small_monday.member("Arta", language)
    await came(small_monday, event, [arta], besa)
    await small_monday.later(hours=9)
    await arta.presses("My certificate")
    await arta.says(NAMES[language])
    text = await text_of(small_monday, await arta.last())
    assert NAMES[language] in text
    assert arta.label("This certificate is given to") in text
    title = {Language.SQ: "Mbeturinat në qytete", Language.SR_LATN: "Otpad u gradovima"}
    title[Language.SR_CYRL] = "Отпад у градовима"
    assert title.get(language, "Waste in towns") in text
