"""Stories about what members tell of themselves, bit by bit, and never have to."""

import pytest

from desk.languages import Language
from tests.people import Member, Seen
from tests.world import World

ASKED = "Which organisation do you write for? You may skip this."


@pytest.mark.parametrize("language", list(Language))
async def test_once_a_request_is_out_its_writer_is_asked_for_whom_they_write(
    small_world: World, language: Language
) -> None:
    ane, besa = await small_world.member("Ane", language), await small_world.staff()
    thread = await ane.ticket("Laguntza behar dugu")
    asked = await ane.last()
    assert ane.words(ASKED) in asked.text
    assert asked.labels == [
        ane.label(label) for label in ("Name my organisation", "Skip", "New question")
    ]
    await ane.says("Aurrekontuarekin")
    assert (await besa.sees(thread))[-1].text == "Aurrekontuarekin"
    await ane.presses("Name my organisation", on=asked)
    assert (await as_it_is(ane, asked)).labels == [ane.label("Cancel")]
    await ane.says("Harrera Elkartea")
    assert "• Harrera Elkartea" in (await ane.last()).text
    assert (await besa.sees(thread))[-1].text == "Aurrekontuarekin"
    assert "Organisation: Harrera Elkartea" in (await besa.card(thread)).text
    await ane.says("Eskerrik asko")
    assert (await besa.sees(thread))[-1].text == "Eskerrik asko"


async def test_nobody_is_asked_twice_whatever_they_answered(world: World) -> None:
    arta, besa = await world.member("Arta", Language.EN), await world.staff()
    thread = await arta.ticket("The budget")
    asked = await arta.last()
    await arta.presses("Skip")
    skipped = await as_it_is(arta, asked)
    assert ASKED not in skipped.text
    assert "Your request has the number 1" in skipped.text
    await besa.says("/close", thread)
    await arta.presses_title("5")
    await arta.ticket("Another matter")
    assert "the number 2" in (await arta.last()).text
    assert ASKED not in (await arta.last()).text
    assert len([m for m in await arta.reads() if ASKED in m.text]) == 0


async def test_who_has_named_an_organisation_is_not_asked_for_it(small_world: World) -> None:
    arta, besa = await small_world.member("Arta", Language.EN), await small_world.staff()
    await arta.says("/profile")
    await arta.presses("Organisation")
    await arta.says("OJQ Agimi")
    await arta.says("/ticket The budget")
    assert ASKED not in (await arta.last()).text
    thread = (await small_world.topics())[-1]["message_thread_id"]
    assert "Organisation: OJQ Agimi" in (await besa.card(thread)).text


async def test_a_request_about_danger_asks_nothing(small_world: World) -> None:
    arta = await small_world.member("Arta", Language.EN)
    await arta.says("I want to kill myself")
    told = [message.text for message in await arta.reads()]
    assert any("If a life is in danger" in text for text in told)
    assert not any(ASKED in text for text in told)


async def test_what_is_no_name_goes_where_it_belongs(small_world: World) -> None:
    arta, besa = await small_world.member("Arta", Language.EN), await small_world.staff()
    thread = await arta.ticket("The budget")
    asked = await arta.last()
    await arta.presses("Name my organisation")
    await arta.sends("photo")
    assert "photo" in (await besa.sees(thread))[-1].raw
    await arta.forges(arta.id, asked, "pf.name:1")
    await arta.says("This is for the desk", reply_to=asked.id)
    assert (await besa.sees(thread))[-1].text == "This is for the desk"
    await arta.forges(arta.id, asked, "pf.name:1")
    await arta.says("x" * 101)
    assert "name of your organisation alone, at most 100 characters" in (await arta.last()).text
    await besa.says("What is your budget?", thread)
    await arta.says("5000 euro")
    assert (await besa.sees(thread))[-1].text == "5000 euro"
    assert "Organisation" not in (await besa.card(thread)).text


async def test_what_is_written_much_later_is_no_name(small_world: World) -> None:
    arta, besa = await small_world.member("Arta", Language.EN), await small_world.staff()
    thread = await arta.ticket("The budget")
    await arta.presses("Name my organisation")
    await small_world.later(hours=2)
    await arta.says("Is anybody there?")
    assert (await besa.sees(thread))[-1].text == "Is anybody there?"
    assert "Organisation" not in (await besa.card(thread)).text


async def test_the_profile_is_one_screen_and_each_field_one_message(world: World) -> None:
    arta, besa = await world.member("Arta", Language.EN), await world.staff()
    thread = await arta.ticket("The budget")
    await arta.says("/profile")
    page = await arta.last()
    assert page.labels == ["Organisation", "Town", "Kind of actor", "Time zone", "Language"]
    assert page.text.splitlines()[2] == "Language: English"
    await arta.presses("Town", on=page)
    await arta.says("  Gjilan\n")
    assert "Thank you. Town: Gjilan" in (await arta.last()).text
    assert "added to your request 1" in (await arta.last()).text
    await arta.presses("Kind of actor", on=await reopened(arta))
    await arta.presses("Social enterprise")
    await arta.presses("Time zone")
    assert any("(UTC+3)" in label for label in (await arta.last()).labels)
    await arta.says("Atlantis")
    assert "I do not know this place" in (await arta.last()).text
    await arta.says("Üsküp")
    assert "Thank you. Time zone: Skopje (CET)" in (await arta.last()).text
    told = (await reopened(arta)).text
    for line in ("Town: Gjilan", "Kind of actor: Social enterprise", "– Skopje (CET)"):
        assert line in told
    assert "Town: Gjilan" in (await besa.card(thread)).text
    assert "✓ Social enterprise" in (await pressed(arta, "Kind of actor")).labels
    await arta.presses("Delete what is there")
    assert "Kind of actor:" not in (await arta.last()).text


