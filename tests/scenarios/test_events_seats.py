"""Stories of people who look what is on, sign up, wait for a seat, and give it back."""

from datetime import timedelta

import pytest

from desk.events.event import Day, Kind, Question, Standing
from desk.languages import Language
from tests.hosts import (
    FORUM,
    MONDAY,
    SATURDAY,
    anybody,
    asking,
    now,
    opened,
    pressed,
    published,
    signed_up,
)
from tests.people import Member, Seen
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_directory import writes_for
from tests.world import World


@pytest.fixture
async def monday(world: World) -> World:
    await at(world, MONDAY)
    return world


@pytest.fixture
async def small_monday(small_world: World) -> World:
    await at(small_world, MONDAY)
    return small_world


async def calendar_of(member: Member) -> Seen:
    return [one for one in await member.reads() if "document" in one.raw][-1]


async def test_what_is_on_is_one_message_with_a_line_for_each(small_monday: World) -> None:
    await published(small_monday)
    later = (Day(SATURDAY + timedelta(days=7), SATURDAY + timedelta(days=7, hours=2)),)
    await published(
        small_monday, "online", kind=Kind.TRAINING, days=later, venue=None, region="", themes=(),
        link="https://meet.example", languages=("en",), interpreted=(), title={"en": "Budgets"},
    )  # fmt: skip
    await published(small_monday, "draft", standing=Standing.DRAFT, published_at=None)
    past = (Day(MONDAY - timedelta(hours=9), MONDAY - timedelta(hours=8)),)
    await published(small_monday, "past", days=past)
    (arta,) = await anybody(small_monday, "Arta")
    await arta.says("/forums")
    shown = await arta.last()
    assert shown.labels[:2] == [
        "Sat, 5 Dec · Waste in towns · Prizren",
        "Sat, 12 Dec · Budgets · Online",
    ]
    card = await pressed(arta, shown, "Sat, 5 Dec · Waste in towns · Prizren")
    assert "When: Saturday, 5 December 2026, 09:00–16:00" in card.text
    assert "Getting in: A ramp at the back" in card.text
    assert "Seats: 1, free: 1" in card.text
    assert card.labels == [
        "Sign up",
        "Map",
        "Question",
        "Ideas and problems",
        "Tell me about new ones",
        "All events",
    ]
    await arta.presses("Map", on=card)
    assert (await arta.last()).raw["venue"]["title"] == "House of culture"


async def test_what_is_on_is_shown_near_in_ones_fields_and_language(small_monday: World) -> None:
    await published(small_monday)
    online = {"venue": None, "region": "", "themes": (), "link": "https://meet.example"}
    await published(small_monday, "online", title={"en": "Budgets"}, languages=("en",), **online)
    (arta,) = await anybody(small_monday, "Arta")
    await arta.says("/forums")
    shown = await arta.last()
    filters = await pressed(arta, shown, "Filter", "Near me", "In my language")
    assert "We do not know your town yet." in filters.text
    only = await pressed(arta, filters, "Show")
    assert "Shown: Near me, In my language" in only.text
    assert only.labels[0] == "Sat, 5 Dec · Budgets · Online"
    await pressed(arta, only, "Filter", "✓ Near me", "✓ In my language", "In my fields", "Show")
    none = await now(arta, shown)
    assert "Nothing of this is planned at the moment." in none.text
    themes = await pressed(arta, none, "Tell me about new ones", "Themes", "Waste in towns")
    assert "• Waste in towns" in themes.text
    await arta.says("/forums")
    mine = await pressed(arta, await arta.last(), "Filter", "In my fields", "Show")
    assert mine.labels[0].endswith("Waste in towns · Prizren")


