"""How long programs worked, and how long they stood in line for a processor that others had.

Linux counts it (the kernel's Documentation/scheduler/sched-stats.rst); elsewhere nobody stands.
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

_OWN = Path("/proc/thread-self/schedstat")


class Turns(NamedTuple):
    """Seconds by the clock, at work, and in line; of several programs that wait for one another."""

    clock: float
    worked: float
    stood: float

    def since(self, before: Self) -> float:
        """Seconds that it would have taken with a processor to itself.

        Two programs may stand in line at once, so that less would be left than both have worked.
        """
        clock, worked, stood = (now - then for now, then in zip(self, before, strict=True))
        return max(clock - stood, worked)


def turns(others: Iterable[Path] = ()) -> Turns:
    """Of this thread, and of `others`, which work while it waits."""
    theirs = [_counted(one) for one in others]
    worked = time.thread_time() + sum(at_work for at_work, _ in theirs)
    stood = _counted(_OWN)[1] + sum(in_line for _, in_line in theirs)
    return Turns(time.perf_counter(), worked, stood)


def servers(numbers: Iterable[int]) -> tuple[Path, ...]:
    """For `turns`: of PostgreSQL's processes, those that run on this machine."""
    folders = (Path(f"/proc/{number}") for number in numbers)
    return tuple(folder / "schedstat" for folder in folders if _is_postgresql(folder))


def _is_postgresql(folder: Path) -> bool:
    try:
        return (folder / "comm").read_text().startswith("postgres")
    except OSError:
        return False


def _counted(source: Path) -> tuple[float, float]:
    try:
        worked, stood, _ = source.read_text().split()
    except OSError:
        return 0.0, 0.0
    return int(worked) / 1e9, int(stood) / 1e9
