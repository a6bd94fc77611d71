"""Stories about canned replies: found in a request, seen, and sent in the member's language."""

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
    assert "Taken by: Besa" in (await besa.card(thread)).text
    assert (await world.topics())[-1]["icon_emoji"] == "💬"


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
    await drita.forges(small_world.group_id, preview, "cn.send:thank-you:0")
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


async def test_a_topic_made_anew_shows_what_was_sent(small_world: World) -> None:
    ane, drita = await small_world.member("Ane", Language.EN), await small_world.owner()
    await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    await presses(drita, await previewed(drita, thread), "Send", thread)
    where = {"chat": small_world.group_id, "thread": thread}
    await small_world.post("/control/topic", action="delete", **where)
    await ane.says("And now?")
    anew = (await small_world.topics())[-1]["message_thread_id"]
    assert f"Drita: {ENGLISH}" in "\n".join(m.text for m in await drita.sees(anew))


async def test_what_cannot_reach_the_member_is_marked(small_world: World) -> None:
    ane, drita = await small_world.member("Ane", Language.EN), await small_world.owner()
    await written(drita, {Language.EN: ENGLISH})
    thread = await ane.ticket("The budget")
    preview = await previewed(drita, thread)
    await small_world.post(f"/control/people/{ane.id}", blocked=True)
    await presses(drita, preview, "Send", thread)
    assert (await as_it_is(drita, preview, thread)).reactions == ["👎"]


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
    await drita.says("/r thank", thread)
    found = await drita.told(thread)
    assert (len(found.labels), "and 2 more" in found.text) == (8, True)
    await drita.presses_on(listed, "Next")
    second = await as_it_is(drita, listed, thread)
    assert second.labels == ["Reply 7", "Reply 8", "Previous"]
    await drita.presses_on(second, "Reply 8")
    await presses(drita, listed, "Back", thread)
    assert (await as_it_is(drita, listed, thread)).labels == second.labels


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


async def test_a_button_whose_request_telegram_does_not_tell_gets_an_answer(
    small_world: World,
) -> None:
    drita = await small_world.owner()
    page = await written(drita, {Language.EN: ENGLISH})
    for data in ("cn:0", "cn.show:thank-you", "cn.send:thank-you:0"):
        assert "too old" in await drita.forges(small_world.group_id, page, data)
