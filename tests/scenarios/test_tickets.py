"""Stories about tickets: a member's matter, from the first word to the last."""

import asyncio

import pytest

from desk.languages import Language
from tests.world import CATALOGUES, World

ALL = pytest.mark.parametrize("language", list(Language))


async def test_a_ticket_is_a_topic_with_a_card_and_a_number(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë me buxhetin")
    card = await besa.card(thread)
    assert "Na duhet ndihmë me buxhetin" in card.text
    assert "Arta" in card.text
    assert "Shqip" in card.text
    assert (await world.topics())[-1]["name"] == "#1 SQ Na duhet ndihmë me buxhetin"
    assert "1" in (await arta.last()).text
    assert (await arta.last()).labels[-1] == arta.label("New question")


@ALL
async def test_the_member_reads_a_number_and_an_honest_expectation(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    await ane.says("/ticket Laguntza behar dugu")
    told = (await ane.last()).text
    within = CATALOGUES.texts(language).plural(
        "within %(n)s working day", "within %(n)s working days", n=1
    )
    assert "1" in told
    assert str(within) in told


async def test_the_expectation_is_measured_once_enough_answers_are_known(
    small_world: World,
) -> None:
    besa = await small_world.staff()
    for name in ("Ana", "Iva", "Lea", "Mia", "Una"):
        person = await small_world.member(name, Language.EN)
        thread = await person.ticket("How do we begin?")
        await small_world.later(hours=3)
        await besa.says("Like this.", thread)
    arta = await small_world.member("Arta", Language.EN)
    await arta.says("/ticket And we?")
    assert "within 4 hours" in (await arta.last()).text or "3 hours" in (await arta.last()).text


async def test_staff_answer_and_the_member_answers_back(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    reply = await besa.says("Mirëdita! Çfarë buxheti keni?", thread)
    assert (await arta.last()).text == "Mirëdita! Çfarë buxheti keni?"
    marked = next(m for m in await besa.sees(thread) if m.id == reply.id)
    assert marked.reactions == ["👌"]
    said = await arta.says("Rreth 5000 euro.")
    assert (await besa.sees(thread))[-1].text == "Rreth 5000 euro."
    assert next(m for m in await arta.sees() if m.id == said.id).reactions == ["👀"]


async def test_every_kind_of_message_crosses_both_ways(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    kinds = (
        "photo",
        "document",
        "voice",
        "video",
        "audio",
        "sticker",
        "location",
        "contact",
        "video_note",
        "animation",
        "poll",
    )
    for kind in kinds:
        await arta.sends(kind)
        assert kind in (await besa.sees(thread))[-1].raw
        await besa.sends(kind, thread=thread)
        assert kind in (await arta.last()).raw


async def test_an_album_stays_an_album_both_ways(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await arta.sends("photo", "photo", "video")
    album = (await besa.sees(thread))[-3:]
    assert len({message.raw["media_group_id"] for message in album}) == 1
    assert len(await world.calls("copyMessages")) == 1
    await besa.sends("photo", "photo", thread=thread)
    album = (await arta.reads())[-2:]
    assert len({message.raw["media_group_id"] for message in album}) == 1


async def test_a_quote_stays_a_quote_on_the_other_side(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    first = await arta.says("Një pyetje e parë")
    await arta.says("Një pyetje e dytë")
    there = next(m for m in await besa.sees(thread) if m.text == "Një pyetje e parë")
    await besa.says("Për të parën: po.", thread, reply_to=there.id)
    answer = await arta.last()
    assert answer.answers == first.id
    await arta.says("Faleminderit", reply_to=answer.id)
    here = next(m for m in await besa.sees(thread) if m.text == "Për të parën: po.")
    assert (await besa.sees(thread))[-1].answers == here.id


async def test_an_answer_to_the_card_answers_the_first_message(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    first = await arta.says("/ticket Si ta hapim llogarinë?")
    thread = (await world.topics())[-1]["message_thread_id"]
    await besa.says("Me statutin.", thread, reply_to=(await besa.card(thread)).id)
    assert (await arta.last()).answers == first.id


async def test_edits_cross_both_ways_and_are_marked(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    said = await arta.says("Takimi është të hënën")
    await arta.edits(said, text="Takimi është të martën")
    there = (await besa.sees(thread))[-1].text
    assert there == "Takimi është të martën\n\n(edited)"
    reply = await besa.says("Në orën 10", thread)
    await besa.edits(reply, text="Në orën 11")
    assert (await arta.last()).text == "Në orën 11\n\n" + arta.label("(edited)")


async def test_an_edited_caption_crosses_too(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    (photo,) = await arta.sends("photo", caption="Salla e vogël")
    await arta.edits(photo, caption="Salla e madhe")
    assert "Salla e madhe" in (await besa.sees(thread))[-1].text


async def test_an_edit_of_the_first_message_changes_the_card(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    first = await arta.says("/ticket Na duhet nje faciliator")
    thread = (await world.topics())[-1]["message_thread_id"]
    await arta.edits(first, text="/ticket Na duhet një facilitues")
    card = (await besa.card(thread)).text
    assert "Na duhet një facilitues" in card
    assert "(edited)" in card
    assert len(await besa.sees(thread)) == 1


async def test_formatting_crosses_as_it_is(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    bold = [{"type": "bold", "offset": 0, "length": 7}]
    await arta.says("Kujdes! <b> & [x](y) _z_", entities=bold)
    copy = (await besa.sees(thread))[-1]
    assert copy.text == "Kujdes! <b> & [x](y) _z_"
    assert {"type": "bold", "offset": 0, "length": 7} in copy.raw["entities"]


async def test_what_did_not_help_is_open_again(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("/close", thread)
    await arta.presses("Not solved")
    assert (await besa.card(thread)).labels == ["I take it", "Close"]
    await arta.says("Ende nuk e di")
    assert (await besa.sees(thread))[-1].text == "Ende nuk e di"


async def test_writing_within_two_weeks_reopens_the_same_number(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("/close", thread)
    await world.later(days=13)
    await arta.says("Edhe një gjë")
    assert (await besa.sees(thread))[-1].text == "Edhe një gjë"
    assert (await besa.card(thread)).labels == ["I take it", "Close"]
    assert len(await world.topics()) == 1
    assert "1" in (await arta.last()).text


async def test_after_two_weeks_it_is_a_question_again(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("/close", thread)
    before = len(await besa.sees(thread))
    await world.later(days=15)
    await arta.says("xyzzy qwrt")
    assert len(await besa.sees(thread)) == before
    assert arta.label("Send it to the support line") in (await arta.last()).labels


async def test_after_yes_it_helped_the_next_words_are_a_question(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("/close", thread)
    await arta.presses_title("5")
    before = len(await besa.sees(thread))
    await arta.says("xyzzy qwrt")
    assert len(await besa.sees(thread)) == before


async def test_new_question_leads_out_and_an_answer_leads_back(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("E para")
    await besa.says("Po shikojmë", thread)
    of_the_first = await arta.last()
    await arta.presses("New question")
    await arta.says("/ticket E dyta")
    assert len(await world.topics()) == 2
    await arta.says("Kjo i takon të parës", reply_to=of_the_first.id)
    assert (await besa.sees(thread))[-1].text == "Kjo i takon të parës"


async def test_a_reply_to_another_ticket_shows_which_it_means(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    first = await arta.ticket("E para")
    asked = await arta.says("Sa kushton?")
    await arta.presses("New question")
    await arta.ticket("E dyta")
    await besa.says("Asgjë.", first)
    assert (await arta.last()).answers == asked.id
    await arta.says("Mirë")
    assert (await besa.sees(first))[-1].text == "Mirë"


async def test_two_first_messages_at_once_make_one_ticket_and_one_topic(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    say = {"person": arta.id, "chat": arta.id}
    await asyncio.gather(
        world.post("/control/say", text="/ticket E para", **say),
        world.post("/control/say", text="/ticket E dyta", **say),
    )
    (topic,) = await world.topics()
    texts = "\n".join(m.text for m in await besa.sees(topic["message_thread_id"]))
    assert "E para" in texts
    assert "E dyta" in texts


async def test_the_same_button_twice_is_one_ticket(world: World) -> None:
    arta = await world.member("Arta")
    await arta.says("xyzzy qwrt")
    offer = await arta.last()
    await arta.presses("Send it to the support line", on=offer)
    assert "1" in await arta.forges(arta.id, offer, offer.data[0])
    assert len(await world.topics()) == 1


async def test_updates_delivered_twice_count_once(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await world.post("/control/delivery", duplicate=True)
    thread = await arta.ticket("Vetëm një herë")
    await arta.says("Dhe kjo një herë")
    texts = [message.text for message in await besa.sees(thread)]
    assert texts.count("Dhe kjo një herë") == 1
    assert len(await world.topics()) == 1


async def test_ticket_alone_asks_for_the_words(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.says("/kerkese")
    assert arta.label("Cancel") in (await arta.last()).labels
    await arta.sends("voice")
    thread = (await world.topics())[-1]["message_thread_id"]
    assert "voice" in (await besa.sees(thread))[-1].raw


async def test_cancel_leads_back_to_questions(world: World) -> None:
    arta = await world.member("Arta")
    await arta.says("/ticket")
    await arta.presses("Cancel")
    await arta.says("xyzzy qwrt")
    assert await world.topics() == []


async def test_a_long_first_message_arrives_whole(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    long = "Pyetje " * 550
    thread = await arta.ticket(long.strip())
    assert (await besa.sees(thread))[-1].text.endswith(long.strip())


async def test_my_tickets_are_listed_and_can_be_read(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("E para")
    await besa.says("Po shikojmë", thread)
    await arta.says("/kerkesat")
    listed = await arta.last()
    (label,) = listed.labels
    assert arta.label("waiting for you") in label
    await arta.presses_title(label)
    shown = (await arta.last()).text
    assert "E para" in shown
    assert "Po shikojmë" in shown
    await arta.presses("Write in this request")
    await arta.says("Faleminderit")
    assert (await besa.sees(thread))[-1].text == "Faleminderit"


async def test_nobody_opens_anothers_ticket_by_guessing(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Diçka e fshehtë")
    elif_ = await world.member("Elif", Language.TR)
    await elif_.says("/tickets")
    mine = await elif_.last()
    for data in (
        "tk.show:1",
        "tk.continue:1",
        "tk.rate:1:1",
        "qs.send:1",
        "tk.show:99",
        "tk.show:x",
    ):
        assert await elif_.forges(elif_.id, mine, data) != ""
    assert not any("fshehtë" in message.text for message in await elif_.reads())
    await elif_.says("xyzzy qwrt")
    assert len(await besa.sees(thread)) == 1
    assert (await besa.card(thread)).labels == ["I take it", "Close"]


async def test_an_old_button_gets_an_answer(world: World) -> None:
    arta = await world.member("Arta")
    await arta.says("/ndihme")
    toast = await arta.forges(arta.id, await arta.last(), "no.longer:1")
    assert toast == arta.label("This button no longer works. Write your question, or send /help.")
