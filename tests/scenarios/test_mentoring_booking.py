"""Stories of members who find a mentor and book, in every language; of races and old buttons."""

import asyncio

import pytest

from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.booking import Status
from desk.mentoring.directory import Standing, Terms
from handlers.views import menus
from tests.bookers import RARE, anybody, ids, looking, now, pressed, taken_away
from tests.mentors import TOKEN, listed
from tests.world import World

DAYS = {
    Language.SQ: ("e martë, 24 nëntor 2026", "mar, 24 nëntor"),
    Language.SR_LATN: ("utorak, 24. novembar 2026.", "uto, 24. nov"),
    Language.SR_CYRL: ("уторак, 24. новембар 2026.", "уто, 24. нов"),
    Language.TR: ("24 Kasım 2026 Salı", "24 Kas Sal"),
    Language.EU: ("2026ko azaroaren 24a, asteartea", "aza. 24a, ar."),
    Language.EN: ("Tuesday, 24 November 2026", "Tue, 24 Nov"),
}


@pytest.mark.parametrize("language", list(Language))
async def test_from_a_need_in_words_to_a_session_in_three_taps(
    small_monday: World, language: Language
) -> None:
    await listed(small_monday)
    ane = await small_monday.member("Ane", language)
    menu = [entry["command"] for entry in await small_monday.menu(ane, ane.id)]
    word = next(one for one in menu if one in ("mentor", *menus.MENTOR))
    await ane.says(f"/{word}")
    asked = "What would you like help with? Write it in a few words, or choose."
    assert ane.words(asked) in (await ane.last()).text
    await ane.says(ane.label("Finance"))
    full, short = DAYS[language]
    offers = await ane.last()
    stamp = ane.label("%(day)s, %(clock)s", day=full, clock="10:30")
    reasons = f"{language.own_name}, {ane.label('Finance')}"
    assert f"{stamp} – Vesna: {reasons}" in offers.text
    slot = ane.label("%(day)s, %(clock)s", day=short, clock="10:30")
    assert offers.labels[0] == f"{slot} – Vesna"
    held = await pressed(ane, offers, f"{slot} – Vesna")
    span = ane.label("%(day)s, %(start)s–%(end)s", day=full, start="10:30", end="11:30")
    assert span in held.text
    assert ane.words("It is kept for you until: %(clock)s", clock="10:30") in held.text
    done = await pressed(ane, held, "Book it")
    assert ane.words("<b>Your session is booked.</b>") in done.text
    assert span in done.text
    assert (await ane.last()).raw["document"]["file_name"].endswith(".ics")
    assert await ids(small_monday) == [1]


async def test_of_two_who_tap_one_time_one_gets_it_and_the_other_reads_what_is_free(
    monday: World,
) -> None:
    await listed(monday)
    arta, besa = await anybody(monday, "Arta", "Besa")
    theirs, hers = await looking(arta), await looking(besa)
    slot = "Tue, 24 Nov, 10:30 – Vesna"
    await asyncio.gather(arta.presses(slot, on=theirs), besa.presses(slot, on=hers))
    screens = [await now(arta, theirs), await now(besa, hers)]
    if "?" in screens[0].text:
        loser, lost, won = besa, screens[1], screens[0]
    else:
        loser, lost, won = arta, screens[0], screens[1]
    assert "Shall I book this?" in won.text
    assert "Somebody was quicker: this time has just been taken." in lost.text
    first = [label for label in lost.labels if "Vesna" in label]
    assert len(first) == 3
    assert slot not in first
    assert first[0] == "Tue, 24 Nov, 12:00 – Vesna"  # a quarter of an hour stays free behind it
    held = await pressed(loser, lost, first[0], "Book it")
    assert "Your session is booked." in held.text
    assert len(await ids(monday)) == 1
    assert len(await ids(monday, Status.HELD)) == 1


async def test_a_hold_ends_by_itself_and_is_shown_once_more_before_anything_is_booked(
    monday: World,
) -> None:
    await listed(monday)
    arta, besa = await anybody(monday, "Arta", "Besa")
    held = await pressed(arta, await looking(arta), "Wed, 25 Nov, 09:00")
    await monday.later(minutes=3)
    await monday.close()
    await monday.open()
    assert await ids(monday, Status.HELD) == []
    again = await pressed(arta, held, "Book it")
    assert "It is still free, and is kept for you once more:" in again.text
    assert "It is kept for you until: 10:33" in again.text
    assert await ids(monday) == []
    await monday.later(minutes=3)
    await pressed(besa, await looking(besa), "Wed, 25 Nov, 09:00", "Book it")
    gone = await pressed(arta, again, "Book it")
    assert "this time has just been taken. These are free:" in gone.text
    booked = await pressed(arta, gone, "Thu, 26 Nov, 09:00", "Book it")
    assert "Your session is booked." in booked.text
    await arta.forges(arta.id, booked, held.data[0])  # nothing is booked twice
    assert "Thursday, 26 November 2026, 09:00–10:00" in (await now(arta, booked)).text
    assert len(await ids(monday, Status.BOOKED, Status.HELD)) == 2


