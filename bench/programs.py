"""The programs that are measured, each a process of its own: started, looked at, killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.stage import Stage

ROOT = Path(__file__).parent.parent
NO_LIMITS = {
    "SEND_PER_SECOND": "0",
    "SEND_PER_CHAT": "0",
    "SEND_PER_GROUP_MINUTE": "0",
    "FLOOD_PER_MINUTE": "0",
}
_PATIENCE = 60.0  # seconds for a start on a machine that has other things to do
_GOODBYE = 15.0
# Nothing of the operator's own settings may reach what is measured.
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")


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


class Program:
    """`module` as `python -m` knows it, run in `folder`, where its log stays."""

    def __init__(self, module: str, settings: Mapping[str, str], folder: Path) -> None:
        self._command = (sys.executable, "-m", *module.split())
        inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        self._environment = {**inherited, "PYTHONPATH": str(ROOT), **settings}
        self._folder = folder
        self._process: psutil.Popen | None = None

    @property
    def process(self) -> psutil.Popen:
        assert self._process is not None
        return self._process

    def spawn(self) -> None:
        assert self._process is None or self._process.poll() is not None, "it runs already"
        with (self._folder / "log.txt").open("ab") as log:
            self._process = psutil.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )

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
            raise NotReady(self.log()[-2000:])
        return Start(time.monotonic() - begun, self.cpu())

    def kill(self) -> None:
        """With SIGKILL: no goodbye, nothing is put away."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    async def stop(self) -> None:
        """As an operator does, with SIGTERM; the stage goes on meanwhile."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(self._process.wait, _GOODBYE)
        except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
            self.kill()

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Resident megabytes."""
        return float(self.process.memory_info().rss) / 1e6

    def log(self) -> str:
        return (self._folder / "log.txt").read_text("utf-8", "replace")


def line(stage: Stage, folder: Path, database_url: str, settings: Mapping[str, str]) -> Program:
    """The line, on an empty database of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {**_telegram(stage), "DATABASE_URL": database_url, "LOG_LEVEL": "WARNING", **settings}
    return Program("bot run", given, folder)


def stock(stage: Stage, folder: Path) -> Program:
    """The peer: stock python-telegram-bot."""
    folder.mkdir(parents=True, exist_ok=True)
    return Program("bench.stock", _telegram(stage), folder)


def _telegram(stage: Stage) -> dict[str, str]:
    return {
        "BOT_TOKEN": stage.box.token,
        "BOT_API_URL": stage.box.url,
        "STAFF_CHAT_ID": str(stage.group_id),
    }
