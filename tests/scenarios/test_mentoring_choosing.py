"""Stories of members who choose otherwise: by name, by the calendar, another language or way."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from desk.hours import Hours
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Place, Terms
from desk.week import parse_hours
from tests.bookers import MORNING, anybody, ids, looking, now, pressed
from tests.desk.mentoring.cast import DAY, ISTANBUL
from tests.mentors import listed
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_directory import coordinating, said, writes_for
from tests.world import World


async def test_words_lead_to_areas_and_what_is_none_goes_to_a_person(monday: World) -> None:
    areas = frozenset({Area.FINANCE, Area.FUNDRAISING, Area.MEDIA})
    await listed(monday, areas=areas)
    (arta,) = await anybody(monday, "Arta")
    await arta.says("/mentor")
    asked = await arta.last()
    assert asked.labels[:3] == ["Finance", "Advocacy: media", "Fundraising"]
    await arta.says("xyzzy plugh")
    unclear = await arta.last()
    assert "I found no area of help in this." in unclear.text
    await arta.says("budget and donors")
    which = await arta.last()
    assert "Which of these do you mean?" in which.text
    assert set(which.labels) == {"Finance", "Fundraising", "Something else"}
    offers = await pressed(arta, which, "Fundraising")
    assert "Area: Fundraising" in offers.text
    await arta.presses("Send it to the support line", on=unclear)
    assert "xyzzy" in (await monday.topics())[-1]["name"]
    await monday.later(minutes=61)
    await arta.says("/new")
    await arta.says("/mentor")
    await monday.later(minutes=61)
    await arta.says("budget")  # long after it is a question
    assert "Choose a time" not in (await arta.last()).text


async def test_somebody_is_chosen_by_name_and_another_one_is_never_who_was_shown(
    monday: World,
) -> None:
    about = {"en": "Twenty years of <audits>"}
    await listed(monday, about=about)
    await listed(monday, "Ece", hours=Hours(ISTANBUL, parse_hours("fr 10-12")))
    await listed(monday, "Jon", languages=("eu",))
    await listed(monday, "Liri", areas=frozenset({Area.LAW}))
    (arta,) = await anybody(monday, "Arta")
    await arta.says("/mentor")
    people = await pressed(arta, await arta.last(), "I know whom I want")
    assert people.labels == ["Ece", "Liri", "Vesna", "Back"]
    assert "Vesna\nFinance\nTwenty years of <audits>" in people.text
    hers = await pressed(arta, people, "Ece")
    assert "With: Ece" in hers.text
    assert "Friday, 27 November 2026, 08:00 · CET – Ece: your choice, English" in hers.text
    other = await pressed(arta, hers, "Another mentor")
    assert "Ece" not in other.text
    assert "Vesna" in " ".join(other.labels) or "Liri" in " ".join(other.labels)
    last = await looking(arta)
    toasts = [await arta.presses("Another mentor", on=await now(arta, last)) for _again in range(4)]
    assert "There is nobody else for this at the moment." in toasts[-1]
    assert "Finance" in (await now(arta, last)).text


async def test_more_days_are_a_month_a_day_and_its_times(monday: World) -> None:
    await listed(monday, week="mo 9-11; fr 14-16", terms=Terms(window=30 * DAY))
    (arta,) = await anybody(monday, "Arta")
    offers = await looking(arta)
    month = await pressed(arta, offers, "More days")
    assert "November 2026" in month.text
    assert month.labels == ["Fri 27", "Mon 30", "›", "Back"]
    december = await pressed(arta, month, "›")
    assert "December 2026" in december.text
    assert december.labels[0] == "Fri 4"
    assert "›" not in december.labels
    day = await pressed(arta, december, "Fri 4")
    assert "Friday, 4 December 2026" in day.text
    assert day.labels == ["14:00 – Vesna", "14:30 – Vesna", "15:00 – Vesna", "Back"]
    assert "November" in (await pressed(arta, day, "Back", "‹")).text
    held = await pressed(arta, day, "Fri 27", "15:00 – Vesna")
    assert "Friday, 27 November 2026, 15:00–16:00" in held.text
    empty = await pressed(arta, held, "Another time")
    assert "Choose a time" in empty.text


async def test_language_way_and_length_are_changed_and_what_lacks_is_said(
    small_monday: World,
) -> None:
    place = Place("Rruga B 1", 42.66, 21.16)
    hour, half = Terms().lengths[0], Terms().lengths[0] / 2
    terms = Terms(lengths=(half, hour))
    istanbul = Hours(ISTANBUL, parse_hours("th 10-12"))
    await listed(small_monday, "Ece", languages=("tr", "en"), hours=istanbul, place=place)
    await listed(small_monday, languages=("en", "sr"), terms=terms)
    (arta,) = await anybody(small_monday, "Arta")
    offers = await looking(arta)
    change = await pressed(arta, offers, "Change")
    assert "Area: Finance\nLanguage: English\nHow: Online or in person" in change.text
    there = await pressed(arta, change, "Online or in person", "In person")
    assert "How: In person" in there.text
    assert "Thursday, 26 November 2026, 10:00 · Istanbul (UTC+3) – Ece" in there.text
    assert not any("Vesna" in label for label in there.labels)
    held = await pressed(arta, there, "Thu, 26 Nov, 10:00")
    assert "10:00–11:00 · Istanbul (UTC+3)" in held.text
    assert "Rruga B 1" in held.text
    none = await pressed(arta, held, "Another time", "Change", "The language", "Srpski")
    assert "None of those who could help meets people in this way." in none.text
    ways = await pressed(arta, none, "Change", "Online or in person", "Online")
    assert "Language: Srpski\nHow: Online" in ways.text
    short = await pressed(arta, ways, "Change", "How long", "30 minutes")
    assert "Length: 30 minutes" in short.text
    assert "10:30–11:00" in (await pressed(arta, short, "Tue, 24 Nov, 10:30")).text


async def test_over_the_change_of_the_clocks_both_read_their_own_time(world: World) -> None:
    await at(world, datetime(2027, 3, 25, 6, 0, tzinfo=UTC))
    await listed(world, "Ece", hours=Hours(ISTANBUL, parse_hours("fr-su 10-11; mo 10-11")))
    (arta,) = await anybody(world, "Arta")
    offers = await looking(arta)
    assert offers.labels[:3] == [
        "Fri, 26 Mar, 08:00 – Ece",
        "Sat, 27 Mar, 08:00 – Ece",
        "Sun, 28 Mar, 09:00 – Ece",  # Belgrade's clocks have gone forward in the night
    ]
    held = await pressed(arta, offers, "Sun, 28 Mar, 09:00")
    assert "Sunday, 28 March 2027, 09:00–10:00 · CET" in held.text
    assert "09:00–10:00 · CET" in (await pressed(arta, held, "Book it")).text


@pytest.fixture
async def granted(address: str) -> AsyncIterator[World]:
    """Where mentors are for organisations with a grant."""
    async with World(address, mentoring_needs="mentor institutional") as opened:
        await at(opened, MORNING)
        yield opened


async def test_who_may_not_book_a_mentor_reads_why_and_may_ask_a_peer(granted: World) -> None:
    await listed(granted)
    (arta,) = await anybody(granted, "Arta")
    await arta.says("/mentor")
    refused = await arta.last()
    assert "we do not know yet for which organisation you write" in refused.text
    assert "Ask another organisation" not in refused.labels
    await listed(granted, "Gent", kinds=frozenset({Kind.PEER}))
    await arta.says("/mentor")
    peers = await pressed(arta, await arta.last(), "Ask another organisation", "Finance")
    assert "Kind: Peer" in peers.text
    assert all("Gent" in label for label in peers.labels[:3])


async def test_an_open_call_is_asked_about_and_rights_are_checked_at_the_end_again(
    granted: World,
) -> None:
    besa = await coordinating(granted)
    await listed(granted)
    (arta,) = await anybody(granted, "Arta")
    await writes_for(arta, "Agimi")
    await said(besa, "/grant Agimi institutional 1.1.2026-31.12.2026")
    await said(besa, "/opencall Youth until 30.11. where @youth_answers")
    await arta.says("/mentor")
    call = await arta.last()
    assert "Is it about this call: Youth?" in call.text
    about = await pressed(arta, call, "Yes, about this call")
    assert "Answers to questions about it are published here: @youth_answers" in about.text
    await arta.says("/mentor")
    held = await pressed(arta, await arta.last(), "No", "Finance", "Tue, 24 Nov, 10:30")
    grants = await said(besa, "/grants")
    await besa.presses_on(grants, next(one for one in grants.labels if "Agimi" in one))
    await besa.presses_on(await besa.told(), "Remove")
    assert "we know of none of yours" in (await pressed(arta, held, "Book it")).text
    assert await ids(granted) == []


async def test_who_is_blocked_books_nothing(small_monday: World) -> None:
    await listed(small_monday)
    drita, (arta,) = await small_monday.owner(), await anybody(small_monday, "Arta")
    thread = await arta.ticket("Budget")
    held = await pressed(arta, await looking(arta), "Tue, 24 Nov, 10:30")
    await drita.says("/block 1d rude", thread)
    await arta.presses("Book it", on=held)
    assert await ids(small_monday) == []
    before = await arta.last()
    await arta.says("/mentor")
    assert (await arta.last()).id != before.id
    assert "What would you like help with?" not in (await arta.last()).text
