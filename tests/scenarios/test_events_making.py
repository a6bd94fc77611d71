"""Stories about events that staff make step by step in their group."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from desk.events.event import Event
from desk.languages import Language
from storage.events.events import EventRows
from storage.events.tables import seats
from tests.people import Member, Seen, Staff
from tests.scenarios.test_hours import at
from tests.world import CATALOGUES, World

WINTER = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
async def officer(world: World) -> Staff:
    return await making(world)


async def making(world: World) -> Staff:
    await at(world, WINTER)
    drita, besa = await world.owner(), await world.staff("Besa")
    await besa.says("/who")
    await drita.says("/role Besa events")
    return besa


async def test_a_training_is_made_part_by_part_over_a_restart_and_published(
    world: World, officer: Staff
) -> None:
    besa = officer
    card = await pressed(besa, await said(besa, "/event new"), "Training")
    assert "No title yet\nTraining · draft · number 1" in card.text
    assert "Before it can be published: a title, the days, a place or a link, a lang" in card.text
    assert "Missing: a title" in await besa.presses_on(card, "Publish")
    card = await pressed(besa, card, "Title")
    card = await written(besa, card, "Shqip", "Planifikimi kooperues")
    card = await written(besa, card, "Srpski", "Kooperativno planiranje: šta i zašto")
    card = await pressed(besa, card, "Back")
    card = await written(besa, card, "Time zone", "Tiranë")
    card = await written(besa, card, "Days", "13.6.2027 9-16, 14.6.2027 9-14")
    assert "When: Sunday, 13 June 2027, 09:00–16:00 · Tirana (CET)" in card.text
    assert "When: Monday, 14 June 2027, 09:00–14:00 · Tirana (CET)" in card.text
    await described(world, besa, card)


async def described(world: World, besa: Staff, card: Seen) -> None:
    """Days after a restart."""
    await world.close()
    await world.open()
    await world.later(days=9)
    card = await pressed(besa, card, "Languages", "Shqip", "Srpski", "Türkçe", "✓ Türkçe", "Back")
    card = await written(besa, card, "Place", "Qendra Rinore\nRruga B 12")
    await besa.sends("location", thread=0, reply_to=card.id)
    card = await in_general(besa, card)
    assert "Where: Qendra Rinore, Rruga B 12 📍" in card.text
    card = await pressed(besa, card, "Getting in")
    card = await pressed(besa, await written(besa, card, "Shqip", "Me ashensor"), "Back")
    card = await pressed(besa, card, "Agenda")
    card = await written(besa, card, "Shqip", "9:00 Hapja\n2/ 10.30 Ushtrime")
    card = await pressed(besa, await written(besa, card, "Srpski", "9:00 Otvaranje"), "Back")
    await the_rest(besa, card)


async def the_rest(besa: Staff, card: Seen) -> None:
    card = await written(besa, card, "Seats", "20")
    card = await written(besa, card, "Per organisation", "2")
    card = await pressed(besa, card, "Staff say yes: no", "✓ What is asked", "Pictures", "Back")
    card = await written(besa, card, "✓ Reminders", "1 day, 3 h")
    card = await pressed(besa, card, "Themes", "Participation of citizens", "Back")
    card = await pressed(besa, card, "Donor line")
    card = await pressed(besa, await written(besa, card, "English", "Funded by Slovak Aid"), "Back")
    card = await pressed(besa, card, "People", "Event facilitator")
    card = await pressed(besa, await written(besa, card, "Write the names", "Arben Q."), "Back")
    for told in (
        "Seats: 20 · per organisation: 2 · taken: 0",
        "Asked at the sign-up: Organisation, Pictures",
        "Reminders before: 1 day, 3 hours",
        "Themes: Participation of citizens",
        "Event facilitator: Arben Q.",
        "Agenda: 2 lines",
        "Languages: Shqip, Srpski",
        "Srpski: getting in, donor line, agenda\n",
        "Türkçe: title, getting in, donor line, agenda\n",
        "Staff say yes: yes",
    ):
        assert told in "\n".join([card.text, *card.labels]), told
    assert "Before it can" not in card.text
    await previewed(besa, card)
    card = await pressed(besa, card, "Preview", "Back", "Publish")
    assert "Training · published · number 1" in card.text
    assert "Kind" not in card.labels
    assert "✓ Seats" not in card.labels


async def previewed(besa: Staff, card: Seen) -> None:
    """As members will read it, in each language and script."""
    shown = await pressed(besa, card, "Preview", "Српски")
    kind = CATALOGUES.texts(Language.SR_CYRL).label("Training")
    assert f"Кооперативно планирање: шта и зашто\n{kind}" in shown.text
    assert "недеља, 13. јун 2027." in shown.text
    assert "Отварање" in shown.text
    assert "Qendra Rinore, Rruga B 12 📍" in shown.text
    shown = await pressed(besa, shown, "Shqip")
    assert "Planifikimi kooperues\n" in shown.text
    assert "Me ashensor" in shown.text
    assert "10:30 Ushtrime" in shown.text
    assert "Funded by Slovak Aid" in shown.text
    shown = await pressed(besa, shown, "Euskara", "Back")


async def test_a_change_of_date_or_place_is_told_after_a_yes_and_counts_once(
    world: World, officer: Staff
) -> None:
    besa = officer
    card = await published(besa)
    arta = await world.member("Arta")
    card = await written(besa, card, "✓ Days", "14.6.2027 10-12")
    assert "Monday, 14 June 2027, 10:00–12:00" in card.text  # nobody has signed up
    assert (await stored(world, 1)).sequence == 1
    await signed_up(world, arta)
    asked = await written(besa, card, "✓ Days", "15.6.2027 9-12")
    assert "Before: Monday, 14 June 2027, 10:00–12:00" in asked.text
    assert "New: Tuesday, 15 June 2027, 09:00–12:00" in asked.text
    assert "Tell 1 person?" in asked.text
    assert (await stored(world, 1)).sequence == 1
    await world.close()
    await world.open()
    await world.later(days=8)
    card = await pressed(besa, asked, "Change it and tell them")
    assert "Tuesday, 15 June 2027, 09:00–12:00" in card.text
    assert (await stored(world, 1)).sequence == 2
    again = await besa.forges(world.group_id, card, "em.keep:1")
    assert "Nothing waits to be changed any more" in again
    await elsewhere(world, besa, card)


async def elsewhere(world: World, besa: Staff, card: Seen) -> None:
    asked = await written(besa, card, "✓ Place", "Teatri\nSheshi 1")
    assert "Before: Qendra, https://meet.example.org/x" in asked.text
    assert "New: Teatri, Sheshi 1, https://meet.example.org/x" in asked.text
    card = await pressed(besa, asked, "Back")
    assert "Where: Qendra\n" in card.text
    await written(besa, card, "Region", "Kukës")  # is told to nobody
    assert (await stored(world, 1)).sequence == 2
    refused = await written(besa, await opened(besa, 1), "✓ Days", "1.1.2027 9-12")
    assert "It cannot be published so. Missing: days that are ahead." in (await besa.told()).text
    assert "Now: 15.6.2027 09:00-12:00" in refused.text


async def test_cancelling_needs_a_reason_and_says_how_many_are_told(
    small_world: World,
) -> None:
    besa = await making(small_world)
    card = await published(besa)
    arta = await small_world.member("Arta")
    card = await pressed(besa, card, "Cancel the event")
    assert "Cancel it with this reason" not in card.labels
    card = await written(besa, card, "Shqip", "Salla u mbyll")
    card = await pressed(besa, card, "Cancel it with this reason")
    assert "Reason: Salla u mbyll" in card.text
    assert "Cancel it? 0 people are told." in card.text
    await signed_up(small_world, arta)
    pressing = await besa.presses_on(card, "Yes, cancel it")
    assert "Other people would be told by now" in pressing
    card = await pressed(besa, await in_general(besa, card), "Yes, cancel it")
    assert "Networking · cancelled" in card.text
    assert (await stored(small_world, 1)).sequence == 1
    assert card.labels == ["Preview", "Copy", "Seats", "Report", "All events"]
    old = await besa.forges(small_world.group_id, card, "em.step:1:publish")
    assert "This has changed meanwhile: cancelled." in old
    card = await pressed(besa, card, "Copy")
    assert "Networking · draft · number 2" in card.text
    assert "Reason" not in card.text


async def test_an_open_meeting_needs_both_who_lead_it_or_a_leads_word(small_world: World) -> None:
    besa = await making(small_world)
    vjosa = await small_world.staff("Vjosa")
    await vjosa.says("/who")
    await (await small_world.owner("Ilir")).says("/role Vjosa lead")
    card = await draft(besa, "Open meeting")
    assert "Before it can be published: a facilitator, an expert." in card.text
    assert "Publish without them all the same" not in card.labels
    assert "Your role does not allow this" in await besa.forges(
        small_world.group_id, card, "em.step:1:waive"
    )
    card = await written(
        besa, await pressed(besa, card, "People", "Invited expert"), "Write the names", "A"
    )
    assert "Missing: a facilitator." in await besa.forges(
        small_world.group_id, card, "em.step:1:publish"
    )
    card = await opened(vjosa, 1)
    card = await pressed(vjosa, card, "Publish without them all the same")
    assert "Open meeting · published" in card.text


SLIPS = [
    ("Days", "tomorrow", "I cannot read “tomorrow”."),
    ("Days", "13.6.2027 9-25", "I cannot read “13.6.2027 9-25”."),
    ("Days", "14.6.2027 9-12, 13.6.2027 9-12", "not in order on this day: Sunday, 13 June 2027"),
    ("Days", "13.6.2027 12-9", "not in order on this day"),
    ("Days", "28.3.2027 2:30-9", "There is no 02:30 on this day"),
    ("Days", "31.10.2027 2:30-9", "Write 02:30a for the first and 02:30b for the second."),
    ("Time zone", "Atlantis", "I need a time zone such as Europe/Tirane"),
    ("Link", "no address", "I need an address such as https://"),
    ("Seats", "many", "I need a number from 1 to 20,000, or a dash."),
    ("✓ Reminders", "90 days", "none is longer than 60 days"),
    ("Place", "?", "I need the name of the place"),
]


async def test_a_slip_is_answered_with_what_is_needed_and_the_question_still_stands(
    small_world: World,
) -> None:
    besa = await making(small_world)
    card = await pressed(besa, await said(besa, "/event new"), "Networking")
    for label, slip, answer in SLIPS:
        asked = await pressed(besa, card, label)
        await besa.says(slip, reply_to=asked.id)
        assert answer in (await besa.told()).text
        assert (await in_general(besa, asked)).text == asked.text
        card = await pressed(besa, asked, "Back")
    asked = await pressed(besa, await pressed(besa, card, "Getting in"), "Shqip")
    await besa.says("Me ashensor", reply_to=asked.id)
    assert "Please write the name of the place first" in (await besa.told()).text
    card = await pressed(besa, asked, "Back", "Back")
    card = await written(besa, card, "Days", "31.10.2027 2:30b-9")
    assert "Sunday, 31 October 2027, 02:30–09:00" in card.text
    asked = await pressed(besa, await pressed(besa, card, "Agenda"), "Shqip")
    await besa.says("12:00 Dreka", reply_to=asked.id)
    assert "I cannot put “12:00 Dreka” on a day of the event." in (await besa.told()).text


FORGED = {
    "em.open:77": "There is no such event",
    "em.set:1:kind.party": "no longer works",
    "em.set:1:facilitator.77": "no longer works",
    "em.among:1:soup": "no longer works",
    "em.write:1:soup": "no longer works",
    "em.write:1:repeat.daily": "no longer works",
    "em.write:1:map": "no longer works",
    "em.see:1:fr": "no longer works",
    "em.step:1:dance": "no longer works",
    "em.list:soup:0": "no longer works",
    "em.year:99:0": "no longer works",
    "em.keep:1": "Nothing waits to be changed",
    "em.step:1:finish": "This has changed meanwhile: draft.",
}


async def test_a_draft_goes_on_after_its_message_was_deleted_and_old_buttons_are_answered(
    small_world: World,
) -> None:
    besa = await making(small_world)
    card = await draft(besa, "Networking")
    asked = await pressed(besa, card, "Region")
    await removed(small_world, asked)
    shown = await pressed(besa, await said(besa, "/events"), "Drafts: 1", "Punëtori")
    assert "Networking · draft · number 1" in shown.text
    shown = await written(besa, shown, "Region", "Pejë")
    assert "Region: Pejë" in shown.text
    await forged(besa, shown)
    await others_may_not(small_world, besa, shown)


async def forged(besa: Staff, shown: Seen) -> None:
    for data, answer in FORGED.items():
        assert answer in await besa.forges(besa.group_id, shown, data), data


async def others_may_not(small_world: World, besa: Staff, shown: Seen) -> None:
    nita = await small_world.staff("Nita")
    for words in ("/event new", "/event 1", "/events"):
        assert "Your role does not allow this" in (await said(nita, words)).text
    asked = await pressed(besa, shown, "✓ Region")
    await nita.says("Prizren", reply_to=asked.id)
    assert "Your role does not allow this" in (await nita.told()).text
    assert (await stored(small_world, 1)).region == "Pejë"
    assert "There is no such event" in (await said(besa, "/event 77")).text
    assert "To make one: /event new" in (await said(besa, "/event forum")).text


# In their hands


async def draft(besa: Staff, kind: str) -> Seen:
    """Nothing is missing that every event needs."""
    card = await pressed(besa, await said(besa, "/event new"), kind, "Title")
    card = await pressed(besa, await written(besa, card, "Shqip", "Punëtori"), "Back")
    card = await written(besa, card, "Days", "13.6.2027 9-16")
    card = await pressed(besa, card, "Languages", "Shqip", "Back")
    return await written(besa, card, "Link", "meet.example.org/x")


async def published(besa: Staff) -> Seen:
    asked = await pressed(besa, await draft(besa, "Networking"), "Place")
    await besa.says("Qendra", reply_to=asked.id)
    return await pressed(besa, await in_general(besa, asked), "Back", "Publish")


async def opened(besa: Staff, number: int) -> Seen:
    return await said(besa, f"/event {number}")


async def stored(world: World, number: int) -> Event:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        found = await EventRows(tx).look(number)
    assert found is not None
    return found


async def signed_up(world: World, arta: Member) -> None:
    assert world.app is not None
    seat = {
        "event_id": 1,
        "person_id": arta.id,
        "name": "Arta",
        "status": "taken",
        "language": "sq",
        "made_at": WINTER,
        "token": "t",
        "code": "123456",
    }
    async with world.app.database.transaction() as tx:
        await tx.execute(insert(seats).values(seat))


async def removed(world: World, message: Seen) -> None:
    """Somebody deletes the bot's message in the group."""
    gone = {"chat_id": world.group_id, "message_id": message.id}
    await world.post(f"/bot{world.box.token}/deleteMessage", **gone)


async def said(besa: Staff, words: str) -> Seen:
    await besa.says(words)
    return await besa.told()


async def in_general(besa: Staff, message: Seen) -> Seen:
    return next(one for one in await besa.general() if one.id == message.id)


async def pressed(besa: Staff, message: Seen, *labels: str) -> Seen:
    for label in labels:
        await besa.presses_on(message, label)
        message = await in_general(besa, message)
    return message


async def written(besa: Staff, card: Seen, label: str, words: str) -> Seen:
    """What is asked for by that button."""
    asked = await pressed(besa, card, label)
    await besa.says(words, reply_to=asked.id)
    return await in_general(besa, card)
