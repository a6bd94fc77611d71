"""Stories of staff who decide who comes, and of members who follow what is new or are forgotten."""

import json

import pytest

from desk.events.event import Question
from desk.languages import Language
from storage.events.events import EventRows
from storage.events.subscriptions import SubscriptionRows
from storage.events.tables import seats
from tests.hosts import MONDAY, anybody, asking, opened, pressed, published, signed_up
from tests.mentors import rows
from tests.people import Seen, Staff
from tests.scenarios.test_forgetting import ask_to_be_forgotten
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_directory import writes_for
from tests.scenarios.test_mydata import exported
from tests.world import World


@pytest.fixture
async def monday(world: World) -> World:
    await at(world, MONDAY)
    return world


@pytest.fixture
async def small_monday(small_world: World) -> World:
    await at(small_world, MONDAY)
    return small_world


async def turned(staff: Staff, message: Seen, label: str) -> Seen:
    """The message in the group after a press on it."""
    await staff.presses_on(message, label)
    return next(one for one in await in_general(staff) if one.id == message.id)


async def in_general(staff: Staff) -> list[Seen]:
    return await staff.world.messages(staff.group_id)


async def asks(staff: Staff) -> list[Seen]:
    """The messages in which somebody asks for a seat."""
    return [one for one in await in_general(staff) if "waiting for your answer:" in one.text]


async def test_staff_say_yes_or_no_to_a_burst_on_one_message(monday: World) -> None:
    event = await published(monday, terms={"approves": True, "seats": 2})
    besa = await monday.owner("Besa")
    people = await anybody(monday, "Arta", "Cila", "Dona")
    cards = [await signed_up(one, event) for one in people]
    assert "Your sign-up has arrived." in cards[0].text
    await monday.later(seconds=21)
    (asked,) = await asks(besa)
    assert asked.labels[:2] == ["✅ Arta", "No"]
    left = await turned(besa, asked, "✅ Arta")
    assert left.labels[:4] == ["✅ Cila", "No", "✅ Dona", "No"]
    assert "Our staff have said yes: you have a seat." in (await people[0].reads())[-2].text
    assert "document" in (await people[0].last()).raw
    left = await turned(besa, left, "No")
    assert "Our staff could not give you a seat this time." in (await people[1].last()).text
    refused = await pressed(people[1], cards[1], "I do not come")
    assert "Sign up" not in refused.labels
    toast = await besa.forges(monday.group_id, left, asked.data[0])
    assert "This has changed meanwhile." in toast


async def test_who_asks_later_comes_up_on_the_message_that_stands(monday: World) -> None:
    event = await published(monday, terms={"approves": True})
    besa = await monday.owner("Besa")
    arta, enver = await anybody(monday, "Arta", "Enver")
    await signed_up(arta, event)
    await monday.later(hours=1)
    await signed_up(enver, event)
    await monday.later(seconds=30)
    (asked,) = await asks(besa)
    left = await turned(besa, asked, "✅ Arta")
    left = await turned(besa, left, "✅ Enver")
    assert "Nobody waits for your answer." in left.text
    assert "you are in the line" in (await enver.last()).text
    (fatos,) = await anybody(monday, "Fatos")
    await signed_up(fatos, event)
    await monday.later(seconds=30)
    assert len(await asks(besa)) == 2  # nobody looks at one that is answered


async def test_staff_see_who_comes_and_make_more_seats_or_fewer(monday: World) -> None:
    event = await published(monday)
    besa = await monday.owner("Besa")
    arta, cila = await anybody(monday, "Arta", "Cila")
    await signed_up(arta, event)
    await signed_up(cila, event)
    await besa.says(f"/seats {event.id}")
    listed = await besa.told()
    assert "Seats: 1, taken: 1, kept: 0" in listed.text
    assert "✅ Arta\n• 🕓 Cila" in listed.text
    more = await turned(besa, listed, "+1")
    assert "Seats: 2" in more.text
    assert "A seat is free for you." in (await cila.last()).text
    await besa.says(f"/seats {event.id} = 1")
    assert "So many seats are taken or kept: 2." in (await besa.told()).text
    old = await besa.forges(monday.group_id, more, listed.data[-1])
    assert "has changed meanwhile" in old
    await besa.says(f"/seats {event.id} = 3")
    await besa.says(f"/seats {event.id} + Enver, Agimi")
    assert "Enver, Agimi · in" in (await besa.told()).text
    await besa.says(f"/seats {event.id} + Fatos")
    assert "All seats are taken. Please make more seats first." in (await besa.told()).text
    again = await turned(besa, more, "✅ Arta")
    sure = await turned(besa, again, "Take this seat away")
    await turned(besa, sure, "Yes, take it away")
    assert any("given your seat to somebody else" in one.text for one in await arta.reads())


