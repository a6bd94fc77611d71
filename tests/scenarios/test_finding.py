"""Stories about staff who look for a request, and read one whole."""

from dataclasses import replace

import aiohttp
import pytest

from desk.languages import Language
from desk.staff import Colleague, Role
from storage.staff import StaffRows
from storage.tickets import TicketRows
from tests.people import Seen, Staff
from tests.world import World

# What a member wrote, and what staff look for: without marks, in the other script, half a word.
ASKED = {
    Language.SQ: ("Si dorëzohet raporti përfundimtar?", "RAPORT perfundim"),
    Language.SR_LATN: ("Kako građani šalju izveštaj?", "građani izvestaj"),
    Language.SR_CYRL: ("Како грађани шаљу извештај?", "gradani izveštaj"),
    Language.TR: ("Bütçe şablonunu nasıl alırım? İYİ GÜNLER", "butce ALIRIM iyi"),
    Language.EU: ("Nola bidaltzen da azken txostena?", "txosten BIDALTZEN"),
    Language.EN: ("Where do I send the final report?", "report final"),
}


async def finds(besa: Staff, words: str, thread: int | None = None) -> str:
    await besa.says(f"/find {words}", thread)
    return (await besa.told(thread or 0)).text


async def file_of(world: World, message: Seen) -> str:
    """What the file says that a message carries, as anybody downloads it."""
    bot = f"bot{world.box.token}"
    async with aiohttp.ClientSession(world.box.url) as http:
        asked = {"file_id": message.raw["document"]["file_id"]}
        async with http.post(f"/{bot}/getFile", json=asked) as answer:
            path = (await answer.json())["result"]["file_path"]
        async with http.get(f"/file/{bot}/{path}") as answer:
            return (await answer.read()).decode()


async def document(besa: Staff, thread: int = 0) -> Seen:
    found = await besa.world.messages(besa.world.group_id, thread)
    return [message for message in found if "document" in message.raw][-1]


@pytest.mark.parametrize("language", list(Language))
async def test_a_request_is_found_as_people_type(world: World, language: Language) -> None:
    arta, zana = await world.member("Arta", language), await world.member("Zana")
    besa = await world.staff()
    asked, sought = ASKED[language]
    await arta.ticket(asked)
    await zana.ticket("Diçka krejt tjetër")
    found = await finds(besa, sought)
    assert f"#1 · {language.telegram_code.upper()} · new · {asked}" in found
    assert "#2" not in found


