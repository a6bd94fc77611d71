"""Stories about events that come again: series, quarters with municipalities, held and planned."""

from datetime import UTC, datetime, timedelta

from desk.events.event import Event, Standing
from storage.events.events import EventRows
from tests.people import Staff
from tests.scenarios.test_events_making import (
    draft,
    in_general,
    making,
    opened,
    pressed,
    said,
    written,
)
from tests.world import World


async def test_a_series_keeps_its_wall_time_and_single_dates_are_moved_or_cancelled(
    world: World,
) -> None:
    besa = await making(world)
    card = await draft(besa, "Training capsule")
    card = await written(besa, card, "✓ Days", "14.3.2027 17-19")
    asked = await pressed(besa, card, "Repeat", "Every two weeks")
    await besa.says("often", reply_to=asked.id)
    assert "I cannot read “often”." in (await besa.told()).text
    await besa.says("999", reply_to=asked.id)
    assert "at most 60 within five years" in (await besa.told()).text
    await besa.says("FREQ=WEEKLY", reply_to=asked.id)
    assert "The rule needs an end" in (await besa.told()).text
    await besa.says("3", reply_to=asked.id)
    card = await in_general(besa, asked)
    assert "One of 3 dates of a series." in card.text
    assert "Repeat" not in card.labels
    shown = await pressed(besa, card, "Dates of the series")
    assert shown.labels[:3] == ["Sun, 14 Mar", "Sun, 28 Mar", "Sun, 11 Apr"]
    assert shown.text.count("17:00–19:00 · draft") == 3
    hours = [event.starts_at for event in await events(world)]
    assert hours == [at(14, 3, 16), at(28, 3, 15), at(11, 4, 15)]  # the clocks change on the 28th
    shown = await pressed(besa, shown, "Publish all drafts: 3")
    assert shown.text.count("17:00–19:00 · published") == 3
    await one_is_moved_and_one_cancelled(world, besa)


async def one_is_moved_and_one_cancelled(world: World, besa: Staff) -> None:
    card = await written(besa, await opened(besa, 2), "✓ Days", "29.3.2027 18-20")
    assert "Monday, 29 March 2027, 18:00–20:00" in card.text
    card = await written(
        besa, await pressed(besa, await opened(besa, 3), "Cancel the event"), "Shqip", "Festë"
    )
    await pressed(besa, card, "Cancel it with this reason", "Yes, cancel it")
    found = await events(world)
    assert [event.standing for event in found] == [Standing.PUBLISHED] * 2 + [Standing.CANCELLED]
    assert [event.sequence for event in found] == [0, 1, 1]
    assert [event.recurs_at for event in found] == [at(14, 3, 16), at(28, 3, 15), at(11, 4, 15)]
    shown = await pressed(besa, await opened(besa, 1), "Dates of the series")
    assert shown.labels[:3] == ["Sun, 14 Mar", "Mon, 29 Mar", "Sun, 11 Apr"]
    assert not any(label.startswith("Publish") for label in shown.labels)


async def test_all_of_a_series_is_published_or_nothing(small_world: World) -> None:
    besa = await making(small_world)
    card = await draft(besa, "Networking")
    card = await written(besa, await pressed(besa, card, "Repeat"), "Every week", "20.6.2027")
    card = await written(besa, await opened(besa, 2), "✓ Link", "-")
    shown = await pressed(besa, card, "Dates of the series")
    assert "Missing: a place or a link." in await besa.presses_on(shown, "Publish all drafts: 2")
    assert {event.standing for event in await events(small_world)} == {Standing.DRAFT}


async def test_a_template_makes_the_quarters_of_municipalities_and_missing_ones_are_listed(
    world: World,
) -> None:
    besa = await making(world)
    assert "Write the year and the municipalities" in (await said(besa, "/event quarterly")).text
    shown = await said(besa, "/event quarterly 2027 Prizren, Mitrovica, prizren")
    assert "Mitrovica: Q1◌ Q2◌ Q3◌ Q4◌\nPrizren: Q1◌ Q2◌ Q3◌ Q4◌" in shown.text
    assert "2 municipalities lack a quarter." in shown.text
    await said(besa, "/event quarterly 2027 Prizren")
    found = await events(world)
    assert [event.kind for event in found[:4]] == ["one_to_one"] * 3 + ["presentation"]
    assert [event.part_of for event in found[:4]] == [None, 1, 1, 1]
    assert len(found) == 8
    card = await opened(besa, 4)
    assert "Presentation of a roadmap: Prizren" in card.text
    card = await written(besa, await opened(besa, 1), "Days", "10.2.2027 10-12")
    card = await pressed(besa, card, "Languages", "Shqip", "Back")
    card = await pressed(besa, await written(besa, card, "Place", "Komuna"), "Back", "Publish")
    shown = await pressed(besa, await said(besa, "/events"), "Meetings with municipalities")
    assert "Prizren: Q1✓ Q2◌ Q3◌ Q4◌" in shown.text
    shown = await pressed(besa, shown, "2028 ▶")
    assert "There are none." in shown.text
    await world.later(days=10)
    card = await pressed(besa, await opened(besa, 1), "It is done")
    assert "done" in card.text
    await written(besa, await opened(besa, 2), "Days", "10.3.2027 10-12")
    shown = await pressed(besa, await said(besa, "/events"), "Meetings with municipalities")
    assert "Prizren: Q1✓ Q2– Q3◌ Q4◌" in shown.text  # what was Q2 is planned for the first


async def test_what_is_held_stands_beside_what_was_planned(sqlite_address: str) -> None:
    async with World(sqlite_address, events_planned="national 4; networking 2") as world:
        besa = await making(world)
        shown = await said(besa, "/events")
        assert "National forum: 0/4\nNetworking: 0/2" in shown.text
        await pressed(besa, await draft(besa, "Networking"), "Publish")
        shown = await said(besa, "/events")
        assert "Networking: 0/2 · published: 1" in shown.text
        await besa.presses_on(await opened(besa, 1), "It is done")
        assert "published" in (await opened(besa, 1)).text  # it is not over
        await world.later(days=140)
        shown = await said(besa, "/events")
        assert "Networking: 1/2\n" in shown.text
        assert shown.labels[:3] == ["Drafts: 0", "Published: 0", "Past: 1"]
        shown = await pressed(besa, shown, "Past: 1")
        assert "Punëtori\nNetworking · published · Sunday, 13 June 2027, 09:00–16:00" in shown.text


async def events(world: World) -> list[Event]:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        found = await EventRows(tx).some(range(1, 20))
    return [found[number] for number in sorted(found)]


def at(day: int, month: int, hour: int) -> datetime:
    return datetime(2027, month, day, tzinfo=UTC) + timedelta(hours=hour)
