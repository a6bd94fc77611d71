"""Stories of events in the calendars of those who come."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.hosts import MONDAY, SATURDAY, anybody, published, signed_up
from tests.scenarios import test_events_making as making
from tests.scenarios.test_events_telling import announced, officer
from tests.scenarios.test_finding import file_of
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_calendar import address_of, fetch, public
from tests.views.calendars import entries_in
from tests.world import World


@pytest.fixture
async def public_world(sqlite_address: str) -> AsyncIterator[World]:
    async with public(sqlite_address) as world:
        yield world


async def test_a_feed_has_the_events_at_which_its_owner_has_a_seat(public_world: World) -> None:
    world = public_world
    besa = await officer(world)
    event, card = await announced(world, besa, reason={"en": "Snow"})
    other = await published(world, "other")
    arta, blerim = await anybody(world, "Arta", "Blerim")
    await signed_up(blerim, other)
    await signed_up(arta, other)  # she waits
    await signed_up(arta, event)
    url = await address_of(arta)
    (entry,) = (await fetch(url)).entries
    assert (entry.uid, entry.starts_at, entry.status) == (event.uid, SATURDAY, "CONFIRMED")
    steps = ("Cancel the event", "Cancel it with this reason", "Yes, cancel it")
    await making.pressed(besa, card, *steps)
    (entry,) = (await fetch(url)).entries
    assert entry.status == "CANCELLED"
    await at(world, SATURDAY + timedelta(days=1))
    assert (await fetch(url)).entries == []


async def test_all_of_them_are_sent_as_one_file(small_world: World) -> None:
    await at(small_world, MONDAY)
    event = await published(small_world)
    (arta,) = await anybody(small_world, "Arta")
    await signed_up(arta, event)
    await arta.says("/calendar")
    await arta.presses("All my sessions as a file")
    file = (await file_of(small_world, await arta.last())).encode()
    (entry,) = entries_in(file)
    assert (entry.uid, entry.organiser) == (event.uid, arta.label("Support line"))
