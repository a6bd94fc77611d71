"""Stories of what comes after a session: who was not there, how it was, notes, and the next one."""

from tests.bookers import anybody, ids, now, pressed
from tests.scenarios.test_hours import at
from tests.sessions import a_session, files, opened, with_words
from tests.storage.sessions import at as moment
from tests.world import World

OVER = "✓ Wed, 25 Nov, 09:00"


async def test_each_side_says_that_the_other_did_not_come_and_both_accounts_are_kept(
    world: World,
) -> None:
    besa = await world.owner("Besa")
    vesna, arta = await a_session(world)
    await at(world, moment(2, 7.1))
    (soon,) = await with_words(arta, "Your session begins in a short while.")
    early = await arta.presses("The other side did not come", on=soon)
    assert early == "The session has not begun yet. It begins: today 09:00"
    await at(world, moment(2, 9.2))
    said = await arta.presses("The other side did not come", on=soon)
    assert "we have noted it, and the coordinator sees it." in said
    await arta.presses("The other side did not come", on=soon)  # twice
    told = [one for one in await besa.general() if "Somebody did not come" in one.text]
    assert len(told) == 1
    assert "Says so: The member, Arta" in told[0].text
    await pressed(vesna, await opened(vesna), "The other side did not come")
    await besa.presses_on(told[0], "Look at it")
    card = next(one for one in await besa.general() if one.id == told[0].id)
    assert "The mentor: the other side did not come" in card.text
    assert "The member: the other side did not come" in card.text
    await at(world, moment(2, 12))
    assert await with_words(arta, "How was the session?") == []


async def test_nobody_misses_what_was_cancelled(small_world: World) -> None:
    _, arta = await a_session(small_world)
    number = (await ids(small_world))[0]
    shown = await pressed(arta, await opened(arta), "Cancel it", "Yes, cancel")
    await at(small_world, moment(2, 9.2))
    await arta.forges(arta.id, shown, f"ms.miss:{number}")
    assert "Mentoring session · cancelled" in (await now(arta, shown)).text
    await small_world.quiet()


async def test_three_short_questions_and_words_of_ones_own_that_the_coordinator_reads(
    world: World,
) -> None:
    besa = await world.owner("Besa")
    _, arta = await a_session(world)
    await at(world, moment(2, 10.3))
    (asked,) = await with_words(arta, "How was the session?")
    assert "Wednesday, 25 November 2026, 09:00–10:00 · Vesna" in asked.text
    assert asked.labels == ["1", "2", "3", "4", "5", "The other side did not come"]
    await world.close()
    await world.open()
    thanks = await pressed(arta, asked, "4", "Yes", "No")
    assert thanks.labels == ["Add a few words", "Next session", "Plan", "All my sessions"]
    await pressed(arta, thanks, "Add a few words")
    await arta.says("She knows <everything>")
    assert "We have kept your words." in (await arta.last()).text
    number = (await ids(world))[0]
    await besa.says("/sessions")
    look = await besa.told()
    await besa.forges(besa.group_id, look, f"mz.open:{number}")
    card = next(one for one in await besa.general() if one.id == look.id)
    said = "useful: 4 of 5, next steps agreed: yes, another session: no – She knows <everything>"
    assert f"The member: {said}" in card.text


async def test_the_next_session_is_one_tap_away(world: World) -> None:
    vesna, arta = await a_session(world)
    await at(world, moment(2, 10.3))
    choice = await pressed(arta, await opened(arta, OVER), "Next session")
    first = choice.labels[0]
    assert first.endswith("· Vesna")
    booked = await pressed(arta, choice, first)
    assert "Mentoring session · booked" in booked.text
    assert "A session is booked with you." in (await vesna.last()).text
    assert len(await ids(world)) == 2
    assert len(await files(arta)) == 2


async def test_notes_are_shared_or_private(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    (besa,) = await anybody(world, "Besa")
    await pressed(vesna, await opened(vesna), "Write to them")
    await vesna.says("We meet at https://meet.example/abc")
    assert "https://meet.example/abc" in (await arta.last()).text
    await at(world, moment(2, 10.3))
    over = await pressed(vesna, await opened(vesna, OVER), "Write notes")
    await vesna.says("<b>Budget</b> until Friday")
    sent = await vesna.sends("document")
    await pressed(vesna, over, "Notes for yourself")
    await vesna.says("They are tired")
    await pressed(vesna, over, "That is all")
    await vesna.says("What is a budget?")  # a question by now
    told = [one.text for one in await arta.reads()]
    assert any("From your mentor · Vesna" in text and "Budget" in text for text in told)
    assert not any("They are tired" in text or "What is a budget" in text for text in told)
    copied = [call["params"] for call in await world.calls("copyMessage")]
    assert [(one["chat_id"], one["message_id"]) for one in copied] == [(arta.id, sent[0].id)]
    number = (await ids(world))[0]
    assert "no longer works" in await besa.forges(besa.id, await besa.last(), f"ms.note:{number}:0")


async def test_what_was_shared_is_there_before_the_next_session(world: World) -> None:
    vesna, arta = await a_session(world)
    await at(world, moment(2, 10.3))
    over = await pressed(vesna, await opened(vesna, OVER), "Write notes")
    await vesna.says("Budget until Friday")
    await vesna.sends("document")
    await pressed(vesna, over, "Notes for yourself")
    await vesna.says("They are tired")
    choice = await pressed(arta, await opened(arta, OVER), "Next session")
    await pressed(arta, choice, "Fri, 27 Nov, 09:00 · Vesna")
    await at(world, moment(3, 9.1))
    (reminder,) = await with_words(arta, "You have a session soon.")
    assert "Notes of last time:" in reminder.text
    assert "Budget until Friday" in reminder.text
    assert "They are tired" not in reminder.text
    await pressed(arta, reminder, "Files of last time: 1")
    assert len(await world.calls("copyMessage")) == 2
