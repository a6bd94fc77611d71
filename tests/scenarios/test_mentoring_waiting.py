"""Stories of members who wait for a time, of colleagues who come along, and of staff who book."""

from desk.languages import Language
from desk.mentoring.booking import Status
from tests.bookers import MORNING, anybody, booked_out, called_off, ids, looking, pressed
from tests.mentors import TOKEN, listed
from tests.people import Member, Seen
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_directory import writes_for
from tests.world import World


async def waits(member: Member) -> Seen:
    none = await looking(member)
    assert "booked out for now. No time is free until: Sunday, 29 November 2026" in none.text
    return await pressed(member, none, "Tell me when a time is free")


async def all_wait(*members: Member) -> None:
    for place, member in enumerate(members, 1):
        listed_ = await waits(member)
        assert "You are on the waiting list." in listed_.text
        assert f"Your place: {place}" in listed_.text
        await member.world.later(seconds=1)


async def test_who_waits_gets_what_becomes_free_one_after_the_other(monday: World) -> None:
    _, _, number = await booked_out(monday)
    besa, cila = await anybody(monday, "Besa", "Cila")
    await all_wait(besa, cila)
    await called_off(monday, number)
    offer = await besa.last()
    assert "A time is free for you." in offer.text
    assert "When: Tuesday, 24 November 2026, 09:00–10:00" in offer.text
    assert "kept for you until: Monday, 23 November 2026, 12:28" in offer.text
    await monday.close()
    await monday.open()
    await besa.says("/mentor")
    assert "A time is free for you." in (await besa.last()).text  # the same one
    refused = await pressed(besa, offer, "No, thank you")
    assert "somebody else gets this time now." in refused.text
    assert "You stay on the waiting list. Your place: 1" in refused.text
    hers = await cila.last()
    assert "A time is free for you." in hers.text
    await monday.later(hours=3)
    lapsed = await cila.last()
    assert "is offered to the next now. That is no problem." in lapsed.text
    assert "Your place: 2" in lapsed.text
    again = await pressed(cila, hers, "Book it")
    assert "is kept for you once more:" in again.text
    assert "Your session is booked." in (await pressed(cila, again, "Book it")).text


async def test_who_leaves_the_list_is_offered_nothing(monday: World) -> None:
    _, _, number = await booked_out(monday)
    besa, cila = await anybody(monday, "Besa", "Cila")
    await all_wait(besa, cila)
    await besa.says("/mentor")
    left = await pressed(besa, await besa.last(), "Leave the list")
    assert "You are not on the waiting list any more." in left.text
    await cila.says("/mentor")
    assert "Your place: 1" in (await cila.last()).text
    await called_off(monday, number)
    assert "A time is free for you." in (await cila.last()).text
    assert not any("A time is free" in one.text for one in await besa.reads())


async def test_an_offer_is_taken_at_once_and_leaves_the_line(monday: World) -> None:
    _, arta, number = await booked_out(monday)
    (besa,) = await anybody(monday, "Besa")
    await waits(besa)
    await called_off(monday, number)
    offer = await besa.last()
    assert "no longer works" in await arta.forges(arta.id, await arta.last(), offer.data[0])
    booked = await pressed(besa, offer, "Book it")
    assert "Your session is booked." in booked.text
    assert len(await ids(monday)) == 1
    await monday.later(hours=3)
    assert len(await ids(monday)) == 1
    await besa.says("/mentor")
    assert "What would you like help with?" in (await besa.last()).text
    assert "My sessions" in (await besa.last()).labels


async def booked_with_link(arta: Member, day: str) -> tuple[Seen, str]:
    """The message from which it was sent, and what follows /start."""
    done = await pressed(arta, await looking(arta), day, "Book it")
    await pressed(arta, done, "Bring a colleague")
    sent = (await arta.last()).text
    assert "Whoever of Agimi opens it joins the session:" in sent
    return done, sent.partition("?start=")[2].split()[0]


async def opens(member: Member, token: str) -> Seen:
    await member.says(f"/start {token}")
    return await member.last()


async def test_a_colleague_of_the_same_organisation_joins_by_the_link(monday: World) -> None:
    await listed(monday)
    arta, besa, cila = await anybody(monday, "Arta", "Besa", "Cila")
    for member, organisation in ((arta, "Agimi"), (besa, "Agimi"), (cila, "Dituria")):
        await writes_for(member, organisation)
    _, token = await booked_with_link(arta, "Tue, 24 Nov, 10:30")
    elsewhere = await opens(cila, token)
    assert "Only people of this organisation can join the session: Agimi." in elsewhere.text
    joined = await opens(besa, token)
    assert "Tuesday, 24 November 2026, 10:30–11:30" in joined.text
    assert joined.raw["document"]["file_name"].endswith(".ics")
    assert "Name: Besa" in (await arta.last()).text
    assert "This is your own session." in (await opens(arta, token)).text
    assert "This link does not work any more." in (await opens(cila, "join_ghost")).text
    assert "no longer works" in await besa.forges(besa.id, joined, "mw.invite:1")