async def test_what_is_on_is_narrowed_to_a_kind_a_region_or_a_theme(small_monday: World) -> None:
    await published(small_monday)
    for number in range(7):
        await published(small_monday, f"t{number}", kind=Kind.TRAINING, region="Pejë", themes=())
    (arta,) = await anybody(small_monday, "Arta")
    await arta.says("/forums")
    filters = await pressed(arta, await arta.last(), "Filter")
    kinds = await pressed(arta, filters, "Kinds of events")
    assert kinds.labels == ["Regional forum", "Training", "All events"]
    trainings = await pressed(arta, kinds, "Training", "▶")
    assert "Shown: Training" in trainings.text
    assert [one for one in trainings.labels if "·" in one] == ["Sat, 5 Dec · Waste in towns · Pejë"]
    for facet, one in (("Themes", "Waste in towns"), ("Regions", "Prizren")):
        shown = await pressed(arta, trainings, "Filter", facet, one)
        assert f"Shown: {one}" in shown.text
        assert [one for one in shown.labels if one.startswith("Sat")] == [
            "Sat, 5 Dec · Waste in towns · Prizren"
        ]
    gone = await arta.forges(arta.id, shown, "ev.of:9.kind.none:0")
    assert gone == ""
    assert "Shown:" not in (await now(arta, shown)).text


async def test_who_signs_up_is_asked_only_what_the_event_asks(monday: World) -> None:
    event = await published(monday, terms=asking(*Question, seats=5))
    (arta,) = await anybody(monday, "Arta")
    await writes_for(arta, "Agimi")
    asked = await pressed(arta, await opened(arta, event), "Sign up")
    assert "For which organisation do you come?" in asked.text
    assert asked.labels == ["Agimi", "Another organisation", "For none", "Back"]
    asked = await pressed(arta, asked, "Agimi")
    assert "Is there anything you need to take part" in asked.text
    await monday.close()
    await monday.open()
    await arta.says("A seat in front")
    asked = await arta.last()
    assert "It is held in: Shqip, Srpski." in asked.text
    await monday.later(hours=24 * 3)  # gone on with whenever
    asked = await pressed(arta, asked, "Türkçe")
    assert asked.labels == ["Yes, they may", "No, please not", "Back"]
    done = await pressed(arta, asked, "No, please not")
    assert "You have a seat. We look forward to seeing you." in done.text
    assert "You come for: Agimi" in done.text
    file = await calendar_of(arta)
    assert file.raw["document"]["file_name"] == f"event-{event.id}-2026-12-05.ics"
    besa = await monday.staff("Besa")
    await besa.says(f"/seats {event.id}")
    listed = (await besa.told()).text
    assert "✅ Arta, Agimi, needs: A seat in front, interpretation: Türkçe, no pictures" in listed


async def test_an_answer_that_nobody_offers_changes_nothing(small_monday: World) -> None:
    event = await published(small_monday, terms=asking(Question.PHOTOS, Question.ORGANISATION))
    draft = await published(small_monday, "draft", standing=Standing.DRAFT, published_at=None)
    arta, cila = await anybody(small_monday, "Arta", "Cila")
    await writes_for(arta, "Agimi")
    card = await opened(cila, event)
    for what in ("photos.maybe", "organisation.1", "organisation.x", "access.nothing", "x"):
        data = f"ev.ans:{event.id}:{what}"
        assert "no longer works" in await cila.forges(cila.id, card, data)
    for data in (f"ev.see:{draft.id}", f"ev.in:{draft.id}", "ev.in:99", "ev.back:99", "ev.take:1"):
        assert "no longer works" in await cila.forges(cila.id, card, data)
    assert await now(cila, card) == card


async def test_an_organisation_may_be_named_on_the_way(small_monday: World) -> None:
    event = await published(small_monday, terms=asking(Question.ORGANISATION))
    (arta,) = await anybody(small_monday, "Arta")
    asked = await pressed(arta, await opened(arta, event), "Sign up")
    assert asked.labels == ["For none", "Back"]
    assert "Please write the name of your organisation" in asked.text
    await arta.says("Agimi")
    assert "You come for: Agimi" in (await arta.last()).text
    assert "document" in (await arta.reads())[-2].raw


