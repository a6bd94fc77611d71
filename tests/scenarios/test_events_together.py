"""Stories in which the parts of an event meet: its topics, card, seats and news."""

from dataclasses import replace

from desk.events.event import Standing
from desk.events.subscriptions import Interest
from desk.privacy import Purpose
from storage.events.events import EventRows
from storage.events.subscriptions import SubscriptionRows
from tests.demand import proposes, turned
from tests.hosts import FORUM, MONDAY, anybody, signed_up
from tests.mentors import rows
from tests.people import Member, Seen, Staff
from tests.scenarios import test_events_making as making
from tests.scenarios.test_events_telling import allowing, announced, officer, told
from tests.world import World

ENTERPRISE = "How do we start a social enterprise?"
WASTE = "Where do our towns bring their waste?"
DRAFT = replace(FORUM, standing=Standing.DRAFT, published_at=None)


async def votes(member: Member, words: str) -> None:
    await member.says("/topics")
    page = await member.last()
    label = next(one for one in page.labels if one.startswith(f"+1 {words[:3]}"))
    await member.presses_title(label, on=page)


async def into_agenda(besa: Staff, topic: str) -> Seen:
    """The card of the event that takes it up."""
    await besa.says("/topics")
    page = await turned(besa, topic)
    page = await turned(besa, "Into the agenda of an event", page)
    return await turned(besa, "Waste in towns", page)


async def asked_for(member: Member) -> list[Seen]:
    return await told(member, "You have asked for this, and it takes place.")


async def follows_everything(world: World, member: Member) -> None:
    async with rows(world) as tx:
        await SubscriptionRows(tx).add(member.id, Interest(), MONDAY)
    await allowing(world, member, Purpose.CAMPAIGNS, is_on=True)


async def test_who_asked_for_an_event_hears_of_it_first_and_others_after_them(
    world: World,
) -> None:
    besa = await officer(world)
    arta, goran, ece = await anybody(world, "Arta", "Goran", "Ece")
    for member in (arta, ece):
        await follows_everything(world, member)
    async with rows(world) as tx:
        await EventRows(tx).add(DRAFT)
    await proposes(arta, WASTE)
    await votes(goran, WASTE)
    card = await into_agenda(besa, WASTE)
    await world.quiet()
    assert await asked_for(arta) == []
    await making.pressed(besa, card, "Publish")
    await world.quiet()
    for member in (arta, goran):
        (heard,) = await asked_for(member)
        assert "Asked for by: 2 persons, 0 organisations" in heard.text
        assert await told(member, "This is new") == []
    assert await asked_for(ece) == []
    assert len(await told(ece, "This is new, and may be for you.")) == 1
    await goran.presses("The event and your seat", on=(await asked_for(goran))[0])
    assert "Sign up" in (await goran.last()).labels


async def test_what_an_event_takes_up_later_is_told_to_those_who_asked_for_that(
    world: World,
) -> None:
    besa = await officer(world)
    arta, blerim = await anybody(world, "Arta", "Blerim")
    await announced(world, besa)
    for member, words in ((arta, WASTE), (blerim, ENTERPRISE)):
        await proposes(member, words)
    for times, topic in enumerate((WASTE, ENTERPRISE)):
        await into_agenda(besa, topic)
        await world.quiet()
        assert [len(await asked_for(member)) for member in (arta, blerim)] == [1, times]


async def test_the_card_of_an_event_leads_to_its_seats_and_more_of_them_reach_the_line(
    world: World,
) -> None:
    besa = await officer(world)
    async with rows(world) as tx:
        event = await EventRows(tx).add(DRAFT)
    old = await making.said(besa, f"/event {event.id}")
    card = await making.pressed(besa, await making.said(besa, f"/event {event.id}"), "Publish")
    arta, blerim = await anybody(world, "Arta", "Blerim")
    for member in (arta, blerim):
        await signed_up(member, event)
    hall = await making.pressed(besa, card, "Seats")
    assert "Seats: 1, taken: 1, kept: 0" in hall.text
    # A message from before it was published still takes the number of seats.
    await making.written(besa, old, "✓ Seats", "2")
    await world.quiet()
    assert len(await told(blerim, "A seat is free for you.")) == 1
