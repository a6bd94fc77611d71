"""The programs that are measured, each a process of its own, and what they are told."""

import asyncio
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.trial.process import Process
from tests.trial.stage import Stage

_PATIENCE = 120.0  # seconds for a start on a machine that has other things to do


def leave_nothing() -> None:
    """SIGTERM ends a measurement as Ctrl-C does: what was started is stopped, too."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


class NotReady(RuntimeError):
    """The program did not ask for updates."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process until it asks for updates."""

    wall: float
    cpu: float


class Program(Process):
    """A process that polls the Telegram of a stage."""

    async def start(self, stage: Stage) -> Start:
        """Raises NotReady."""
        begun = time.monotonic()
        polled = asyncio.create_task(stage.polled())
        await asyncio.sleep(0)
        self.spawn()
        ended = asyncio.create_task(asyncio.to_thread(self.process.wait))
        await asyncio.wait({polled, ended}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not polled.done():
            polled.cancel()
            self._say_where()
            raise NotReady(self.log()[-4000:])
        return Start(time.monotonic() - begun, self.cpu())

    def _say_where(self) -> None:
        """A program that is late ends, and its log says what it was at (faulthandler)."""
        if self.is_running:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait()


def line(stage: Stage, folder: Path, database_url: str, settings: Mapping[str, str]) -> Program:
    """The line, on an empty database of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {**_telegram(stage), "DATABASE_URL": database_url, "LOG_LEVEL": "WARNING", **settings}
    return Program("bot run", given, folder)


def stock(stage: Stage, folder: Path) -> Program:
    """The peer: stock python-telegram-bot."""
    folder.mkdir(parents=True, exist_ok=True)
    return Program("bench.stock", _telegram(stage), folder)


def desk(
    stage: Stage, folder: Path, command: Sequence[str], settings: Mapping[str, str]
) -> Program:
    """Another one, in its own folder. In settings, {token}, {url} and {group} are filled in."""
    known = {"token": stage.box.token, "url": stage.box.url, "group": stage.group_id}
    filled = {name: value.format(**known) for name, value in settings.items()}
    return Program("", filled, folder, command)


def _telegram(stage: Stage) -> dict[str, str]:
    return {
        "BOT_TOKEN": stage.box.token,
        "BOT_API_URL": stage.box.url,
        "STAFF_CHAT_ID": str(stage.group_id),
        "CHECK_UP_MINUTES": "0",  # its office says nothing of itself, which staff would hear
    }