async def test_who_waits_is_offered_what_is_given_back_and_it_passes_on(monday: World) -> None:
    event = await published(monday, terms={"offer": timedelta(hours=4)})
    arta, besa, cila = await anybody(monday, "Arta", "Besa", "Cila")
    card = await signed_up(arta, event)
    first = await signed_up(besa, event)
    assert "you are in the line now." in first.text
    assert "Your place: 1" in first.text
    await monday.later(seconds=1)
    assert "Your place: 2" in (await signed_up(cila, event)).text
    await monday.close()
    await monday.open()
    await pressed(arta, card, "Give the seat back", "Yes")
    offer = await besa.last()
    assert "A seat is free for you." in offer.text
    assert "It is kept for you until: today 14:00" in offer.text
    assert offer.labels[:2] == ["I take the seat", "No, thank you"]
    assert "no longer works" in await cila.forges(cila.id, await cila.last(), offer.data[0])
    passed = await pressed(besa, offer, "No, thank you")
    assert "somebody else gets this seat now." in passed.text
    hers = await cila.last()
    assert "A seat is free for you." in hers.text


async def test_what_is_not_answered_lapses_and_can_be_queued_for_again(monday: World) -> None:
    event = await published(monday, terms={"offer": timedelta(hours=4)})
    arta, besa = await anybody(monday, "Arta", "Besa")
    card = await signed_up(arta, event)
    await signed_up(besa, event)
    await pressed(arta, card, "Give the seat back", "Yes")
    offer = await besa.last()
    await monday.later(hours=5)
    lapsed = await besa.last()
    assert "That is no problem." in lapsed.text
    old = await pressed(besa, offer, "I take the seat")
    assert "This seat is not kept for you any more." in old.text
    again = await pressed(besa, lapsed, "Queue again")
    assert "You have a seat." in again.text  # nobody else waited
    await monday.later(hours=24 * 7)
    assert "You have a seat." in (await pressed(besa, old, "Sign up")).text  # a week later


async def test_a_seat_is_given_back_in_two_taps(small_monday: World) -> None:
    event = await published(small_monday)
    (arta,) = await anybody(small_monday, "Arta")
    card = await signed_up(arta, event)
    sure = await pressed(arta, card, "Give the seat back")
    assert "Give your seat back? Somebody who waits gets it." in sure.text
    assert "You have a seat." in (await pressed(arta, sure, "No")).text
    left = await pressed(arta, sure, "Give the seat back", "Yes")
    assert "You do not come. Thank you for telling us." in left.text
    assert "leaves your calendar" in (await calendar_of(arta)).text
    await arta.forges(arta.id, left, sure.data[0])
    assert "This seat is not kept for you any more." in (await now(arta, left)).text


async def test_an_offer_is_taken_once_and_told_by_day(monday: World) -> None:
    event = await published(monday)
    arta, besa = await anybody(monday, "Arta", "Besa")
    card = await signed_up(arta, event)
    await signed_up(besa, event)
    await monday.later(hours=13)  # eleven in the evening
    await pressed(arta, card, "Give the seat back", "Yes")
    assert "A seat is free" not in (await besa.last()).text
    await monday.later(hours=9)
    offer = await besa.last()
    assert "A seat is free for you." in offer.text
    taken = await pressed(besa, offer, "I take the seat")
    assert "You have a seat." in taken.text
    await besa.forges(besa.id, taken, offer.data[0])
    files = [one for one in await besa.reads() if "document" in one.raw]
    assert len(files) == 1
    await besa.says("/forums")
    mine = await pressed(besa, await besa.last(), "My seats")
    assert "• Waste in towns: You have a seat." in mine.text


