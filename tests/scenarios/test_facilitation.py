"""Stories of facilitators: asked for, found, prepared, done, and of all that comes between."""

from desk.languages import Language
from desk.mentoring.areas import Area
from tests.bookers import anybody, ids, now, pressed
from tests.facilitators import (
    about,
    agreed,
    asking,
    entries,
    facilitator,
    mine,
    requested,
    the_coordinator,
)
from tests.mentors import listed
from tests.scenarios.test_hours import at
from tests.sessions import files, with_words
from tests.storage.sessions import at as moment
from tests.world import World

WHOLE = (
    "What for: A forum",
    "Theme: Public hearing on the town's budget",
    "Where: House of Culture, Prizren",
    "Region: Prizren",
    "Language: English",
    "People: 30",
    "Hopes: That all are heard",
    "When: Friday, 4 December 2026, 10:00–14:00",
)


async def test_whoever_fits_best_is_shown_to_the_coordinator_with_the_reasons(
    world: World,
) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    await facilitator(world, "Milica", areas=frozenset({Area.FINANCE}), regions=("Nis",))
    await facilitator(world, "Ardit", languages=("sq",))
    (arta,) = await anybody(world, "Arta")
    whole = await asking(arta)
    assert [line for line in WHOLE if line not in whole.text] == []
    await world.close()
    await world.open()
    await pressed(arta, whole, "Change something", "How many people")
    for words in ("fifty", "50"):
        await arta.says(words)
    assert "Please write a number" in (await arta.reads())[-2].text
    sent = await pressed(arta, await arta.last(), "Send it")
    assert "Your request is sent." in sent.text
    card = await about(besa)
    assert "Asks: Arta" in card.text
    assert "People: 50" in card.text
    assert "Advocacy: participation; comes to the region; free then, in their hours" in card.text
    assert "Finance; free then, in their hours; has room; ⚠ not of the region" in card.text
    assert "Ardit" not in card.text
    assert card.labels[:3] == ["Ask: Vesna", "Ask: Milica", "Others"]
    await besa.presses_on(card, "Ask: Vesna")
    asked = await vesna.last()
    assert "Could you facilitate this?" in asked.text
    assert asked.labels == ["I do it", "I cannot"]


async def test_what_is_agreed_is_in_both_calendars_and_both_write_through_the_line(
    world: World,
) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    (arta,) = await anybody(world, "Arta")
    await agreed(world, besa, arta, vesna)
    told = await mine(arta)
    await vesna.forges(vesna.id, await vesna.last(), "mf.yes:1:1")  # pressed twice
    assert len(await entries(world, vesna)) == 1
    (entry,) = await entries(world, arta)
    assert "House of Culture" in entry.location
    assert "You have a facilitator." in told.text
    assert "Facilitator: Vesna" in told.text
    assert "Vesna does it." in (await about(besa)).text
    await pressed(arta, told, "Write to the other side")
    await arta.says("Shall we meet before?")
    letter = await vesna.last()
    assert "Arta writes about the facilitation" in letter.text
    assert "Shall we meet before?" in letter.text
    for member in (arta, vesna):
        await member.says("/sessions")
        opened = await pressed(member, await member.last(), "Fri, 4 Dec, 10:00")
        assert "Where: House of Culture, Prizren" in opened.text
        assert opened.labels[:2] == ["I’ll come", "See the request"]
    await at(world, moment(10, 10.5))
    await world.quiet()
    await at(world, moment(11, 8.5))
    for member in (arta, vesna):
        assert len(await with_words(member, "The facilitation is soon.")) == 2


async def test_a_forum_is_not_complete_without_notes_of_what_follows(world: World) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    (arta,) = await anybody(world, "Arta")
    await agreed(world, besa, arta, vesna)
    await at(world, moment(11, 15))
    (over,) = await with_words(vesna, "The facilitation is over.")
    listed = await pressed(vesna, over, "To see to after it", "Complete")
    assert "A forum is complete when somebody has written" in listed.text
    await pressed(vesna, listed, "Write the follow-up notes")
    await vesna.says("The mayor answers by May; Arta writes to him")
    await vesna.sends("document")
    after = await pressed(vesna, listed, "Back")
    assert "✅ Follow-up: what was agreed, who does what" in after.labels
    await besa.says("/facilitations")
    assert "To complete: 1" in (await besa.told()).text
    done = await pressed(vesna, after, "Complete")
    assert "Facilitation · complete" in done.text
    (told,) = await with_words(arta, "The facilitation is complete.")
    for text in (told.text, (await about(besa)).text):
        assert "The mayor answers by May; Arta writes to him" in text
    assert "document" in (await arta.last()).raw
    await besa.says("/facilitations")
    assert "None is open." in (await besa.told()).text


