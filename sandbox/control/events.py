"""The control channel's web socket: every event as one JSON text, in order, to each listener."""

import asyncio
import contextlib

from aiohttp import web

from sandbox.control.asked import Control
from sandbox.model import JSON
from sandbox.wire import encoded


def routes(control: Control) -> list[web.RouteDef]:
    async def listen(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        queue: asyncio.Queue[str] = asyncio.Queue()
        stop = control.world.events.watch(lambda event: queue.put_nowait(_text(event)))
        control.sockets.add(socket)
        sending = asyncio.create_task(_send(socket, queue))
        try:
            async for _message in socket:
                pass  # listeners have nothing to say; this ends when they leave
        finally:
            stop()
            control.sockets.discard(socket)
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await sending
        return socket

    return [web.get("/control/events", listen)]


async def _send(socket: web.WebSocketResponse, queue: "asyncio.Queue[str]") -> None:
    while True:
        await socket.send_str(await queue.get())


def _text(event: JSON) -> str:
    return encoded(event).decode()
