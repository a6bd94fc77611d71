"""Stories of the day itself: codes are scanned, people are found, and staff see the count."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.events.event import Day, Event
from desk.languages import Language
from storage.events.tables import seats
from tests.hosts import (
    MONDAY,
    SATURDAY,
    anybody,
    now,
    opened,
    pressed,
    published,
    signed_up,
)
from tests.mentors import rows
from tests.people import Member, Seen, Staff
from tests.scenarios.test_events_staff import in_general, turned
from tests.scenarios.test_hours import at
from tests.world import World

TWO_DAYS = (
    Day(SATURDAY, SATURDAY + timedelta(hours=7)),
    Day(SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=1, hours=7)),
)


@pytest.fixture
async def monday(world: World) -> World:
    await at(world, MONDAY)
    return world


@pytest.fixture
async def small_monday(small_world: World) -> World:
    await at(small_world, MONDAY)
    return small_world


async def code_of(world: World, member: Member, event: Event) -> tuple[str, str]:
    """What is in the link of their seat's code, and their six digits."""
    async with rows(world) as tx:
        query = select(seats.c.token, seats.c.code)
        mine = query.where(seats.c.person_id == member.id, seats.c.event_id == event.id)
        token, code = (await tx.execute(mine)).one()
        return token, code


async def board(staff: Staff) -> Seen:
    return [one for one in await in_general(staff) if "There:" in one.text][-1]


async def answered(staff: Staff, words: str) -> Seen:
    await staff.says(words)
    return await staff.told()


async def test_a_code_is_shown_scanned_by_staff_and_counted_in_one_message(monday: World) -> None:
    event = await published(monday, days=TWO_DAYS, terms={"seats": 9})
    besa = await monday.owner("Besa")
    arta, cila = await anybody(monday, "Arta", "Cila")
    card = await signed_up(arta, event)
    await signed_up(cila, event)
    token, code = await code_of(monday, arta, event)
    await arta.presses("My code", on=card)
    shown = await arta.last()
    assert "photo" in shown.raw
    assert f"{code[:3]} {code[3:]}" in shown.text
    early = f"/start seat_{token}"
    scanning = Member(monday, besa.id, "Besa", besa.texts)
    await scanning.says(early)
    assert "The door opens an hour before each day begins:" in (await scanning.last()).text
    await besa.says(f"/checkin {event.id}")
    assert "There: 0 of 2" in (await board(besa)).text
    await _two_days(monday, scanning, besa, early)


async def _two_days(monday: World, scanning: Member, besa: Staff, early: str) -> None:
    await at(monday, SATURDAY - timedelta(minutes=18))
    await scanning.says(early)
    done = await scanning.last()
    assert "✅ Checked in, 08:42" in done.text
    assert "Arta" in done.text
    assert "Day 1 of 2" in done.text
    await monday.later(minutes=20)
    assert "There: 1 of 2" in (await board(besa)).text
    assert "Last: Arta, today 08:42" in (await board(besa)).text
    assert len([one for one in await in_general(besa) if "There:" in one.text]) == 1
    await scanning.says(early)
    assert "Was checked in before: Saturday, 5 December 2026, 08:42" in (await scanning.last()).text

    await monday.later(days=1)
    await scanning.says(early)
    assert "Day 2 of 2" in (await scanning.last()).text


async def test_whoever_is_not_of_the_staff_is_told_to_show_the_code_to_them(
    small_monday: World,
) -> None:
    event = await published(small_monday)
    arta, cila = await anybody(small_monday, "Arta", "Cila")
    await signed_up(arta, event)
    token, code = await code_of(small_monday, arta, event)
    await at(small_monday, SATURDAY)
    await cila.says(f"/start seat_{token}")
    assert "Please show it to our staff at the door" in (await cila.last()).text
    await cila.says("/start seat_nobodys")
    assert "Please show it to our staff at the door" in (await cila.last()).text
    await arta.says(f"/start seat_{token}")
    assert f"{code[:3]} {code[3:]}" in (await arta.last()).text
    besa = await small_monday.owner("Besa")
    shown = await answered(besa, f"/checkin {event.id} Arta")
    assert "Not checked in yet." in shown.text
    assert "no longer works" in await cila.forges(cila.id, await cila.last(), "ed.mine:1")


async def test_whoever_scans_the_code_at_the_door_is_in_within_its_hours(monday: World) -> None:
    event = await published(monday, days=TWO_DAYS, terms={"seats": 9})
    besa = await monday.owner("Besa")
    arta, cila = await anybody(monday, "Arta", "Cila")
    await signed_up(arta, event)
    await besa.says(f"/checkin {event.id}")
    await besa.presses_on(await board(besa), "Code for the door")
    poster = [one for one in await in_general(besa) if "document" in one.raw][-1]
    assert poster.raw["document"]["file_name"] == f"door-{event.id}.pdf"
    assert "print it" in poster.text
    link = f"/start door_{await door_of(monday)}"
    await at(monday, SATURDAY - timedelta(minutes=61))
    await arta.says(link)
    assert "The door opens an hour before each day begins:" in (await arta.last()).text
    await monday.later(minutes=2)
    await arta.says(link)
    said = (await arta.last()).text
    assert "You are checked in, 08:01. Welcome!" in said
    assert "Where: House of culture, Main street 3" in said
    await cila.says(link)
    assert "We find no seat of yours at this event." in (await cila.last()).text
    await _and_again(monday, besa, arta, link)


