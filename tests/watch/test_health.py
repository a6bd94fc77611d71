"""What a load balancer, a container engine or an operator hears: alive, and ready or why not."""

import asyncio
import json
import socket
from typing import Any

import aiohttp
import pytest

from bot.trouble import CannotUse
from tests.watch.monitoring import ANYWHERE, Monitoring
from tests.world import World


def missing(text: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(text)["missing"]
    return found


async def test_an_open_line_is_alive_and_ready(watched: World) -> None:
    monitoring = Monitoring(watched)
    alive, ready = await monitoring.asks("/healthz"), await monitoring.asks("/readyz")
    assert (alive.status, alive.text) == (200, "alive\n")
    assert (ready.status, json.loads(ready.text)) == (200, {"ready": True, "missing": {}})


async def test_with_a_webhook_it_is_ready_as_well(sqlite_address: str) -> None:
    hooked = {"webhook_url": "http://127.0.0.1:1/hook", "webhook_secret": "a-long-word"}
    async with World(
        sqlite_address, watch_listen=ANYWHERE, webhook_listen=ANYWHERE, **hooked
    ) as world:
        assert (await Monitoring(world).asks("/readyz")).status == 200


async def test_while_it_opens_it_is_alive_and_not_ready(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.close()
    held, going_on = asyncio.Event(), asyncio.Event()

    async def slow(*_: Any) -> None:
        held.set()
        await going_on.wait()

    monkeypatch.setattr("bot.app.upgrade", slow)
    opening = asyncio.create_task(world.open())
    await held.wait()
    monitoring = Monitoring(world)
    assert (await monitoring.asks("/healthz")).status == 200
    answer = await monitoring.asks("/readyz")
    assert answer.status == 503
    assert missing(answer.text) == {"line": "is opening"}
    going_on.set()
    await opening
    assert (await monitoring.asks("/readyz")).status == 200


async def test_while_it_stops_nothing_more_is_sent_to_it(world: World) -> None:
    assert world.app is not None
    world.app.lookout.stops()
    answer = await Monitoring(world).asks("/readyz")
    assert (answer.status, missing(answer.text)) == (503, {"line": "is stopping"})


async def test_without_its_database_it_is_alive_and_not_ready(
    monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> float:
        raise OSError("the disk is gone")

    monkeypatch.setattr("bot.watch.lookout.answers", away)
    assert (await monitoring.asks("/healthz")).status == 200
    answer = await monitoring.asks("/readyz")
    assert answer.status == 503
    assert missing(answer.text) == {"database": "does not answer (OSError)"}


async def test_a_database_that_never_answers_is_given_up(
    world: World, monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.lookout._PATIENCE", 0.05)
    assert world.app is not None
    async with world.app.database.transaction():  # on SQLite nobody else has one meanwhile
        answer = await monitoring.asks("/readyz")
    assert missing(answer.text) == {"database": "does not answer (TimeoutError)"}
    assert (await monitoring.asks("/readyz")).status == 200


async def test_a_telegram_that_is_silent_for_long_makes_it_unready(
    world: World, monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.lookout._SILENCE", 0.05)
    assert world.app is not None
    assert (await monitoring.asks("/readyz")).status == 200  # it has just begun
    await asyncio.sleep(0.1)
    world.app.watch.polled_at = float("-inf")
    answer = await monitoring.asks("/readyz")
    assert missing(answer.text) == {"telegram": "has not answered for two minutes"}
    world.app.watch.called("getUpdates", 50.0)
    assert (await monitoring.asks("/readyz")).status == 200


async def test_the_door_for_updates_tells_nothing(sqlite_address: str) -> None:
    """A proxy leads the whole world there."""
    hooked = {"webhook_url": "http://127.0.0.1:1/hook", "webhook_secret": "a-long-word"}
    place = free_place()
    async with (
        World(sqlite_address, webhook_listen=place, watch_listen=ANYWHERE, **hooked),
        aiohttp.ClientSession(f"http://{place}") as http,
    ):
        for path in ("/metrics", "/healthz", "/readyz", "/hook/metrics"):
            async with http.get(path) as answer:
                assert answer.status == 404


async def test_unless_it_is_asked_for_there_is_no_such_door(sqlite_address: str) -> None:
    async with World(sqlite_address) as world:
        assert world.app is not None
        assert world.app.door is None


async def test_a_place_that_is_taken_is_said(sqlite_address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        place = f"127.0.0.1:{other.getsockname()[1]}"
        world = World(sqlite_address, watch_listen=place)
        with pytest.raises(CannotUse, match=f"WATCH_LISTEN {place} is taken"):
            await world.__aenter__()
        await world.__aexit__(None, None, None)


def free_place() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"
