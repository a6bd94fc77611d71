"""Where on this machine a test's own servers are found."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def served(runner: web.AppRunner) -> AsyncIterator[str]:
    """Its address, without a path, while the block runs."""
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def free_ports(many: int) -> list[int]:
    """All held at once, so that none is given twice."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(many)]
    ports: list[int] = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports
