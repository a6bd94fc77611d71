"""A database that has stopped: said once, with its cure, and once more when it is over.

It is one trouble of the whole program, whoever meets it first. Everybody else just tries again, and
what they would say of it every second is left out of the log.
"""

import asyncio
import logging
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.tasks import end
from storage.database import Database
from storage.stopped import Cause, Stopped
from storage.trial import is_well

log = logging.getLogger(__name__)

_FIRST, _LONGEST = 0.1, 1.0  # seconds between trials
_SLOW = 30.0  # where a trial reads the whole file

_SAYS = {
    Cause.FULL: "the disk of the database is full",
    Cause.READ_ONLY: "the database can be read but not written",
    Cause.DISK: "the disk does not take or give what belongs to the database",
    Cause.DAMAGED: "the database is damaged",
    Cause.UNOPENABLE: "the file of the database cannot be opened",
    Cause.GONE: "the file of the database is gone",
    Cause.AWAY: "PostgreSQL cannot be used",
}
_CURES = {
    Cause.FULL: "make room there",
    Cause.READ_ONLY: "let this program's user write the file and its folder; see how the disk is "
    "mounted, and on PostgreSQL default_transaction_read_only and whether it is a standby",
    Cause.DISK: "see the system's log about that disk, its quota and limits on the size of files",
    Cause.DAMAGED: "stop the line and put the last good copy back: linja db restore FILE --replace",
    Cause.UNOPENABLE: "see that its folder is there, that this program's user may use it, and how "
    "many files it may open",
    Cause.GONE: "bring that very file back to its place; where it was deleted, stop the line and "
    "put a copy there: linja db restore FILE",
    Cause.AWAY: "start it, or mend host, name, user and password in DATABASE_URL",
}


def words(stopped: Stopped) -> str:
    """What is so, what the engine says of it, and how to mend it."""
    return f"{_SAYS[stopped.cause]} ({stopped.reason}): {_CURES[stopped.cause]}"


class Stoppage:
    """Watches a database between its making and `close`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: list[Cause] = []  # in this spell
        self._trial: asyncio.Task[None] | None = None
        database.on_stopped = self._met

    @property
    def cause(self) -> Cause | None:
        """What stops the line at this moment: damage, or else what was met last."""
        if Cause.DAMAGED in self._told:
            return Cause.DAMAGED
        return self._told[-1] if self._told else None

    @property
    def says(self) -> str | None:
        """The same in words; None while the database is well."""
        return None if self.cause is None else _SAYS[self.cause]

    def _met(self, stopped: Stopped) -> None:
        if stopped.cause in self._told:
            return
        self._told.append(stopped.cause)
        if stopped.cause is Cause.DAMAGED:
            self._database.damage = stopped
        log.error(
            "%s. Until then nothing is taken in: Telegram keeps it for 24 hours, and the line goes "
            "on by itself",
            words(stopped),
        )
        if self._trial is None:
            self._trial = asyncio.create_task(self._until_cured())

    async def close(self) -> None:
        self._database.on_stopped = lambda _: None
        await end(self._trial)

    async def _until_cured(self) -> None:
        since, pause = time.monotonic(), _FIRST
        if self.cause is Cause.GONE:
            await self._save()
        while self.cause is not None and not await is_well(self._database, self.cause):
            await asyncio.sleep(pause)
            pause = min(2 * pause, _SLOW if self.cause is Cause.DAMAGED else _LONGEST)
        self._told.clear()
        self._database.damage = self._trial = None
        log.warning("the database is well again, after %.0f s", time.monotonic() - since)

    async def _save(self) -> None:
        """A file that is open can be read to its end though it was deleted."""
        path = self._database.path
        assert path is not None
        copy = path.with_name(f"{path.name}.saved-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        try:
            await asyncio.to_thread(_make_folder, copy)
            await self._database.save(copy)
        except (sqlite3.Error, OSError) as error:
            log.error("what the line held of the database could not be saved: %s", error)  # noqa: TRY400 - one line
        else:
            log.warning("all that the line held of the database is saved in %s", copy)


def _make_folder(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)


class Told(logging.Filter):
    """Leaves out what only repeats that the database has stopped."""

    def filter(self, record: logging.LogRecord) -> bool:
        found = [record.exc_info[1] if record.exc_info else None]
        found += [one for one in record.args or () if isinstance(one, BaseException)]
        return not any(_is_stopped(error) for error in found)


def _is_stopped(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, Stopped):
            return True
        error = error.__cause__
    return False
