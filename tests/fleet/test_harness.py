"""What the trials are held with is not blind: cables, the balancer, and the watch of the clock."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp import web

from tests.doors import served
from tests.trial import clocks
from tests.trial.balancer import Balancer, balancing
from tests.trial.cable import Cable, Ends
from tests.trial.stops import longest, stops


class Echo:
    """Answers each line with itself; `ended` when whoever spoke has gone."""

    def __init__(self) -> None:
        self.port = 0
        self.ended = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(line)
        except ConnectionError:
            pass
        self.ended.set()
        writer.close()

    async def lead(self) -> Ends:
        return await asyncio.open_connection("127.0.0.1", self.port)


@pytest.fixture
async def echo() -> AsyncIterator[Echo]:
    echo = Echo()
    server = await asyncio.start_server(echo.serve, "127.0.0.1", 0)
    echo.port = server.sockets[0].getsockname()[1]
    yield echo
    server.close()
    await server.wait_closed()


@pytest.fixture
async def cable(echo: Echo) -> AsyncIterator[Cable]:
    cable = Cable(echo.lead)
    await cable.open()
    yield cable
    await cable.close()


@pytest.fixture
async def ends(cable: Cable) -> AsyncIterator[Ends]:
    reader, writer = await asyncio.open_connection("127.0.0.1", cable.port)
    yield reader, writer
    writer.close()


async def says(ends: Ends, word: bytes) -> bytes:
    reader, writer = ends
    writer.write(word)
    async with asyncio.timeout(0.2):
        return await reader.readline()


async def test_a_cable_carries_both_ways_and_counts_calls(cable: Cable, ends: Ends) -> None:
    assert await says(ends, b"POST /bot1:a/sendMessage HTTP/1.1\n") != b""
    assert [name for _, name in cable.calls] == ["sendMessage"]


async def test_what_is_said_into_a_blocked_cable_arrives_when_it_is_mended(
    cable: Cable, ends: Ends
) -> None:
    cable.block()
    with pytest.raises(TimeoutError):
        await says(ends, b"a\n")
    cable.mend()
    assert await ends[0].readline() == b"a\n"


async def test_a_cable_that_is_cut_ends_what_it_carries_and_lets_nobody_in(
    cable: Cable, ends: Ends, echo: Echo
) -> None:
    await says(ends, b"a\n")
    cable.cut()
    async with asyncio.timeout(1):
        await echo.ended.wait()
    with pytest.raises(ConnectionError):
        await says(await asyncio.open_connection("127.0.0.1", cable.port), b"b\n") or _gone()
    cable.mend()
    again = await asyncio.open_connection("127.0.0.1", cable.port)
    assert await says(again, b"c\n") == b"c\n"
    again[1].close()


def _gone() -> bytes:
    """A line that ends without a word is a connection that has ended."""
    raise ConnectionResetError


async def test_a_slow_cable_takes_its_time(cable: Cable, ends: Ends) -> None:
    cable.delay = 0.05
    begun = time.monotonic()
    await says(ends, b"a\n")
    assert time.monotonic() - begun >= 0.1


@pytest.mark.skipif(not clocks.HAVE, reason=clocks.MISSING)
def test_a_clock_that_is_ahead_is_wrong_by_so_much_and_runs_as_quickly() -> None:
    command = (sys.executable, "-c", "import time; print(time.time() - time.monotonic())")
    said = subprocess.run(command, env=clocks.ahead(60), capture_output=True, check=True).stdout
    assert float(said) - (time.time() - time.monotonic()) == pytest.approx(60, abs=1)


class Door:
    """A replica's: it answers `status`, and keeps what it took."""

    def __init__(self) -> None:
        self.status = 200
        self.took: list[bytes] = []

    async def take(self, request: web.Request) -> web.Response:
        if self.status == 200:
            self.took.append(await request.read())
        return web.Response(status=self.status)


@pytest.fixture
async def doors() -> AsyncIterator[tuple[Balancer, list[Door]]]:
    async with AsyncExitStack() as stack:
        doors, ports = [Door() for _ in range(3)], []
        for door in doors:
            app = web.Application()
            app.router.add_post("/hook", door.take)
            runner = web.AppRunner(app)
            await stack.enter_async_context(served(runner))
            ports.append(runner.addresses[0][1])
        yield await stack.enter_async_context(balancing(ports)), doors


async def posts(balancer: Balancer, many: int) -> list[int]:
    async with aiohttp.ClientSession() as http:
        answers = [await http.post(balancer.url, data=b"%d" % one) for one in range(many)]
    return [answer.status for answer in answers]


async def test_every_replica_has_its_turn(doors: tuple[Balancer, list[Door]]) -> None:
    balancer, every = doors
    assert await posts(balancer, 6) == [200] * 6
    assert [len(door.took) for door in every] == [2, 2, 2]


async def test_what_one_replica_cannot_take_the_next_one_does(
    doors: tuple[Balancer, list[Door]],
) -> None:
    balancer, (first, second, third) = doors
    first.status = second.status = 503
    assert await posts(balancer, 3) == [200] * 3
    assert len(third.took) == 3
    third.status = 503
    assert await posts(balancer, 1) == [502]
    assert balancer.refused == 1


def test_a_stop_counts_from_the_first_word_that_nobody_has_heard() -> None:
    said, heard = {"p1-1": 1.0, "p1-2": 5.0, "p1-3": 5.1}, {"p1-1": 1.5, "p1-2": 8.0, "p1-3": 8.5}
    every = list(stops(said, heard, sent=[0.5, 1.5, 8.0, 8.5]))
    assert every == [(1.0, 1.5), (5.0, 8.0), (8.0, 8.5)]
    assert longest(every) == (5.0, 8.0)


def test_where_nothing_was_due_nothing_has_stopped() -> None:
    assert longest(stops({}, {}, sent=[1.0, 100.0])) == (0.0, 0.0)
