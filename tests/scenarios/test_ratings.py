"""Stories about the end of a request: members say how the help was, once, and in a word."""

import pytest

from desk.languages import Language
from tests.world import World

ALL = pytest.mark.parametrize("language", list(Language))


@ALL
async def test_a_grade_and_a_word_reach_the_desk(world: World, language: Language) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/close", thread)
    await ane.presses_title("4")
    assert "4" in (await ane.last()).text
    assert "Grade: 4 of 5" in (await besa.card(thread)).text
    await ane.presses("Add a word")
    await ane.says("Më pëlqeu shumë")
    assert "Më pëlqeu shumë" in (await besa.card(thread)).text
    assert "Më pëlqeu shumë" not in [m.text for m in await besa.sees(thread)]
    assert (await world.topics())[-1]["icon_emoji"] == "✅"
    await besa.says("/history", thread)
    told = (await besa.told(thread)).text
    assert "the member's grade: 4 of 5" in told


async def test_who_grades_once_is_not_asked_again(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/close", thread)
    await ane.presses_title("4")
    await besa.says("/reopen", thread)
    await besa.says("/close", thread)
    assert "1" not in (await ane.last()).labels


async def test_after_a_grade_the_next_words_are_a_question_and_no_remark(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/close", thread)
    await ane.presses_title("4")
    await ane.says("xyzzy qwrt")
    assert "xyzzy qwrt" not in [m.text for m in await besa.sees(thread)]
    assert "xyzzy" not in (await besa.card(thread)).text


async def test_a_voice_instead_of_a_word_is_not_lost(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/close", thread)
    await ane.presses_title("4")
    await ane.presses("Add a word")
    await ane.sends("voice")
    assert len(await world.topics()) == 2


async def test_an_old_grade_button_says_that_the_request_goes_on(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/close", thread)
    asked = await ane.last()
    await besa.says("/reopen", thread)
    answer = await ane.forges(ane.id, asked, "tk.grade:1:5")
    assert answer == ane.label("Request %(number)s is not over yet.", number=1)
    await besa.says("/close", thread)
    assert await ane.forges(ane.id, asked, "tk.grade:1:9") == answer
    assert "Grade" not in (await besa.card(thread)).text


async def test_what_is_about_a_life_is_never_graded(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    await ane.says("my husband is beating me, help")
    (topic,) = await world.topics()
    await besa.says("/close", topic["message_thread_id"])
    assert (await ane.last()).labels == []


async def test_a_member_says_so_from_their_own_list(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await ane.says("/tickets")
    await ane.presses_title((await ane.last()).labels[0])
    assert ane.label("Solved, thank you") in (await ane.last()).labels
    await ane.presses("Solved, thank you")
    assert (await world.topics())[-1]["icon_emoji"] == "✅"
    await ane.presses_title("5")
    assert "Grade: 5 of 5" in (await besa.card(thread)).text
