"""Stories in which nobody does anything: targets come near, members are reminded, matters close."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from desk.languages import Language
from tests.people import Seen, Staff
from tests.scenarios.test_hours import at
from tests.world import World

ALL = pytest.mark.parametrize("language", list(Language))
OFFICE = {"opening_hours": "mo-fr 9-17", "timezone": "Europe/Belgrade", "morning_digest": False}
HOUR = timedelta(hours=1)
NINE = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)  # a Monday in the office, and nobody's holiday


@pytest.fixture
async def office(address: str) -> AsyncIterator[World]:
    """On both engines, on a Monday an hour before it opens."""
    async with World(address, **OFFICE) as world:
        await at(world, NINE - HOUR)
        yield world


@pytest.fixture
async def small_office(sqlite_address: str) -> AsyncIterator[World]:
    async with World(sqlite_address, **OFFICE) as world:
        await at(world, NINE - HOUR)
        yield world


async def after(world: World, **passed: float) -> None:
    """So long after nine on that Monday, and a moment."""
    await at(world, NINE + timedelta(**passed) + timedelta(minutes=1))


async def told_in(besa: Staff, thread: int) -> list[Seen]:
    """What the line has written in the topic of itself, but for its card."""
    card = await besa.card(thread)
    return [m for m in await besa.sees(thread) if "⏰" in m.text and m.id != card.id]


def called(message: Seen) -> set[int]:
    """Whom the message mentions."""
    entities = message.raw.get("entities", [])
    return {entity["user"]["id"] for entity in entities if entity["type"] == "text_mention"}


async def history(besa: Staff, thread: int) -> str:
    await besa.says("/history", thread)
    return (await besa.told(thread)).text


async def test_a_card_says_since_when_a_request_waits_and_when_it_is_due(
    small_office: World,
) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    card = (await besa.card(thread)).text
    assert "Opened: Monday, 1 February 2027, 08:0" in card
    assert "Asked last" not in card
    assert "Due: Monday, 1 February 2027, 17:00" in card
    assert "overdue" not in card
    await after(small_office, hours=8)
    assert "Due: Monday, 1 February 2027, 17:00 ⏰ overdue" in (await besa.card(thread)).text
    await besa.says("Dërgojeni këtu", thread)
    card = (await besa.card(thread)).text
    assert "Due:" not in card
    assert "Asked last" not in card
    await ane.says("Eta epea?")
    await small_office.settled()
    assert "Asked last: Monday, 1 February 2027, 17:0" in (await besa.card(thread)).text


async def test_a_request_that_nobody_answers_calls_those_who_can_each_once(office: World) -> None:
    drita, besa = await office.owner(), await office.staff()
    lea, mira = await office.staff("Lea"), await office.staff("Mira")
    for one in (besa, mira, lea):
        await one.says("/who")
    await drita.says("/role Lea lead")
    await drita.says("/role Mira reporter")
    thread = await (await office.member("Ane")).ticket("Raporti")
    everybody = {drita.id, besa.id, lea.id}  # who only reports does not answer
    for hours, words, called_then in (
        (5.9, None, None),
        (6, "Request 1 needs its first reply soon.", everybody),
        (7.9, None, None),
        (8, "Request 1 is overdue: nobody has answered it yet.", {lea.id}),
        (31.9, None, None),
        (32, "twice as long as a first reply", {drita.id}),  # where nobody coordinates, an admin
        (33, None, None),
    ):
        before = await told_in(besa, thread)
        await after(office, hours=hours)
        told = (await told_in(besa, thread))[len(before) :]
        assert len(told) == (words is not None)
        for message in told:
            assert str(words) in message.text
            assert called(message) == called_then
            assert "Due: Monday, 1 February 2027, 17:00" in message.text
    assert "the time is used up: 200 %" in await history(besa, thread)


async def test_an_owner_is_called_alone_and_a_reply_ends_the_clock_of_the_first_one(
    small_office: World,
) -> None:
    besa, mira = await small_office.staff(), await small_office.staff("Mira")
    await mira.says("/who")
    ane = await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    await besa.says("/claim", thread)
    await after(small_office, hours=6, minutes=30)
    [warned] = await told_in(besa, thread)
    assert called(warned) == {besa.id}
    await besa.says("Dërgojeni këtu", thread)
    await ane.says("Ja ku është")
    await small_office.settled()
    assert "Due: Monday, 8 February 2027, 09:0" in (await besa.card(thread)).text
    await after(small_office, days=3)
    assert len(await told_in(besa, thread)) == 1
    await after(small_office, days=4)
    assert "should be solved soon" in (await besa.told(thread)).text


async def test_what_becomes_urgent_is_due_at_once_and_only_the_highest_mark_is_told(
    small_office: World,
) -> None:
    drita, besa = await small_office.owner(), await small_office.staff()
    await besa.says("/who")
    await drita.says("/role Besa mentors")
    ane = await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    await after(small_office, hours=4, minutes=30)
    assert await told_in(besa, thread) == []
    await besa.says("/urgent", thread)
    [told] = await told_in(besa, thread)
    assert "twice as long as a first reply" in told.text
    assert called(told) == {besa.id}
    assert "late" not in told.text
    card = (await besa.card(thread)).text
    assert "Due: Monday, 1 February 2027, 11:0" in card
    assert "overdue" in card


@ALL
async def test_who_says_nothing_is_asked_then_warned_then_let_go_and_may_come_back(
    address: str, language: Language
) -> None:
    async with World(address, **OFFICE) as office:
        await at(office, NINE - HOUR)
        besa, ane = await office.staff(), await office.member("Ane", language)
        thread = await ane.ticket("Raporti")
        await besa.says("Dërgojeni këtu", thread)
        before = len(await ane.reads())
        await after(office, days=2, hours=23)
        assert len(await ane.reads()) == before
        await after(office, days=3)
        nudge = await ane.last()
        assert len(await ane.reads()) == before + 1
        assert nudge.labels == [ane.label("Solved, thank you"), ane.label("Add something")]
        await after(office, days=7)
        farewell = await ane.last()
        assert farewell.text.startswith(
            ane.words(
                "We have not heard from you about your request <b>%(number)s</b>. "
                "If you still need help with it, write here or press the button.",
                number=1,
            )
        )
        await after(office, days=10)
        told = (await ane.last()).text
        assert "14" in told
        assert (await history(besa, thread)).count("the line: the member was reminded") == 2
        assert len(await ane.reads()) == before + 3
        assert (await office.topics())[-1]["icon_emoji"] == "✅"
        assert "the line: closed" in await history(besa, thread)
        await ane.says("Më falni, ja ku është")
        assert (await office.topics())[-1]["icon_emoji"] == "👀"
        assert (await besa.sees(thread))[-1].text == "Më falni, ja ku është"


async def test_the_buttons_of_a_reminder_work_even_a_week_later(small_office: World) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    await besa.says("Dërgojeni këtu", thread)
    await after(small_office, days=3)
    nudge = await ane.last()
    await ane.presses("Add something", nudge)
    assert "1" in (await ane.last()).text
    await after(small_office, days=7)
    assert len([m for m in await ane.reads() if m.labels == nudge.labels]) == 2
    await ane.presses("Solved, thank you", nudge)
    assert (await small_office.topics())[-1]["icon_emoji"] == "✅"
    count = len(await ane.reads())
    await after(small_office, days=30)
    assert len(await ane.reads()) == count
    assert await told_in(besa, thread) == []


async def test_a_word_from_the_member_begins_the_waiting_anew(small_office: World) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    await besa.says("Dërgojeni këtu", thread)
    await after(small_office, days=2)
    await ane.says("Nesër")
    await besa.says("Mirë", thread)
    before = len(await ane.reads())
    await after(small_office, days=4, hours=23)
    assert len(await ane.reads()) == before
    await after(small_office, days=7)  # the fifth day of waiting was a Saturday's
    assert ane.label("Add something") in (await ane.last()).labels


async def test_what_is_solved_closes_after_three_days_as_if_staff_had_closed_it(
    small_office: World,
) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    await besa.says("/solve Raporti u pranua", thread)
    before = len(await ane.reads())
    await after(small_office, days=2, hours=23)
    assert len(await ane.reads()) == before
    await after(small_office, days=3)
    assert (await small_office.topics())[-1]["icon_emoji"] == "✅"
    assert len(await ane.reads()) == before + 1
    assert "5" in (await ane.last()).labels


async def test_danger_is_never_closed_and_its_phone_does_not_ring(small_office: World) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("Dua të vras veten")
    assert "🆘" in (await besa.card(thread)).text
    await besa.says("Jemi këtu", thread)
    before = len(await ane.reads())
    await after(small_office, days=40)
    assert len(await ane.reads()) == before
    await besa.says("/solve u thirr ndihma", thread)
    await after(small_office, days=60)
    assert (await small_office.topics())[-1]["icon_emoji"] == "⭐️"


async def test_who_blocked_the_bot_is_not_written_to_and_the_request_closes(
    small_office: World,
) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    await besa.says("Dërgojeni këtu", thread)
    await small_office.post(f"/control/people/{ane.id}", blocked=True)
    await small_office.quiet()
    calls = len([c for c in await small_office.calls("sendMessage") if str(ane.id) in str(c)])
    for days in (3, 7, 10):
        await after(small_office, days=days)
        await small_office.quiet()
    assert (await small_office.topics())[-1]["icon_emoji"] == "✅"
    assert "reminded" not in await history(besa, thread)
    again = [c for c in await small_office.calls("sendMessage") if str(ane.id) in str(c)]
    assert len(again) == calls


async def test_a_line_that_was_down_says_what_is_late_once_and_by_day(office: World) -> None:
    besa, ane, ali = await office.staff(), await office.member("Ane"), await office.member("Ali")
    first = await ane.ticket("Raporti")
    await besa.says("Dërgojeni këtu", first)
    second = await ali.ticket("Buxheti")
    before = len(await ane.reads())
    await office.close()
    await after(office, days=8, hours=-6)  # in the night to Tuesday of the next week
    await office.open()
    await office.quiet()
    assert len(await ane.reads()) == before
    assert await told_in(besa, second) == []
    await after(office, days=8)
    nudge = await ane.last()
    assert len(await ane.reads()) == before + 1
    assert "09:0" in nudge.text.splitlines()[-1]
    assert (
        ane.words("This message comes late. It should have come: %(when)s", when="")[:12]
        in (nudge.text.splitlines()[-1])
    )
    told = await told_in(besa, second)
    assert sum("first reply" in one.text for one in told) == 1
    assert all("It should have come:" in one.text for one in told)
    await office.close()
    await office.open()
    await after(office, days=8, hours=1)
    assert len(await ane.reads()) == before + 1
    assert len(await told_in(besa, second)) == len(told)


async def test_delays_and_targets_are_settings_and_zero_switches_them_off(
    sqlite_address: str,
) -> None:
    changed = {
        "first_reply_within": "normal off",
        "solved_within": "normal off",
        "nudge_after_days": 0,
        "close_after_days": 0,
    }
    async with World(sqlite_address, **{**OFFICE, **changed}) as office:
        await at(office, NINE - HOUR)
        besa, ane = await office.staff(), await office.member("Ane")
        first = await ane.ticket("Raporti")
        assert "Due:" not in (await besa.card(first)).text
        await besa.says("Dërgojeni këtu", first)
        await ane.says("/new")
        second = await ane.ticket("Buxheti")
        before = len(await ane.reads())
        await after(office, days=60)
        assert len(await ane.reads()) == before
        assert await told_in(besa, first) == await told_in(besa, second) == []
        await office.close()
        office._settings |= {"nudge_after_days": 2, "first_reply_within": ""}
        await office.open()
        await office.quiet()
        assert len(await ane.reads()) == before + 1
        assert await told_in(besa, second) == []  # what was missed before is in the digest
        await besa.says("/queue overdue")
        assert "Buxheti" in (await besa.told()).text


async def test_a_timer_that_cannot_be_handled_holds_up_no_other_and_staff_hear_of_it(
    small_office: World,
) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    await ane.ticket("Raporti")
    app = small_office.app
    assert app is not None
    async with app.database.transaction() as tx:
        await tx.execute(
            text(
                "INSERT INTO timers (key, kind, ticket_id, planned_at, due_at) "
                "SELECT 'broken', 'warn', 1, due_at - 1, due_at - 1 FROM timers "
                "WHERE kind = 'warn' AND target = 'reply'"
            )
        )
    for minutes in (0, 2, 4, 6):
        await after(small_office, hours=6, minutes=2 + minutes)
        await small_office.quiet()
    assert "needs its first reply soon" in (await besa.told(await _thread(small_office))).text
    assert [m.text for m in await besa.general() if "AssertionError (timer warn)" in m.text]


async def _thread(world: World) -> int:
    thread: int = (await world.topics())[-1]["message_thread_id"]
    return thread


async def test_who_does_not_answer_what_staff_wrote_first_is_reminded_too(
    small_office: World,
) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    await besa.says("/write Ane the report: Na mungon një faqe")
    before = len(await ane.reads())
    await after(small_office, days=3)
    assert len(await ane.reads()) == before + 1
    assert ane.label("Add something") in (await ane.last()).labels


async def test_other_hours_of_an_office_move_what_is_due_in_it(small_office: World) -> None:
    drita, ane = await small_office.owner(), await small_office.member("Ane")
    thread = await ane.ticket("Raporti")
    assert "Due: Monday, 1 February 2027, 17:00" in (await drita.card(thread)).text
    await drita.says("/office closed 1.2.2027")
    await drita.says("/tag money", thread)
    assert "Due: Tuesday, 2 February 2027, 17:00" in (await drita.card(thread)).text


async def test_nothing_is_due_any_more_to_who_is_forgotten(small_office: World) -> None:
    ane = await small_office.member("Ane")
    await ane.ticket("Raporti")
    await ane.says("/forgetme")
    await ane.presses("Erase everything")
    await ane.presses("Yes, erase it now")
    assert small_office.app is not None
    async with small_office.app.database.transaction() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM timers WHERE ticket_id IS NOT NULL")) == 0
