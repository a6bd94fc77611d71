"""Stories about what is no question: courtesies, a number, and a life in danger."""

import pytest

from desk.languages import Language
from tests.world import World

ALL = pytest.mark.parametrize("language", list(Language))
GREETINGS = {
    Language.SQ: "Mirëdita",
    Language.SR_LATN: "Dobar dan",
    Language.SR_CYRL: "Добар дан",
    Language.TR: "Merhaba",
    Language.EU: "Kaixo",
    Language.EN: "hello?",
}
THANKS = {
    Language.SQ: "faleminderit",
    Language.SR_LATN: "hvala",
    Language.SR_CYRL: "хвала",
    Language.TR: "tesekkurler",
    Language.EU: "eskerrik asko",
    Language.EN: "thank you",
}
IN_DANGER = {
    Language.SQ: "burri po me rreh",
    Language.SR_LATN: "zelim da se ubijem",
    Language.SR_CYRL: "желим да се убијем",
    Language.TR: "kendimi oldurmek istiyorum",
    Language.EU: "hil nahi dut",
    Language.EN: "i want to die",
}
RUDE = {
    Language.SQ: "budall",
    Language.SR_LATN: "budalo",
    Language.SR_CYRL: "будало",
    Language.TR: "salak",
    Language.EU: "urdanga",
    Language.EN: "idiot",
}
HELLO = "Hello! Write your question in your own words, and you get an answer here."


@ALL
async def test_a_greeting_is_greeted_and_a_thank_you_welcomed(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    await ane.says(GREETINGS[language])
    assert (await ane.last()).text == ane.words(HELLO)
    assert ane.label("Talk to a person") in (await ane.last()).labels
    await ane.says(THANKS[language])
    assert (await ane.last()).text == ane.words(
        "You are welcome. Write whenever you have a question."
    )
    await ane.says("🙏")
    assert (await ane.last()).text == ane.words(
        "You are welcome. Write whenever you have a question."
    )
    assert not await small_world.topics()


async def test_a_greeting_with_a_question_is_a_question(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EN)
    await ane.says("hello, how do we get a mentor")
    assert "This helped" in (await ane.last()).labels


@ALL
async def test_an_emoji_a_number_and_a_rude_word_get_what_a_kind_receptionist_says(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    await ane.says("🚌")
    assert (await ane.last()).text == ane.words(
        "I understand words. Please write in a few words what you need."
    )
    await ane.says("+383 44 123 456")
    assert (await ane.last()).text == ane.words("Send this to the support line?")
    await ane.says(RUDE[language])
    assert ane.label("Talk to a person") in (await ane.last()).labels


@ALL
async def test_a_life_in_danger_goes_to_staff_at_once_and_is_told_whom_to_call(
    address: str, language: Language
) -> None:
    async with World(address, office_emergency="112") as world:
        ane, besa = await world.member("Ane", language), await world.staff()
        await ane.says(IN_DANGER[language])
        (topic,) = await world.topics()
        assert topic["name"].startswith("🆘")
        card = (await besa.card(topic["message_thread_id"])).text
        assert "URGENT" in card
        assert IN_DANGER[language] in card
        told = (await ane.last()).text
        assert "112" in told
        assert ane.words("<b>If a life is in danger, please call for help at once.</b>") in told


async def test_danger_is_heard_before_a_language_is_chosen_and_in_an_open_request(
    small_world: World,
) -> None:
    besa = await small_world.staff()
    new = await small_world.member("Nora", language=None)
    await new.says(IN_DANGER[Language.TR])
    (topic,) = await small_world.topics()
    assert topic["name"].startswith("🆘")

    ane = await small_world.member("Ane", Language.EN)
    thread = await ane.ticket("our budget")
    await ane.says(IN_DANGER[Language.EN])
    assert len(await small_world.topics()) == 2
    assert "URGENT" in (await besa.card(thread)).text
    alarm = [m for m in await besa.sees(thread) if IN_DANGER[Language.EN] in m.text]
    assert any("URGENT" in m.text for m in alarm)  # the card alone would be changed in silence
    before = len(await ane.reads())
    await ane.says("he is beating me again")
    assert len(await ane.reads()) == before
    await besa.says("/gaps", thread)
    assert "no question in this request" in (await besa.told(thread)).text
    await besa.presses("Close", thread)
    assert (await ane.last()).labels == []
    assert "URGENT" not in (await besa.card(thread)).text
