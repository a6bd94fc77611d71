"""Replicas of the line behind a balancer, before one Telegram: each a process of its own."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psycopg
from sqlalchemy import make_url

from storage.locks import LEADS
from tests.doors import free_ports
from tests.trial.balancer import Balancer, balancing
from tests.trial.cable import Cable, Ends
from tests.trial.clocks import ahead
from tests.trial.cluster import cabled
from tests.trial.process import Process
from tests.trial.stage import Stage

_PATIENCE = 60.0  # seconds for a start on a machine that has other things to do
_LOOK = 0.02
# Whoever holds the leader's lock says in the name of its session which process it is.
_LEADER = f"""
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND objid = {LEADS} AND objsubid = 1
"""
_SENDING = """
SELECT id, attempts FROM outbox
WHERE state = 'sending' AND (lane LIKE 'staff%' OR lane LIKE 'chat:%')
"""
# What Telegram carries to people, and what may not go twice; the rest may come from any replica.
_SENDS = ("send", "copy", "forward", "edit", "createForumTopic")

Send = tuple[int, int]  # a row of the outbox, and which attempt it was


class NotReady(RuntimeError):
    """A replica did not open its door."""


@dataclass(slots=True)
class Replica:
    """`data` and `out` are its ways to the database and to Telegram, where it has its own."""

    number: int
    process: Process
    port: int
    data: Cable | None = None
    out: Cable | None = None
    ready: bool = False

    async def start(self) -> float:
        """Seconds until its door is open. Raises NotReady."""
        begun = time.monotonic()
        self.process.spawn()
        async with aiohttp.ClientSession() as http:
            while not await _opens(http, self.port):
                if not self.process.is_running or time.monotonic() - begun > _PATIENCE:
                    raise NotReady(self.process.log()[-2000:])
                await asyncio.sleep(_LOOK)
        self.ready = True
        return time.monotonic() - begun

    def sends(self, since: float) -> list[tuple[float, str]]:
        """Its calls that carry something to somebody."""
        assert self.out is not None
        return [
            (at, name) for at, name in self.out.calls if at >= since and name.startswith(_SENDS)
        ]


@dataclass(slots=True)
class Fleet:
    """`address` is that of the database, by the way that no trial disturbs."""

    stage: Stage
    address: str
    replicas: list[Replica]
    balancer: Balancer
    blows: list[float] = field(default_factory=list)
    in_flight: set[Send] = field(default_factory=set)

    async def start(self) -> None:
        """All that do not run, at once."""
        resting = [replica for replica in self.replicas if not replica.process.is_running]
        await asyncio.gather(*(replica.start() for replica in resting))

    def mend(self) -> None:
        """Every cable is as new."""
        for replica in self.replicas:
            for cable in (replica.data, replica.out):
                if cable is not None:
                    cable.mend()

    async def kill(self, replica: Replica) -> bool:
        """With SIGKILL; whether it led."""
        replica.ready = False
        return await self.strike(replica, replica.process.kill)

    async def strike(self, replica: Replica, blow: Callable[[], None]) -> bool:
        """Whether it led: then what it is sending at that moment may have to be sent again.

        It stands still while that is looked up, so nobody can take over meanwhile.
        """
        async with await self._look() as look:
            replica.process.freeze()
            leads = await self._leader(look) is replica
            if leads:
                rows = await (await look.execute(_SENDING.encode())).fetchall()
                self.in_flight |= {(number, attempts) for number, attempts in rows}
            blow()
            self.blows.append(time.monotonic())
        if blow != replica.process.freeze and replica.process.is_running:
            replica.process.thaw()
        return leads

    async def leader(self) -> Replica | None:
        """Whoever holds the lock, as PostgreSQL knows."""
        async with await self._look() as look:
            return await self._leader(look)

    async def _leader(self, look: psycopg.AsyncConnection) -> Replica | None:
        row = await (await look.execute(_LEADER.encode())).fetchone()
        if row is None:
            return None
        pid = row[0].rpartition(" ")[2]
        for replica in self.replicas:
            if replica.process.is_running and pid in (str(replica.process.process.pid), ""):
                return replica
        return None

    async def led(self, seconds: float, *, by_other_than: Replica | None = None) -> Replica:
        """Waits until somebody leads. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while True:
                leader = await self.leader()
                if leader is not None and leader is not by_other_than:
                    return leader
                await asyncio.sleep(_LOOK)

    async def _look(self) -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(self.address, autocommit=True)

    async def close(self) -> None:
        for replica in self.replicas:
            if replica.process.is_running:
                replica.process.thaw()
        await asyncio.gather(*(replica.process.stop() for replica in self.replicas))

    def logs(self) -> str:
        return "\n".join(f"--- {r.number}\n{r.process.log()[-4000:]}" for r in self.replicas)


@dataclass(frozen=True, slots=True)
class Plan:
    """With cables, every replica has ways of its own that can fail.

    `clocks` are the seconds by which each one's is ahead, in turns.
    """

    many: int
    settings: Mapping[str, str]
    cables: bool = False
    clocks: Sequence[int] = (0,)


@asynccontextmanager
async def fleet(stage: Stage, folder: Path, address: str, plan: Plan) -> AsyncIterator[Fleet]:
    """Not started yet."""
    async with AsyncExitStack() as stack:
        ports = free_ports(plan.many)
        balancer = await stack.enter_async_context(balancing(ports))
        replicas = []
        for number, port in enumerate(ports):
            ways = {**_telegram(stage), "DATABASE_URL": address}
            data = out = None
            if plan.cables:
                data, ways["DATABASE_URL"] = await stack.enter_async_context(cabled(address))
                out = await stack.enter_async_context(_to_telegram(stage))
                ways["BOT_API_URL"] = f"http://127.0.0.1:{out.port}"
            own = folder / f"replica{number}"
            own.mkdir(parents=True)
            clock = ahead(plan.clocks[number % len(plan.clocks)])
            given = {**ways, **clock, **_door(balancer, port), "LOG_LEVEL": "WARNING"}
            process = Process("bot run", {**given, **plan.settings}, own)
            replicas.append(Replica(number, process, port, data, out))
        made = Fleet(stage, address, replicas, balancer)
        try:
            yield made
        finally:
            await made.close()


def _door(balancer: Balancer, port: int) -> dict[str, str]:
    return {
        "WEBHOOK_URL": balancer.url,
        "WEBHOOK_SECRET": "a-word-of-the-trial",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
    }


def _telegram(stage: Stage) -> dict[str, str]:
    return {
        "BOT_TOKEN": stage.box.token,
        "BOT_API_URL": stage.box.url,
        "STAFF_CHAT_ID": str(stage.group_id),
    }


@asynccontextmanager
async def _to_telegram(stage: Stage) -> AsyncIterator[Cable]:
    url = make_url(stage.box.url)

    async def lead() -> Ends:
        return await asyncio.open_connection(url.host, url.port)

    cable = Cable(lead)
    await cable.open()
    try:
        yield cable
    finally:
        await cable.close()


async def _opens(http: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with http.post(f"http://127.0.0.1:{port}/hook") as answer:
            return answer.status == 403  # no secret was given
    except aiohttp.ClientError:
        return False