async def test_a_request_is_found_by_a_note_by_a_reply_and_by_the_members_name(
    world: World,
) -> None:
    arta, besa = await world.member("Arta Krasniqi"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("// ask the treasurer", thread)
    await besa.says("Shkruani bankës", thread)
    for words, shown in (
        ("treasur", "// ask the treasurer"),
        ("bankes", "Shkruani bankës"),
        ("krasniqi", "Arta Krasniqi"),
        ("krasniqi treasurer", "// ask the treasurer"),
    ):
        assert (await finds(besa, words)).splitlines()[1] == shown
    assert "#1" not in await finds(besa, "krasniqi accountant")


async def test_two_words_narrow_and_the_newest_comes_first(world: World) -> None:
    besa = await world.staff()
    for words in ("buxheti i vogël", "buxheti i madh", "diçka tjetër"):
        await (await world.member()).ticket(words)
    both = await finds(besa, "buxhet")
    assert both.index("#2") < both.index("#1")
    assert "#3" not in both
    narrowed = await finds(besa, "madh buxhet")
    assert "#2" in narrowed
    assert "#1" not in narrowed


async def test_ten_are_shown_and_the_others_counted(small_world: World) -> None:
    besa = await small_world.staff()
    for _ in range(12):
        await (await small_world.member()).ticket("buxheti")
    found = await finds(besa, "buxheti")
    assert "#12" in found
    assert "#3 " in found
    assert "#2 " not in found
    assert "and 2 more" in found


async def test_the_number_opens_the_topic(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("buxheti 2027")
    for words in ("1", "#1", "buxheti", "2027"):
        await besa.says(f"/find {words}")
        (entity,) = [e for e in (await besa.told()).raw["entities"] if e["type"] == "text_link"]
        assert entity["url"] == f"https://t.me/c/{str(world.group_id)[4:]}/{thread}"


async def test_finding_nothing_says_what_to_try(world: World) -> None:
    besa = await world.staff()
    assert "Try fewer words" in await finds(besa, "treasurer")
    assert "Try fewer words" in await finds(besa, "99")
    assert "Try fewer words" in await finds(besa, "' & : * \" NEAR( -?")
    assert "Write what you look for" in await finds(besa, "")


async def test_an_edited_message_is_found_by_its_new_words_only(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    message = await arta.says("Buxheti është gati")
    await arta.edits(message, text="Raporti është gati")
    assert "#1" in await finds(besa, "raporti", thread)
    assert "#1" not in await finds(besa, "buxheti", thread)


async def test_a_message_that_was_taken_back_is_not_found(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Fjalëkalimi është dielli", thread)
    assert "#1" in await finds(besa, "dielli")
    await besa.says("/undo", thread)
    assert "#1" not in await finds(besa, "dielli")


async def sensitive(world: World) -> int:
    """A request that a colleague has marked so."""
    arta = await world.member("Arta")
    thread = await arta.ticket("Dikush më kërcënon")
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        ticket = await TicketRows(tx).get(1)
        assert ticket is not None
        await TicketRows(tx).save(replace(ticket, sensitive=True))
    return thread


async def test_a_sensitive_request_is_found_without_a_word_of_it(world: World) -> None:
    besa = await world.staff()
    await sensitive(world)
    for words in ("kercenon", "#1", "arta"):
        found = await finds(besa, words)
        assert found.splitlines()[0] == "#1 · sensitive"
        assert "kërcënon" not in found
        assert "Arta" not in found


async def test_who_reads_a_sensitive_request_is_written_down(world: World) -> None:
    besa = await world.staff()
    thread = await sensitive(world)
    await besa.says("/ticket 1")
    asked = await besa.told()
    assert "kërcënon" not in asked.text
    await besa.presses_on(asked, "Show it")
    shown = next(m for m in await besa.general() if m.id == asked.id)
    assert "Dikush më kërcënon" in shown.text
    await besa.says("/history", thread)
    assert "Besa: its words were shown" in (await besa.told(thread)).text


async def test_a_request_is_read_whole_here(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë me buxhetin")
    reply = await besa.says("Shkruani bankës", thread)
    await besa.edits(reply, text="Shkruani bankës sot")
    await besa.says("// kujdes <b>", thread)
    await besa.says("Gabim", thread)
    await besa.says("/undo", thread)
    await arta.sends("photo", caption="Fatura")
    await besa.says("/ticket", thread)
    shown = await besa.told(thread)
    told = shown.text
    assert "Request 1: Na duhet ndihmë me buxhetin" in told
    assert "State: taken" in told
    assert "Member: Arta" in told
    assert "Language: Shqip" in told
    assert "Taken by: Besa" in told
    assert "Besa · edited · " in told
    assert "\nShkruani bankës sot\n" in told
    assert "Besa · internal note · " in told
    assert "\nkujdes <b>\n" in told
    assert "Besa · taken back · " in told
    assert told.endswith("[photo] Fatura")
    await besa.presses_on(shown, "As a file")
    assert "[photo] Fatura" in await file_of(world, await document(besa, thread))


async def test_the_whole_as_a_file(world: World) -> None:
    arta, besa = await world.member("Arta <3>", Language.SR_CYRL), await world.staff()
    thread = await arta.ticket("Како шаљемо <извештај>?")
    message = await arta.says("Рок је 5. мај")
    await arta.edits(message, text="Рок је 6. мај")
    await besa.says("// осетљиво", thread)
    await besa.says("/ticket 1")
    asked = await besa.told()
    assert await besa.presses_on(asked, "As a file") == "Request 1 comes as a file."
    sent = await document(besa)
    assert sent.raw["document"]["file_name"] == "request-1.html"
    page = await file_of(world, sent)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "Arta &lt;3&gt;" in page
    assert '<p lang="sr-Cyrl" dir="auto">Како шаљемо &lt;извештај&gt;?</p>' in page
    assert "Рок је 5. мај" in page
    assert '<p lang="en" dir="auto">осетљиво</p>' in page
    assert "<script" not in page


async def test_what_is_too_long_for_a_message_comes_as_a_file_where_it_was_asked_for(
    world: World,
) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    for number in range(3):
        await arta.says(f"{number} " + "fjalë të gjata " * 120)
    await besa.says("/ticket", thread)
    page = await file_of(world, await document(besa, thread))
    assert page.count("<article") == 4
    assert page.count("fjalë të gjata") == 3 * 120


async def test_an_unknown_number_is_answered_with_what_helps(world: World) -> None:
    besa = await world.staff()
    for words, answer in (("99", "no request with the number “99”"), ("", "number of the request")):
        await besa.says(f"/ticket {words}")
        told = (await besa.told()).text
        assert answer in told
        assert "/find" in told


async def test_a_reporter_reads_no_words(world: World) -> None:
    arta, ana, besa = await world.member("Arta"), await world.staff("Ana"), await world.staff()
    await arta.ticket("buxheti")
    await ana.says("/ticket 1")
    shown = await ana.told()
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        colleague = Colleague(besa.id, besa.name, None, Role.REPORTER)
        await StaffRows(tx).save(colleague)
    for words in ("/find buxheti", "/ticket 1"):
        await besa.says(words)
        assert "Your role does not allow this" in (await besa.told()).text
    assert "Your role does not allow this" in await besa.presses_on(shown, "As a file")


async def test_a_member_who_looks_for_requests_is_told_that_it_is_for_staff(world: World) -> None:
    arta = await world.member("Arta")
    await arta.says("/find buxheti")
    assert (await arta.last()).text == arta.words(
        "Only the staff can do this. To write to them, send /ticket."
    )


async def test_a_new_subject_is_found_at_once(world: World) -> None:
    ane, besa = await world.member("Ane"), await world.staff()
    thread = await ane.ticket("Raporti")
    await besa.says("/subject Buxheti vjetor", thread)
    await besa.says("/find buxheti")
    assert "Buxheti vjetor" in (await besa.told()).text
