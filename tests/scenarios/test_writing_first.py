"""Stories about staff who write first, to people who have met the line."""

import pytest

from desk.languages import Language
from tests.people import Member, Staff
from tests.world import World

ALL = pytest.mark.parametrize("language", list(Language))
HEAD = "<b>The support line writes to you.</b>\nThe reason: %(reason)s"


def letter(member: Member, reason: str, words: str) -> str:
    return f"{member.words(HEAD, reason=reason)}\n\n{words}"


async def newest(world: World) -> int:
    thread: int = (await world.topics())[-1]["message_thread_id"]
    return thread


async def refused(besa: Staff, words: str) -> str:
    """What staff read where nothing was sent and no topic was made."""
    before = len(await besa.world.topics())
    await besa.says(words)
    assert len(await besa.world.topics()) == before
    return (await besa.told()).text


@ALL
async def test_staff_write_first_and_the_answer_goes_on_in_that_request(
    world: World, language: Language
) -> None:
    arta, besa = await world.member("Arta", language), await world.staff()
    said = await besa.says("/write Arta the spring grant: 10:30 është <mirë>?")
    told = await arta.last()
    assert told.text == letter(arta, "the spring grant", "10:30 është <mirë>?")
    thread = await newest(world)
    card = await besa.card(thread)
    for line in ("Arta", "Taken by: Besa", "the spring grant", "10:30 është <mirë>?"):
        assert line in card.text
    assert (await world.topics())[-1]["icon_emoji"] == "💬"
    assert next(m for m in await besa.general() if m.id == said.id).reactions == ["👌"]
    await arta.says("Po, mirë")
    assert (await besa.sees(thread))[-1].text == "Po, mirë"
    assert (await world.topics())[-1]["icon_emoji"] == "👀"
    await besa.says("/history", thread)
    assert "wrote to the member first: the spring grant" in (await besa.told(thread)).text
    await arta.says("Ose nesër", reply_to=told.id)
    assert (await besa.sees(thread))[-1].text == "Ose nesër"


async def test_a_letter_is_corrected_by_editing_and_taken_back_by_undo(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    said = await besa.says("/write Arta the grant: Vini nesër")
    await besa.edits(said, text="/write Arta the spring grant: Vini sot")
    edited = letter(arta, "the spring grant", "Vini sot") + "\n\n" + arta.label("(edited)")
    assert (await arta.last()).text == edited
    for spoilt in ("/write Arta", f"/write Arta the grant: {'e' * 4060}"):
        await besa.edits(said, text=spoilt)
        assert (await arta.last()).text == edited
    before = len(await arta.reads())
    await besa.says("/undo", reply_to=said.id)
    assert len(await arta.reads()) == before - 1
    assert next(m for m in await besa.general() if m.id == said.id).reactions == ["🙈"]
    await besa.says("/write Arta the grant: Prapë")
    assert (await arta.last()).text == letter(arta, "the grant", "Prapë")
    await besa.says("/undo", await newest(world))
    assert "Prapë" not in (await arta.last()).text


async def test_the_number_of_a_closed_request_leads_to_its_member_and_is_linked(
    world: World,
) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Raporti")
    told = await refused(besa, "/write 1 the report: Mungon një faqe")
    assert "Request #1 is not closed" in told
    (link,) = (await besa.told()).raw["entities"]
    assert link["url"].endswith(f"/{thread}")
    await besa.says("/close", thread)
    await besa.says("/write #1 the report: Mungon një faqe")
    assert (await arta.last()).text == letter(arta, "the report", "Mungon një faqe")
    assert "Linked to request 1" in (await besa.card(await newest(world))).text


async def test_of_several_people_of_one_name_nobody_is_written_to(world: World) -> None:
    besa = await world.staff()
    first, second = await world.member("Arta"), await world.member("Arta")
    told = await refused(besa, "/write arta the grant: Mirëdita")
    assert "Several people are called" in told
    assert str(first.id) in told
    before = len(await first.reads())
    await besa.says(f"/write {second.id} the grant: Mirëdita")
    assert (await second.last()).text == letter(second, "the grant", "Mirëdita")
    assert len(await first.reads()) == before


async def test_who_has_blocked_the_bot_is_not_written_to(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await world.post(f"/control/people/{arta.id}", blocked=True)
    assert "has blocked the bot" in await refused(besa, "/write Arta the grant: Mirëdita")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/write", "why, a colon and the words"),
        ("/write Arta", "why, a colon and the words"),
        ("/write Arta: Mirëdita", "why, a colon and the words"),
        ("/write Arta the grant Mirëdita at 10:30", "why, a colon and the words"),
        ("/write Arta the grant:", "why, a colon and the words"),
        ("/write Arta Krasniqi: Mirëdita", "why, a colon and the words"),
        ("/write Zana the grant: Mirëdita", "Nobody called “Zana”"),
        ("/write @zana the grant: Mirëdita", "Nobody called “@zana”"),
        ("/write 99 the grant: Mirëdita", "Nobody called “99”"),
        ("/write 99999999999999999999 the grant: Mirëdita", "Nobody called “9999"),
        (f"/write Arta the grant: {'e' * 4050}", "too long"),
    ],
)
async def test_a_letter_that_cannot_go_is_answered_and_changes_nothing(
    small_world: World, words: str, answer: str
) -> None:
    arta, besa = await small_world.member("Arta Krasniqi"), await small_world.staff()
    before = len(await arta.reads())
    assert answer in await refused(besa, words)
    assert len(await arta.reads()) == before


async def test_a_reporter_writes_to_nobody(small_world: World) -> None:
    owner, besa = await small_world.owner(), await small_world.staff()
    await small_world.member("Arta")
    await besa.says("/who")
    await owner.says("/role Besa reporter")
    assert "Your role does not allow this" in await refused(besa, "/write Arta the grant: Tung")


async def test_a_letter_does_not_count_as_an_answer_in_no_time(small_world: World) -> None:
    besa, arta = await small_world.staff(), await small_world.member("Arta", Language.EN)
    for number in range(5):
        await besa.says(f"/write Arta matter {number}: Hello")
    await arta.says("/new")
    await arta.says("/ticket How long do you take?")
    assert "within 1 working day" in (await arta.last()).text
