"""The line as `linja run` in processes of their own, begun again when they die, as by Docker."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import handlers
from bot import worker
from tests.bot.killing import die
from tests.bot.shell import Operator, Running
from tests.doors import free_ports
from tests.fleet.fleet import SECRET
from tests.trial.balancer import Balancer, balancing
from tests.trial.process import NO_LIMITS
from tests.world import World

SMALL_BASE = Path(__file__).parents[1] / "faq" / "small_base"
_LOOK = 0.02  # seconds between looks whether somebody has died


@dataclass(frozen=True)
class OfWords:
    """Whoever handles a message with these words dies in the middle of it."""

    words: str

    def __call__(self) -> None:
        async def dies(update: Any, context: Any) -> None:
            await handlers.handle(update, context)
            if update.message is not None and self.words in (update.message.text or ""):
                die()

        vars(worker)["handle"] = dies


class Mortal(World):
    """`number` processes: on SQLite one, which polls; on PostgreSQL replicas behind a balancer."""

    def __init__(self, address: str, folder: Path, number: int, dies_of: str) -> None:
        super().__init__(address)
        self._folder = folder
        self._number = number
        self._first = OfWords(dies_of)
        self._balancer: Balancer | None = None  # where there are webhooks
        self._stack = AsyncExitStack()
        self._lines: list[Line] = []
        self._keeping: asyncio.Task[None] | None = None
        self.deaths = 0

    async def open(self) -> None:
        self.box.clock.reset()  # the processes live by the machine's own
        if self.engine == "postgresql":
            self._balancer = await self._stack.enter_async_context(balancing())
        for number in range(self._number):
            folder = self._folder / f"line-{number}"
            folder.mkdir()
            self._lines.append(Line(Operator(folder, self._first), self._settings_of()))
        for line in self._lines:
            line.starts()
        for line in self._lines:
            await line.running.first_line()
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        await self._onlooker.close()
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        for line in self._lines:
            await asyncio.to_thread(line.operator.leaves)
        await self._stack.aclose()

    def nudge(self) -> None:
        """They look at the time themselves."""

    def _settings_of(self) -> dict[str, str]:
        settings = {
            **NO_LIMITS,
            "DATABASE_URL": self.address,
            **self.for_a_process,
            "FAQ_DIR": str(SMALL_BASE),
        }
        if self._balancer is None:
            return settings
        (port,) = free_ports(1)
        self._balancer.ports.append(port)
        return settings | {
            "WEBHOOK_URL": self._balancer.url,
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        }

    async def _keep(self) -> None:
        while True:
            for line in self._lines:
                if not line.running.process.is_alive():
                    self.deaths += 1
                    line.starts()
            await asyncio.sleep(_LOOK)


@dataclass
class Line:
    """One process after the other."""

    operator: Operator
    settings: dict[str, str]

    def starts(self) -> None:
        self.running: Running = self.operator.starts("run", **self.settings)
