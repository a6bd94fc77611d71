"""One process among several on one PostgreSQL: that it lives, and what the others say."""

import asyncio
import logging
from collections.abc import Callable

from psycopg import sql

from storage.database import Database
from storage.locks import LIVES
from storage.session import Session

log = logging.getLogger(__name__)

_PAUSE = 0.2  # seconds before PostgreSQL is tried again
# In one statement, so that nobody finds a worker without its sign of life.
_REGISTER = """
SELECT worker_id, pg_try_advisory_lock(%s, worker_id::int) FROM procrastinate_register_worker_v1()
"""


class Presence:
    """`worker` is the number by which jobs are this process's; None while it is cut off.

    Its sign of life is a lock of the session by which it listens: gone at once when the process
    dies, and after a good second where it is frozen or cut off. Then others take over its jobs, and
    it comes back as another worker. `back` is called whenever something may have been missed.
    """

    def __init__(
        self,
        database: Database,
        channels: tuple[str, ...],
        heard: Callable[[str, str], None],
        back: Callable[[], None],
    ) -> None:
        self._database = database
        self._channels = channels
        self._heard = heard
        self._back = back
        self._was_there = True
        self.worker: int | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._listen()
            except ConnectionError as error:
                was_there, self._was_there = self._was_there, False
                if was_there:  # said once, however long it lasts
                    log.warning("nothing is heard from the database (%s); trying again", error)
            await asyncio.sleep(_PAUSE)

    async def _listen(self) -> None:
        session = await Session.open(self._database)
        try:
            for channel in self._channels:
                await session.do(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self.worker, _ = await session.ask(_REGISTER, LIVES)
            self._was_there = True
            self._back()
            await session.keep(self._heard)
        finally:
            self.worker = None
            await session.close()
