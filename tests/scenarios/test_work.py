"""Stories about staff at work: whose a request is, where it stands, and what is told of it."""

import math
import re

import pytest

from desk.languages import Language
from handlers.views import menus
from tests.people import Member, Staff
from tests.world import World

ALL = pytest.mark.parametrize("language", list(Language))


async def state(world: World) -> str:
    """The icon of the newest topic."""
    icon: str = (await world.topics())[-1]["icon_emoji"]
    return icon


async def history(besa: Staff, thread: int) -> str:
    await besa.says("/history", thread)
    return (await besa.told(thread)).text


@ALL
async def test_a_request_is_taken_answered_solved_and_thanked_for(
    world: World, language: Language
) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    thread = await ane.ticket("Raporti")
    assert await state(world) == "❗️"
    assert await besa.presses("I take it", thread) == "Request 1 is yours."
    assert "Taken by: Besa" in (await besa.card(thread)).text
    assert await state(world) == "👀"
    await besa.says("Dërgojeni këtu", thread)
    assert await state(world) == "💬"
    await ane.says("Ja ku është")
    assert await state(world) == "👀"
    await besa.says("/solve Raporti u pranua", thread)
    assert await state(world) == "⭐️"
    asked = await ane.last()
    assert "Raporti u pranua" in asked.text
    await ane.presses_title(ane.label("Solved, thank you"))
    assert await state(world) == "✅"
    assert "closed" in (await besa.card(thread)).text
    told = await history(besa, thread)
    for line in ("Ane: opened", "taken by Besa", "answered", "solved: Raporti u pranua", "yes"):
        assert line in told


@ALL
async def test_what_is_said_to_be_solved_and_is_not_comes_back(
    world: World, language: Language
) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.presses("I take it", thread)
    await besa.presses("Solved", thread)
    await ane.presses_title(ane.label("Not solved"))
    assert await state(world) == "👀"
    await ane.says("Mungon faqja e dytë")
    assert (await besa.sees(thread))[-1].text == "Mungon faqja e dytë"


async def test_a_second_person_is_asked_once_before_their_words_go_out(world: World) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("/claim", thread)
    before = len(await ane.reads())
    await mira.says("Edhe unë e di", thread)
    asked = await mira.told(thread)
    assert "Besa is on request 1" in asked.text
    assert len(await ane.reads()) == before
    assert "Only Mira" in await besa.presses_on(asked, "Send to the member")
    await mira.presses_on(asked, "Send to the member")
    assert (await ane.last()).text == "Edhe unë e di"
    again = await mira.forges(world.group_id, asked, f"hd.keep:{asked.answers}")
    assert "decided already" in again
    await mira.says("Dhe kjo", thread)
    assert (await ane.last()).text == "Dhe kjo"
    assert "Taken by: Besa" in (await besa.card(thread)).text


async def test_held_words_go_out_as_they_were_last_written_even_after_a_restart(
    world: World,
) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await besa.says("/claim", thread)
    said = await mira.says("Edhe un e di", thread)
    await mira.edits(said, text="Edhe unë e di")
    await world.close()
    await world.open()
    await mira.presses_on(await mira.told(thread), "Send to the member")
    assert (await ane.last()).text == "Edhe unë e di"


async def test_an_answer_to_a_colleagues_words_is_held_and_can_stay_a_note(world: World) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    noted = await besa.says("// a e dini ju?", thread)
    before = len(await ane.reads())
    await mira.says("Jo, pyet Dritën", thread, reply_to=noted.id)
    asked = await mira.told(thread)
    assert len(await ane.reads()) == before
    await mira.presses_on(asked, "Keep as a note")
    assert len(await ane.reads()) == before
    card = await besa.card(thread)
    await mira.says("Po, nesër", thread, reply_to=card.id)
    assert (await ane.last()).text == "Po, nesër"


