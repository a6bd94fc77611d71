"""Stories about canned replies: sent in the member's language, and made by those who lead."""

import asyncio

import pytest

from desk.languages import Language
from tests.people import Seen, Staff
from tests.world import World

TEXTS = {
    Language.SQ: "Faleminderit, kërkesa juaj është te ne.",
    Language.SR_LATN: "Hvala, vaš zahtev je kod nas.",
    Language.SR_CYRL: "Хвала, ваш захтев је код нас!",
    Language.TR: "Teşekkürler, talebiniz bizde.",
    Language.EU: "Eskerrik asko, eskaera gurekin dago.",
    Language.EN: "Thank you, your request is with us.",
}
ENGLISH = TEXTS[Language.EN]
SENT = "Sent to the member: Thank you"


async def as_it_is(besa: Staff, message: Seen, thread: int = 0) -> Seen:
    """A message of the group as it reads now."""
    found = await besa.world.messages(besa.world.group_id, thread)
    return next(m for m in found if m.id == message.id)


async def written(
    drita: Staff, texts: dict[Language, str], name: str = "thank-you", topic: str = "general"
) -> Seen:
    """A canned reply, made as staff make them; the message that it was made in."""
    await drita.says(f"/canned new {name} {topic}")
    asked = await drita.told()
    for language, text in texts.items():
        await presses(drita, asked, language.own_name)
        await drita.says(text, reply_to=asked.id)
    return await as_it_is(drita, asked)


async def presses(besa: Staff, message: Seen, label: str, thread: int = 0) -> str:
    """Presses on the message as it is now; a tick or a mark at the label does not matter."""
    shown = await as_it_is(besa, message, thread)
    there = next((x for x in shown.labels if x.strip("✓◌ ") == label), label)
    return await besa.presses_on(shown, there)


async def previewed(besa: Staff, thread: int, label: str = "Thank you") -> Seen:
    """/r, and the press on one of them."""
    await besa.says("/r", thread)
    listed = await besa.told(thread)
    await presses(besa, listed, label, thread)
    return await as_it_is(besa, listed, thread)


# Sending


@pytest.mark.parametrize("language", list(Language))
async def test_a_canned_reply_goes_out_in_the_language_of_the_member(
    world: World, language: Language
) -> None:
    ane, drita, besa = (
        await world.member("Ane", language),
        await world.owner(),
        await world.staff(),
    )
    await written(drita, TEXTS)
    thread = await ane.ticket("Buxheti")
    preview = await previewed(besa, thread)
    assert TEXTS[language] in preview.text
    assert (await ane.last()).text != TEXTS[language]
    await presses(besa, preview, "Send", thread)
    assert (await ane.last()).text == TEXTS[language]
    sent = await as_it_is(besa, preview, thread)
    assert SENT in sent.text
    assert TEXTS[language] in sent.text
    assert (sent.labels, sent.reactions) == ([], ["👌"])
    card = (await besa.card(thread)).text
    assert "Taken by: Besa" in card
    assert "waits for the member" in card


@pytest.mark.parametrize(
    ("kept", "read", "words"),
    [
        (Language.SR_LATN, Language.SR_CYRL, "Хвала, ваш захтев је код нас. Milan, Google Drive"),
        (Language.SR_CYRL, Language.SR_LATN, "Hvala, vaš zahtev je kod nas! Milan, Google Drive"),
    ],
)
async def test_one_script_is_made_from_the_other_where_only_that_is_written(
    small_world: World, kept: Language, read: Language, words: str
) -> None:
    milan, drita = await small_world.member("Milan", read), await small_world.owner()
    await written(drita, {kept: f"{TEXTS[kept]} {{name}}, Google Drive"})
    thread = await milan.ticket("Izveštaj")
    preview = await previewed(drita, thread)
    assert words in preview.text
    await presses(drita, preview, "Send", thread)
    assert (await milan.last()).text == words


