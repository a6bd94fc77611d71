"""Where monitoring asks, over HTTP: an address of its own, which no public proxy leads to."""

import json

from aiohttp import web

from bot.settings import listen
from bot.trouble import CannotUse
from bot.watch.lookout import Lookout

_TAKEN = "is taken or not allowed: choose another"


class Door:
    def __init__(self, lookout: Lookout) -> None:
        self._lookout = lookout
        app = web.Application()
        app.router.add_get("/healthz", self._lives)
        app.router.add_get("/readyz", self._is_ready)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)

    async def open(self, place: str) -> None:
        """`place` is HOST:PORT. Raises CannotUse."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, *listen(place)).start()
        except OSError as error:
            await self._runner.cleanup()
            raise CannotUse("WATCH_LISTEN", place, _TAKEN) from error

    @property
    def port(self) -> int:
        port: int = self._runner.addresses[0][1]
        return port

    async def close(self) -> None:
        await self._runner.cleanup()

    async def _lives(self, _: web.Request) -> web.Response:
        """An answer is all there is to it: a loop that stands still gives none."""
        return web.Response(text="alive\n")

    async def _is_ready(self, _: web.Request) -> web.Response:
        missing = await self._lookout.readiness()
        body = json.dumps({"ready": not missing, "missing": missing})
        status = 503 if missing else 200
        return web.Response(text=body + "\n", status=status, content_type="application/json")

    async def _metrics(self, request: web.Request) -> web.Response:
        body, content_type = await self._lookout.exposition(request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type})
