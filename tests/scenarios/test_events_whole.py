"""The whole of an event as people live it, in each language, and every date that they read."""

from datetime import datetime
from typing import NamedTuple

import pytest

from desk.events.event import Event, Kind
from desk.languages import Language
from tests.hosts import SATURDAY, anybody, now, opened, pressed, signed_up
from tests.people import Member, Staff
from tests.scenarios import test_events_making as making
from tests.scenarios.test_events_afterwards import NAMES, documents, text_of
from tests.scenarios.test_events_door import TWO_DAYS, code_of, door_of
from tests.scenarios.test_events_staff import in_general, turned
from tests.scenarios.test_events_telling import HOUR, announced, officer, reminders
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_whole import DATES, Diary, newest
from tests.world import World

SLIDES = "https://example.org/slides"


class Cast(NamedTuple):
    """All members are of one language. Besa is of the staff."""

    besa: Staff
    arta: Member
    blerim: Member
    diary: Diary

    async def until(self, moment: datetime) -> None:
        await at(self.besa.world, moment)
        await self.besa.world.quiet()
        await self.diary.look()


@pytest.mark.parametrize("language", list(Language))
async def test_from_the_news_of_a_training_to_its_certificate(
    small_world: World, language: Language
) -> None:
    besa = await officer(small_world)
    arta, blerim = [await small_world.member(name, language) for name in ("Arta", "Blerim")]
    cast = Cast(besa, arta, blerim, Diary(arta, blerim))
    event = await one_hears_of_it_and_signs_up(cast)
    await another_waits_and_is_promoted(cast, event)
    await they_are_reminded_three_times(cast)
    await they_come_on_both_days(cast, event)
    await they_are_thanked_and_answer(cast)
    assert cast.diary.lines == (DATES / f"events.{language}.txt").read_text().splitlines()


async def one_hears_of_it_and_signs_up(cast: Cast) -> Event:
    besa, arta, _blerim, diary = cast
    await arta.says("/forums")
    page = await pressed(arta, await arta.last(), "Tell me about new ones", "Training")
    await pressed(arta, page, "Send me news")
    event, _card = await announced(
        besa.world, besa, kind=Kind.TRAINING, days=TWO_DAYS, terms={"seats": 1}
    )
    news = await newest(arta, "🆕 <b>This is new, and may be for you.</b>")
    await diary.look()
    card = await pressed(arta, news, "Sign up")
    assert arta.words("<b>You have a seat.</b>") in card.text
    await diary.look()
    return event


async def another_waits_and_is_promoted(cast: Cast, event: Event) -> None:
    _besa, arta, blerim, diary = cast
    waits = await signed_up(blerim, event)
    line = blerim.words("<b>You are in the line.</b> Your place: %(place)s", place=1)
    assert line in waits.text
    await diary.look()
    await pressed(arta, await opened(arta, event), "Give the seat back", "Yes")
    offer = await newest(blerim, "🎉 <b>A seat is free for you.</b>")
    await diary.look()
    taken = await pressed(blerim, offer, "I take the seat")
    assert blerim.words("<b>You have a seat.</b>") in taken.text
    await diary.look()


async def they_are_reminded_three_times(cast: Cast) -> None:
    blerim = cast.blerim
    for before in (7 * 24 * HOUR, 24 * HOUR, 2 * HOUR):
        await cast.until(SATURDAY - before + HOUR / 60)
    told = await reminders(blerim)
    assert len(told) == 3
    assert await reminders(cast.arta) == []
    coming = await pressed(blerim, told[-1], "I’ll come")
    assert blerim.words("✅ You have said that you come. Thank you!") in coming.text


async def they_come_on_both_days(cast: Cast, event: Event) -> None:
    besa, _arta, blerim, _diary = cast
    await besa.says(f"/checkin {event.id}")
    for day in (SATURDAY, SATURDAY + 24 * HOUR):
        await cast.until(day)
        await blerim.says(f"/start door_{await door_of(besa.world)}")
        await cast.diary.look()
    await adds_materials(besa)


async def adds_materials(besa: Staff) -> None:
    count = [one for one in await in_general(besa) if "There: 1 of 1" in one.text][-1]
    await besa.presses_on(count, "Materials")
    shown = [one for one in await in_general(besa) if "📎" in one.text][-1]
    asked = await turned(besa, shown, "Add files")
    await besa.says(SLIDES, reply_to=asked.id)


