"""Stories of mentors who say by button how they may be booked, and where."""

from datetime import timedelta

from desk.languages import Language
from desk.mentoring.directory import Place, Standing
from tests.mentors import BELGRADE, as_it_is, booked, changed, mentor, opened, themselves
from tests.world import World


async def test_all_the_rest_is_chosen_by_button(small_world: World) -> None:
    vesna = await mentor(small_world, Language.EN)
    for part, term, choice, line in (
        (
            "Length and breaks",
            "Break before a session",
            "10 minutes",
            "Break before a session: 10 m",
        ),
        ("Length and breaks", "Break after a session", "none", "Break after a session: none"),
        ("Notice and limits", "Notice for booking", "2 days", "Notice for booking: 2 days"),
        ("Notice and limits", "Notice for cancelling", "7 days", "Notice for cancelling: 7 days"),
        ("Notice and limits", "How far ahead", "14 days", "How far ahead: 14 days"),
        ("Notice and limits", "Most sessions a day", "2", "Most sessions a day: 2"),
        ("Notice and limits", "Most sessions a week", "no limit", "Most sessions a week: no limit"),
        (
            "Place and time",
            "Public holidays",
            "Serbia",
            "Public holidays: Serbia (next: Friday, 1 Jan",
        ),
    ):
        page = await opened(vesna)
        for label in (part, term, choice):
            await vesna.presses_title(label, on=await as_it_is(vesna, page))
        assert line in (await as_it_is(vesna, page)).text
    page = await opened(vesna)
    for label in ("Length and breaks", "Length of a session", "45 minutes", "✓ 1 hour"):
        await vesna.presses_title(label, on=await as_it_is(vesna, page))
    lengths = await as_it_is(vesna, page)
    assert "✓ 45 minutes" in lengths.labels
    assert "One length must stay" in await vesna.presses_title("✓ 45 minutes", on=lengths)
    page = await opened(vesna)
    for label in ("Notice and limits", "I confirm each booking myself"):
        await vesna.presses_title(label, on=await as_it_is(vesna, page))
    assert "I confirm each booking myself: yes" in (await as_it_is(vesna, page)).text
    terms = (await themselves(small_world, vesna)).terms
    assert terms.lengths == (timedelta(minutes=45),)
    assert (terms.before, terms.after) == (timedelta(minutes=10), timedelta())
    assert (terms.notice, terms.cancel_notice) == (timedelta(days=2), timedelta(days=7))
    assert (terms.window, terms.per_day, terms.per_week) == (timedelta(days=14), 2, None)
    assert terms.confirms


async def test_a_mentor_is_met_online_or_at_a_place_and_never_nowhere(
    small_world: World,
) -> None:
    vesna = await mentor(small_world, Language.SR_LATN)
    page = await opened(vesna)
    await vesna.presses("Place and time", on=page)
    place = await as_it_is(vesna, page)
    online = f"✓ {vesna.label('Online')}"
    refused = vesna.label("You are to be met online or at a place. Please write the place first.")
    assert await vesna.presses_title(online, on=place) == refused
    await vesna.presses("Place for sessions in person", on=place)
    await vesna.says("x" * 101)
    await vesna.says("  Kancelarija,\nMitrovica ")
    place = await vesna.last()
    assert "Kancelarija, Mitrovica" in place.text
    await vesna.presses_title(online, on=place)
    place = await as_it_is(vesna, place)
    await vesna.presses("Place for sessions in person", on=place)
    place = await as_it_is(vesna, place)
    assert await vesna.presses("Delete what is there", on=place) == refused
    known = await themselves(small_world, vesna)
    assert (known.is_online, known.place) == (False, Place("Kancelarija, Mitrovica"))


async def test_a_mentor_writes_what_people_read_of_them(small_world: World) -> None:
    vesna = await mentor(small_world, Language.SR_LATN)
    await vesna.presses("My text", on=await opened(vesna))
    await vesna.says("ž" * 701)
    assert (await themselves(small_world, vesna)).about == {}
    text = "Finansije, budžeti, <izveštaji>."
    await vesna.says(text)
    assert text in (await vesna.last()).text
    assert (await themselves(small_world, vesna)).about == {"sr": text}
    await vesna.presses("My text", on=await vesna.last())
    await vesna.presses("Delete what is there")
    assert (await themselves(small_world, vesna)).about == {}


async def test_another_time_zone_moves_the_hours_and_names_what_is_booked(
    small_world: World,
) -> None:
    vesna, arta = await mentor(small_world, Language.EN), await small_world.member("Arta")
    await booked(small_world, vesna, arta, "2026-11-30T16:00")
    page = await opened(vesna)
    await vesna.presses("Place and time", on=page)
    await vesna.presses("Time zone", on=await as_it_is(vesna, page))
    await vesna.says("Atlantis")
    assert "I do not know this place" in (await vesna.last()).text
    await vesna.says("Ankara")
    told = await vesna.last()
    assert "Istanbul (UTC+3), where it is 12:30 now" in told.text
    assert "1 session is booked outside" in told.text
    assert (await themselves(small_world, vesna)).hours.zone.key == "Europe/Istanbul"
    await vesna.presses("Time zone", on=told)
    choice = await as_it_is(vesna, told)
    await vesna.presses_title(next(label for label in choice.labels if "CET" in label), on=choice)
    assert (await themselves(small_world, vesna)).hours.zone == BELGRADE


async def test_new_bookings_are_paused_and_taken_again(small_world: World) -> None:
    vesna = await mentor(small_world, Language.EN)
    page = await opened(vesna)
    await vesna.presses("Pause new bookings", on=page)
    paused = await as_it_is(vesna, page)
    assert "New bookings are paused. What is booked stays." in paused.text
    assert (await themselves(small_world, vesna)).standing is Standing.PAUSED
    assert await vesna.forges(vesna.id, page, "mh.flag:open:0") == ""
    await vesna.presses("Take bookings again", on=paused)
    assert (await themselves(small_world, vesna)).standing is Standing.APPROVED
    await changed(small_world, vesna, standing=Standing.PROPOSED)
    assert "for the coordinator to say" in await vesna.forges(vesna.id, page, "mh.flag:open:1")
    await vesna.says("/hours")
    told = await vesna.last()
    assert "The coordinator has not approved you yet" in told.text
    assert "Pause new bookings" not in told.labels
    assert "Kinds: Mentor\nAreas: Finance\nLanguages: Srpski" in told.text
    await vesna.presses("Ask the coordinator")
    await vesna.says("Please add fundraising")
    assert (await small_world.topics())[-1]


async def test_forged_buttons_change_nothing(small_world: World) -> None:
    vesna = await mentor(small_world, Language.EN)
    page, before = await opened(vesna), await themselves(small_world, vesna)
    for data in (
        "mh.part:x",
        "mh.term:x",
        "mh.put:x:1",
        "mh.put:notice:7",
        "mh.flag:x:1",
        "mh.in:Mars",
        "mh.write:x",
        "mh.drop:x",
        "mh.yes:5",
    ):
        assert await vesna.forges(vesna.id, page, data) != ""
    assert await themselves(small_world, vesna) == before