async def test_whoever_was_asked_says_no_or_nothing_and_somebody_else_is_asked(
    world: World,
) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    milica = await facilitator(world, "Milica", areas=frozenset({Area.FINANCE}))
    (arta,) = await anybody(world, "Arta")
    await requested(arta)
    await besa.presses_on(await about(besa), "Ask: Vesna")
    first = await vesna.last()
    await vesna.presses("I cannot", on=first)
    card = await about(besa)
    assert "Vesna cannot do it." in card.text
    assert "⚠ has not taken it" in card.text
    await besa.presses_on(card, "Ask: Milica")
    late = await milica.last()
    await world.later(hours=25)
    assert "Nobody answered in time" in (await milica.last()).text
    assert "Milica has not answered in time." in (await about(besa)).text
    for member, message in ((milica, late), (vesna, first)):
        await member.forges(member.id, message, message.data[0])
    assert await ids(world) == []
    await besa.presses_on(await about(besa), "Cannot be done")
    await besa.says("Nobody is free in December", reply_to=(await about(besa)).id)
    told = await arta.last()
    assert "This cannot be done." in told.text
    assert "Why: Nobody is free in December" in told.text
    assert "Talk to a person" in told.labels


async def test_the_member_moves_it_and_the_facilitator_comes_along(world: World) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    (arta,) = await anybody(world, "Arta")
    await agreed(world, besa, arta, vesna)
    await pressed(arta, await mine(arta), "Another time")
    await arta.says("tomorrow or so")
    assert "I could not read a day in this." in (await arta.last()).text
    await arta.says("5.12. 9:30")
    await pressed(arta, await arta.last(), "Move it")
    told = (await vesna.last()).text
    assert "Until now: Friday, 4 December 2026, 10:00–14:00" in told
    assert "When: Saturday, 5 December 2026, 09:30–13:30" in told
    first, second = await entries(world, vesna)
    assert (first.uid, first.sequence, second.sequence) == (second.uid, 0, 1)
    assert "It is at another time now." in (await about(besa)).text


async def test_nobody_facilitates_twice_at_a_time(world: World) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    arta, zana = await anybody(world, "Arta", "Zana")
    await requested(arta)
    await besa.presses_on(await about(besa), "Ask: Vesna")
    of_arta = await vesna.last()
    await requested(zana)
    await besa.presses_on(await about(besa), "Ask: Vesna")
    await vesna.presses("I do it", on=await vesna.last())
    await vesna.presses("I do it", on=of_arta)
    assert len(await ids(world)) == 1
    assert "You have a facilitator." not in (await arta.last()).text
    await besa.says("/facilitations")
    card = await besa.told()
    await besa.presses_on(card, "🔎 Fri, 4 Dec · Public hearing on the town's budget")
    await besa.presses_on(next(one for one in await besa.general() if one.id == card.id), "Others")
    others = next(one for one in await besa.general() if one.id == card.id)
    assert "⚠ has something else then" in others.text
    assert "Ask: Vesna" not in others.labels


async def test_the_coordinator_moves_it_to_where_the_facilitator_is_not_free(
    world: World,
) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    arta, zana = await anybody(world, "Arta", "Zana")
    await agreed(world, besa, arta, vesna)
    await agreed(world, besa, zana, vesna, day="5.12.")
    card = await about(besa)
    await besa.presses_on(card, "Another time")
    await besa.says("4.12. 11:00", reply_to=card.id)
    await besa.presses_on(next(one for one in await besa.general() if one.id == card.id), "Move it")
    assert "The facilitator has something else then" in (await zana.last()).text
    assert "You need not facilitate this any more." in (await vesna.last()).text
    assert (await entries(world, vesna))[-1].status == "CANCELLED"
    assert "we look for a facilitator" in (await about(besa)).text
    assert len(await ids(world)) == 1


async def test_the_facilitator_leaves_and_the_member_cancels(world: World) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    (arta,) = await anybody(world, "Arta")
    await agreed(world, besa, arta, vesna)
    await pressed(vesna, await mine(vesna), "I cannot do it after all", "Yes, I cannot do it")
    assert "Your facilitator cannot do it after all." in (await arta.last()).text
    assert "Vesna had agreed, and cannot do it after all." in (await about(besa)).text
    assert await ids(world) == []
    await arta.says("/facilitation")
    labels = ("Fri, 4 Dec · Public hearing", "Cancel it", "Yes, cancel it")
    ended = await pressed(arta, await arta.last(), *labels)
    assert "Facilitation · cancelled" in ended.text
    assert "The member has cancelled it." in (await about(besa)).text
    assert [one.status for one in await entries(world, arta)] == ["CONFIRMED", "CANCELLED"]