async def they_are_thanked_and_answer(cast: Cast) -> None:
    _besa, arta, blerim, diary = cast
    await cast.until(SATURDAY + 33 * HOUR)
    assert SLIDES in [one.text for one in await blerim.reads()]
    assert SLIDES not in [one.text for one in await arta.reads()]
    thanked = await newest(blerim, "🙏 <b>Thank you for coming.</b>")
    done = await pressed(blerim, thanked, "Yes", "Yes", "No")
    assert blerim.words("Thank you for your answers.") in done.text
    await blerim.presses("My certificate", on=done)
    name = NAMES.get(blerim.texts.language, "Blerim Hoxha")
    await blerim.says(name)
    paper = await text_of(blerim.world, await blerim.last())
    assert name in paper
    await diary.look()
    diary.add(*(f"PDF: {line}" for line in paper.splitlines()))
    await cast.until(SATURDAY + (33 + 7 * 24 + 1) * HOUR)
    await pressed(blerim, await blerim.last(), blerim.texts.number(5))
    assert blerim.words("Thank you. Passed on to: %(n)s", n=5) in (await blerim.last()).text


# From the chat alone


async def test_a_training_made_in_the_chat_overflows_loses_one_at_night_and_is_attended(
    world: World,
) -> None:
    besa = await officer(world)
    event = await made_in_the_chat(besa)
    arta, cila, dona, enver = await anybody(world, "Arta", "Cila", "Dona", "Enver")
    card = await signed_up(arta, event)
    await signed_up(cila, event)
    for number, waiting in enumerate((dona, enver), 1):
        assert f"Your place: {number}" in (await signed_up(waiting, event)).text
        await world.later(seconds=1)
    await at(world, SATURDAY - 11 * HOUR)  # ten in the evening
    await pressed(arta, card, "Give the seat back", "Yes")
    offer = await newest(dona, "🎉 <b>A seat is free for you.</b>")
    assert "You have a seat." in (await pressed(dona, offer, "I take the seat")).text
    await world.close()
    await world.open()
    await scanned(besa, event, {0: (cila, dona), 1: (dona,)})
    await besa.says(f"/attendance {event.id}")
    sheet, _table = (await documents(besa))[-2:]
    assert "Day 1 of 2, Sat, 5 Dec: 2 persons" in sheet.text
    assert "Completed: 1 person, 0 organisations" in sheet.text
    await at(world, SATURDAY + 47 * HOUR)
    await dona.presses("My certificate")
    await dona.says("Dona Berisha")
    assert "Dona Berisha" in await text_of(world, await dona.last())
    assert "You are in the line." in (await now(enver, (await enver.reads())[1])).text


async def made_in_the_chat(besa: Staff) -> Event:
    card = await making.pressed(besa, await making.said(besa, "/event new"), "Training", "Title")
    card = await making.pressed(
        besa, await making.written(besa, card, "English", "Dialogue"), "Back"
    )
    card = await making.written(besa, card, "Time zone", "Europe/Belgrade")
    card = await making.written(besa, card, "Days", "5.12.2026 9-16, 6.12.2026 9-14")
    card = await making.pressed(besa, card, "Languages", "English", "Back")
    card = await making.written(besa, card, "Place", "House of culture\nMain street 3")
    card = await making.pressed(besa, card, "Back")
    card = await making.written(besa, card, "Seats", "2")
    card = await making.pressed(besa, card, "✓ What is asked", "✓ Organisation", "Back", "Publish")
    assert "Training · published · number 1" in card.text
    return await making.stored(besa.world, 1)


async def scanned(besa: Staff, event: Event, days: dict[int, tuple[Member, ...]]) -> None:
    """Staff scan the codes that those people show, with their own phone."""
    phone = Member(besa.world, besa.id, "Besa", besa.texts)
    for day, people in days.items():
        await at(besa.world, event.days[day].starts_at)
        for one in people:
            token, _code = await code_of(besa.world, one, event)
            await phone.says(f"/start seat_{token}")
            assert "✅ Checked in, 09:00" in (await phone.last()).text