async def test_where_the_language_is_missing_the_english_version_is_offered(
    world: World,
) -> None:
    ane, drita = await world.member("Ane", Language.EU), await world.owner()
    await written(drita, {Language.TR: TEXTS[Language.TR], Language.EN: ENGLISH})
    thread = await ane.ticket("Aurrekontua")
    await drita.says("/r", thread)
    listed = await drita.told(thread)
    assert "not there in the member's language" in listed.text
    await drita.presses_on(listed, "Thank you ◌")
    preview = await as_it_is(drita, listed, thread)
    assert "Not there yet in the member's language: Euskara" in preview.text
    assert ENGLISH in preview.text
    assert preview.labels == ["Send this one", "Back"]
    await drita.presses_on(preview, "Back")
    assert "Thank you ◌" in (await as_it_is(drita, listed, thread)).labels
    await presses(drita, listed, "Thank you", thread)
    await presses(drita, listed, "Send this one", thread)
    assert (await ane.last()).text == ENGLISH


async def test_placeholders_are_filled_and_formatting_is_kept(sqlite_address: str) -> None:
    facts = {
        "office_name": "Pejë <1>",
        "office_hours": "9-17",
        "office_contact": "office@linja.example",
    }
    async with World(sqlite_address, **facts) as world:
        ane, drita = await world.member("Ane & co", Language.EN), await world.owner()
        text = "Dear {name}, request {number}: {office}, {hours}, {contact}. Thanks, {name}"
        bold = {"type": "bold", "offset": 5, "length": 6}
        await drita.says("/canned new facts general")
        asked = await drita.told()
        await presses(drita, asked, "English")
        await drita.says(text, reply_to=asked.id, entities=[bold])
        thread = await ane.ticket("The budget")
        await presses(drita, await previewed(drita, thread, "Facts"), "Send", thread)
        read = await ane.last()
        assert read.text == (
            "Dear Ane & co, request 1: Pejë <1>, 9-17, office@linja.example. Thanks, Ane & co"
        )
        assert {"type": "bold", "offset": 5, "length": 8} in read.raw["entities"]


async def test_what_is_not_known_is_said_and_nothing_can_be_sent(small_world: World) -> None:
    ane, drita = await small_world.member("Ane", Language.EN), await small_world.owner()
    await written(drita, {Language.EN: "We are here: {hours}. Yours, {service}"})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    assert "{hours}: nothing in the setting OFFICE_HOURS yet" in preview.text
    assert "{service}: the request belongs to no service" in preview.text
    assert preview.labels == ["Back"]
    before = len(await ane.reads())
    await drita.forges(small_world.group_id, preview, "cn.send:1:thank-you:0")
    assert len(await ane.reads()) == before


async def test_what_is_too_long_once_filled_is_not_sent(sqlite_address: str) -> None:
    async with World(sqlite_address, office_contact="x" * 1000) as world:
        ane, drita = await world.member("Ane", Language.EN), await world.owner()
        await written(drita, {Language.EN: "{contact} {contact} {contact} {contact}"})
        thread = await ane.ticket("The budget")
        preview = await previewed(drita, thread)
        assert "At most 3,600 characters fit" in preview.text
        assert preview.labels == ["Back"]


@pytest.mark.parametrize("way", ["reply", "alone"])
async def test_a_canned_reply_can_be_taken_back(world: World, way: str) -> None:
    ane, drita = await world.member("Ane", Language.EN), await world.owner()
    await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    await presses(drita, preview, "Send", thread)
    if way == "reply":
        await drita.says("And this stays", thread)
    answered = {"reply_to": preview.id} if way == "reply" else {}
    await drita.says("/undo", thread, **answered)
    texts = [message.text for message in await ane.reads()]
    assert ENGLISH not in texts
    assert ("And this stays" in texts) is (way == "reply")
    assert (await as_it_is(drita, preview, thread)).reactions == ["🙈"]


async def test_an_answer_to_a_canned_reply_belongs_to_its_request(small_world: World) -> None:
    ane, drita = await small_world.member("Ane", Language.EN), await small_world.owner()
    await written(drita, {Language.EN: ENGLISH})
    first = await ane.ticket("The budget")
    await ane.says("/new")
    second = await ane.ticket("The forum")
    preview = await previewed(drita, first)
    await presses(drita, preview, "Send", first)
    reply = await ane.last()
    assert reply.answers is not None
    await ane.says("Good", reply_to=reply.id)
    crossed = (await drita.sees(first))[-1]
    assert (crossed.text, crossed.answers) == ("Good", preview.id)
    assert "Good" not in [message.text for message in await drita.sees(second)]


