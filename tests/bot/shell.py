"""An operator's shell: commands in a folder of their own, with their real output and exit codes.

A command is `python -m bot` in a process of its own, forked from one that has imported the program
already: twenty starts would cost more than all the other tests together.
"""

import asyncio
import multiprocessing
import os
import runpy
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.settings import Settings

NAMES = tuple(name.upper() for name in Settings.model_fields)
ROOT = Path(__file__).parents[2]
_PATIENCE = 60  # seconds: a machine may be busy with other tests

_QUIET = {"CHECK_UP_MINUTES": "0"}

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["bot.cli", "bot.app", "faq"])


def environment(**settings: str) -> dict[str, str]:
    """What this process has, with these settings and no others; the line does not look at itself
    unless they say so.
    """
    kept = {name: value for name, value in os.environ.items() if name.upper() not in NAMES}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **_QUIET, **settings}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; `err` is what it wrote to stderr."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line that an operator is to read."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


@dataclass(frozen=True, slots=True)
class Running:
    """A command that has not ended yet; what it says is read from files, as it is written."""

    process: ForkServerProcess
    out: Path
    err: Path

    async def first_line(self) -> str:
        async with asyncio.timeout(_PATIENCE):
            while "\n" not in self.out.read_text("utf-8"):
                assert self.process.is_alive(), self.err.read_text("utf-8")
                await asyncio.sleep(0.02)
        return self.out.read_text("utf-8")

    async def ended(self) -> Ended:
        await asyncio.to_thread(self.process.join, _PATIENCE)
        assert self.process.exitcode is not None, "it has not ended"
        return Ended(
            self.process.exitcode, self.out.read_text("utf-8"), self.err.read_text("utf-8")
        )

    async def stopped(self, number: int = signal.SIGTERM) -> tuple[Ended, float]:
        """How it ended after this signal, and how many seconds that took."""
        assert self.process.pid is not None
        asked_at = time.monotonic()
        os.kill(self.process.pid, number)
        return await self.ended(), time.monotonic() - asked_at


@dataclass(slots=True)
class Operator:
    """Types commands into a shell that stands in an empty `folder`.

    `first` is done in the process of each command, before it begins.
    """

    folder: Path
    first: Callable[[], None] | None = None
    _started: list[Running] = field(default_factory=list)

    def starts(self, *words: str, **settings: str) -> Running:
        return self._starts(words, b"", settings)

    def _starts(self, words: tuple[str, ...], typed: bytes, settings: dict[str, str]) -> Running:
        number = len(self._started)
        streams = [self.folder.with_name(f"{name}-{number}.txt") for name in ("in", "out", "err")]
        for stream in streams:
            stream.write_bytes(typed if stream is streams[0] else b"")
        process = _forks.Process(
            target=_python_m_bot,
            args=(words, self.folder, environment(**settings), streams, self.first),
        )
        process.start()
        self._started.append(Running(process, *streams[1:]))
        return self._started[-1]

    async def types(self, *words: str, **settings: str) -> Ended:
        """The command to its end."""
        return await self.starts(*words, **settings).ended()

    async def pipes(self, typed: bytes, *words: str) -> Ended:
        """The same with this on its standard input."""
        return await self._starts(words, typed, {}).ended()

    async def opens(self, *words: str, **settings: str) -> tuple[Running, str]:
        """A command that stays, and the first that it says."""
        running = self.starts(*words, **settings)
        return running, await running.first_line()

    def leaves(self) -> None:
        """Nothing stays behind."""
        for running in self._started:
            running.process.kill()
            running.process.join()
            running.process.close()


def _python_m_bot(
    words: tuple[str, ...],
    folder: Path,
    env: dict[str, str],
    streams: list[Path],
    first: Callable[[], None] | None,
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND if number else os.O_RDONLY), number)
    sys.stdin = os.fdopen(
        0, encoding="utf-8", closefd=False
    )  # multiprocessing has put another there
    sys.argv = ["bot", *words]
    if first is not None:
        first()
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
