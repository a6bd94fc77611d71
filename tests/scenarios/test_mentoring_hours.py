"""Stories of mentors who say in the chat when they are free, in their own words and by button."""

import pytest

from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.directory import Standing
from desk.week import parse_hours
from tests.mentors import (
    BELGRADE,
    as_it_is,
    booked,
    changed,
    mentor,
    opened,
    themselves,
    week_of,
)
from tests.world import World

SAID = {
    Language.SQ: "të hënave 10-12 dhe 14-16, nga e mërkura deri të premten nga ora 9 deri në 12",
    Language.SR_LATN: "ponedeljkom 10-12 i 14-16, od srede do petka od 9 do 12 časova",
    Language.SR_CYRL: "понедељком 10-12 и 14-16, од среде до петка од 9 до 12 часова",
    Language.TR: "pazartesi günleri 10-12 ve 14-16, çarşambadan cumaya 9'dan 12'ye kadar",
    Language.EU: "astelehenetan 10-12 eta 14-16, asteazkenetik ostiralera 9etatik 12etara",
    Language.EN: "Mondays 10-12 and 14-16, from Wednesday to Friday 9-12",
}
WEEK = "mo 10:00-12:00 14:00-16:00; we-fr 09:00-12:00"
ECHO = {
    Language.SQ: ("e hënë: 10:00–12:00, 14:00–16:00", "e mërkurë – e premte: 09:00–12:00"),
    Language.SR_LATN: ("ponedeljak: 10:00–12:00, 14:00–16:00", "sreda – petak: 09:00–12:00"),
    Language.SR_CYRL: ("понедељак: 10:00–12:00, 14:00–16:00", "среда – петак: 09:00–12:00"),
    Language.TR: ("Pazartesi: 10:00–12:00, 14:00–16:00", "Çarşamba – Cuma: 09:00–12:00"),
    Language.EU: ("astelehena: 10:00–12:00, 14:00–16:00", "asteazkena – ostirala: 09:00–12:00"),
    Language.EN: ("Monday: 10:00–12:00, 14:00–16:00", "Wednesday – Friday: 09:00–12:00"),
}
COMMAND = {
    Language.SQ: "orari",
    Language.TR: "saatler",
    Language.EU: "ordutegia",
    Language.EN: "hours",
}


@pytest.mark.parametrize("language", list(Language))
async def test_a_mentor_says_the_week_in_words_and_nothing_changes_before_the_yes(
    small_world: World, language: Language
) -> None:
    vesna = await mentor(small_world, language, "off")
    menu = await small_world.menu(vesna, vesna.id)
    assert menu[0]["command"] == COMMAND.get(language, "radno_vreme")
    await vesna.says(f"/{menu[0]['command']}")
    assert vesna.words("No hours: nobody can book you.") in (await vesna.last()).text
    await vesna.presses("Write my week")
    await vesna.says(SAID[language])
    echo = await vesna.last()
    for line in ECHO[language]:
        assert line in echo.text
    hours = vesna.words("Hours a week: %(hours)s", hours=13)
    assert hours in echo.text
    assert await week_of(small_world, vesna) == "off"
    await small_world.close()
    await small_world.open()
    await vesna.presses("Yes, keep it", on=echo)
    assert (
        vesna.words("<b>Kept.</b> From now on you are offered in these hours:")
        in (await as_it_is(vesna, echo)).text
    )
    assert await week_of(small_world, vesna) == WEEK
    await vesna.says("/hours")
    for line in (*ECHO[language], hours):
        assert line in (await vesna.last()).text
    await vesna.says("/help")
    assert vesna.words("/hours – when you can be booked") in (await vesna.last()).text


async def test_what_cannot_be_read_is_quoted_with_how_it_is_written(small_world: World) -> None:
    arta = await mentor(small_world, Language.SQ)
    await arta.says("/hours e hënë 10-12, kujdes: jo të premten")
    told = await arta.last()
    unread = "I cannot read “%(given)s”. Nothing has changed."
    assert arta.words(unread, given="kujdes: jo të premten") in told.text
    assert "ditët e punës 9-13" in told.text
    await arta.says("e hënë 10-12, e hënë 14-16")
    assert "“e hënë”" in (await arta.last()).text
    await arta.says("e premte 10-12")
    assert "e premte: 10:00–12:00" in (await arta.last()).text
    assert await week_of(small_world, arta) == "mo-fr 09:00-17:00"


async def test_a_yes_is_to_what_was_shown_even_a_week_later(world: World) -> None:
    vesna = await mentor(world, Language.EN)
    await vesna.says("/hours Monday 10-12")
    first = await vesna.last()
    await vesna.says("Tuesday 10-12")
    second = await vesna.last()
    assert "not the last hours that you wrote" in await vesna.presses("Yes, keep it", on=first)
    assert await week_of(world, vesna) == "mo-fr 09:00-17:00"
    await world.later(days=7)
    await vesna.presses("Yes, keep it", on=second)
    assert await week_of(world, vesna) == "tu 10:00-12:00"
    assert await vesna.forges(vesna.id, first, second.data[0]) == ""  # pressed twice
    await vesna.says("/hours Friday 10-12")
    third = await vesna.last()
    await changed(world, vesna, hours=Hours(BELGRADE, parse_hours("we 9-12")))
    assert "not the last hours" in await vesna.presses("Yes, keep it", on=third)
    assert await week_of(world, vesna) == "we 09:00-12:00"


