"""A program in a process of its own: started, looked at, frozen, killed."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
NO_LIMITS = {
    "SEND_PER_SECOND": "0",
    "SEND_PER_CHAT": "0",
    "SEND_PER_GROUP_MINUTE": "0",
    "FLOOD_PER_MINUTE": "0",
}
_GOODBYE = 15.0  # seconds
# Nothing of the operator's own settings may reach what is tried.
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "XDG_RUNTIME_DIR")


class Process:
    """`module` as `python -m` knows it, run in `folder`, where its log stays; or a command."""

    def __init__(
        self,
        module: str,
        settings: Mapping[str, str],
        folder: Path,
        command: Sequence[str] = (),
    ) -> None:
        self._command = command or (sys.executable, "-m", *module.split())
        inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        self._environment = {**inherited, "PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"}
        self._environment |= settings
        self._folder = folder
        self._process: psutil.Popen | None = None

    @property
    def process(self) -> psutil.Popen:
        assert self._process is not None
        return self._process

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def spawn(self) -> None:
        assert not self.is_running, "it runs already"
        with (self._folder / "log.txt").open("ab") as log:
            self._process = psutil.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """With SIGKILL: no goodbye, nothing is put away."""
        if self.is_running:
            self.process.kill()
            self.process.wait()

    def freeze(self) -> None:
        """With SIGSTOP: it stands still at whatever it does, and its connections stay open."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    async def stop(self) -> None:
        """As an operator does, with SIGTERM; whoever waits for it goes on meanwhile."""
        if not self.is_running:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(self.process.wait, _GOODBYE)
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
