"""Stories about questions: an answer at once, a choice of three, or the way to a person."""

import pytest

from desk.languages import Language
from tests.world import World

# As people type: inflected, without diacritics, in either script, with other words than the title.
ASKED = {
    Language.SQ: "si mund te gjej nje mentor per ne",
    Language.SR_LATN: "kako da dobijemo mentora",
    Language.SR_CYRL: "како да добијемо ментора",
    Language.TR: "mentor nasil bulabilirim",
    Language.EU: "nola lor dezaket mentore bat",
    Language.EN: "how do we get a mentor",
}
NONSENSE = "xyzzy qwrt plugh"
ALL = pytest.mark.parametrize("language", list(Language))


@ALL
async def test_a_question_is_answered_at_once_in_the_askers_language(
    world: World, language: Language
) -> None:
    ane = await world.member("Ane", language)
    asked = await ane.says(ASKED[language])
    (answer,) = [message for message in await ane.reads() if message.id > asked.id]
    first = [ane.label("This helped"), ane.label("Share"), ane.label("Talk to a person")]
    assert answer.labels[:3] == first
    assert answer.answers == asked.id
    assert "/ticket" not in answer.text or language is Language.EN


async def test_serbian_is_found_in_either_script(small_world: World) -> None:
    milan = await small_world.member("Милан", Language.SR_CYRL)
    await milan.says(ASKED[Language.SR_CYRL])
    cyrillic = (await milan.last()).text
    await milan.says(ASKED[Language.SR_LATN])
    assert (await milan.last()).text == cyrillic


@ALL
async def test_what_helped_loses_its_buttons_and_keeps_its_words(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    await ane.says(ASKED[language])
    answer = await ane.last()
    assert await ane.presses("This helped") == ane.label("Glad it helped!")
    assert (await ane.last()).text == answer.text
    assert (await ane.last()).labels == []


@ALL
async def test_the_question_and_the_answers_tried_travel_to_staff(
    world: World, language: Language
) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    await ane.says(ASKED[language])
    await ane.presses("Talk to a person")
    (topic,) = await world.topics()
    card = (await besa.card(topic["message_thread_id"])).text
    assert ASKED[language] in card
    assert "How do I get a mentor?" in card
    assert "Service: Mentoring" in card
    assert language.own_name in card


@ALL
async def test_what_nobody_knows_goes_to_staff_with_one_press(
    small_world: World, language: Language
) -> None:
    ane, besa = await small_world.member("Ane", language), await small_world.staff()
    await ane.says(NONSENSE)
    assert (await ane.last()).labels == [ane.label("Send it to the support line")]
    await ane.presses("Send it to the support line")
    (topic,) = await small_world.topics()
    assert NONSENSE in (await besa.card(topic["message_thread_id"])).text


async def test_did_you_mean_offers_three_titles_and_a_person(world: World) -> None:
    ane = await world.member("Ane", Language.EN)
    await ane.says("sign up")
    offered = await ane.last()
    assert offered.labels[-1] == "Send it to the support line"
    assert 2 <= len(offered.labels) <= 4
    title = offered.labels[0]
    await ane.presses_title(title)
    assert (await ane.last()).text.startswith(title)
    assert (await ane.last()).labels[:3] == ["This helped", "Share", "Talk to a person"]


async def test_browsing_by_topic_leads_to_an_answer_and_back(world: World) -> None:
    elif_ = await world.member("Elif", Language.TR)
    await elif_.says("/sss")
    topics = await elif_.last()
    assert len(topics.labels) >= 6
    await elif_.presses_title(topics.labels[0])
    titles = await elif_.last()
    await elif_.presses_title(titles.labels[0])
    assert (await elif_.last()).text.startswith(titles.labels[0])
    await elif_.presses("Back")
    assert (await elif_.last()).labels == titles.labels
    await elif_.presses("Back")
    assert (await elif_.last()).labels == topics.labels
    assert len(await elif_.reads()) == 2


async def test_a_person_after_reading_knows_what_was_read(world: World) -> None:
    elif_, besa = await world.member("Elif", Language.EN), await world.staff()
    await elif_.says("/faq")
    await elif_.presses_title((await elif_.last()).labels[0])
    title = (await elif_.last()).labels[0]
    await elif_.presses_title(title)
    await elif_.presses("Talk to a person")
    await elif_.says("That is not my case")
    (topic,) = await world.topics()
    card = (await besa.card(topic["message_thread_id"])).text
    assert "That is not my case" in card
    assert title in card


@pytest.mark.parametrize(
    "kind", ["photo", "document", "voice", "video", "location", "contact", "sticker"]
)
async def test_a_file_is_asked_about_once_and_then_sent(small_world: World, kind: str) -> None:
    ane, besa = await small_world.member("Ane", Language.EU), await small_world.staff()
    (sent,) = await ane.sends(kind)
    asked = await ane.last()
    assert asked.text == ane.words("Send this to the support line?")
    assert asked.answers == sent.id
    await ane.presses("Send it to the support line")
    (topic,) = await small_world.topics()
    assert kind in (await besa.sees(topic["message_thread_id"]))[-1].raw


async def test_an_album_is_asked_about_once_and_sent_together(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EU), await world.staff()
    before = len(await ane.reads())
    await ane.sends("photo", "photo", "photo")
    assert len(await ane.reads()) == before + 1
    await ane.presses("Send it to the support line")
    (topic,) = await world.topics()
    album = (await besa.sees(topic["message_thread_id"]))[-3:]
    assert len({message.raw["media_group_id"] for message in album}) == 1


async def test_a_file_can_be_left_alone(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EU)
    await ane.sends("photo")
    await ane.presses("Do not send")
    assert await small_world.topics() == []


async def test_buttons_of_a_week_ago_still_work(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EU), await world.staff()
    await ane.says(ASKED[Language.EU])
    await world.close()
    await world.later(days=7)
    await world.open()
    await ane.presses("Talk to a person")
    (topic,) = await world.topics()
    assert ASKED[Language.EU] in (await besa.card(topic["message_thread_id"])).text


async def test_an_office_that_said_nothing_of_itself_says_to_ask(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EN)
    await ane.says("what is the support office, address and hours")
    for message in await ane.reads():
        assert "%(" not in message.text