async def test_who_is_forgotten_or_leaves_is_replaced_and_everybody_hears_of_it(
    world: World,
) -> None:
    besa = await the_coordinator(world)
    vesna = await facilitator(world, "Vesna")
    (arta,) = await anybody(world, "Arta")
    await agreed(world, besa, arta, vesna)
    await besa.says("/mentor Vesna")
    left = await besa.told()
    for label in ("Has left", "Yes, has left"):
        shown = next(one for one in await besa.general() if one.id == left.id)
        await besa.presses_on(shown, label)
    assert "Your facilitator cannot do it after all." in (await arta.last()).text
    milica = await facilitator(world, "Milica")
    await besa.says("/facilitations")
    await besa.presses_on(await besa.told(), "🔎 Fri, 4 Dec · Public hearing on the town's budget")
    await besa.presses_on(await about(besa), "Ask: Milica")
    await milica.presses("I do it", on=await milica.last())
    await arta.says("/forgetme")
    await pressed(arta, await arta.last(), "Erase everything", "Yes, erase it now")
    told = await milica.last()
    assert "The facilitation is cancelled." in told.text
    assert "Arta" not in told.text
    assert "House of Culture" not in told.text
    assert await ids(world) == []


async def test_the_lists_are_ticked_by_those_whose_they_are(small_world: World) -> None:
    besa = await the_coordinator(small_world)
    vesna = await facilitator(small_world, "Vesna")
    (arta,) = await anybody(small_world, "Arta")
    await agreed(small_world, besa, arta, vesna)
    told, hers = await mine(arta), await mine(vesna)
    await pressed(arta, told, "To see to before it", "▫️ Place", "▫️ Agenda")
    assert {"✅ Place", "▫️ Agenda"} <= set((await now(arta, told)).labels)
    shown = await pressed(vesna, hers, "To see to before it", "▫️ Agenda")
    assert {"✅ Place", "✅ Agenda"} <= set(shown.labels)
    assert "Done: 2 of 7" in shown.text
    after = await pressed(vesna, hers, "To see to after it", "Complete")
    assert "Facilitation · complete" not in after.text  # it has not taken place
    (zana,) = await anybody(small_world, "Zana")
    own = await zana.last()
    for data in ("mf.tick:1:place", "mf.fill:1:agenda", "mf.done:1", "mf.open:1", "mf.open:9"):
        await zana.forges(zana.id, own, data)
    for data in ("mf.fill:1:agenda", "mf.done:1", "mf.yes:1:1", "mf.tick:1:agenda"):
        await arta.forges(arta.id, told, data)
    assert "Done: 2 of 7" in (await pressed(vesna, hers, "To see to before it")).text


async def test_nothing_need_be_known_and_who_may_not_ask_reads_why(small_world: World) -> None:
    besa = await the_coordinator(small_world)
    (arta,) = await anybody(small_world, "Arta")
    await arta.says("/facilitation")
    assert "There are no facilitators to ask yet." in (await arta.last()).text
    vesna = await facilitator(small_world, "Vesna")
    await listed(small_world, "Mira")
    blerta = await small_world.member("Blerta", Language.SQ)
    await blerta.says("/facilitimi")
    assert blerta.label("A forum") in (await blerta.last()).labels
    await arta.says("/mentor")
    await pressed(arta, await arta.last(), "Ask for a facilitator")
    await pressed(arta, await arta.last(), "An activity of our own")
    await arta.says("Our strategy for three years")
    labels = ("Not known yet", "Online", "English", "Continue", "Not known yet", "Nothing to add")
    sent = await pressed(arta, await arta.last(), *labels, "Send it")
    assert "Where: Online" in sent.text
    await besa.presses_on(await about(besa), "Ask: Vesna")
    await vesna.presses("I do it", on=await vesna.last())
    assert "When: not known yet" in (await arta.last()).text
    assert await files(vesna) == []
    await pressed(arta, await arta.last(), "Another time")
    await arta.says("9.12. 17")
    await pressed(arta, await arta.last(), "Move it")
    (entry,) = await entries(small_world, vesna)
    assert entry.location == "Online"
