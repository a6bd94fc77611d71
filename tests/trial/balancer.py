"""A load balancer before the replicas: each update goes to the next one, or to who takes it."""

import itertools
import time
from collections.abc import Sequence

import aiohttp
from aiohttp import web

_WITHIN = 1.0  # seconds until another one is asked
_REST = 2.0  # seconds for which whoever did not answer is asked last
_PASSED_ON = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


class Balancer:
    """Round robin over `ports`; where nobody takes an update it answers 502, as a proxy does.

    nginx with `proxy_next_upstream error timeout http_502 http_503 non_idempotent` is the same.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._next = itertools.count()
        self._silent: dict[int, float] = {}  # since when
        self._runner: web.AppRunner | None = None
        self._http: aiohttp.ClientSession | None = None
        self.url = ""
        self.refused = 0  # updates that nobody took
        self.taken: dict[int, int] = dict.fromkeys(ports, 0)  # updates by port

    async def open(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._pass)
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_WITHIN), connector=aiohttp.TCPConnector(limit=0)
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"

    async def close(self) -> None:
        assert self._runner is not None
        assert self._http is not None
        await self._runner.cleanup()
        await self._http.close()

    async def _pass(self, request: web.Request) -> web.Response:
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
        first = next(self._next) % len(self._ports)
        turn = [*self._ports[first:], *self._ports[:first]]
        lately = time.monotonic() - _REST
        return sorted(turn, key=lambda port: self._silent.get(port, lately) > lately)

    async def _ask(self, port: int, headers: dict[str, str], body: bytes) -> web.Response | None:
        """None where this one cannot take it now."""
        assert self._http is not None
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
