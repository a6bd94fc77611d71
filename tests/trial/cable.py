"""A TCP way between two programs that can be cut, blocked or slowed: a network that fails."""

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable, Callable

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_CHUNK = 1 << 16


class Cable:
    """`lead` opens the far end. Blocked, it is as TCP over a line that is down for a while:

    nobody hears of it, and what was said meanwhile, goodbyes too, arrives when it is mended.
    """

    def __init__(self, lead: Callable[[], Awaitable[Ends]]) -> None:
        self._lead = lead
        self._flows = asyncio.Event()
        self._flows.set()
        self._is_cut = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.delay = 0.0  # seconds, each way
        self.calls: list[tuple[float, str]] = []  # of the Bot API, where one is at the far end

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Every connection ends at once, and every new one, too."""
        self._is_cut = True
        self._drop()

    def block(self) -> None:
        """Nothing comes through; nobody is told."""
        self._flows.clear()

    def mend(self) -> None:
        self._is_cut = False
        self.delay = 0.0
        self._flows.set()

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        tasks = list(self._tasks)
        self._drop()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _drop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._join(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far: asyncio.StreamWriter | None = None
        try:
            if not self._is_cut:
                await self._flows.wait()
                back, far = await self._lead()
                async with asyncio.TaskGroup() as ways:
                    ways.create_task(self._pump(reader, far, self._note))
                    ways.create_task(self._pump(back, writer))
        except* OSError:
            pass  # one end is gone, so the other one hears of it now
        finally:
            for end in (writer, far):
                if end is not None:
                    end.transport.abort()

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        note: Callable[[bytes], None] | None = None,
    ) -> None:
        while data := await reader.read(_CHUNK):
            if self.delay:
                await asyncio.sleep(self.delay)
            await self._flows.wait()
            if note is not None:
                note(data)
            writer.write(data)
            await writer.drain()
        await self._flows.wait()
        with contextlib.suppress(OSError, RuntimeError):
            writer.write_eof()

    def _note(self, data: bytes) -> None:
        now = time.monotonic()
        self.calls += [(now, name.decode()) for name in _CALL.findall(data)]


_CALL = re.compile(rb"POST /bot[^/\s]+/(\w+) HTTP/1")
