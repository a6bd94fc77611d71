"""Stories in which nobody does anything: reminders of sessions, in time, late, and not at all."""

from datetime import datetime, timedelta

from desk.languages import Language
from tests.bookers import anybody, looking, pressed
from tests.mentors import BELGRADE
from tests.people import Member
from tests.scenarios.test_hours import at
from tests.sessions import a_session, leading, with_words
from tests.storage.sessions import at as moment
from tests.world import World

DAY_BEFORE, SOON = "You have a session soon.", "Your session begins in a short while."
ASKED = "How was the session?"


def march(day: int, hour: float) -> datetime:
    return datetime(2027, 3, day, tzinfo=BELGRADE) + timedelta(hours=hour)


async def reminders(member: Member) -> list[str]:
    """Which came, in their order."""
    told = [one.text for one in await member.reads()]
    known = (DAY_BEFORE, SOON, ASKED)
    return [words for text in told for words in known if words in text]


async def test_both_are_reminded_twice_and_asked_once_whatever_restarts_there_are(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    for day, hour in ((1, 8.9), (1, 9.1), (1, 21), (2, 6.9), (2, 7.1), (2, 9.5), (2, 10.3), (3, 9)):
        await world.close()
        await at(world, moment(day, hour))
        await world.open()
        await world.quiet()
    for person in (vesna, arta):
        assert await reminders(person) == [DAY_BEFORE, SOON, ASKED]


async def test_who_says_that_they_come_makes_no_noise_and_the_other_reads_it(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    await at(world, moment(1, 9.1))
    (reminder,) = await with_words(arta, DAY_BEFORE)
    before = len(await vesna.reads())
    said = await arta.presses("I’ll come", on=reminder)
    assert said == "Thank you. The other side reads it in their reminder."
    after = await pressed(arta, reminder)
    assert after.text == reminder.text
    assert after.labels == ["Move", "Cancel it"]
    assert len(await vesna.reads()) == before
    await at(world, moment(2, 7.1))
    (soon,) = await with_words(vesna, SOON)
    assert "The other side has said that they come." in soon.text
    (own,) = await with_words(arta, SOON)
    assert "The other side has said" not in own.text


async def test_after_three_days_of_being_down_nobody_is_reminded_of_what_is_over(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    await world.close()
    await at(world, moment(5, 2))  # at night
    await world.open()
    await world.quiet()
    assert await reminders(arta) == []
    await at(world, moment(5, 8.1))
    await world.quiet()
    for person in (vesna, arta):
        assert await reminders(person) == [ASKED]


async def test_what_is_late_is_said_by_day_unless_the_next_reminder_says_it(
    small_world: World,
) -> None:
    vesna, arta = await a_session(small_world)
    await small_world.close()
    await at(small_world, moment(1, 23))
    await small_world.open()
    await small_world.quiet()
    assert await reminders(arta) == []
    await at(small_world, moment(2, 7.1))
    await small_world.quiet()
    assert await reminders(arta) == [SOON]
    await at(small_world, moment(2, 8.1))
    await small_world.quiet()
    for person in (vesna, arta):
        assert await reminders(person) == [SOON]


async def test_a_session_that_is_moved_is_reminded_of_anew_and_a_cancelled_one_is_not(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    await at(world, moment(1, 9.1))
    (first,) = await with_words(arta, DAY_BEFORE)
    await pressed(arta, first, "Move", "Thu, 26 Nov, 09:00 · Vesna")
    await at(world, moment(2, 9.1))
    assert await reminders(vesna) == [DAY_BEFORE, DAY_BEFORE]
    assert await reminders(arta) == [DAY_BEFORE]  # the first one has become the session's card
    told = (await with_words(arta, DAY_BEFORE))[-1]
    assert "When: Thursday, 26 November 2026, 09:00–10:00" in told.text
    await pressed(arta, told, "Cancel it", "I am ill")
    await at(world, moment(4, 9))
    assert await reminders(vesna) == [DAY_BEFORE, DAY_BEFORE]
    assert await reminders(arta) == []


async def test_over_a_change_of_the_clock_it_is_the_same_hour_on_the_wall(
    small_world: World,
) -> None:
    """The 28th of March 2027 is a Sunday, on which two o'clock becomes three."""
    vesna = await leading(small_world, Language.SR_LATN)
    (arta,) = await anybody(small_world, "Arta")
    await at(small_world, march(26, 10))
    booked = await pressed(arta, await looking(arta), "Mon, 29 Mar, 09:00", "Book it")
    assert "When: Monday, 29 March 2027, 09:00–10:00" in booked.text
    assert "ponedeljak, 29. mart 2027. od 09:00 do 10:00" in (await vesna.last()).text
    await at(small_world, march(28, 7.9))
    assert await reminders(arta) == []
    await at(small_world, march(28, 9.1))
    (reminder,) = await with_words(arta, DAY_BEFORE)
    assert "Begins: tomorrow 09:00" in reminder.text


async def test_whoever_has_blocked_the_bot_is_not_reminded(small_world: World) -> None:
    vesna, arta = await a_session(small_world)
    await small_world.post(f"/control/people/{arta.id}", blocked=True)
    await small_world.quiet()
    await at(small_world, moment(1, 9.1))
    assert len(await with_words(vesna, DAY_BEFORE)) == 1
    assert await with_words(arta, DAY_BEFORE) == []
