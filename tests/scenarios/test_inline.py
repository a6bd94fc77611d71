"""Stories about entries outside a question: links, sharing, inline answers, other languages."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desk.languages import Language
from tests.people import Member
from tests.scenarios.test_questions import ASKED
from tests.world import World

ALL = pytest.mark.parametrize("language", list(Language))


async def offered(world: World, person: Member, words: str) -> list[dict[str, Any]]:
    """What the person sees above the keyboard after the bot's name and these words."""
    answer: list[dict[str, Any]] = await world.post(
        "/control/inline", person=person.id, query=words
    )
    return answer


@ALL
async def test_an_answer_is_shared_by_a_link_that_opens_it_for_somebody_else(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    await ane.says(ASKED[language])
    answer = await ane.last()
    (link,) = answer.links
    shared = parse_qs(urlsplit(link).query)["url"][0]
    start = parse_qs(urlsplit(shared).query)["start"][0]
    zana = await small_world.member("Zana", language)
    await zana.says(f"/start {start}")
    assert (await zana.last()).text == answer.text


async def test_a_link_is_read_before_a_language_is_chosen(small_world: World) -> None:
    new = await small_world.member("Nora", language=None, code="tr")
    await new.says("/start faq_get-a-mentor")
    answer, choice = await new.reads()
    assert "mentor" in answer.text.lower()
    assert "Türkçe" in choice.labels


@ALL
async def test_inline_offers_answers_in_the_language_of_the_words(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    found = await offered(small_world, ane, ASKED[language])
    first = found[0]
    await ane.says(ASKED[language])
    assert (await ane.last()).text.startswith(first["title"])
    assert "/start" not in first["input_message_content"]["message_text"]
    assert not await offered(small_world, ane, "")


async def test_who_writes_in_another_language_is_answered_in_it_and_may_keep_it(
    world: World,
) -> None:
    ane = await world.member("Ane", Language.SQ)
    for language in (Language.TR, Language.EU, Language.EN, Language.SR_LATN, Language.SR_CYRL):
        await ane.says(ASKED[language])
        zana = await world.member("Zana", language)
        await zana.says(ASKED[language])
        assert (await ane.last()).text == (await zana.last()).text
    keep = zana.label("Always write to me in English")
    await ane.presses_title(keep)
    assert keep not in (await ane.last()).labels
    await ane.says("🚌")
    assert (await ane.last()).text == zana.words(
        "I understand words. Please write in a few words what you need."
    )


async def test_where_nothing_was_found_the_language_can_be_kept_too_and_staff_see_it(
    small_world: World,
) -> None:
    ane, besa = await small_world.member("Ane", Language.SQ), await small_world.staff()
    zana = await small_world.member("Zana", Language.TR)
    await ane.says("köpeğim bu hafta sonu ateşlendi, veteriner arıyorum")
    keep = zana.label("Always write to me in English").replace("English", "Türkçe")
    (keep,) = [label for label in (await ane.last()).labels if "Türkçe" in label] or [keep]
    await ane.presses_title(keep)
    assert keep not in (await ane.last()).labels
    await ane.presses_title(zana.label("Send it to the support line"))
    (topic,) = await small_world.topics()
    assert "Türkçe" in (await besa.card(topic["message_thread_id"])).text


async def test_one_word_never_switches_the_language(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.SQ)
    await ane.says("mentoring")
    assert (
        ane.label("Send it to the support line") in (await ane.last()).labels
        or ane.label("This helped") in (await ane.last()).labels
    )


async def test_an_answer_pasted_in_the_bots_own_chat_is_nobodys_words(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EN)
    await ane.ticket("our budget")
    found = await offered(small_world, ane, ASKED[Language.EN])
    before = len(await ane.reads())
    await small_world.post(
        "/control/inline/choose", person=ane.id, chat=ane.id, result_id=found[0]["id"]
    )
    assert len([m for m in await ane.reads() if not m.raw.get("via_bot")]) == before


async def test_what_nobody_knows_is_offered_nowhere(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EN)
    assert not await offered(small_world, ane, "xylophone jazz quartet tonight")
