"""Stories of sessions that are booked: both sides are told, and each may move or cancel them."""

import asyncio

import pytest

from desk.languages import Language
from desk.mentoring.booking import Status
from desk.mentoring.directory import Place, Terms
from tests.bookers import anybody, ids, looking, now, pressed
from tests.people import Member
from tests.scenarios.test_finding import file_of
from tests.scenarios.test_hours import at
from tests.sessions import WEDNESDAY, a_session, files, leading, opened, with_words
from tests.storage.sessions import at as moment
from tests.views.calendars import entry_in
from tests.world import World

# Wednesday and Thursday, in full and on a button
DAYS = {
    Language.SQ: (
        ("e mërkurë, 25 nëntor 2026", "mër, 25 nëntor"),
        ("e enjte, 26 nëntor 2026", "enj, 26 nëntor"),
    ),
    Language.SR_LATN: (
        ("sreda, 25. novembar 2026.", "sre, 25. nov"),
        ("četvrtak, 26. novembar 2026.", "čet, 26. nov"),
    ),
    Language.SR_CYRL: (
        ("среда, 25. новембар 2026.", "сре, 25. нов"),
        ("четвртак, 26. новембар 2026.", "чет, 26. нов"),
    ),
    Language.TR: (
        ("25 Kasım 2026 Çarşamba", "25 Kas Çar"),
        ("26 Kasım 2026 Perşembe", "26 Kas Per"),
    ),
    Language.EU: (
        ("2026ko azaroaren 25a, asteazkena", "aza. 25a, az."),
        ("2026ko azaroaren 26a, osteguna", "aza. 26a, og."),
    ),
    Language.EN: (
        ("Wednesday, 25 November 2026", "Wed, 25 Nov"),
        ("Thursday, 26 November 2026", "Thu, 26 Nov"),
    ),
}


def on_button(member: Member, day: str) -> str:
    return member.label("%(day)s, %(clock)s", day=day, clock="09:00")


def in_full(member: Member, day: str) -> str:
    return member.label("%(day)s, %(start)s–%(end)s", day=day, start="09:00", end="10:00")


@pytest.mark.parametrize("language", list(Language))
async def test_a_session_is_booked_remembered_moved_and_cancelled(
    small_world: World, language: Language
) -> None:
    full, short = DAYS[language][0]
    vesna = await leading(small_world)
    ane = await small_world.member("Ane", language)
    booked = await pressed(ane, await looking(ane), on_button(ane, short), "Book it")
    assert in_full(ane, full) in booked.text
    assert ane.words("With: %(name)s", name="Vesna") in booked.text
    theirs = await vesna.last()
    assert "A session is booked with you." in theirs.text
    assert "When: Wednesday, 25 November 2026, 09:00–10:00\nWith: Ane\nArea: Finance" in theirs.text

    await is_moved_by_reminder(ane, vesna)
    await is_cancelled(ane, vesna)
    for person, other in ((ane, "Vesna"), (vesna, "Ane")):
        await expect_one_entry_for_life(small_world, person, other)


async def is_moved_by_reminder(ane: Member, vesna: Member) -> None:
    (full, _), (other_full, other_short) = DAYS[ane.texts.language]
    await at(ane.world, moment(1, 9.1))
    (reminder,) = await with_words(ane, ane.words("<b>You have a session soon.</b>"))
    assert in_full(ane, full) in reminder.text
    begins = ane.label("tomorrow %(clock)s", clock="09:00")
    assert ane.words("Begins: %(when)s", when=begins) in reminder.text
    choice = await pressed(ane, reminder, "Move")
    assert ane.words("Now: %(when)s", when=in_full(ane, full)) in choice.text
    moved = await pressed(ane, choice, on_button(ane, other_short))
    assert in_full(ane, other_full) in moved.text
    told = await vesna.last()
    assert "Until now: Wednesday, 25 November 2026, 09:00–10:00" in told.text
    assert "When: Thursday, 26 November 2026, 09:00–10:00" in told.text


async def is_cancelled(ane: Member, vesna: Member) -> None:
    _, (other_full, other_short) = DAYS[ane.texts.language]
    await ane.says("/sessions")
    shown = await pressed(
        ane, await ane.last(), on_button(ane, other_short), "Cancel it", "Yes, cancel"
    )
    assert ane.label("cancelled") in shown.text
    assert in_full(ane, other_full) in shown.text
    assert "Cancelled by: Ane" in (await vesna.last()).text


