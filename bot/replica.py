"""One of several processes of the line, on one PostgreSQL and behind one webhook.

Each takes updates and handles its share of them; the one that leads does the rest as well.
"""

import asyncio

from bot.delivery import Delivery
from bot.fellows import CHANNELS, Fellows
from bot.jobs import Shift
from bot.leading import Leading
from bot.tasks import end
from bot.unit import Units
from bot.worker import Worker
from storage.database import Database
from storage.presence import Presence


class Replica:
    """`shift` is its dispatch of letters."""

    def __init__(
        self,
        database: Database,
        units: Units,
        worker: Worker,
        delivery: Delivery,
        leading: Leading,
        parallel: int,
    ) -> None:
        self.shift = Shift(database, worker.handle, worker.give_up, self._worker, parallel)
        fellows = Fellows(units, delivery, leading, worker.learn, self.shift.wake)
        self._presence = Presence(database, CHANNELS, fellows.hear, fellows.back)
        units.tell = fellows.tell
        leading.add(self.shift.rescue)
        self._listening: asyncio.Task[None] | None = None

    def _worker(self) -> int | None:
        return self._presence.worker

    async def run(self) -> None:
        """Until `close`."""
        self._listening = asyncio.create_task(self._presence.run())
        await self.shift.run()

    async def close(self, seconds: float) -> None:
        """The letters in hand may be finished; then others have the rest."""
        await self.shift.close(seconds)
        await end(self._listening)
