"""A load balancer before the replicas: each update goes to the next one, or to who takes it."""

import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from tests.doors import served

_WITHIN = 1.0  # seconds until another one is asked
_REST = 2.0  # seconds for which whoever did not answer is asked last
_PASSED_ON = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


class Balancer:
    """Round robin over `ports`, which may change; 502 where nobody takes an update, as a proxy.

    nginx with `proxy_next_upstream error timeout http_502 http_503 non_idempotent` is the same.
    """

    def __init__(self, http: aiohttp.ClientSession, ports: Iterable[int]) -> None:
        self._http = http
        self.ports = list(ports)
        self._next = itertools.count()
        self._silent: dict[int, float] = {}  # since when
        self.url = ""
        self.refused = 0  # updates that nobody took
        self.taken: Counter[int] = Counter()  # updates by port

    async def pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        for port in self._turn():
            answer = await self._ask(port, headers, body)
            if answer is not None:
                self.taken[port] += 1
                return answer
        self.refused += 1
        return web.Response(status=502)

    def _turn(self) -> list[int]:
        first = next(self._next) % max(len(self.ports), 1)
        turn = [*self.ports[first:], *self.ports[:first]]
        lately = time.monotonic() - _REST
        return sorted(turn, key=lambda port: self._silent.get(port, lately) > lately)

    async def _ask(self, port: int, headers: dict[str, str], body: bytes) -> web.Response | None:
        """None where this one cannot take it now."""
        try:
            async with self._http.post(
                f"http://127.0.0.1:{port}/hook", data=body, headers=headers
            ) as answer:
                said = await answer.read()
        except (aiohttp.ClientError, TimeoutError):
            self._silent[port] = time.monotonic()
            return None
        self._silent.pop(port, None)
        if answer.status >= 500:
            return None
        return web.Response(status=answer.status, body=said)


@asynccontextmanager
async def balancing(ports: Iterable[int] = ()) -> AsyncIterator[Balancer]:
    """It listens at `url` while the block runs."""
    within, unbounded = aiohttp.ClientTimeout(total=_WITHIN), aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=within, connector=unbounded) as http:
        balancer, app = Balancer(http, ports), web.Application()
        app.router.add_post("/hook", balancer.pass_on)
        async with served(web.AppRunner(app, access_log=None, shutdown_timeout=0.1)) as url:
            balancer.url = f"{url}/hook"
            yield balancer
