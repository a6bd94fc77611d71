"""Stories about sensitive requests: their words are for whoever opens them."""

from sqlalchemy import text

from desk.languages import Language
from tests.people import Seen, Staff
from tests.world import World


async def texts(staff: Staff, thread: int) -> str:
    return "\n".join(message.text for message in await staff.sees(thread))


async def line(staff: Staff, thread: int) -> Seen:
    """The last line that says that there is something to read."""
    return next(m for m in reversed(await staff.sees(thread)) if "has arrived" in m.text)


async def test_the_words_leave_every_preview(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    thread = await ane.ticket("My colleague threatens me")
    await besa.says("/sensitive", thread)
    assert "is sensitive now" in (await besa.told(thread)).text
    card = await besa.card(thread)
    assert "threatens" not in card.text
    assert "the words are not shown here" in card.text
    assert (await world.topics())[-1]["name"] == "#1 EN"
    await besa.says("/subject Secret matter", thread)
    assert (await world.topics())[-1]["name"] == "#1 EN"
    for words in ("/queue", "/my", "/find threatens", "/gaps", "/history"):
        await besa.says(words)
        told = (await besa.told()).text
        assert "threatens" not in told
        assert "Secret" not in told
    await besa.says("/history", thread)
    told = (await besa.told(thread)).text
    assert "sensitive: yes" in told
    assert "Secret" not in told
    assert await besa.presses("Open the text", thread) == "/ticket My colleague threatens me"[8:]
    await besa.says("/sensitive", thread)
    assert "threatens" in (await besa.card(thread)).text
    assert (await world.topics())[-1]["name"] == "#1 EN Secret matter"


async def test_new_words_are_a_line_and_a_press_shows_them_to_one(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    mira = await world.staff("Mira")
    thread = await ane.ticket("Help")
    await besa.says("/sensitive", thread)
    message = await ane.says("He came again")
    await ane.says("I am afraid")
    assert "He came" not in await texts(besa, thread)
    assert (await texts(besa, thread)).count("has arrived") == 1
    assert await mira.presses_on(await line(mira, thread), "Open the text") == (
        "He came again\nI am afraid"
    )
    await ane.edits(message, text="He came again today")
    assert "He came" not in await texts(besa, thread)
    assert "has changed a message" in await texts(besa, thread)
    await besa.says("/history", thread)
    assert (await besa.told(thread)).text.count("Mira: its words were shown") == 1
    await world.later(minutes=5)
    await ane.says("Are you there?")
    assert await mira.presses_on(await line(mira, thread), "Open the text") == "Are you there?"


async def test_what_is_long_goes_into_ones_own_chat_or_is_shown_here_on_demand(
    world: World,
) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    thread = await ane.ticket("Help")
    await besa.says("/sensitive", thread)
    long = "He came again and again. " * 20
    await ane.says(long)
    await ane.sends("photo", caption="The letter")
    shown = await line(besa, thread)
    assert "does not fit in here" in await besa.presses_on(shown, "Open the text")
    assert "He came" not in await texts(besa, thread)
    await world.post("/control/say", person=besa.id, chat=besa.id, text="/start lang_en")
    assert "your own chat" in await besa.presses_on(await line(besa, thread), "Open the text")
    alone = await world.messages(besa.id)
    assert [m.text for m in alone[-3:]] == [
        "Request 1, for you alone:",
        long.strip(),
        "The letter",
    ]
    assert "photo" in alone[-1].raw
    assert "He came" not in await texts(besa, thread)
    await besa.presses_on(await line(besa, thread), "Show it here")
    seen = await texts(besa, thread)
    assert long.strip() in seen
    assert "The letter" in seen
    assert "Shown here by Besa." in seen
    await besa.says("/history", thread)
    assert (await besa.told(thread)).text.count("its words were shown") == 2


async def test_what_was_copied_before_is_taken_out_again(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    thread = await ane.ticket("Help")
    await ane.says("An old secret")
    await world.later(hours=49)
    await ane.says("A young secret")
    await ane.sends("photo", caption="A picture of it")
    await besa.says("I am here", thread)
    await besa.says("/sensitive", thread)
    offer = await besa.told(thread)
    await besa.presses_on(offer, "Take the text out of this topic")
    seen = await texts(besa, thread)
    assert "A young secret" not in seen
    assert "A picture of it" not in seen
    assert "An old secret" in seen
    assert "I am here" in seen
    assert "2 messages were taken out" in seen
    assert "1 message is older than 48 hours" in seen
    assert "Request 1" in (await besa.card(thread)).text
    await besa.says("/history", thread)
    assert "the text was taken out of the topic" in (await besa.told(thread)).text
    await ane.says("Another secret")
    assert await besa.presses_on(await line(besa, thread), "Open the text") == "Another secret"


async def test_an_urgent_card_offers_the_mark_and_nothing_is_asked_afterwards(
    small_world: World,
) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await ane.says("I want to kill myself")
    thread = (await small_world.topics())[-1]["message_thread_id"]
    assert "Sensitive" in (await besa.card(thread)).labels
    await besa.presses("Sensitive", thread)
    card = await besa.card(thread)
    assert "kill" not in card.text
    assert "Sensitive" not in card.labels
    await ane.says("I want to kill myself now")
    assert "kill" not in await texts(besa, thread)
    other = await small_world.member("Zana", Language.EN)
    theirs = await other.ticket("Help")
    await besa.says("/sensitive", theirs)
    await besa.says("/close", theirs)
    assert "How was the help?" not in (await other.last()).text


async def test_a_lost_topic_comes_back_without_the_words(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    thread = await ane.ticket("Help")
    await ane.says("A secret")
    await besa.says("/sensitive", thread)
    group = small_world.group_id
    await small_world.post("/control/topic", chat=group, thread=thread, action="delete")
    await ane.says("Are you there?")
    again = (await small_world.topics())[-1]["message_thread_id"]
    assert "secret" not in await texts(besa, again)
    assert "has arrived" in await texts(besa, again)


async def test_nothing_is_learnt_from_a_sensitive_request(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    await ane.says("xyzzy plugh threatens")
    await besa.says("/gaps")
    listed = await besa.told()
    assert "xyzzy" in listed.text
    await ane.presses("Send it to the support line")
    thread = (await world.topics())[-1]["message_thread_id"]
    await besa.presses_on(listed, "1")
    opened = next(m for m in await besa.general() if m.id == listed.id)
    await besa.presses_on(opened, "New entry")
    draft = next(m for m in await besa.general() if m.id == listed.id)
    await besa.presses_on(draft, "Answer")
    await besa.says("An answer", reply_to=listed.id)
    await besa.says("/sensitive", thread)
    draft = next(m for m in await besa.general() if m.id == listed.id)
    assert "dealt with" in await besa.presses_on(draft, "Publish")
    await besa.says("/gaps")
    assert "xyzzy" not in (await besa.told()).text
    await besa.says("/gaps", thread)
    assert "no question in this request" in (await besa.told(thread)).text


async def test_words_that_still_wait_when_the_mark_is_set_do_not_come(world: World) -> None:
    ane, besa = await world.member("Ane", Language.EN), await world.staff()
    thread = await ane.ticket("Help")
    await ane.says("Secret 0")
    # Telegram takes nothing for the group until the mark is set, however long the line is at it.
    held = {"chat": world.group_id, "retry_after": 1, "times": 1000}
    for method in ("sendMessage", "copyMessage"):
        await world.post("/control/faults", method=method, **held)
    for number in range(1, 26):
        await world.post("/control/say", person=ane.id, chat=ane.id, text=f"Secret {number}")
    await world.until(lambda: _is_counted(world, 27, "messages WHERE author = 'member'"))
    await world.post(
        "/control/say", person=besa.id, chat=world.group_id, text="/sensitive", thread=thread
    )
    await world.until(lambda: _is_counted(world, 1, "tickets WHERE sensitive"))
    world.box.api.faults.clear()
    seen = await texts(besa, thread)
    assert "Secret 0" in seen
    assert not [number for number in range(1, 26) if f"Secret {number}" in seen]
    assert "✉️ A message of the member's has arrived." in seen


async def _is_counted(world: World, many: int, rows: str) -> bool:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        return bool(await tx.scalar(text(f"SELECT count(*) FROM {rows}")) == many)