async def test_whoever_sends_beside_the_owner_is_told_whose_it_is(world: World) -> None:
    ane, drita, besa = (
        await world.member("Ane", Language.EN),
        await world.owner(),
        await world.staff(),
    )
    await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    await besa.says("/claim", thread)
    toast = await presses(drita, preview, "Send", thread)
    assert "Something has changed" in toast
    assert ENGLISH not in [message.text for message in await ane.reads()]
    assert "Besa is on request 1" in (await as_it_is(drita, preview, thread)).text
    await presses(drita, preview, "Send", thread)
    assert (await ane.last()).text == ENGLISH
    assert "Taken by: Besa" in (await drita.card(thread)).text
    assert "is on request" not in (await previewed(besa, thread)).text


async def test_two_presses_at_once_send_it_once(world: World) -> None:
    ane, drita, besa = (
        await world.member("Ane", Language.EN),
        await world.owner(),
        await world.staff(),
    )
    await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    toasts = await asyncio.gather(
        drita.presses_on(preview, "Send"), besa.presses_on(preview, "Send")
    )
    assert any("sent already" in toast for toast in toasts)
    assert [message.text for message in await ane.reads()].count(ENGLISH) == 1
    assert "sent already" in await drita.forges(world.group_id, preview, preview.data[1])
    assert SENT in (await as_it_is(drita, preview, thread)).text


async def test_what_was_changed_since_the_preview_is_shown_before_it_goes(
    small_world: World,
) -> None:
    ane, drita = await small_world.member("Ane", Language.EN), await small_world.owner()
    page = await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    await drita.says("Other words", reply_to=page.id)
    assert "Something has changed" in await presses(drita, preview, "Send", thread)
    assert "Other words" in (await as_it_is(drita, preview, thread)).text
    await presses(drita, preview, "Send", thread)
    assert (await ane.last()).text == "Other words"


async def test_words_find_a_reply_and_show_it_at_once(small_world: World) -> None:
    ane, drita = await small_world.member("Ane", Language.SQ), await small_world.owner()
    await written(drita, {Language.SQ: TEXTS[Language.SQ]})
    await written(drita, {Language.SQ: "Raporti është gati."}, "the-report", "grants")
    thread = await ane.ticket("Buxheti")
    await drita.says("/r FALEMINDERIT kerkesa", thread)
    assert TEXTS[Language.SQ] in (await drita.told(thread)).text
    await drita.says("/r eshte", thread)
    assert (await drita.told(thread)).labels == ["Thank you", "The report"]
    await drita.says("/r dragua", thread)
    assert "No canned reply has all of these words: dragua" in (await drita.told(thread)).text


async def test_those_of_the_service_come_first_and_many_are_turned_like_pages(
    small_world: World,
) -> None:
    ane, drita = await small_world.member("Ane", Language.EN), await small_world.owner()
    for number in range(9):
        await written(drita, {Language.EN: ENGLISH}, f"reply-{number}", "grants")
    await written(drita, {Language.EN: ENGLISH}, "zebra", "general")
    thread = await ane.ticket("The budget")
    await drita.says("/r", thread)
    listed = await drita.told(thread)
    assert listed.labels[:2] == ["Zebra", "Reply 0"]
    assert listed.text.index("General") < listed.text.index("Grants")
    assert len(listed.labels) == 9
    await drita.presses_on(listed, "Next")
    second = await as_it_is(drita, listed, thread)
    assert second.labels == ["Reply 7", "Reply 8", "Previous"]
    await drita.presses_on(second, "Reply 8")
    await presses(drita, listed, "Back", thread)
    assert (await as_it_is(drita, listed, thread)).labels == second.labels


# Making


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
    assert "no longer there" in await drita.forges(world.group_id, page, page.data[0] + "x")
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


async def test_a_reporter_sends_nothing(small_world: World) -> None:
    ane, drita, besa = (
        await small_world.member("Ane", Language.EN),
        await small_world.owner(),
        await small_world.staff(),
    )
    await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    await besa.says("Hello")
    await drita.says("/role Besa reporter")
    await besa.says("/r", thread)
    assert "Your role does not allow this" in (await besa.told(thread)).text
    assert "Your role does not allow this" in await presses(besa, preview, "Send", thread)
    assert ENGLISH not in [message.text for message in await ane.reads()]
