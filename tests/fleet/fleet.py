"""Several replicas of the line on one PostgreSQL, behind a balancer, and what may befall them."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import psycopg
from aiohttp import web
from pydantic import SecretStr

from bot.app import App
from tests.world import World

SECRET = "a-long_random-word-42"
_HOLDER = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 1279607108"
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
OF_THE_LINE = "application_name LIKE 'linja %'"


class Balancer:
    """Posts each update to the next replica; one that is away, or says 503, is passed over."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self._turn = 0
        self.url = ""

    async def start(self) -> None:
        self._http = aiohttp.ClientSession()
        app = web.Application()
        app.router.add_post("/hook", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"

    async def stop(self) -> None:
        await self._runner.cleanup()
        await self._http.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        for _ in self.ports:
            self._turn += 1
            url = f"http://127.0.0.1:{self.ports[self._turn % len(self.ports)]}/hook"
            with suppress(aiohttp.ClientError):
                async with self._http.post(url, data=body, headers=_passed(request)) as answer:
                    if answer.status != 503:
                        return web.Response(status=answer.status)
        return web.Response(status=502)


def _passed(request: web.Request) -> dict[str, str]:
    return {k: v for k, v in request.headers.items() if k.startswith(("X-", "Content-Type"))}


class Cable:
    """The way to PostgreSQL. When it is pulled, nothing comes through and nobody is told."""

    def __init__(self, address: str) -> None:
        url = urlsplit(address)
        self._socket = f"{parse_qs(url.query)['host'][0]}/.s.PGSQL.5432"
        self._name = url.path.lstrip("/")
        self._plugged = asyncio.Event()
        self._plugged.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self) -> str:
        """The address of the database at this end."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"postgresql://postgres@127.0.0.1:{port}/{self._name}"

    def pull(self) -> None:
        self._plugged.clear()

    def plug(self) -> None:
        """The connections of before are gone for good, as they would be."""
        for writer in list(self._writers):
            writer.transport.abort()
        self._plugged.set()

    async def stop(self) -> None:
        self.plug()
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here = asyncio.current_task()
        assert here is not None
        self._tasks.add(here)
        self._writers.add(writer)
        try:
            await self._plugged.wait()
            far_reader, far_writer = await asyncio.open_unix_connection(self._socket)
            self._writers.add(far_writer)
            await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
        finally:
            for end in (writer, far_writer):
                self._writers.discard(end)
                end.transport.abort()
            self._tasks.discard(here)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                await self._plugged.wait()
                writer.write(data)
                await writer.drain()
        writer.transport.abort()


@dataclass
class Replica:
    """`calls` are what it has asked of Telegram: when, by the monotonic clock, and which method."""

    app: App
    port: int
    cable: Cable | None = None
    calls: list[tuple[float, str]] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        return self.app.leading.leads

    def sent_since(self, moment: float) -> int:
        return sum(at > moment and method.startswith(("send", "copy")) for at, method in self.calls)


class Fleet(World):
    def __init__(self, address: str, number: int = 3, **settings: Any) -> None:
        super().__init__(address, **settings)
        self.replicas: list[Replica] = []
        self.balancer = Balancer()
        self._number = number

    async def open(self) -> None:
        await self.balancer.start()
        for _ in range(self._number):
            await self.adds()

    async def close(self) -> None:
        await self._onlooker.close()
        for replica in list(self.replicas):
            await self.stops(replica)
        if self.balancer.url:
            await self.balancer.stop()

    async def adds(self, cable: Cable | None = None, **settings: Any) -> Replica:
        port = free_port()
        if cable is not None:
            settings["database_url"] = await cable.start()
        app = self.made(
            webhook_url=self.balancer.url,
            webhook_secret=SecretStr(SECRET),
            webhook_listen=f"127.0.0.1:{port}",
            **settings,
        )
        replica = Replica(app, port, cable)
        _note_calls(replica)
        self.replicas.append(replica)
        await app.start()
        self.balancer.ports.append(port)
        return replica

    async def stops(self, replica: Replica) -> None:
        """In good order, as at an upgrade."""
        self.replicas.remove(replica)
        if replica.port in self.balancer.ports:
            self.balancer.ports.remove(replica.port)
        if replica.cable is not None:
            replica.cable.plug()
        await replica.app.stop()
        if replica.cable is not None:
            await replica.cable.stop()

    @property
    def leader(self) -> Replica:
        (leader,) = [replica for replica in self.replicas if replica.leads]
        return leader

    @property
    def followers(self) -> list[Replica]:
        return [replica for replica in self.replicas if not replica.leads]

    @property
    def sent(self) -> int:
        """Messages that any replica has sent."""
        return sum(replica.sent_since(0) for replica in self.replicas)

    def nudge(self) -> None:
        for replica in self.replicas:
            replica.app.nudge()

    async def led_by(self, *candidates: Replica) -> float:
        """Seconds until one of them leads."""
        began = time.monotonic()
        await self.sees(lambda: any(replica.leads for replica in candidates))
        return time.monotonic() - began

    async def sees(self, true: Callable[[], bool], seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.01)

    async def ends_backends(self, which: str = OF_THE_LINE) -> int:
        """PostgreSQL's own processes for the line are ended; how many."""
        return len(await self.asks(f"{END} datname = current_database() AND {which}"))

    async def ends_the_leaders_session(self) -> None:
        await self.ends_backends(f"pid IN ({_HOLDER})")

    async def does(self, *commands: str) -> None:
        async with await psycopg.AsyncConnection.connect(self.address, autocommit=True) as server:
            for command in commands:
                await server.execute(command.encode())

    async def asks(self, query: str) -> list[Any]:
        async with await psycopg.AsyncConnection.connect(self.address, autocommit=True) as server:
            return await (await server.execute(query.encode())).fetchall()


def _note_calls(replica: Replica) -> None:
    """On their way to Telegram, directly before they leave."""
    api, call = replica.app.api, replica.app.api.call

    async def noted(method: str, *rest: Any, **more: Any) -> Any:
        replica.calls.append((time.monotonic(), method))
        return await call(method, *rest, **more)

    api.call = noted  # type: ignore[method-assign]


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


@asynccontextmanager
async def opened(address: str, number: int = 3, **settings: Any) -> AsyncIterator[Fleet]:
    async with Fleet(address, number, **settings) as fleet:
        yield fleet
