"""One clock for all processes on one database: its own."""

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from desk.clock import Clock, SystemClock
from storage.database import Database

_DRIFT = 1e-3  # seconds by which an estimate grows worse in a second: ten times a bad quartz
_ASK = text("SELECT clock_timestamp()")


class SharedClock:
    """PostgreSQL's time, as last asked, and a monotonic clock from there on.

    Machines may be a minute apart, and what one writes down another reads: a reminder would fire
    early or late, and a message be due at another time for each. An answer is wrong by half of the
    time it took, so a slow one is taken only when the last good one has grown old.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._start = datetime.now(UTC)  # until it is asked for the first time
        self._at = time.monotonic()
        self._error = float("inf")

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._at)

    async def ask(self) -> None:
        """Every few seconds. Raises DBAPIError."""
        async with self._database.session() as session:
            asked_at = time.monotonic()
            told: datetime = (await session.execute(_ASK)).scalar_one()
            answered_at = time.monotonic()
        error = (answered_at - asked_at) / 2
        if error <= self._error + _DRIFT * (answered_at - self._at):
            self._error, self._at = error, asked_at + error
            self._start = told.astimezone(UTC)


async def clock_of(database: Database) -> Clock:
    """For one command: what it writes down is read by the line, which goes by this clock too.

    Raises DBAPIError.
    """
    if database.is_sqlite:
        return SystemClock()
    shared = SharedClock(database)
    await shared.ask()
    return shared