async def expect_one_entry_for_life(world: World, person: Member, other: str) -> None:
    sent = [entry_in((await file_of(world, one)).encode()) for one in await files(person)]
    assert [(one.method, one.sequence) for one in sent] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert len({one.uid for one in sent}) == 1
    assert sent[1].starts_at == moment(3, 9)
    assert other in sent[0].summary


async def test_the_zone_is_named_where_it_differs_and_a_place_has_its_own_time(
    small_world: World,
) -> None:
    place = Place("Qendra rinore", 42.21, 20.74)
    vesna = await leading(small_world, is_online=False, place=place, regions=())
    (arta,) = await anybody(small_world, "Arta")
    await arta.says("/profile")
    await small_world.quiet()
    booked = await pressed(arta, await looking(arta), WEDNESDAY, "Book it")
    assert "Where: Qendra rinore" in booked.text
    (venue,) = await small_world.calls("sendVenue")
    assert venue["params"]["chat_id"] == arta.id  # the mentor knows where it is
    assert (await vesna.last()).raw.get("document")


async def test_the_mentor_reads_the_note_and_gets_the_files_of_it(small_world: World) -> None:
    vesna = await leading(small_world)
    (arta,) = await anybody(small_world, "Arta")
    held = await pressed(arta, await looking(arta), WEDNESDAY, "Add a note")
    await arta.says("Our budget has <holes>")
    await arta.sends("document")
    assert held is not None
    await pressed(arta, next(m for m in reversed(await arta.reads()) if m.labels), "Book it")
    told = next(one for one in await files(vesna))
    assert "Note: Our budget has <holes>" in told.text
    copied = (await small_world.calls("copyMessage"))[-1]["params"]
    assert (copied["chat_id"], copied["from_chat_id"]) == (vesna.id, arta.id)


async def test_who_cancels_late_is_asked_why_and_the_other_side_reads_it(world: World) -> None:
    vesna, arta = await a_session(world)
    await at(world, moment(1, 15))
    asked = await pressed(arta, await opened(arta), "Cancel it")
    assert "so long before, at the latest: 1 day." in asked.text
    assert asked.labels == [
        "I am ill",
        "I have no time",
        "Something came up",
        "In my own words",
        "Keep it",
    ]
    await arta.forges(arta.id, asked, f"ms.gone:{(await ids(world))[0]}:")
    assert len(await ids(world)) == 1  # not without a word
    kept = await pressed(arta, asked, "Keep it")
    await pressed(arta, kept, "Cancel it", "In my own words")
    await arta.says("x" * 301)
    assert "300 characters at most" in (await arta.last()).text
    await arta.says("Our <office> is flooded")
    assert await ids(world) == []
    told = await vesna.last()
    assert "Cancelled by: Arta\nWhy: Our <office> is flooded" in told.text
    assert told.labels == []
    await arta.says("Our <office> is flooded")  # is a question by now
    assert len(await files(vesna)) == 2