async def _and_again(monday: World, besa: Staff, arta: Member, link: str) -> None:
    await arta.says(link)
    assert "You were checked in already, 08:01." in (await arta.last()).text
    await monday.later(seconds=10)
    assert "There: 1 of 1" in (await board(besa)).text
    await at(monday, SATURDAY + timedelta(hours=7, minutes=1))
    await arta.says(link)
    assert "The door opens" in (await arta.last()).text
    await arta.says("/start door_x")
    assert "not valid any more" in (await arta.last()).text


async def door_of(world: World) -> str:
    from storage.events.tables import event_doors

    async with rows(world) as tx:
        token = await tx.scalar(select(event_doors.c.token))
        assert isinstance(token, str)
        return token


async def test_people_are_found_by_name_or_digits_or_written_down(monday: World) -> None:
    event = await published(monday, terms={"seats": 4})
    besa = await monday.owner("Besa")
    arta, other, cila = await anybody(monday, "Arta Krasniqi", "Arta Gashi", "Çila")
    for one in (arta, other, cila):
        await signed_up(one, event)
    await at(monday, SATURDAY)
    shown = await answered(besa, f"/checkin {event.id} arta")
    assert shown.labels == ["Arta Gashi", "Arta Krasniqi"]
    guest = await turned(besa, shown, "Arta Gashi")
    done = await turned(besa, guest, "✓ Sat, 5 Dec")
    assert "✅ Sat, 5 Dec" in done.text
    assert done.labels == []
    assert "Çila" in (await answered(besa, f"/checkin {event.id} cila")).text
    _token, code = await code_of(monday, cila, event)
    assert "✅ Checked in" in (await answered(besa, f"/checkin {event.id} {code}")).text
    assert "Nobody of this name" in (await answered(besa, f"/checkin {event.id} Zana")).text
    codes = [(await code_of(monday, one, event))[1] for one in (arta, other, cila)]
    free = next(f"{n:06}" for n in range(4) if f"{n:06}" not in codes)
    assert "This code is nobody's" in (await answered(besa, f"/checkin {event.id} {free}")).text
    await _without_a_seat(besa, event)


async def _without_a_seat(besa: Staff, event: Event) -> None:
    walked = await answered(besa, f"/checkin {event.id} + Fatos, Agimi")
    assert "✅ Checked in" in walked.text
    assert "Fatos, Agimi" in walked.text
    full = await answered(besa, f"/checkin {event.id} + Gent")
    assert "Please make more seats first." in full.text
    await besa.says(f"/checkin {event.id}")
    shown = await board(besa)
    assert "There: 3 of 4" in shown.text
    assert "Organisations: 1" in shown.text
    await besa.presses_on(shown, "Who is missing")
    missing = [one for one in await in_general(besa) if "Who is missing" in one.text][-1]
    assert missing.labels == ["Arta Krasniqi"]
    for words in ("/checkin", "/checkin 99", "/checkin x"):
        assert "Which event?" in (await answered(besa, words)).text


async def test_who_gave_their_seat_back_is_not_let_in_by_their_code(small_monday: World) -> None:
    event = await published(small_monday)
    besa = await small_monday.owner("Besa")
    (arta,) = await anybody(small_monday, "Arta")
    card = await signed_up(arta, event)
    token, _code = await code_of(small_monday, arta, event)
    await pressed(arta, card, "Give the seat back", "Yes")
    await at(small_monday, SATURDAY)
    scanning = Member(small_monday, besa.id, "Besa", besa.texts)
    await scanning.says(f"/start seat_{token}")
    assert "No seat. Arta: does not come" in (await scanning.last()).text
    assert re.search(r"/checkin \d+ \+ Name", (await scanning.last()).text)


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.EN])
async def test_in_each_language_somebody_shows_a_code_and_is_let_in(
    small_monday: World, language: Language
) -> None:
    event = await published(small_monday)
    besa = await small_monday.owner("Besa")
    arta = await small_monday.member("Arta", language)
    await arta.presses("My code", on=await signed_up(arta, event))
    assert (
        arta.words("<b>Your code.</b> Please show it at the door, or say these six digits:")
        in (await arta.last()).text
    )
    await besa.says(f"/checkin {event.id}")
    await at(small_monday, SATURDAY)
    await arta.says(f"/start door_{await door_of(small_monday)}")
    words = "✅ <b>You are checked in</b>, %(time)s. Welcome!"
    assert arta.words(words, time="09:00") in (await arta.last()).text
    assert arta.label("My code") in (await now(arta, await opened(arta, event))).labels
