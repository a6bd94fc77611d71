"""Stories about making canned replies: written, changed and deleted by those who lead."""

import pytest

from desk.languages import Language
from tests.scenarios.test_canned import ENGLISH, TEXTS, as_it_is, presses, previewed, written
from tests.world import World


async def test_without_any_the_list_says_how_to_make_the_first(small_world: World) -> None:
    ane, drita = await small_world.member("Ane"), await small_world.owner()
    thread = await ane.ticket("Buxheti")
    for place, command in ((thread, "/r"), (0, "/canned")):
        await drita.says(command, place or None)
        assert "/canned new thank-you general" in (await drita.told(place)).text


@pytest.mark.parametrize(
    "rest", ["new", "new thanks", "new thanks nothing", "new Thänks general", "old thanks general"]
)
async def test_a_slip_in_the_command_is_answered_with_how_it_goes(
    small_world: World, rest: str
) -> None:
    drita = await small_world.owner()
    await drita.says(f"/canned {rest}")
    told = (await drita.told()).text
    assert "a short name and a topic" in told
    assert "grants – " in told


async def test_a_text_is_edited_and_the_list_shows_which_languages_there_are(
    world: World,
) -> None:
    drita = await world.owner()
    await written(drita, {Language.EN: ENGLISH, Language.TR: TEXTS[Language.TR]})
    await drita.says("/canned")
    page = await drita.told()
    assert "Thank you – Türkçe, English" in page.text
    await drita.presses_on(page, "Thank you")
    assert ENGLISH in (await as_it_is(drita, page)).text
    await presses(drita, page, "English")
    kept = await drita.says("Other words", reply_to=page.id)
    shown = await as_it_is(drita, page)
    assert "Other words" in shown.text
    assert ENGLISH not in shown.text
    assert (await as_it_is(drita, kept)).reactions == ["👌"]
    await drita.says("/canned new thank-you general")
    assert "Other words" in (await drita.told()).text


async def test_serbian_made_from_the_other_script_may_be_written_too(small_world: World) -> None:
    drita = await small_world.owner()
    page = await written(drita, {Language.SR_LATN: TEXTS[Language.SR_LATN]})
    await presses(drita, page, "Српски")
    shown = await as_it_is(drita, page)
    assert "Хвала, ваш захтев је код нас." in shown.text
    assert "made from the other script" in shown.text
    assert "✓ Српски" not in shown.labels
    await drita.says(TEXTS[Language.SR_CYRL], reply_to=page.id)
    assert "✓ Српски" in (await as_it_is(drita, page)).labels


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear {nmae}, {office}", "these cannot be filled in: {nmae}\n"),
        ("x" * 3301, "At most 3,300 characters fit"),
    ],
)
async def test_what_cannot_be_sent_is_not_kept(small_world: World, text: str, said: str) -> None:
    drita = await small_world.owner()
    page = await written(drita, {Language.EN: ENGLISH})
    await drita.says(text, reply_to=page.id)
    told = (await drita.told()).text
    assert said in told
    assert "Nothing was kept" in told
    assert ENGLISH in (await as_it_is(drita, page)).text
    if "{" in text:
        assert "{name} {number} {office} {hours} {contact} {service}" in told


async def test_of_two_who_change_a_text_at_once_neither_loses_words(world: World) -> None:
    drita, mira = await world.owner(), await world.staff("Mira")
    await mira.says("Hello")
    await drita.says("/role Mira lead")
    first = await written(drita, {Language.EN: ENGLISH})
    await mira.says("/canned")
    second = await mira.told()
    await presses(mira, second, "Thank you")
    await presses(mira, second, "English")
    await drita.says("Drita's words", reply_to=first.id)
    await mira.says("Mira's words", reply_to=second.id)
    assert "yours was not kept" in (await mira.told()).text
    assert "Drita's words" in (await as_it_is(mira, second)).text
    await mira.says("Drita's and Mira's words", reply_to=second.id)
    assert "Drita's and Mira's words" in (await as_it_is(mira, second)).text


async def test_a_reply_is_deleted_once_and_its_old_buttons_answer(world: World) -> None:
    ane, drita = await world.member("Ane", Language.EN), await world.owner()
    page = await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    await presses(drita, page, "Delete")
    asked = await as_it_is(drita, page)
    assert "Delete Thank you in all its languages?" in asked.text
    await drita.presses_on(asked, "Yes, delete it")
    assert "Thank you is deleted." in (await as_it_is(drita, page)).text
    assert "no longer there" in await drita.forges(world.group_id, asked, asked.data[0])
    assert "no longer there" in await drita.presses_on(preview, "Send")
    assert "no longer there" in await drita.forges(world.group_id, page, page.data[0] + "99")
    assert (await ane.last()).text != ENGLISH


async def test_what_was_written_since_the_question_is_not_deleted(small_world: World) -> None:
    drita = await small_world.owner()
    page = await written(drita, {Language.EN: ENGLISH})
    await drita.says("/canned")
    other = await drita.told()
    await presses(drita, other, "Thank you")
    await presses(drita, other, "Delete")
    await drita.says("Other words", reply_to=page.id)
    assert "not deleted" in await presses(drita, other, "Yes, delete it")
    assert "Other words" in (await as_it_is(drita, other)).text


async def test_a_reply_to_a_message_that_shows_something_else_by_now_is_no_text(
    small_world: World,
) -> None:
    drita = await small_world.owner()
    page = await written(drita, {Language.EN: ENGLISH})
    await presses(drita, page, "All replies")
    await drita.says("Other words", reply_to=page.id)
    await presses(drita, page, "Thank you")
    assert ENGLISH in (await as_it_is(drita, page)).text


async def test_in_the_topic_of_a_request_nothing_is_written(small_world: World) -> None:
    ane, drita = await small_world.member("Ane"), await small_world.owner()
    thread = await ane.ticket("Buxheti")
    await drita.says("/canned new thank-you general", thread)
    assert "written in General" in (await drita.told(thread)).text
    await drita.says("/r")
    assert "No request belongs to this topic" in (await drita.told()).text


async def test_an_adviser_sends_and_reads_but_writes_nothing(small_world: World) -> None:
    drita, besa = await small_world.owner(), await small_world.staff()
    page = await written(drita, {Language.EN: ENGLISH})
    await besa.says("/canned new other general")
    assert "Your role does not allow this" in (await besa.told()).text
    for label in ("English", "Delete"):
        assert "Your role does not allow this" in await presses(besa, page, label)
    await besa.says("Besa's words", reply_to=page.id)
    assert "Your role does not allow this" in (await besa.told()).text
    await besa.says("/canned")
    listed = await besa.told()
    await presses(besa, listed, "Thank you")
    assert ENGLISH in (await as_it_is(besa, listed)).text


async def test_a_reply_before_a_language_is_chosen_says_what_to_do(small_world: World) -> None:
    drita = await small_world.owner()
    command = await drita.says("/canned new thank-you general")
    await drita.says(ENGLISH, reply_to=command.id)
    assert "Press a language" in (await drita.told()).text
