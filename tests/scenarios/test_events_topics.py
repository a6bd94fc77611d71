"""Stories of what people want to talk about: proposed, supported, made one, met by an event."""

import pytest

from desk.languages import Language
from tests.demand import event, now_reads, proposes, switched, turned, writes
from tests.people import Member, Staff
from tests.world import World

ENTERPRISE = "How do we start a social enterprise?"
WASTE = "Where do our towns bring their waste?"


async def listed(member: Member) -> str:
    await member.says("/topics")
    return (await member.last()).text


async def events_staff(world: World) -> Staff:
    return await world.owner("Drita")


@pytest.mark.parametrize("language", list(Language))
async def test_the_most_wanted_topic_comes_first_in_every_language(
    world: World, language: Language
) -> None:
    arta = await world.member("Arta", language)
    goran = await world.member("Goran", language)
    assert arta.words("There is nothing here yet. Be the first.") in await listed(arta)
    await proposes(arta, ENTERPRISE)
    thanks = arta.words("Thank you. Your topic is in the list now, and our staff see it.")
    assert (await arta.last()).text == thanks
    await proposes(goran, WASTE)
    first = f"1. {ENTERPRISE} – 1"
    assert first in await listed(goran)
    page = await goran.last()
    label = next(one for one in page.labels if one.startswith("+1 How"))
    assert await goran.presses_title(label, on=page) == goran.label("Your vote counts.")
    page = await now_reads(goran, page, goran.id)
    assert f"✓ {label}" in page.labels
    assert f"1. {ENTERPRISE} – 2" in page.text
    assert goran.label("yours") in page.text.splitlines()[3]
    await goran.presses_title(f"✓ {label}", on=page)
    assert f"1. {ENTERPRISE} – 1" in (await now_reads(goran, page, goran.id)).text


async def test_what_is_there_already_is_suggested_before_the_same_is_posted(
    world: World,
) -> None:
    arta = await world.member("Arta", Language.EN)
    goran = await world.member("Goran", Language.EN)
    await proposes(arta, ENTERPRISE)
    await goran.says("/topics")
    await goran.presses("Propose a topic")
    await goran.says("Starting social enterprises with young people")
    asked = await goran.last()
    assert "Is it one of these?" in asked.text
    await world.close()
    await world.open()
    yes = next(label for label in asked.labels if label.startswith("Yes, +1"))
    there = await switched(goran, yes, asked)
    assert there.text == f"Your vote counts for: {ENTERPRISE}"
    assert f"1. {ENTERPRISE} – 2" in await listed(goran)
    # What was dropped for it cannot be posted any more.
    assert await goran.forges(goran.id, there, "tp.post:2")
    assert "2." not in await listed(goran)
    # What the knowledge base answers is shown as well.
    await goran.says("/topics")
    await goran.presses("Propose a topic")
    await goran.says("How do I get a mentor?")
    asked = await goran.last()
    assert [label for label in asked.labels if label.startswith("📖")]
    await goran.presses("No, mine is new", on=asked)
    await goran.presses("Post it")
    assert "How do I get a mentor?" in await listed(goran)


async def test_a_draft_is_changed_left_and_gone_on_with(small_world: World) -> None:
    arta = await small_world.member("Arta", Language.EN)
    drita = await events_staff(small_world)
    await writes(arta, WASTE)
    page = await arta.last()
    assert "Theme: Waste in towns" in page.text
    page = await switched(arta, "Theme: Waste in towns", page)
    assert page.labels[0] == "✓ Waste in towns"
    page = await switched(arta, "Quality", page)
    assert "Theme: Quality" in page.text
    page = await switched(arta, "Without my name", page)
    assert "who wrote it is not kept with it" in page.text
    await small_world.later(days=3)
    await arta.says("/topics")
    page = await switched(arta, f"Go on: {WASTE[:33].rstrip()}…")
    await arta.presses("Post it", on=page)
    assert "yours" not in await listed(arta)
    await drita.says("/topics")
    shown = await turned(drita, f"{WASTE}")
    assert "Proposed by: without a name" in shown.text
    assert "votes: 0" in shown.text
    assert "Arta" not in shown.text


async def test_what_is_no_topic_is_asked_for_again_and_what_is_thrown_away_is_gone(
    small_world: World,
) -> None:
    arta = await small_world.member("Arta", Language.EN)
    await arta.says("/topics")
    await arta.presses("Propose a topic")
    await arta.says("?!")
    assert "I need some words" in (await arta.last()).text
    await arta.says("x" * 301)
    assert "I need some words" in (await arta.last()).text
    await arta.says("Zzyzx qwrtp")
    await switched(arta, "Throw it away")
    assert "Go on: " not in " ".join((await arta.last()).labels)


async def test_a_theme_narrows_the_list(small_world: World) -> None:
    arta = await small_world.member("Arta", Language.EN)
    await proposes(arta, WASTE)
    await proposes(arta, ENTERPRISE)
    await arta.says("/topics")
    page = await switched(arta, "Choose a theme")
    page = await switched(arta, "Waste in towns: 1", page)
    assert "Theme: Waste in towns" in page.text
    assert WASTE in page.text
    assert ENTERPRISE not in page.text
    page = await switched(arta, "All themes", page)
    assert ENTERPRISE in page.text