async def test_a_link_to_what_is_over_or_off_says_so(small_monday: World) -> None:
    await listed(small_monday)
    arta, dona = await anybody(small_monday, "Arta", "Dona")
    for member in (arta, dona):
        await writes_for(member, "Agimi")
    _, over = await booked_with_link(arta, "Tue, 24 Nov, 10:30")
    await small_monday.later(hours=25)
    assert "This session has begun or is over." in (await opens(dona, over)).text
    done, off = await booked_with_link(arta, "Thu, 26 Nov")
    await called_off(small_monday, (await ids(small_monday))[-1])
    assert "This session does not take place." in (await opens(dona, off)).text
    await arta.presses("Bring a colleague", on=done)
    assert "This session does not take place." in (await arta.last()).text


async def test_staff_book_for_the_member_in_the_topic_of_the_request(monday: World) -> None:
    await listed(monday)
    vesna = await monday.member("Vesna", Language.EN)
    await vesna.says(f"/start mentor_{TOKEN}-Vesna")
    arta, besa = await monday.member("Arta", Language.SQ), await monday.staff("Besa")
    thread = await arta.ticket()
    await besa.says("/book", thread)
    asked = await besa.told(thread)
    assert "Book a session for the member" in asked.text
    assert "Language: Shqip" in asked.text
    assert "Talk to a person" not in asked.labels
    await besa.says("/book budget", thread)
    offers = await besa.told(thread)
    assert "Tuesday, 24 November 2026, 10:30 – Vesna: Shqip, Finance" in offers.text
    before = len(await besa.sees(thread))
    await besa.presses_on(offers, "Tue, 24 Nov, 10:30 – Vesna")
    held = await besa.told(thread)
    assert held.labels == ["Book it", "Another time"]
    await besa.presses_on(held, "Book it")
    done = await besa.told(thread)
    assert "It is booked." in done.text
    assert "The member is told." in done.text
    assert len(await besa.sees(thread)) == before  # one message, which its buttons turn over
    assert "e martë, 24 nëntor 2026, ora 10:30–11:30" in (await arta.last()).text
    assert "Tuesday, 24 November 2026, 10:30–11:30" in (await vesna.last()).text


async def test_what_staff_press_is_for_the_member_of_that_topic_alone(monday: World) -> None:
    await listed(monday)
    arta, besa = await monday.member("Arta", Language.SQ), await monday.staff("Besa")
    (cila,) = await anybody(monday, "Cila")
    thread, other = await arta.ticket(), await cila.ticket("Something else")
    await besa.says("/book budget", thread)
    await besa.presses_on(await besa.told(thread), "Tue, 24 Nov, 10:30 – Vesna")
    held = await besa.told(thread)
    forged = await besa.forges(monday.group_id, await besa.card(other), held.data[0])
    assert "no longer works" in forged
    assert "no longer works" in await cila.forges(cila.id, await cila.last(), held.data[0])
    assert await ids(monday) == []
    await besa.presses_on(held, "Book it")
    await besa.forges(monday.group_id, await besa.told(thread), held.data[0])  # pressed twice
    assert len(await ids(monday, Status.BOOKED, Status.HELD)) == 1
    await besa.says("/book")
    assert "topic" in (await besa.told()).text


async def test_staff_read_why_somebody_cannot_be_booked_for(sqlite_address: str) -> None:
    async with World(sqlite_address, mentoring_needs="mentor institutional") as world:
        await at(world, MORNING)
        besa, arta = await world.staff("Besa"), await world.member("Arta", Language.EN)
        thread = await arta.ticket("Budget")
        await besa.says("/book", thread)
        assert "Nobody in the directory can be booked yet." in (await besa.told(thread)).text
        await listed(world)
        await besa.says("/book", thread)
        refused = await besa.told(thread)
        assert "The member may not book yet." in refused.text
        assert refused.labels == []
        await arta.says("/anonymous")
        await arta.says("Quietly")
        hidden = (await world.topics())[-1]["message_thread_id"]
        await besa.says("/book", hidden)
        assert "written without a name" in (await besa.told(hidden)).text


async def test_a_life_in_danger_goes_before_any_need(small_monday: World) -> None:
    await listed(small_monday)
    (arta,) = await anybody(small_monday, "Arta")
    await arta.says("/mentor")
    await arta.says("there is a fire in the building")
    assert len(await small_monday.topics()) == 1
    assert "area of help" not in (await arta.last()).text