async def test_a_colleague_comes_by_link_within_the_seats_of_the_organisation(
    monday: World,
) -> None:
    terms = asking(Question.ORGANISATION, Question.PHOTOS, seats=9, per_organisation=2)
    event = await published(monday, terms=terms)
    arta, besa, cila = await anybody(monday, "Arta", "Besa", "Cila")
    await writes_for(arta, "Agimi")
    card = await pressed(arta, await opened(arta, event), "Sign up", "Agimi", "Yes, they may")
    await arta.presses("Bring a colleague", on=card)
    sent = (await arta.last()).text
    assert "Seats of your organisation that are free: 1" in sent
    token = sent.partition("?start=")[2].split()[0]
    await besa.says(f"/start {token}")
    asked = await besa.last()
    assert "may pictures with you in them be published?" in asked.text.lower()
    done = await pressed(besa, asked, "Yes, they may")
    assert "You come for: Agimi" in done.text
    await cila.says(f"/start {token}")
    waits = await pressed(cila, await cila.last(), "Yes, they may")
    assert "you are in the line now." in waits.text
    await arta.says(f"/start {token}")
    assert "This is your own link." in (await arta.last()).text
    for forged in ("bring_1-0000", "bring_x", f"bring_{2**70}-1", "event_99999", "event_x"):
        await cila.says(f"/start {forged}")
        assert "any more" in (await cila.last()).text


async def test_a_question_about_an_event_opens_a_request_that_says_so(small_monday: World) -> None:
    event = await published(small_monday)
    arta, besa = await small_monday.member("Arta", Language.EN), await small_monday.staff("Besa")
    await arta.presses("Question", on=await opened(arta, event))
    await arta.says("Is there parking?")
    (topic,) = await small_monday.topics()
    said = [one.text for one in await besa.sees(topic["message_thread_id"])]
    assert any("about the event Waste in towns, Saturday, 5 December 2026" in one for one in said)


async def test_what_is_cancelled_or_has_begun_takes_nobody(small_monday: World) -> None:
    event = await published(small_monday)
    off = await published(small_monday, "off", standing=Standing.CANCELLED, reason={"en": "Snow"})
    (arta,) = await anybody(small_monday, "Arta")
    card = await opened(arta, event)
    cancelled = await opened(arta, off)
    assert "This event is cancelled.\nWhy: Snow" in cancelled.text
    assert "Sign up" not in cancelled.labels
    await arta.forges(arta.id, cancelled, f"ev.in:{off.id}")
    assert "You have a seat" not in (await now(arta, cancelled)).text
    await small_monday.later(days=12)
    begun = await pressed(arta, card, "Sign up")
    assert "nobody can sign up any more" in begun.text


EVENINGS = {
    Language.SQ: "e shtunë, 5 dhjetor 2026, ora 09:00–16:00",
    Language.SR_LATN: "subota, 5. decembar 2026.",
    Language.SR_CYRL: "субота, 5. децембар 2026.",
    Language.TR: "5 Aralık 2026 Cumartesi",
    Language.EU: "2026ko abenduaren 5a, larunbata",
}


@pytest.mark.parametrize("language", EVENINGS)
async def test_in_each_language_somebody_signs_up_waits_and_is_promoted(
    small_monday: World, language: Language
) -> None:
    event = await published(small_monday)
    (arta,) = await anybody(small_monday, "Arta")
    card = await signed_up(arta, event)
    besa = await small_monday.member("Besa", language)
    waits = await signed_up(besa, event)
    assert EVENINGS[language] in waits.text
    title = {Language.SR_CYRL: "Отпад у градовима", Language.SQ: "Mbeturinat në qytete"}
    assert title.get(language, FORUM.title.get(language[:2], "Waste in towns")) in waits.text
    assert besa.words("<b>You are in the line.</b> Your place: %(place)s", place=1) in waits.text
    await pressed(arta, card, "Give the seat back", "Yes")
    offer = await besa.last()
    assert besa.words("🎉 <b>A seat is free for you.</b>") in offer.text
    taken = await pressed(besa, offer, "I take the seat")
    assert besa.words("<b>You have a seat.</b>") in taken.text
