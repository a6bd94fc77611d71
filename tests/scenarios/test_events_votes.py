"""Stories of votes on needs and priorities: made by staff, decided by members, counted for all."""

import pytest

from desk.languages import Language
from tests.demand import now_reads, switched, turned, writes_for
from tests.people import Member, Seen, Staff
from tests.world import World

OPTIONS = {"en": ("Waste", "Careers", "Elderly people"), "sr": ("Otpad", "Karijera", "Stari")}


async def opened(world: World, *presses: str, quorum: str = "-") -> tuple[Staff, Seen]:
    """A vote that staff have written in two languages, and opened."""
    drita = await world.owner("Drita")
    await drita.says("/vote new")
    page = await drita.told()
    parts = {
        "Question: English": "What is the most important?",
        "Question: Srpski": "Šta je najvažnije?",
        "Options: English": "\n".join(OPTIONS["en"]),
        "Options: Srpski": "\n".join(OPTIONS["sr"]),
        "Quorum": quorum,
    }
    for label, words in parts.items():
        assert "Open the vote" not in page.labels or label == "Quorum"
        await turned(drita, label, page)
        await drita.says(words, reply_to=page.id)
        page = await now_reads(drita, page, drita.group_id)
    for label in (*presses, "Open the vote"):
        page = await turned(drita, label, page)
    return drita, page


async def marks(member: Member, *places: int) -> Seen:
    """Options by their places on the paper, one press each."""
    await member.says("/start vote_1")
    page = await member.last()
    for place in places:
        page = await switched(member, page.labels[place], page)
    return page


@pytest.mark.parametrize("language", list(Language))
async def test_a_vote_is_taken_changed_and_counted_in_every_language(
    world: World, language: Language
) -> None:
    drita, page = await opened(world, quorum="2")
    arta = await world.member("Arta", language)
    goran = await world.member("Goran", language)
    paper = await marks(arta, 0, 2, 0)
    assert arta.words("<b>Your vote is kept.</b>") in paper.text
    assert [label.startswith("✓") for label in paper.labels[:3]] == [False, False, True]
    await marks(goran, 2)
    page = await turned(drita, "Close it now", page)
    assert "1. Elderly people – 2" in page.text
    assert "The quorum is reached: 2" in page.text
    assert "First: Elderly people" in page.text
    result = await marks(arta)
    own = {"sr_Latn": "Stari", "sr_Cyrl": "Стари"}.get(language, "Elderly people")
    assert arta.words("<b>First:</b> %(option)s", option=own) in result.text
    assert await arta.forges(arta.id, paper, "bl.y:1:0:1") == arta.label("This vote is over.")
    assert "– 2" in (await now_reads(arta, paper, arta.id)).text
    await arta.presses("As a picture", on=result)
    picture = await arta.last()
    assert "photo" in picture.raw
    assert own in picture.text


async def test_each_organisation_votes_once_in_an_order_of_its_own(world: World) -> None:
    drita, page = await opened(world, "Vote: in an order", "Organisations vote", quorum="3")
    members = [await world.member(name, Language.EN) for name in ("Arta", "Goran", "Ece", "Jon")]
    arta, goran, ece, jon = members
    for member, name in ((arta, "Agimi"), (goran, "Agimi"), (ece, "Deniz"), (arta, "Era")):
        await writes_for(member, name)
    assert "tell us yours in /profile" in (await marks(jon)).text
    which = await marks(arta)
    assert which.labels[:2] == ["Agimi", "Era"]
    paper = await switched(arta, "Agimi", which)
    paper = await switched(arta, "Careers", paper)
    paper = await switched(arta, "Waste", paper)
    assert paper.labels[:3] == ["2. Waste", "1. Careers", "Elderly people"]
    assert "You vote for: Agimi" in paper.text
    # Goran writes for the same one: it has one paper.
    paper = await marks(goran)
    assert paper.labels[:3] == ["2. Waste", "1. Careers", "Elderly people"]
    await switched(goran, "1. Careers", paper)
    await marks(ece, 2)
    # Nobody votes for an organisation that is not theirs.
    assert await ece.forges(ece.id, paper, "bl.y:1:1:0")
    assert await ece.forges(ece.id, paper, "bl.y:1:2:7")
    page = await turned(drita, "Close it now", page)
    assert "1. Waste – 3" in page.text
    assert "1. Elderly people – 3" in page.text
    assert "2 organisations have voted." in page.text
    assert "The quorum is not reached: 3" in page.text
    assert "Nothing is decided." in page.text


