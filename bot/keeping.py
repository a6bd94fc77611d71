"""Backups, once a night: made, checked by restoring them, kept to a number.

How the last one went stands in two marks, which `linja doctor` reads: "backup.last" is the last
good one, and "backup.failed" is there as long as the last try was none.
"""

import asyncio
import json
import logging
import re
import time as stopwatch
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.settings import Settings
from bot.tasks import pause
from desk.clock import Clock
from storage.backup import backup
from storage.copies import Copy
from storage.database import Database
from storage.marks import Marks
from storage.stopped import Stopped
from storage.tools import NoBackupTool

log = logging.getLogger(__name__)

LAST, FAILED = "backup.last", "backup.failed"
_LOOK = 30.0  # seconds between looks at the clock
_AGAIN = timedelta(minutes=30)  # before what failed is tried again
_OURS = re.compile(r"linja-\d{8}T\d{6}Z\.(db|dump)(\.partial.*)?")


class NoCopy(Exception):
    """None was made, or it was not good: the words say why, and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    file: Path
    size: int  # bytes
    seconds: float
    copy: Copy

    def __str__(self) -> str:
        found = self.copy.rows or {}
        holds = ", ".join(f"{count} {name}" for name, count in found.items() if name in _TOLD)
        checked = holds or "only its list could be read: the role may make no database to try it in"
        return f"{self.file} ({self.size / 1e6:.1f} MB in {self.seconds:.1f} s; {checked})"


_TOLD = ("people", "tickets", "messages")


def last_due(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The last time that the wall clock showed `at`, not after now."""
    today = now.astimezone(zone).date()
    due = datetime.combine(today, at, zone)
    if due > now:
        due = datetime.combine(today - timedelta(days=1), at, zone)
    return due.astimezone(UTC)


class Keeping:
    """`folder` may be made by it; what else lies there is never touched."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        assert settings.backup_dir is not None
        self._database = database
        self._clock = clock
        self._folder = settings.backup_dir
        self._at, self._zone = settings.backup_time, ZoneInfo(settings.timezone)
        self._most = settings.backup_keep
        self._wake = asyncio.Event()

    def nudge(self) -> None:
        """The time has jumped."""
        self._wake.set()

    async def run(self) -> None:
        """Until it is cancelled. Only the process that leads makes backups."""
        while True:
            self._wake.clear()
            try:
                if await self._is_due():
                    log.info("backup: %s", await self.keep())
            except NoCopy as error:
                log.error("no backup was made: %s", error)  # noqa: TRY400 - it names its cure
            except Stopped:
                log.exception("whether a backup is due cannot be read")
            await pause(_LOOK, self._wake)

    async def keep(self) -> Made:
        """One more, now. Raises NoCopy, having written down why."""
        begun, now = stopwatch.monotonic(), self._clock.now()
        ending = "db" if self._database.is_sqlite else "dump"
        file = self._folder / f"linja-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.{ending}"
        async with self._writing_down(now):
            try:
                copy = await backup(self._database, file)
            except NoBackupTool as error:
                raise NoCopy(str(error)) from error
            except OSError as error:
                raise NoCopy(f"{error}; see BACKUP_DIR {self._folder}") from error
            made = Made(
                file, await asyncio.to_thread(_size, file), stopwatch.monotonic() - begun, copy
            )
        await self._put(LAST, now, file=str(file), bytes=made.size, rows=copy.rows)
        await asyncio.to_thread(self._tidy)
        return made

    async def _is_due(self) -> bool:
        now = self._clock.now()
        async with self._database.transaction() as tx:
            last, failed = [await Marks(tx).get(key) for key in (LAST, FAILED)]
        if failed is not None and now - _when(failed) < _AGAIN:
            return False
        return last is None or _when(last) < last_due(now, self._at, self._zone)

    @asynccontextmanager
    async def _writing_down(self, now: datetime) -> AsyncIterator[None]:
        """Whether this try is good, for whoever looks at the marks."""
        try:
            yield
        except NoCopy as error:
            await self._put(FAILED, now, reason=str(error))
            raise
        async with self._database.transaction() as tx:
            await Marks(tx).drop(FAILED)

    async def _put(self, key: str, at: datetime, **facts: object) -> None:
        value = json.dumps({"at": at.isoformat(), **facts}, ensure_ascii=False)
        async with self._database.transaction() as tx:
            await Marks(tx).put(key, value, at)

    def _tidy(self) -> None:
        """The youngest stay; a name tells the age, whatever was done to the file since."""
        ours = sorted(path for path in self._folder.iterdir() if _OURS.fullmatch(path.name))
        partial = [path for path in ours if ".partial" in path.name]  # a kill leaves them
        whole = [path for path in ours if path not in partial]
        for path in (*whole[: -self._most], *partial):
            path.unlink(missing_ok=True)


def _size(file: Path) -> int:
    return file.stat().st_size


def _when(mark: str) -> datetime:
    return datetime.fromisoformat(json.loads(mark)["at"])