async def test_buttons_work_a_week_later_and_book_nothing_that_is_not_free(
    monday: World,
) -> None:
    vesna = await listed(monday)
    arta, besa = await anybody(monday, "Arta", "Besa")
    offers = await looking(arta)
    await monday.close()
    await monday.later(days=7)
    await monday.open()
    late = await pressed(arta, offers, "Tue, 24 Nov, 10:30")
    assert "It is too late to book this time. These are free:" in late.text
    assert late.labels[0] == "Tue, 1 Dec, 10:30 – Vesna"
    await pressed(arta, late, "Tue, 1 Dec, 10:30", "Book it")
    own = await looking(besa)
    for data in offers.data:  # all of them somebody else's
        assert "no longer works" in await besa.forges(besa.id, own, data)
    forged = ("mw.t:999:1:1", "mw.book:999", "mw.note:999", "mw.fit:999", "mw.refuse:1")
    for data in (*forged, "mw.invite:1", "mw.free:1:ghost", "mw.call:9"):
        assert "no longer works" in await besa.forges(besa.id, own, data), data
    number = own.data[0].split(":")[1]
    await taken_away(monday, vesna, standing=Standing.PAUSED)
    for what in ("9999:29400000", f"{vesna.id}:{own.data[0].split(':')[3]}", f"1:{2**62}"):
        await besa.forges(besa.id, own, f"mw.t:{number}:{what}")
    for what in ("mw.day:{}:0", "mw.part:{}:ghost", "mw.set:{}:ghost.9", "mw.with:{}:77"):
        assert "no longer works" in await besa.forges(besa.id, own, what.format(number)), what
    assert len(await ids(monday, Status.BOOKED, Status.HELD)) == 1
    assert "There is nobody to book for this at the moment." in (await now(besa, own)).text


async def test_what_is_written_and_sent_for_the_mentor_goes_along(monday: World) -> None:
    await listed(monday)
    vesna = await monday.member("Vesna", Language.EN)
    await vesna.says(f"/start mentor_{TOKEN}-Vesna")
    (arta,) = await anybody(monday, "Arta")
    held = await pressed(arta, await looking(arta), "Tue, 24 Nov, 10:30")
    await monday.later(minutes=1)
    writing = await pressed(arta, held, "Add a note")
    assert "Write what Vesna should know before the session." in writing.text
    assert "It is kept for you until: 10:38" in writing.text
    await monday.later(minutes=5)
    await arta.says("We have <two> budgets")
    await arta.sends("photo", "photo")
    assert (
        "Your note: We have <two> budgets\nWhat you have sent goes along, too."
        in (await arta.last()).text
    )
    answers = [one for one in await arta.reads() if "Your note:" in one.text]
    assert len(answers) == 2  # one for the album
    done = await pressed(arta, answers[-1], "Book it")
    assert "Your session is booked." in done.text
    read = await vesna.reads()
    assert any("We have <two> budgets" in one.text for one in read)
    assert len([one for one in read if "photo" in one.raw]) == 2
    await arta.says("How do I apply for a grant?")
    assert "Your note" not in (await arta.last()).text


async def test_a_note_that_takes_too_long_is_kept_and_so_is_the_time_if_it_is_free(
    monday: World,
) -> None:
    await listed(monday)
    (arta,) = await anybody(monday, "Arta")
    held = await pressed(arta, await looking(arta), "Wed, 25 Nov, 09:00")
    await pressed(arta, held, "Add a note")
    await monday.later(minutes=20)
    assert await ids(monday, Status.HELD) == []
    await arta.says("First")
    again = await arta.last()
    assert "is kept for you once more:" in again.text
    assert "Your note: First" in again.text
    other = await pressed(arta, again, "Another time", "Thu, 26 Nov")
    assert "Your note: First" in other.text
    await pressed(arta, other, "Add a note")
    await arta.says("there is a fire in the building")
    assert len(await monday.topics()) == 1  # a person reads it, though a note was awaited
    done = await pressed(arta, other, "Book it")
    assert "Thursday, 26 November 2026, 09:00–10:00" in done.text
    assert "Note: First" in done.text


async def test_a_mentor_who_confirms_is_asked_and_the_member_reads_until_when(
    small_monday: World,
) -> None:
    await listed(small_monday, terms=Terms(confirms=True))
    (arta,) = await anybody(small_monday, "Arta")
    held = await pressed(arta, await looking(arta), "Wed, 25 Nov")
    assert "Vesna says yes to each session first." in held.text
    done = await pressed(arta, held, "Book it")
    assert "We have asked the mentor for this session." in done.text
    assert await ids(small_monday, Status.ASKED) == [1]
    assert "until: tomorrow 10:28" in done.text


async def test_without_a_mentor_who_can_be_booked_the_line_is_offered(
    small_monday: World,
) -> None:
    (arta,) = await anybody(small_monday, "Arta")
    await listed(small_monday, standing=Standing.PROPOSED)
    await arta.says("/start mentor")
    none = await arta.last()
    assert "There are no mentors to book yet." in none.text
    assert none.labels == ["Talk to a person"]
    await listed(small_monday, "Besa", terms=RARE, areas=frozenset({Area.LAW}))
    await arta.says("/start mentor")
    assert arta.label("Law") in (await arta.last()).labels
    await arta.says("/start faq_get-a-mentor")
    await arta.presses("Book a session")
    assert arta.label("Law") in (await arta.last()).labels