async def ending_today(world: World) -> Staff:
    """A vote on this or that, until the end of the day."""
    drita = await world.owner("Drita")
    await drita.says("/vote new")
    page = await drita.told()
    await drita.presses_on(page, "Closing time")
    for words in ("tomorrow", "1.1.2020 9:00", "31.12.2099 25:00"):
        await drita.says(words, reply_to=page.id)
        assert "I need a day and an hour" in (await drita.told()).text
    day = world.box.clock.now().strftime("%d.%m.%Y")
    await drita.says(f"{day} 23:59", reply_to=page.id)
    for label, words in (("Question: English", "Which one?"), ("Options: English", "This\nThat")):
        page = await turned(drita, label, await now_reads(drita, page, drita.group_id))
        await drita.says(words, reply_to=page.id)
    page = await now_reads(drita, page, drita.group_id)
    assert "23:59" in page.text
    await turned(drita, "Open the vote", page)
    return drita


async def test_a_vote_ends_at_its_hour_over_a_restart(world: World) -> None:
    drita = await ending_today(world)
    arta = await world.member("Arta", Language.EN)
    await arta.says("/topics")
    await arta.presses("Votes that are open: 1")
    await arta.presses("Which one?")
    paper = await switched(arta, "That")
    await world.close()
    await world.later(hours=30)
    await world.open()
    told = await drita.told()
    assert "A vote is over" in told.text
    assert "First: That" in told.text
    assert await arta.presses("This", on=paper) == "This vote is over."
    assert "First: That" in (await now_reads(arta, paper, arta.id)).text
    # Once over, it is not closed again, nor changed.
    assert "changed meanwhile" in await drita.forges(drita.group_id, told, "bd.set:1:close")
    assert "changed meanwhile" in await drita.forges(drita.group_id, told, "bd.set:1:ranking")


async def test_what_is_no_vote_yet_is_not_opened_and_not_seen(small_world: World) -> None:
    drita = await small_world.owner("Drita")
    besa = await small_world.staff("Besa")
    await drita.says("/vote new")
    page = await drita.told()
    for label, words, refusal in (
        ("Options: English", "One", "I need 2 to 12 options"),
        ("Options: English", "One\nOne", "I need 2 to 12 options"),
        ("Options: English", "One\n" + "x" * 61, "I need 2 to 12 options"),
        ("Question: English", "?", "I need a question"),
        ("Quorum", "many", "I need a number"),
    ):
        await drita.presses_on(page, label)
        await drita.says(words, reply_to=page.id)
        assert refusal in (await drita.told()).text
        page = await now_reads(drita, page, drita.group_id)
        page = await turned(drita, "Back", page)
    assert "Open the vote" not in page.labels
    assert "It needs a question" in await drita.forges(drita.group_id, page, "bd.set:1:open")
    assert await besa.forges(besa.group_id, page, "bd.set:1:ranking")
    arta = await small_world.member("Arta", Language.EN)
    await arta.says("/start vote_1")
    assert "Open: 0" in (await arta.last()).text
    await arta.says("/start vote_x")
    assert "Open: 0" in (await arta.last()).text
    assert await arta.forges(arta.id, await arta.last(), "bl.show:1:0")
    await drita.says("/vote")
    assert "draft: No question yet" in (await drita.told()).labels
