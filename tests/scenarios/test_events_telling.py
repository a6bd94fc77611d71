"""Stories of what people are told unasked: it is soon, it has changed, it is off, it is new."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.events.event import Day, Event, Standing
from desk.events.subscriptions import Interest
from desk.events.themes import Theme
from desk.languages import Language
from desk.privacy import Purpose
from storage.events.events import EventRows
from storage.events.subscriptions import SubscriptionRows
from storage.people import PeopleRows
from tests.hosts import FORUM, MONDAY, SATURDAY, anybody, pressed, signed_up
from tests.mentors import rows
from tests.people import Member, Seen, Staff
from tests.scenarios import test_events_making as making
from tests.scenarios.test_finding import file_of
from tests.scenarios.test_hours import at
from tests.world import World

SOON = "You have a seat. We look forward to seeing you."
HOUR = timedelta(hours=1)


async def announced(world: World, besa: Staff, **parts: Any) -> tuple[Event, Seen]:
    """A forum that staff publish, and its card in their group."""
    terms = replace(FORUM.terms, **{"seats": 5, **parts.pop("terms", {})})
    blank = {"standing": Standing.DRAFT, "published_at": None, "terms": terms}
    event = replace(FORUM, **{**blank, **parts})
    async with rows(world) as tx:
        event = await EventRows(tx).add(event)
    card = await making.said(besa, f"/event {event.id}")
    return event, await making.pressed(besa, card, "Publish")


async def officer(world: World) -> Staff:
    await at(world, MONDAY)
    drita, besa = await world.owner(), await world.staff("Besa")
    await besa.says("/who")
    await drita.says("/role Besa events")
    return besa


async def reminders(member: Member) -> list[Seen]:
    return [one for one in await member.reads() if one.text.startswith("🔔")]


async def told(member: Member, words: str) -> list[Seen]:
    return [one for one in await member.reads() if words in one.text]


async def come_and_go(world: World, *moments: datetime) -> None:
    for moment in moments:
        await world.close()
        await at(world, moment)
        await world.open()
        await world.quiet()


async def test_who_has_a_seat_is_reminded_three_times_whatever_restarts_there_are(
    world: World,
) -> None:
    event, _card = await announced(world, await officer(world), terms={"seats": 1})
    arta, waiting = await anybody(world, "Arta", "Blerim")
    for member in (arta, waiting):
        await signed_up(member, event)
    week, day, hours = SATURDAY - 7 * 24 * HOUR, SATURDAY - 24 * HOUR, SATURDAY - 2 * HOUR
    minute = timedelta(minutes=1)
    await come_and_go(world, week - minute, week + minute, week + 3 * HOUR)
    (first,) = await reminders(arta)
    assert "Begins: Saturday, 5 December 2026, 09:00" in first.text
    assert "Where: House of culture, Main street 3" in first.text
    assert "Getting in: A ramp at the back" in first.text
    assert first.labels == ["I’ll come", "I can’t", "Map", "Question"]
    await come_and_go(world, day - minute, day + minute, hours - minute, hours + minute)
    (_first, second, third) = await reminders(arta)
    assert "Begins: tomorrow 09:00" in second.text
    assert "Begins: today 09:00" in third.text
    assert "My code" not in second.labels
    await arta.presses("My code", on=third)
    assert "photo" in (await arta.last()).raw
    assert await reminders(waiting) == []


async def test_after_days_of_being_down_only_what_is_still_true_is_said(world: World) -> None:
    event, _card = await announced(world, await officer(world))
    (arta,) = await anybody(world, "Arta")
    await signed_up(arta, event)
    await come_and_go(world, SATURDAY - 20 * HOUR)
    assert ["tomorrow 09:00" in one.text for one in await reminders(arta)] == [True]
    await come_and_go(world, SATURDAY + HOUR)
    assert len(await reminders(arta)) == 1


async def test_at_night_a_reminder_waits_for_the_morning_unless_it_is_too_late_then(
    small_world: World,
) -> None:
    world = small_world
    late, early = SATURDAY + 13 * HOUR, SATURDAY - 2 * HOUR
    besa = await officer(world)
    event, _card = await announced(world, besa, days=(Day(late, late + HOUR),))
    other, _card = await announced(world, besa, uid="b", days=(Day(early, early + HOUR),))
    (arta,) = await anybody(world, "Arta")
    for one in (event, other):
        await signed_up(arta, one)
    await at(world, early - 7 * 24 * HOUR + timedelta(minutes=1))  # seven in the morning
    assert await reminders(arta) == []
    await at(world, early - 7 * 24 * HOUR + HOUR)
    assert len(await reminders(arta)) == 1
    await at(world, early - 2 * HOUR + timedelta(minutes=1))
    assert "today 07:00" in (await reminders(arta))[-1].text


async def test_who_gives_the_seat_back_at_night_is_not_reminded_in_the_morning(
    small_world: World,
) -> None:
    world = small_world
    late = SATURDAY + 13 * HOUR
    event, _card = await announced(world, await officer(world), days=(Day(late, late + HOUR),))
    (arta,) = await anybody(world, "Arta")
    card = await signed_up(arta, event)
    await at(world, late - 24 * HOUR + timedelta(minutes=1))
    await pressed(arta, card, "Give the seat back", "Yes")
    await at(world, late - 12 * HOUR)
    assert [one for one in await reminders(arta) if "tomorrow" in one.text] == []


async def test_a_reminder_is_answered_and_only_the_last_one_asks_twice(world: World) -> None:
    event, _card = await announced(world, await officer(world), terms={"seats": 2})
    arta, blerim, cila = await anybody(world, "Arta", "Blerim", "Cila")
    for member in (arta, blerim, cila):
        await signed_up(member, event)
    await at(world, SATURDAY - 24 * HOUR + timedelta(minutes=1))
    first = (await reminders(arta))[-1]
    coming = await pressed(arta, first, "I’ll come")
    assert "You have said that you come." in coming.text
    assert coming.labels == ["I can’t", "Map", "Question"]
    gone = await pressed(blerim, (await reminders(blerim))[-1], "I can’t")
    assert "You do not come." in gone.text
    assert await told(cila, "A seat is free for you.") != []
    await arta.presses("Question", on=coming)
    known = await arta.last()
    assert "What we know of it." in known.text
    assert "A ramp at the back" in known.text
    await arta.presses("Ask our staff", on=known)
    await arta.says("May I bring my dog?")
    (topic,) = await world.topics()
    besa = await world.staff("Besa")
    said = [one.text for one in await besa.sees(topic["message_thread_id"])]
    assert any("about the event Waste in towns" in one for one in said)
    await at(world, SATURDAY - 2 * HOUR + timedelta(minutes=1))
    sure = await pressed(arta, (await reminders(arta))[-1], "I can’t")
    assert "Give your seat back?" in sure.text


async def test_online_it_is_ones_own_time_and_nobody_is_reminded_without_reminders(
    small_world: World,
) -> None:
    world = small_world
    besa = await officer(world)
    online = {"venue": None, "link": "https://meet.example/f"}
    event, _card = await announced(world, besa, **online)
    never, _card = await announced(world, besa, uid="never", terms={"reminders": ()}, **online)
    (arta,) = await anybody(world, "Arta")
    for each in (event, never):
        await signed_up(arta, each)
    async with rows(world) as tx:
        people = PeopleRows(tx)
        person = await people.get(arta.id)
        assert person is not None
        await people.save(replace(person, timezone="Europe/Istanbul"))
    await at(world, SATURDAY - 24 * HOUR + timedelta(minutes=1))
    (one,) = await reminders(arta)
    assert "Begins: tomorrow 11:00" in one.text
    assert "Link: https://meet.example/f" in one.text


async def test_who_has_blocked_the_line_or_switched_it_off_is_passed_over(
    small_world: World,
) -> None:
    world = small_world
    event, _card = await announced(world, await officer(world))
    arta, blerim, cila = await anybody(world, "Arta", "Blerim", "Cila")
    for member in (arta, blerim, cila):
        await signed_up(member, event)
    for is_on in (True, False):
        await allowing(world, arta, Purpose.REMINDERS, is_on=is_on)
    await world.post(f"/control/people/{blerim.id}", blocked=True)
    await at(world, SATURDAY - 24 * HOUR + timedelta(minutes=1))
    assert [len(await reminders(one)) for one in (arta, blerim, cila)] == [0, 0, 1]


async def allowing(world: World, member: Member, purpose: Purpose, *, is_on: bool) -> None:
    assert world.app is not None
    assert world.app.units is not None
    async with world.app.units.begin() as unit:
        person = await unit.context.people.get(member.id)
        assert person is not None
        at_, privacy = unit.context.now, unit.context.privacy
        await privacy.allow(person, purpose, Language.EN, at_, is_on=is_on)


# Changes


async def test_a_change_is_told_once_to_all_concerned_with_what_was_and_what_is(
    world: World,
) -> None:
    besa = await officer(world)
    event, card = await announced(world, besa, terms={"seats": 1})
    arta, blerim, stranger = await anybody(world, "Arta", "Blerim", "Cila")
    for member in (arta, blerim):
        await signed_up(member, event)
    form = await making.written(besa, card, "✓ Days", "12.12.2026 10-12")
    await making.pressed(besa, form, "Change it and tell them")
    await come_and_go(world, MONDAY + HOUR)
    (changed,) = await told(arta, "Something has changed:")
    assert "Before: Saturday, 5 December 2026, 09:00–16:00" in changed.text
    assert "New: Saturday, 12 December 2026, 10:00–12:00" in changed.text
    file = await file_of(world, changed)
    assert "UID:forum@linja" in file
    assert "SEQUENCE:1" in file
    (waits,) = await told(blerim, "Something has changed:")
    assert "document" not in waits.raw
    assert await told(stranger, "Something has changed:") == []
    await at(world, SATURDAY + HOUR)
    assert len(await reminders(arta)) == 1  # a week before the new date
    await arta.presses("I can’t", on=changed)
    assert "Give your seat back?" in (await arta.last()).text


async def test_of_another_place_only_the_place_is_told(
    small_world: World,
) -> None:
    world = small_world
    besa = await officer(world)
    event, card = await announced(world, besa)
    (arta,) = await anybody(world, "Arta")
    await signed_up(arta, event)
    place = await making.written(besa, card, "✓ Place", "Town hall\nSquare 1")
    card = await making.pressed(besa, place, "Change it and tell them")
    (changed,) = await told(arta, "Something has changed:")
    assert "Before: House of culture, Main street 3 📍" in changed.text
    assert "New: Town hall, Square 1" in changed.text
    assert "When" not in changed.text


async def test_what_is_cancelled_is_told_with_its_reason_and_leaves_calendars(
    world: World,
) -> None:
    besa = await officer(world)
    event, card = await announced(world, besa, terms={"seats": 1}, reason={"en": "Snow"})
    arta, blerim = await anybody(world, "Arta", "Blerim")
    for member in (arta, blerim):
        await signed_up(member, event)
    await making.pressed(
        besa, card, "Cancel the event", "Cancel it with this reason", "Yes, cancel it"
    )
    (off,) = await told(arta, "❌ Cancelled:")
    assert "Why: Snow" in off.text
    file = await file_of(world, off)
    assert "METHOD:CANCEL" in file
    assert "SEQUENCE:1" in file
    assert len(await told(blerim, "❌ Cancelled:")) == 1
    await at(world, SATURDAY)
    assert await reminders(arta) == []


# News


async def test_a_new_event_goes_once_to_those_who_follow_such(world: World) -> None:
    besa = await officer(world)
    arta, blerim, cila = await anybody(world, "Arta", "Blerim", "Cila")
    for member, theme in ((arta, Theme.WASTE), (blerim, Theme.CHILDREN), (cila, Theme.WASTE)):
        async with rows(world) as tx:
            await SubscriptionRows(tx).add(member.id, Interest(theme=theme), MONDAY)
    for member in (arta, blerim):
        await allowing(world, member, Purpose.CAMPAIGNS, is_on=True)
    event, _card = await announced(world, besa)
    await come_and_go(world, MONDAY + HOUR)
    (news,) = await told(arta, "This is new, and may be for you.")
    assert news.labels == ["Sign up", "Not interested in these"]
    for other in (blerim, cila):
        assert await told(other, "This is new") == []
    await announced(world, besa, uid="second")
    assert len(await told(arta, "This is new")) == 2
    no_more = await pressed(arta, news, "Not interested in these")
    assert "We do not tell you about events like this any more." in no_more.text
    await announced(world, besa, uid="third")
    assert len(await told(arta, "This is new")) == 1  # the first says so now
    assert event.id


async def test_news_wait_for_the_morning_and_not_for_what_is_cancelled(
    small_world: World,
) -> None:
    world = small_world
    besa = await officer(world)
    (arta,) = await anybody(world, "Arta")
    async with rows(world) as tx:
        await SubscriptionRows(tx).add(arta.id, Interest(), MONDAY)
    await allowing(world, arta, Purpose.CAMPAIGNS, is_on=True)
    await at(world, MONDAY + 13 * HOUR)
    await announced(world, besa)
    _off, card = await announced(world, besa, uid="off", title={"en": "Off"}, reason={"en": "-"})
    assert await told(arta, "This is new") == []
    await making.pressed(
        besa, card, "Cancel the event", "Cancel it with this reason", "Yes, cancel it"
    )
    await at(world, MONDAY + 22.1 * HOUR)
    (news,) = await told(arta, "This is new")
    assert "Waste in towns" in news.text


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.EN])
async def test_in_each_language_one_is_reminded_and_told(
    small_world: World, language: Language
) -> None:
    world = small_world
    besa = await officer(world)
    event, card = await announced(world, besa, reason={"en": "Snow"})
    arta = await world.member("Arta", language)
    await signed_up(arta, event)
    await at(world, SATURDAY - 24 * HOUR + timedelta(minutes=1))
    one = (await reminders(arta))[-1]
    at_ = arta.label("tomorrow %(clock)s", clock="09:00")
    assert arta.words("Begins: %(when)s", when=at_) in one.text
    assert arta.label("I’ll come") in one.labels
    await making.pressed(
        besa, card, "Cancel the event", "Cancel it with this reason", "Yes, cancel it"
    )
    title = {Language.SR_CYRL: "Отпад у градовима"}.get(language)
    title = title or FORUM.title.get(language[:2], "Waste in towns")
    assert len(await told(arta, arta.words("❌ <b>Cancelled:</b> %(title)s", title=title))) == 1