async def test_staff_read_a_burst_in_one_message(world: World) -> None:
    arta = await world.member("Arta", Language.EN)
    goran = await world.member("Goran", Language.EN)
    drita = await events_staff(world)
    await writes(goran, WASTE)
    page = await goran.last()
    place = {"person": goran.id, "chat": goran.id, "message_id": page.id}
    await writes(arta, ENTERPRISE)
    mine = await arta.last()
    await world.post("/control/press", **place, row=0, col=0)
    await arta.presses("Post it", on=mine)  # at once, before anything is told
    told = await drita.told()
    assert "Members have proposed something" in told.text
    assert ENTERPRISE in told.text
    assert WASTE in told.text
    # A message that nobody has opened stands for what follows.
    await proposes(goran, "Quality of life")
    assert (await drita.told()).id == told.id
    await turned(drita, "All topics", told)
    await proposes(goran, "Equality")
    assert "Equality" in (await drita.told()).text


async def test_staff_make_two_topics_one_and_no_vote_is_lost(world: World) -> None:
    arta, ece = await world.member("Arta", Language.EN), await world.member("Ece", Language.EN)
    drita = await events_staff(world)
    await proposes(arta, ENTERPRISE)
    await proposes(ece, "Starting social enterprises")
    await arta.says("/topics")
    await arta.presses_title("+1 Starting social enterprises")
    await drita.says("/topics")
    page = await turned(drita, "Starting social enterprises")
    page = await turned(drita, "Make it one with another", page)
    assert page.labels[0] == ENTERPRISE
    page = await turned(drita, ENTERPRISE, page)
    assert "votes: 2" in page.text  # Arta's counts once
    assert "has become one with what others want too" in (await ece.last()).text
    assert await arta.forges(arta.id, await arta.last(), "tp.y:2:all:0") == (
        "This has become one with another topic, and its votes count there."
    )


async def test_closing_says_why_and_opening_again_is_possible(world: World) -> None:
    arta = await world.member("Arta", Language.EN)
    drita = await events_staff(world)
    await proposes(arta, WASTE)
    await drita.says("/topics")
    page = await turned(drita, WASTE)
    page = await turned(drita, "Close it", page)
    assert "The proposer reads it" in page.text
    await drita.says("x" * 301, reply_to=page.id)
    assert "I need a reason" in (await drita.told()).text
    await drita.says("The town does this now", reply_to=page.id)
    page = await now_reads(drita, page, drita.group_id)
    assert "Why it is closed: The town does this now" in page.text
    assert "Why: The town does this now" in (await arta.last()).text
    assert WASTE not in await listed(arta)
    assert "The town does this now" in await arta.forges(arta.id, await arta.last(), "tp.y:1:all:0")
    await turned(drita, "Open it again", page)
    assert WASTE in await listed(arta)


async def test_the_winner_becomes_an_event_that_shows_its_demand(world: World) -> None:
    arta = await world.member("Arta", Language.SQ)
    goran = await world.member("Goran", Language.EN)
    await goran.says("/profile")
    drita = await events_staff(world)
    await proposes(arta, ENTERPRISE)
    await goran.says("/topics")
    page = await goran.last()
    await goran.presses_title(page.labels[0], on=page)
    await drita.says("/topics")
    page = await turned(drita, "How do we start a social enterprise?")
    page = await turned(drita, "Schedule: open meeting", page)
    assert "Open meeting · draft" in page.text
    assert ENTERPRISE in page.text
    assert "Asked for by: 2 persons, 0 organisations" in page.text
    assert world.app is not None
    assert world.app.units is not None
    async with world.app.units.begin() as unit:
        assert await unit.context.topics.first_to_tell(1) == [arta.id, goran.id]
    assert ENTERPRISE not in await listed(goran)


async def test_a_topic_goes_into_the_agenda_of_an_event_that_is_on(world: World) -> None:
    arta = await world.member("Arta", Language.EN)
    drita = await events_staff(world)
    forum = await event(world)
    await proposes(arta, WASTE)
    await drita.says("/topics")
    page = await turned(drita, WASTE)
    page = await turned(drita, "Into the agenda of an event", page)
    page = await turned(drita, "Waste forum", page)
    assert "Agenda: 1 line" in page.text
    await arta.says(f"/start event_{forum.id}")
    card = await arta.last()
    assert "Asked for by: 1 person, 0 organisations" in card.text
    assert WASTE in card.text


async def test_ideas_and_problems_are_brought_to_an_event_and_supported_there(
    world: World,
) -> None:
    arta = await world.member("Arta", Language.SQ)
    goran = await world.member("Goran", Language.SR_CYRL)
    forum = await event(world)
    await arta.says(f"/start event_{forum.id}")
    await arta.presses("Ideas and problems")
    await arta.presses("Bring a problem")
    await arta.says("Askush nuk i mbledh mbeturinat")
    await arta.presses("Post it")
    await goran.says(f"/start event_{forum.id}")
    await goran.presses("Ideas and problems")
    page = await goran.last()
    assert "Askush nuk i mbledh mbeturinat" in page.text
    assert goran.label("problem") in page.text
    await goran.presses_title(page.labels[0], on=page)
    assert " – 2" in (await now_reads(goran, page, goran.id)).text
    assert "Askush" not in await listed(arta)
    # Of an event that is not shown, nothing is.
    hidden = await event(world, uid="2@linja", published_at=None)
    assert await goran.forges(goran.id, page, f"tp:e{hidden.id}:0")
    assert await goran.forges(goran.id, page, "tp.new:idea:99")
    assert await goran.forges(goran.id, page, "tp.new:nonsense:0")
