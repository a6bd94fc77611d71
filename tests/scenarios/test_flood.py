"""Stories about too many words: nothing is lost, and nobody is drowned in answers."""

import pytest

from desk.languages import Language
from tests.people import Member, Seen
from tests.world import World

RECEIVED = (
    "Thank you: everything you wrote has arrived, and a person will read it. Please give us a "
    "little time. What you write now is added to your request <b>%(number)s</b>."
)


async def at_once(person: Member, texts: list[str]) -> None:
    """Faster than the line can handle them."""
    for words in texts:
        await person.world.post("/control/say", person=person.id, chat=person.id, text=words)
    await person.world.quiet()


@pytest.mark.parametrize("language", list(Language))
async def test_a_flood_of_questions_becomes_one_request(world: World, language: Language) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    asked = [f"xyzzy {number}" for number in range(30)]
    await at_once(ane, asked)
    received = ane.words(RECEIVED, number=1)
    told = [message.text for message in await ane.reads()]
    assert told.count(received) == 1
    assert told[-1] == received
    assert len(told) < 25
    (topic,) = await world.topics()
    seen = "\n".join(m.text for m in await besa.sees(topic["message_thread_id"]))
    assert [words for words in asked if f"{words}\n" not in f"{seen}\n"] == []


async def test_in_a_flood_staff_see_bursts_and_the_member_is_told_once(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await at_once(ane, [f"fjala {number}" for number in range(20)])
    before = await besa.sees(thread)
    await at_once(ane, [f"edhe {number}" for number in range(20)])
    after = (await besa.sees(thread))[len(before) :]
    assert 1 <= len(after) <= 3
    assert all(f"edhe {n}" in "\n".join(m.text for m in after) for n in range(20))
    received = ane.words(RECEIVED, number=1)
    assert [m.text for m in await ane.reads()].count(received) == 1
    await world.later(minutes=2)
    await ane.says("/new")
    await ane.says("Tung")
    assert (await ane.last()).text == ane.words(
        "Hello! Write your question in your own words, and you get an answer here."
    )


async def test_a_cry_for_help_is_heard_in_a_flood(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await at_once(ane, [f"xyzzy {number}" for number in range(25)])
    thread = (await small_world.topics())[-1]["message_thread_id"]
    await ane.says("I want to kill myself")
    assert "URGENT" in (await besa.card(thread)).text
    assert "please call for help" in (await ane.last()).text


async def test_the_same_words_again_are_one_message_with_a_count(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    first = await ane.says("Kur më përgjigjeni?")
    before, answers = len(await besa.sees(thread)), len(await ane.reads())
    again = [await ane.says("Kur më përgjigjeni?") for _ in range(2)]
    seen = await besa.sees(thread)
    assert len(seen) == before
    assert seen[-1].text == "Kur më përgjigjeni? ×3"
    assert len(await ane.reads()) == answers
    assert [await _reactions(ane, one) for one in again] == [["👀"], ["👀"]]
    await besa.says("/ticket", thread)
    assert "Ane · ×3 · " in (await besa.told(thread)).text
    await besa.says("Nesër", thread)
    await ane.says("Kur më përgjigjeni?")
    assert (await besa.sees(thread))[-1].text == "Kur më përgjigjeni?"
    assert first.id


async def test_many_repetitions_are_one_edit(small_world: World) -> None:
    ane = await small_world.member("Ane")
    await ane.ticket("Raporti")
    await ane.says("Alo?")
    before = len(await small_world.calls("editMessageText"))
    await at_once(ane, ["Alo?"] * 6)
    edits = (await small_world.calls("editMessageText"))[before:]
    assert edits[-1]["params"]["text"].endswith("×7</i>")
    assert len(edits) <= 3


async def test_the_words_of_the_card_are_counted_on_the_card(small_world: World) -> None:
    ane, besa = await small_world.member("Ane"), await small_world.staff()
    await ane.says("/ticket")
    await ane.says("Raporti")
    thread = (await small_world.topics())[-1]["message_thread_id"]
    await ane.says("Raporti")
    card = (await besa.card(thread)).text
    assert "Raporti ×2" in card
    assert "Request 1" in card
    assert len(await besa.sees(thread)) == 1


async def test_a_question_asked_twice_is_answered_once(world: World) -> None:
    ane = await world.member("Ane", Language.EN)
    await ane.says("What is the weather like on Mars?")
    before = len(await ane.reads())
    again = await ane.says("What is the weather like on Mars?")
    assert len(await ane.reads()) == before
    assert await _reactions(ane, again) == ["👀"]
    await ane.says("/new")
    await ane.says("What is the weather like on Mars?")
    assert len(await ane.reads()) == before + 2
    await world.later(minutes=11)
    await ane.says("What is the weather like on Mars?")
    assert len(await ane.reads()) == before + 3


async def test_words_that_open_a_closed_request_again_are_never_folded(small_world: World) -> None:
    ane, besa = await small_world.member("Ane"), await small_world.staff()
    thread = await ane.ticket("Raporti")
    await ane.says("Nuk funksionon")
    await besa.says("/close", thread)
    await ane.says("Nuk funksionon")
    assert "new" in (await besa.card(thread)).text
    assert [m.text for m in await besa.sees(thread)].count("Nuk funksionon") == 2


async def test_without_limits_every_message_is_answered(sqlite_address: str) -> None:
    async with World(sqlite_address, flood_per_minute=0, same_minutes=0) as world:
        ane = await world.member("Ane", Language.EN)
        before = len(await ane.reads())
        await at_once(ane, ["xyzzy"] * 25)
        assert len(await ane.reads()) == before + 25


async def _reactions(person: Member, message: Seen) -> list[str]:
    return next(m for m in await person.sees() if m.id == message.id).reactions
