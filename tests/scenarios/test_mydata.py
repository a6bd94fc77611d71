"""Stories about members who ask what is held about them, and take it with them."""

import json

import pytest

from desk.languages import Language
from tests.people import Member
from tests.scenarios.test_finding import file_of
from tests.world import World


async def exported(member: Member) -> tuple[str, str]:
    """The page and the JSON."""
    await member.says("/export")
    page, data = [m for m in await member.reads() if "document" in m.raw][-2:]
    assert page.raw["document"]["file_name"] == "my-data.html"
    assert data.raw["document"]["file_name"] == "my-data.json"
    return await file_of(member.world, page), await file_of(member.world, data)


async def test_one_screen_says_what_is_held_and_until_when(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.says("si mund te gjej nje mentor per ne")
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Po shikojmë", thread)
    await besa.says("// vetëm për ne", thread)
    await besa.says("/close", thread)
    await arta.says("/mydata")
    text = (await arta.last()).text
    for words in (
        arta.words("Name: %(name)s", name="Arta"),
        arta.words("Requests: %(n)s", n=1),
        arta.words("Messages in them: %(n)s", n=2),
        arta.words("Questions: %(n)s", n=2),
        arta.words("Grades: %(n)s", n=0),
        "2027",
    ):
        assert words in text


async def talked(world: World, arta: Member) -> None:
    """A request with everything that may be in one, and a question beside it."""
    besa = await world.staff("Besa")
    thread = await arta.ticket("Na duhet ndihmë")
    message = await arta.says("Afati është 5 maj")
    await arta.edits(message, text="Afati është 6 maj")
    await arta.sends("photo", caption="Fatura")
    await besa.says("Shkruani bankës", thread)
    await besa.says("// kujdes me të", thread)
    await besa.says("Gabim", thread)
    await besa.says("/undo", thread)
    await besa.says("/solve Banka pagoi", thread)
    await arta.presses("Solved, thank you")
    await arta.presses_title("5")
    await arta.says("/new")
    await arta.says("xyzzy qwrt plugh")


async def test_a_copy_for_programs_holds_everything(world: World) -> None:
    arta = await world.member("Arta <3>", Language.EU)
    await talked(world, arta)
    _page, raw = await exported(arta)
    data = json.loads(raw)
    assert (data["profile"]["name"], data["profile"]["language"]) == ("Arta <3>", "eu")
    (request,) = data["requests"]
    assert (request["rating"], request["solution"]) == (5, "Banka pagoi")
    mine = [message for message in request["messages"] if message["by"] == "you"]
    assert [message["text"] for message in mine] == [
        "Na duhet ndihmë",
        "Afati është 6 maj",
        "Fatura",
    ]
    assert mine[1]["earlier_texts"] == ["Afati është 5 maj"]
    assert mine[2]["file"]["type"] == "photo"
    assert data["questions"][-1]["plain"] == "xyzzy qwrt plugh"
    assert [consent["what"] for consent in data["consents"]] == ["notice"]


@pytest.mark.parametrize("language", [Language.SR_CYRL, Language.EN])
async def test_a_copy_to_read_is_one_page_in_the_members_language_without_notes(
    small_world: World, language: Language
) -> None:
    arta = await small_world.member("Arta <3>", language)
    await talked(small_world, arta)
    page, raw = await exported(arta)
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language.value.replace("_", "-")}">')
    assert "Arta &lt;3&gt;" in page
    assert 'name="viewport"' in page
    assert "<script" not in page
    assert "http" not in page
    for words in ("Shkruani bankës", "Afati është 6 maj", "xyzzy qwrt plugh", "Banka pagoi"):
        assert words in page
    for words in ("kujdes", "Gabim", "Besa", "owner_id", "topic_id"):
        assert words not in page
        assert words not in raw


async def test_a_copy_holds_what_was_told_and_what_was_not_passed_on(world: World) -> None:
    arta, drita = await world.member("Arta", Language.EN), await world.owner()
    thread = await arta.ticket("The report")
    await arta.presses("Name my organisation")
    await arta.says("Agimi")
    await drita.says("/block 3d rude", thread)
    await arta.says("Why is that?")
    page, raw = await exported(arta)
    data = json.loads(raw)
    assert [one["name"] for one in data["organisations"]] == ["Agimi"]
    assert [one["text"] for one in data["not_passed_on"]] == ["Why is that?"]
    for words in ("Agimi", "Not passed on to our staff", "Why is that?"):
        assert words in page
    await arta.says("/mydata")
    assert "Organisation: Agimi" in (await arta.last()).text


async def test_a_copy_is_of_ones_own_only(world: World) -> None:
    arta, zana = await world.member("Arta"), await world.member("Zana")
    await arta.ticket("Buxheti i Artës")
    page, raw = await exported(zana)
    assert "Artës" not in page + raw
    assert json.loads(raw)["requests"] == []