async def test_a_request_is_handed_on_with_a_note_and_its_new_owner_is_called(
    world: World,
) -> None:
    ane, besa, mira = await world.member("Ane"), await world.staff(), await world.staff("Mira")
    thread = await ane.ticket("Raporti")
    await mira.says("/who", thread)
    assert "Nobody has taken request 1" in (await mira.told(thread)).text
    before = len(await ane.reads())
    await besa.says("/hand Mira she asked about the second page", thread)
    called = await besa.told(thread)
    assert "Mira, request 1 is yours now." in called.text
    assert "she asked about the second page" in called.text
    assert len(await ane.reads()) == before
    assert "Taken by: Mira" in (await besa.card(thread)).text
    await besa.says("/who", thread)
    assert "Request 1 is with Mira." in (await besa.told(thread)).text
    await besa.says("/assign Nobody", thread)
    refused = (await besa.told(thread)).text
    assert "Besa" in refused
    assert "Mira" in refused
    await mira.says("/release", thread)
    assert "Taken by" not in (await besa.card(thread)).text


async def test_waiting_for_an_expert_lasts_while_the_member_writes(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/expert the notary", thread)
    assert await state(world) == "🔬"
    await ane.says("A ka ndonjë lajm?")
    assert await state(world) == "🔬"
    await besa.says("/wait", thread)
    assert await state(world) == "💬"
    await besa.says("/wait", thread)
    assert "waits for the member" in (await besa.told(thread)).text


async def test_a_request_says_what_staff_made_of_it(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    for words in ("/tag grants #Budget", "/priority high", "/subject Raporti vjetor", "/urgent"):
        await besa.says(words, thread)
    card = (await besa.card(thread)).text
    for line in ("#grants #budget", "Priority: urgent"):
        assert line in card
    name = (await world.topics())[-1]["name"]
    assert name.startswith("🔥")
    assert "Raporti vjetor" in name
    told = await history(besa, thread)
    assert "priority: high" in told
    assert "subject: Raporti vjetor" in told
    await besa.says("/priority low", thread)
    assert not (await world.topics())[-1]["name"].startswith("🔥")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/tag", "/tag grants budget"),
        ("/priority soon", "/priority low"),
        ("/subject", "/subject The grant report"),
        ("/link 99", "no other request"),
        ("/merge 1", "no other request"),
        ("/merge x", "no other request"),
        ("/reopen", "state “new”"),
        ("/hand", "Whom do you mean"),
        ("/role Besa king", "adviser"),
    ],
)
async def test_what_makes_no_sense_is_answered_with_what_does_and_changes_nothing(
    small_world: World, words: str, answer: str
) -> None:
    ane, besa = await small_world.member("Ane"), await small_world.staff()
    owner = await small_world.owner()
    thread = await ane.ticket("Raporti")
    card = (await besa.card(thread)).text
    await owner.says(words, thread)
    assert answer in (await besa.told(thread)).text
    assert (await besa.card(thread)).text == card


