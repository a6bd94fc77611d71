"""Stories of what people take from an event: staff read it, and others find it afterwards."""

import json

from desk.languages import Language
from tests.hosts import MONDAY, anybody, pressed, published
from tests.people import Seen, Staff
from tests.scenarios.test_events_afterwards import came, now_in
from tests.scenarios.test_events_staff import in_general, turned
from tests.scenarios.test_hours import at
from tests.scenarios.test_mydata import exported
from tests.world import World

LESSON = "Bins with lids keep the dogs away. Call me: 044 123 456"


async def written(besa: Staff, draft: Seen, words: str) -> Seen:
    await besa.says(words, reply_to=draft.id)
    return await now_in(besa, draft)


async def test_a_lesson_is_read_by_staff_and_found_by_others_without_whose_it_is(
    world: World,
) -> None:
    await at(world, MONDAY)
    event = await published(world, terms={"seats": 9})
    besa = await world.owner("Besa")
    arta, cila = await anybody(world, "Arta", "Cila")
    await came(world, event, [arta], besa)
    await world.later(hours=9)
    done = await pressed(arta, await arta.last(), "Yes", "Yes", "Yes")
    await arta.presses("Share a lesson or a good practice", on=done)
    assert "without your name" in (await arta.last()).text
    await arta.says("x" * 901)
    assert "at most 900 characters" in (await arta.last()).text
    await arta.says(LESSON)
    assert "our staff read it" in (await arta.last()).text
    shared = (await in_general(besa))[-1]
    assert LESSON in shared.text
    assert "Arta" not in shared.text
    draft = await turned(besa, shared, "Make an entry of it")
    assert "044" not in draft.text
    draft = await written(besa, draft, "How do we keep dogs out of the waste")
    assert "Bins with lids keep the dogs away." in draft.text
    await cila.says("how do we keep dogs out of the waste")
    assert "Bins with lids" not in (await cila.last()).text  # nobody has said yes
    await turned(besa, draft, "Publish")
    await cila.says("how do we keep dogs out of the waste")
    assert "Bins with lids keep the dogs away." in (await cila.last()).text


async def test_staff_write_a_lesson_of_an_event_themselves(small_world: World) -> None:
    await at(small_world, MONDAY)
    event = await published(small_world)
    besa = await small_world.owner("Besa")
    await besa.says(f"/event {event.id}")
    report = await turned(besa, await besa.told(), "Report")
    draft = await turned(besa, report, "Write a lesson")
    draft = await written(besa, draft, "Ask the waste company before you plan")
    draft = await written(besa, await turned(besa, draft, "Title"), "Whom do we ask about bins")
    assert "Published" in (await turned(besa, draft, "Publish")).text
    arta = await small_world.member("Arta", Language.EN)
    await arta.says("whom do we ask about bins")
    assert "Ask the waste company before you plan" in (await arta.last()).text


async def test_a_lesson_that_is_forgotten_becomes_no_entry(small_world: World) -> None:
    await at(small_world, MONDAY)
    event = await published(small_world)
    besa = await small_world.owner("Besa")
    (arta,) = await anybody(small_world, "Arta")
    await came(small_world, event, [arta], besa)
    await small_world.later(hours=9)
    await arta.presses(
        "Share a lesson or a good practice",
        on=await pressed(arta, await arta.last(), "Yes", "Yes", "Yes"),
    )
    await arta.says(LESSON)
    shared = (await in_general(besa))[-1]
    page, raw = await exported(arta)
    assert json.loads(raw)["seats"][0]["said_afterwards"]["lesson"] == LESSON
    assert LESSON in page
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")
    toast = await besa.forges(small_world.group_id, shared, shared.data[0])
    assert "no longer works" in toast