async def test_an_organisation_has_a_role_and_may_be_left(world: World) -> None:
    arta, besa = await world.member("Arta", Language.EN), await world.staff()
    thread = await arta.ticket("The budget")
    await arta.presses("Name my organisation")
    await arta.says("Udruženje Đakovica")
    await arta.presses("My role there")
    await arta.says("coordinator")
    assert "• Udruženje Đakovica (coordinator)" in (await arta.last()).text
    await arta.presses("Organisation", on=await reopened(arta))
    await arta.presses("Add another organisation")
    await arta.says("Agimi")
    card = (await besa.card(thread)).text
    assert "Organisation: Udruženje Đakovica (coordinator), Agimi" in card
    await arta.presses("Organisation", on=await reopened(arta))
    listed = await arta.last()
    await arta.presses_title("Agimi")
    await arta.presses("I do not write for it")
    assert "Agimi" not in (await besa.card(thread)).text
    assert "no longer works" in await arta.forges(arta.id, listed, "pf.org:2")
    assert "no longer works" in await arta.forges(arta.id, listed, "pf.role:2")


async def test_nobody_reaches_into_anothers_profile(small_world: World) -> None:
    arta, elif_ = await small_world.member("Arta"), await small_world.member("Elif", Language.EN)
    thread = await arta.ticket()
    await arta.presses("Name my organisation")
    await arta.says("Agimi")
    await elif_.says("/profile")
    page = await elif_.last()
    for data in ("pf.org:1", "pf.role:1", "pf.name:1", "pf.skip:1", "pf.at:1:main"):
        assert "no longer works" in await elif_.forges(elif_.id, page, data)
    for data in ("pf.edit:x", "pf.none:office", "pf.actor:king", "pf.zone:Mars", "pf.none:x"):
        assert await elif_.forges(elif_.id, page, data) != ""
    await elif_.forges(elif_.id, page, "pf.leave:1")
    besa = await small_world.staff()
    assert "Organisation: Agimi" in (await besa.card(thread)).text


async def test_staff_correct_the_organisation_in_the_topic(world: World) -> None:
    arta, besa = await world.member("Arta", Language.EN), await world.staff()
    thread = await arta.ticket("The budget")
    await besa.says("/organisation", thread)
    assert "has not said for which organisation" in (await besa.told(thread)).text
    await besa.says("/organisation Agmi", thread)
    assert "Organisation: Agmi" in (await besa.card(thread)).text
    await besa.says("/organisation OJQ Agimi", thread)
    card = (await besa.card(thread)).text
    assert "Organisation: OJQ Agimi" in card
    assert "Agmi" not in card
    await arta.presses("Organisation", on=await reopened(arta))
    await arta.presses("Add another organisation")
    await arta.says("Zeri")
    await besa.says("/organisation Another", thread)
    assert "Say which one is wrong:\n\n• OJQ Agimi\n• Zeri" in (await besa.told(thread)).text
    said = await besa.says("/organisation zeri -> Zëri i Grave", thread)
    assert "Organisation: OJQ Agimi, Zëri i Grave" in (await besa.card(thread)).text
    assert next(m for m in await besa.sees(thread) if m.id == said.id).reactions == ["👌"]
    await besa.says("/history", thread)
    assert "organisation: OJQ Agimi" in (await besa.told(thread)).text
    await besa.says("/organisation Agimi")
    assert "No request belongs to this topic" in (await besa.told()).text


async def test_staff_see_who_else_writes_for_the_same_organisation(small_world: World) -> None:
    besa = await small_world.staff()
    for name, organisation in (("Arta", "OJQ Agimi"), ("Blerta", "ojq AGIMI")):
        member = await small_world.member(name)
        thread = await member.ticket("Raporti")
        await member.presses("Name my organisation")
        await member.says(organisation)
    await besa.says("/organisation", thread)
    assert "• OJQ Agimi · 1 other person" in (await besa.told(thread)).text


async def test_what_was_told_outlives_a_restart(small_world: World) -> None:
    arta, besa = await small_world.member("Arta", Language.EN), await small_world.staff()
    thread = await arta.ticket("The budget")
    await arta.presses("Name my organisation")
    await small_world.close()
    await small_world.open()
    await arta.says("Agimi")
    assert "Organisation: Agimi" in (await besa.card(thread)).text


async def test_times_are_told_by_the_clock_that_the_member_chose(small_world: World) -> None:
    arta = await small_world.member("Arta", Language.EN)
    await arta.ticket("The budget")
    hour = small_world.box.clock.now().hour
    await arta.says("/tickets")
    listed = await arta.last()
    await arta.presses("Time zone", on=await reopened(arta))
    await arta.says("Istanbul")
    await arta.presses_title(listed.labels[0], on=listed)
    shown = await as_it_is(arta, listed)
    assert f" {(hour + 3) % 24:02}:" in shown.text


async def as_it_is(person: Member, message: Seen) -> Seen:
    return next(one for one in await person.sees() if one.id == message.id)


async def reopened(person: Member) -> Seen:
    await person.says("/profile")
    return await person.last()


async def pressed(person: Member, label: str) -> Seen:
    page = await reopened(person)
    await person.presses(label, on=page)
    return await as_it_is(person, page)