async def test_two_requests_of_one_member_become_one(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    first = await ane.ticket("Raporti")
    await ane.says("/new")
    second = await ane.ticket("Edhe raporti")
    zana = await world.member("Zana")
    third = await zana.ticket("Diçka tjetër")
    await besa.says("/merge 3", second)
    assert "another member's" in (await besa.told(second)).text
    await besa.says("/link 3", second)
    assert "Linked to request 3" in (await besa.card(second)).text
    await besa.says("/merge 1", second)
    assert "Edhe raporti" in (await besa.told(first)).text
    assert "closed" in (await besa.card(second)).text
    await ane.says("Faleminderit")
    assert (await besa.sees(first))[-1].text == "Faleminderit"
    assert third != first


async def test_the_queue_shows_what_waits_and_whose_it_is(world: World) -> None:
    besa, mira = await world.staff(), await world.staff("Mira")
    await besa.says("/queue")
    assert "Nothing waits" in (await besa.told()).text
    threads = {}
    for name, language in (("Ane", Language.EU), ("Ali", Language.TR), ("Zana", Language.SQ)):
        member: Member = await world.member(name, language)
        threads[name] = await member.ticket(f"Nga {name}")
    await besa.says("/claim", threads["Ane"])
    await mira.says("/claim", threads["Ali"])
    await besa.says("/queue")
    told = (await besa.told()).text
    for head in ("Nobody's yet", "Yours", "Your colleagues'"):
        assert head in told
    assert told.index("Nga Zana") < told.index("Nga Ane") < told.index("Nga Ali")
    await besa.says("/queue tr")
    told = (await besa.told()).text
    assert "Nga Ali" in told
    assert "Nga Ane" not in told
    await besa.says("/my")
    told = (await besa.told()).text
    assert "Nga Ane" in told
    assert "Nga Ali" not in told
    await besa.says("Mirë", threads["Ane"])
    await besa.says("/queue")
    assert "Nga Ane" not in (await besa.told()).text


async def test_roles_are_given_by_an_admin_and_help_shows_what_each_may(world: World) -> None:
    owner, besa = await world.owner(), await world.staff()
    thread = await (await world.member("Ane")).ticket("Raporti")
    await besa.says("/role Besa admin", thread)
    assert "admin" in (await besa.told(thread)).text
    assert "Your role does not allow this" in (await besa.told(thread)).text
    await owner.says("/role Besa reporter", thread)
    assert "Besa has this role now: reporter" in (await owner.told(thread)).text
    await besa.says("/claim", thread)
    assert "Your role does not allow this" in (await besa.told(thread)).text
    assert "Your role does not allow this" in await besa.presses("I take it", thread)
    assert "Taken by" not in (await besa.card(thread)).text
    await besa.says("/help", thread)
    told = (await besa.told(thread)).text
    assert "/queue" in told
    assert "/claim" not in told
    await owner.says("/help", thread)
    assert "/claim" in (await owner.told(thread)).text
    await owner.presses_on(await owner.told(thread), "More")
    assert "/role" in (await owner.told(thread)).text


async def test_help_fits_a_phone_and_shows_the_rest_by_a_button_that_works_a_week_later(
    small_world: World,
) -> None:
    owner, besa = await small_world.owner(), await small_world.staff()
    await owner.says("/role Besa reporter")
    await owner.says("/help")
    help_ = await owner.told()
    offered = set(re.findall(r"/[a-z]+", help_.text))
    assert _lines_on_a_phone(help_.text) <= 2 * _SCREEN
    await small_world.later(days=7)
    rest = help_
    while "More" in rest.labels:
        await owner.presses_on(rest, "More")
        rest = await owner.told()
        assert rest.id == help_.id
        assert _lines_on_a_phone(rest.text) <= 2 * _SCREEN
        offered |= set(re.findall(r"/[a-z]+", rest.text))
    assert offered >= {f"/{word}" for word, _text in menus.STAFF}
    await owner.forges(owner.group_id, rest, "gr.help:99")
    assert (await owner.told()).text == help_.text
    await besa.presses_on(await besa.told(), "More")
    await besa.presses_on(await besa.told(), "Back")
    assert "/claim" not in (await besa.told()).text
    await besa.presses_on(await besa.told(), "More")
    assert "/role" not in (await besa.told()).text


_LINE, _SCREEN = 38, 25  # characters and lines of a small phone


def _lines_on_a_phone(text: str) -> int:
    return sum(max(1, math.ceil(len(line) / _LINE)) for line in text.split("\n"))


async def test_each_of_the_staff_reads_the_desk_in_their_own_language(world: World) -> None:
    besa, mira = await world.staff(), await world.staff("Mira")
    await mira.says("/language")
    assert "/language tr – Türkçe" in (await mira.told()).text
    await mira.says("/language tr")
    await mira.says("/queue")
    in_turkish = (await mira.told()).text
    await besa.says("/queue")
    assert (await besa.told()).text == "Nothing waits for the desk."
    assert in_turkish != "Nothing waits for the desk."


async def test_a_number_that_went_on_no_more_is_linked_from_the_new_one(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/close", thread)
    await world.later(days=20)
    again = await ane.ticket("Prapë raporti")
    assert again != thread
    assert "Linked to request 1" in (await besa.card(again)).text