async def test_what_is_booked_outside_of_the_new_hours_stays_and_is_named(world: World) -> None:
    vesna, arta = await mentor(world, Language.EN), await world.member("Arta")
    number = await booked(world, vesna, arta, "2026-11-30T10:00")
    await booked(world, vesna, arta, "2026-12-01T10:00")
    await vesna.says("/hours Tuesday 9-12")
    await vesna.presses("Yes, keep it")
    told = await vesna.last()
    assert "1 session is booked outside of your hours. It stays" in told.text
    assert "• Monday, 30 November 2026, 10:00" in told.text
    assert told.labels == ["Mon, 30 Nov, 10:00", "Back"]
    await vesna.presses_title("Mon, 30 Nov, 10:00", on=told)
    shown = await as_it_is(vesna, told)
    assert "When: Monday, 30 November 2026, 10:00–11:00" in shown.text
    forged = await arta.forges(arta.id, await arta.last(), f"mh.session:{number}")
    assert forged == arta.label(
        "You are not among our mentors at the moment. To write to us, send /ticket."
    )
    assert "no longer works" in await vesna.forges(vesna.id, told, "mh.session:999")


async def test_days_away_are_written_as_dates_and_what_is_booked_there_is_named(
    world: World,
) -> None:
    vesna, arta = await mentor(world, Language.EN), await world.member("Arta")
    await booked(world, vesna, arta, "2026-12-24T10:00")
    await vesna.says("/hours")
    page = await vesna.last()
    await vesna.presses("Days away", on=page)
    assert "None so far." in (await as_it_is(vesna, page)).text
    await vesna.presses("I am away", on=await as_it_is(vesna, page))
    await vesna.says("on Christmas")
    assert "I cannot read “on Christmas”. Nothing has changed." in (await vesna.last()).text
    await vesna.says("24.12. in the morning")
    assert "I cannot read “in the morning”" in (await vesna.last()).text
    await vesna.says("1.11.2026")
    assert "This day is over: Sunday, 1 November 2026" in (await vesna.last()).text
    await vesna.says("24.12. - 26.12.")
    kept = await vesna.last()
    assert "Kept: 24–26 December 2026: away" in kept.text
    assert "1 session is booked outside" in kept.text


async def test_days_that_are_not_as_usual_are_listed_and_taken_back_by_a_press(
    world: World,
) -> None:
    vesna = await mentor(world, Language.EN)
    await vesna.presses("Days away", on=await opened(vesna))
    for said in ("24.12. - 26.12.", "28.12. od 10 do 12"):
        await vesna.presses("I am away")
        await vesna.says(said)
        await vesna.presses("Back")
    page = await opened(vesna)
    told = "• 24–26 December 2026: away\n• Monday, 28 December 2026: 10:00–12:00"
    assert told in page.text
    await vesna.presses("Days away", on=page)
    days = await as_it_is(vesna, page)
    assert days.labels == ["✕ 24–26 December 2026", "✕ Mon, 28 Dec", "I am away", "Back"]
    await vesna.presses_title("✕ 24–26 December 2026", on=days)
    assert "24–26" not in (await as_it_is(vesna, days)).text
    hours = (await themselves(world, vesna)).hours
    assert hours.days_off == frozenset()
    assert len(hours.days_open) == 1


async def test_what_is_written_hours_later_is_a_question(small_world: World) -> None:
    vesna, besa = await mentor(small_world, Language.EN), await small_world.staff()
    thread = await vesna.ticket("The budget")
    page = await opened(vesna)
    await vesna.presses("Write my week", on=page)
    await small_world.later(hours=2)
    await vesna.says("Monday 10-12")
    assert (await besa.sees(thread))[-1].text == "Monday 10-12"
    await vesna.presses("Back", on=await as_it_is(vesna, page))
    await vesna.presses("Write my week", on=await as_it_is(vesna, page))
    await vesna.presses("Back", on=await as_it_is(vesna, page))
    await vesna.says("Tuesday 10-12")
    assert (await besa.sees(thread))[-1].text == "Tuesday 10-12"


async def test_whoever_is_no_mentor_is_told_when_the_office_is_open(sqlite_address: str) -> None:
    office = {"opening_hours": "mo-fr 9-17", "timezone": "Europe/Skopje", "office_name": "Skopje"}
    async with World(sqlite_address, **office) as world:
        arta = await world.member("Arta", Language.EN)
        vesna = await mentor(world, Language.EN)
        await arta.says("/hours")
        told = await arta.last()
        assert "Hours: Mon–Fri 09:00–17:00\nToday: 09:00–17:00 · open now" in told.text
        assert "/peer" in told.text
        assert "/hours" not in [f"/{one['command']}" for one in await world.menu(arta, arta.id)]
        await arta.says("/help")
        assert "/hours" not in (await arta.last()).text
        for data in ("mh", "mh.week", "mh.put:notice:120", "mh.yes:1"):
            assert "not among our mentors" in await arta.forges(arta.id, told, data)
        await vesna.presses("Write my week", on=await opened(vesna))
        await changed(world, vesna, standing=Standing.LEFT)
        await vesna.says("Monday 10-12")
        assert "not among our mentors" in (await vesna.last()).text
        await vesna.says("/hours")
        assert "When our office is open" in (await vesna.last()).text