async def test_seats_are_changed_by_those_who_run_events(small_monday: World) -> None:
    event = await published(small_monday)
    besa = await small_monday.staff("Besa")
    await besa.says(f"/seats {event.id} = 9")
    assert "Seats are changed by whoever is responsible for events." in (await besa.told()).text
    await besa.says(f"/seats {event.id}")
    listed = await besa.told()
    await besa.presses_on(listed, "+1")
    await besa.says("/seats 77")
    assert "Which event?" in (await besa.told()).text
    async with rows(small_monday) as tx:
        assert (await EventRows(tx).look(event.id)) == event


async def test_what_is_followed_is_told_only_where_news_are_allowed(monday: World) -> None:
    event = await published(monday)
    arta = await monday.member("Arta", Language.EN)
    news = await pressed(arta, await opened(arta, event), "Tell me about new ones")
    chosen = await pressed(arta, news, "Regional forum", "Regions", "Prizren")
    assert "• Regional forum\n• Prizren" in chosen.text
    assert "You have not allowed news of the programmes" in chosen.text

    async def told() -> list[int]:
        async with rows(monday) as tx:
            return await SubscriptionRows(tx).to_tell(event, 0, 10)

    assert await told() == []
    allowed = await pressed(arta, chosen, "Send me news")
    assert "You have not allowed" not in allowed.text
    assert await told() == [arta.id]  # once, whatever fits
    await arta.says("/privacy")
    await arta.presses("✅ Send me news of the programmes")
    assert await told() == []
    stopped = await pressed(arta, allowed, "Stop all of it")
    assert "We do not tell you about new events any more." in stopped.text
    assert (
        "Now we tell you about nothing new."
        in (await pressed(arta, stopped, "All events", "Tell me about new ones")).text
    )
    for forged in ("ev.sub:region.1:1", "ev.sub:theme.x:1", "ev.sub:x:1"):
        assert "no longer works" in await arta.forges(arta.id, stopped, forged)


async def test_who_is_forgotten_leaves_a_seat_and_no_name(monday: World) -> None:
    terms = asking(Question.ORGANISATION, Question.ACCESS)
    event = await published(monday, terms=terms)
    arta, besa = await anybody(monday, "Arta", "Besa")
    await writes_for(arta, "Agimi")
    await pressed(arta, await opened(arta, event), "Sign up", "Agimi")
    await arta.says("A ramp")
    await pressed(arta, await arta.last(), "Tell me about new ones", "Themes", "Waste in towns")
    await pressed(besa, await opened(besa, event), "Wait for a seat", "For none", "Nothing")
    page, raw = await exported(arta)
    data = json.loads(raw)
    assert (data["seats"][0]["needs_for_access"], data["seats"][0]["status"]) == ("A ramp", "taken")
    assert data["subscriptions"][0]["theme"] == "waste"
    assert "Waste in towns, Saturday, 5 December 2026, 09:00, in, Agimi, needs: A ramp" in page
    await arta.says("/forgetme")
    assert "your seats at events: 1." in (await arta.last()).text
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")
    assert "A seat is free for you." in (await besa.last()).text
    async with rows(monday) as tx:
        row = (await tx.execute(seats.select().order_by(seats.c.id))).first()
        assert row is not None
        assert (row.status, row.name, row.access) == ("given_up", "", None)
        assert row.person_id < 0
        assert row.token == f"erased:{row.id}"
        assert await SubscriptionRows(tx).of(arta.id) == []


async def test_who_has_a_seat_is_a_list_that_goes_when_anybody_is_forgotten(monday: World) -> None:
    """Also where the message was another screen before."""
    event = await published(monday, terms={"seats": 2})
    besa = await monday.owner("Besa")
    arta, zana = await anybody(monday, "Arta", "Zana")
    await signed_up(arta, event)
    await besa.says(f"/event {event.id}")
    card = await besa.told()
    listed = await turned(besa, card, "Seats")
    assert "Arta" in listed.text
    await ask_to_be_forgotten(zana)
    assert card.id not in {one.id for one in await in_general(besa)}
