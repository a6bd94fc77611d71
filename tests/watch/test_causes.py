"""One id from an update to all that is sent because of it, in the log and in the tables."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.watch import causes
from tests.watch.journal import Journal, journal
from tests.world import World

MORNING = datetime(2026, 11, 22, 8, 30, 15, 250_000, tzinfo=UTC)
FLOOD = {"error_code": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1}


def test_an_id_tells_when_its_update_arrived() -> None:
    assert causes.arrived_at(causes.of_update(4711, MORNING)) == MORNING


def test_numbers_that_begin_anew_make_other_ids() -> None:
    later = MORNING.replace(minute=31)
    assert causes.of_update(1, MORNING) != causes.of_update(1, later)


def test_a_timer_has_an_id_and_no_arrival() -> None:
    one, other = causes.of_time("nudge"), causes.of_time("nudge")
    assert one != other
    assert one.startswith("t-nudge-")
    assert causes.arrived_at(one) is None


def test_the_ids_of_a_parcel_that_several_joined_are_all_there() -> None:
    assert causes.each("u1-a u2-b") == ["u1-a", "u2-b"]
    assert causes.each(None) == []


def test_an_id_is_there_for_as_long_as_something_is_handled() -> None:
    with causes.bound("u1-a"):
        assert causes.current() == "u1-a"
    assert causes.current() is None


def of(read: Journal, words: str) -> str:
    """The id of the last line that says this."""
    found = [line for line in read.lines if line["event"] == words]
    cause: str = found[-1]["cause"]
    return cause


async def test_one_search_in_the_log_finds_the_whole_way(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    with journal("INFO", "json") as read:
        await arta.says("A ka ndonjë lajm?")
        relayed = read.events(of(read, "update received"))
        await besa.says("Po, ka", thread)
        answered = read.events(of(read, "update received"))
    for way in (relayed, answered):
        assert way[0] == "update received"
        assert {"update done", "parcel delivered"} <= set(way)


async def test_what_was_refused_and_tried_again_is_found_with_it(world: World) -> None:
    arta = await world.member("Arta")
    await arta.ticket("Na duhet ndihmë")
    await world.post("/control/faults", method="copyMessage", times=1, **FLOOD)
    with journal("INFO", "json") as read:
        await arta.says("A ka ndonjë lajm?")
        lines = [line for line in read.lines if "row" in line["event"]]
        cause = of(read, "update received")
    assert [line["cause"] for line in lines] == [cause]
    assert "Flood control exceeded" in lines[0]["event"]
    delivered = [line for line in read.lines if line.get("method") == "copyMessage"]
    assert [(line["cause"], line["tries"]) for line in delivered] == [(cause, 2)]


async def test_a_burst_that_goes_as_one_is_found_by_each_of_its_messages(world: World) -> None:
    arta = await world.member("Arta")
    await arta.ticket("Na duhet ndihmë")
    await world.post("/control/faults", chat=world.group_id, times=1, **FLOOD)
    with journal("INFO", "json") as read:
        for words in ("një", "dy", "tre"):
            await world.post("/control/say", person=arta.id, chat=arta.id, text=words)
        await world.quiet()
        received = [line["cause"] for line in read.lines if line["event"] == "update received"]
        found = [read.events(cause) for cause in received]
    assert len(received) == 3
    assert all("parcel delivered" in events for events in found)


async def test_what_time_brings_has_an_id_too(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Mirëdita!", thread)
    with journal("INFO", "json") as read:
        await world.later(days=3, minutes=1)
        await world.quiet()
        (fired,) = [line for line in read.lines if line.get("kind") == "nudge"]
        events = read.events(fired["cause"])
    assert fired["event"] == "timer fired"
    assert "parcel delivered" in events


async def test_the_id_stands_with_each_parcel(watched: World) -> None:
    arta = await watched.member("Arta")
    await arta.ticket("Na duhet ndihmë")
    assert watched.app is not None
    async with watched.app.database.transaction() as tx:
        rows = (await tx.execute(text("SELECT lane, cause FROM outbox"))).all()
        letters = (await tx.execute(text("SELECT id, received_at FROM inbox"))).all()
    known = {f"u{number}-{at:x}" for number, at in letters}
    assert rows
    assert {row.cause for row in rows if row.lane.startswith(("chat", "staff"))} <= known


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_every_line_about_an_update_has_its_id(world: World, level: str) -> None:
    arta = await world.member("Arta")
    with journal(level, "json") as read:
        await arta.ticket("Na duhet ndihmë")
        lines = [line for line in read.lines if line["logger"] == "bot.watch"]
    assert lines
    assert [line for line in lines if "cause" not in line] == []