async def test_where_the_mentor_cancels_the_member_has_another_session_with_one_tap(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    await at(world, moment(1, 15))
    await pressed(vesna, await opened(vesna), "Cancel it", "I am ill")
    told = await arta.last()
    assert "Cancelled by: Vesna\nWhy: I am ill" in told.text
    first = told.labels[0]
    assert first.endswith("· Vesna")
    await world.close()
    await world.open()
    booked = await pressed(arta, told, first)
    assert "Mentoring session · booked" in booked.text
    assert len(await ids(world)) == 1
    assert "A session is booked with you." in (await vesna.last()).text
    await arta.forges(arta.id, booked, told.data[0])  # the same tap again
    assert len(await ids(world)) == 1
    assert "Mentoring session · booked" in (await now(arta, booked)).text


async def test_the_mentor_moves_it_within_their_own_hours_and_the_member_may_move_on(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    choice = await pressed(vesna, await opened(vesna), "Move")
    assert all("·" not in label for label in choice.labels)
    days = await pressed(vesna, choice, "More days")
    assert days.labels[0] == "Tue, 24 Nov"
    times = await pressed(vesna, days, "Mon, 30 Nov")
    assert "Monday, 30 November 2026" in times.text
    await pressed(vesna, times, "14:00")
    told = await arta.last()
    assert "When: Monday, 30 November 2026, 14:00–15:00" in told.text
    assert "press “Move”: you choose another time." in told.text
    again = await pressed(arta, told, "Move")
    await pressed(arta, again, "Tue, 24 Nov, 11:00 · Vesna")
    assert "When: Tuesday, 24 November 2026, 11:00–12:00" in (await vesna.last()).text
    last = (await files(vesna))[-1]
    assert entry_in((await file_of(world, last)).encode()).sequence == 2


async def test_of_two_sides_who_press_at_once_one_is_first_and_the_other_sees_it(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    mine = await pressed(arta, await opened(arta), "Cancel it")
    theirs = await pressed(vesna, await opened(vesna), "Move")
    thursday = next(label for label in theirs.labels if label.startswith("Thu"))
    await asyncio.gather(
        arta.presses("Yes, cancel", on=mine), vesna.presses_title(thursday, on=theirs)
    )
    await world.quiet()
    screens = [(await now(arta, mine)).text, (await now(vesna, theirs)).text]
    assert all("Mentoring session · " in text for text in screens)
    open_ = await ids(world)
    cancelled = await ids(world, Status.CANCELLED)
    assert len(open_) + len(cancelled) == 1
    state = "booked" if open_ else "cancelled"
    await vesna.says("/sessions")
    shown = await vesna.last()
    assert ("You have no sessions yet." in shown.text) is (state == "cancelled")


async def test_the_buttons_of_a_session_are_for_those_who_come_and_for_as_long_as_they_can(
    world: World,
) -> None:
    vesna, arta = await a_session(world)
    (besa,) = await anybody(world, "Besa")
    mine = await opened(arta)
    await besa.says("/sessions")
    shown = await besa.last()
    assert "You have no sessions yet." in shown.text
    number = (await ids(world))[0]
    starts = int(moment(2, 9).timestamp())
    forged = [*mine.data, f"ms.t:{number}:1:{starts}", f"ms.yes:{number}", f"ms.note:{number}:0"]
    for data in [one for one in forged if one != "ms"]:
        assert "no longer works" in await besa.forges(besa.id, shown, data)
    # What is the mentor's is not the member's, and a time that nobody offers is nobody's.
    assert "changed meanwhile" in await arta.forges(arta.id, mine, f"ms.note:{number}:0")
    await arta.forges(arta.id, mine, f"ms.t:{number}:1:{starts + 60}")
    assert "not free any more" in (await now(arta, mine)).text
    await arta.forges(arta.id, mine, f"ms.t:{number}:1:{2**62}")
    assert await ids(world) == [number]
    await world.later(days=7)
    late = await pressed(arta, await opened(arta, "✓ Wed, 25 Nov, 09:00"))
    for data in (f"ms.move:{number}", f"ms.end:{number}", f"ms.come:{number}"):
        await arta.forges(arta.id, late, data)
    assert "Mentoring session" in (await now(arta, late)).text
    assert await ids(world) == [number]
    assert vesna.id != arta.id


# The mentor says yes or no


async def test_a_mentor_who_confirms_says_yes_and_only_then_it_is_booked(world: World) -> None:
    vesna, arta = await a_session(world, terms=Terms(confirms=True))
    asked = await vesna.last()
    assert "Somebody asks for a session with you." in asked.text
    assert "Please answer until: " in asked.text
    assert asked.labels == ["Accept", "Decline"]
    assert "It comes until: " in (await arta.last()).text
    assert await files(arta) == []
    accepted = await pressed(vesna, asked, "Accept")
    assert "Mentoring session · booked" in accepted.text
    told = await arta.last()
    assert "The mentor has said yes." in told.text
    assert told.raw["document"]
    await vesna.forges(vesna.id, asked, asked.data[0])  # pressed twice
    assert len(await files(arta)) == 1


async def test_a_mentor_says_no_with_words_and_the_member_is_offered_other_times(
    world: World,
) -> None:
    vesna, arta = await a_session(world, terms=Terms(confirms=True))
    await pressed(vesna, await vesna.last(), "Decline", "With a few words")
    await vesna.says("I am in court that morning")
    told = await arta.last()
    assert "The mentor cannot come at that time." in told.text
    assert "Why: I am in court that morning" in told.text
    assert [label for label in told.labels if label.startswith("Wed, 25 Nov, 09:00")] == []
    asked = await pressed(arta, told, told.labels[0])
    assert "the mentor has not answered yet" in asked.text
    assert "Somebody asks for a session with you." in (await vesna.last()).text


async def test_without_an_answer_the_time_is_free_again_and_both_are_told(world: World) -> None:
    vesna, arta = await a_session(world, terms=Terms(confirms=True))
    asked = await vesna.last()
    await world.close()
    await world.later(days=1)
    await world.open()
    assert "The time for an answer is over." in (await vesna.last()).text
    told = await arta.last()
    assert "The mentor has not answered in time." in told.text
    assert told.labels[-1] == "Talk to a person"
    assert "changed meanwhile" in await vesna.presses("Accept", on=asked)
    assert await ids(world, Status.BOOKED, Status.ASKED) == []
