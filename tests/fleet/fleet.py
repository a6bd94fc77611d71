"""Several replicas of the line on one PostgreSQL, behind a balancer, and what may befall them."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import psycopg
from pydantic import SecretStr

from bot.app import App
from storage.locks import LEADS
from tests.doors import free_ports
from tests.trial.balancer import Balancer, balancing
from tests.world import World

SECRET = "a-long_random-word-42"
_HOLDER = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = {LEADS}"
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
OF_THE_LINE = "application_name LIKE 'linja %'"


@dataclass
class Replica:
    """`calls` are what it has asked of Telegram: when, by the monotonic clock, and which method."""

    app: App
    port: int
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
        self.balancer: Balancer  # once it is open
        self._stack = AsyncExitStack()
        self._number = number

    async def open(self) -> None:
        self.balancer = await self._stack.enter_async_context(balancing())
        for _ in range(self._number):
            await self.adds()

    async def close(self) -> None:
        await self._onlooker.close()
        for replica in list(self.replicas):
            await self.stops(replica)
        await self._stack.aclose()

    async def adds(self, **settings: Any) -> Replica:
        (port,) = free_ports(1)
        app = self.made(
            webhook_url=self.balancer.url,
            webhook_secret=SecretStr(SECRET),
            webhook_listen=f"127.0.0.1:{port}",
            **settings,
        )
        replica = Replica(app, port)
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
        await replica.app.stop()

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
