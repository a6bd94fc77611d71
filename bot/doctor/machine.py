"""The machine itself: room on its disk, whether it may be written to, and what its clock says."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

from bot.doctor.finding import Finding, ok, trouble
from bot.doctor.subject import Subject
from bot.doctor.words import size
from desk.ailments import Ailment, Complaint
from desk.clock import Clock
from storage.database import parse, path_of

_ROOM = 500 * 1024**2  # bytes
_ASKING = 10  # seconds
_AHEAD = timedelta(seconds=5)
_CUT_OFF = timedelta(seconds=0.5)  # of a time in whole seconds, on average


def of_disk(subject: Subject) -> Iterator[Finding]:
    """Where the database's file is, or would be."""
    path = path_of(parse(subject.settings.database_url))
    yield of_folder("Disk", (path or Path("linja.db")).absolute(), "DATABASE_URL")


def of_folder(about: str, file: Path, setting: str, ailment: Ailment = Ailment.ROOM) -> Finding:
    """Whether the file could be written: nothing is, only asked."""
    folder, complaint = file.parent, Complaint(ailment)
    while not folder.exists():
        folder = folder.parent
    written = [folder, *(beside for beside in _database(file) if beside.exists())]
    closed = next((path for path in written if not os.access(path, os.W_OK)), None)
    if closed is not None:
        cure = f"give it to whoever runs Linja, mount it to be written to, or see {setting}"
        return trouble(about, f"{closed} cannot be written to", cure, complaint)
    found, nodes = shutil.disk_usage(folder), os.statvfs(folder)
    if nodes.f_files and not nodes.f_favail:
        return trouble(about, f"no more files fit into {folder}", "delete some", complaint)
    text = f"{size(found.free)} free of {size(found.total)} at {folder}"
    if found.free < _ROOM:
        return trouble(about, text, "make room, or messages cannot be kept", complaint)
    return ok(about, text)


def _database(file: Path) -> tuple[Path, ...]:
    """The file, and SQLite's own beside it (sqlite.org: WAL)."""
    return (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm")))


async def of_clock(subject: Subject) -> Finding | None:
    """None where nobody could be asked, which is told elsewhere."""
    root = subject.settings.bot_api_url
    ahead = await _ahead(root, subject.clock)
    if ahead is None:
        return None
    seconds = ahead.total_seconds()
    if abs(ahead) <= _AHEAD:
        return ok("Clock", f"{abs(seconds):.1f} seconds from Telegram's")
    text = f"it is {abs(seconds):.0f} seconds {'ahead of' if seconds > 0 else 'behind'} Telegram's"
    cure = "set it by NTP, for example with `timedatectl set-ntp true`"
    return trouble("Clock", text, cure, Complaint(Ailment.CLOCK))


async def _ahead(root: str, clock: Clock) -> timedelta | None:
    """By the Date of an answer to HEAD (RFC 9110, 6.6.1), which has whole seconds."""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(_ASKING)) as http:
            asked_at = clock.now()
            async with http.head(root, allow_redirects=False) as answer:
                took = clock.now() - asked_at
                theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, OSError, KeyError, ValueError):
        return None
    if not timedelta() <= took <= _AHEAD:  # it says nothing then, or our clock was just set
        return None
    return asked_at + took / 2 - theirs.replace(tzinfo=theirs.tzinfo or UTC) - _CUT_OFF
