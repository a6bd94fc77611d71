"""How many updates a second replicas carry without faults: one, two, three, and SQLite alone.

All wait at once at Telegram, which pushes forty at a time; flood limits are off. The same messages
in the same order for each, in turns. What stands in for Telegram and the balancer take a core of
their own, so on a machine of two cores the replicas share what is left with PostgreSQL.
"""

import argparse
import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.figures import ms, table
from tests.trial.cluster import Cluster
from tests.trial.fleet import Plan, fleet
from tests.trial.process import NO_LIMITS
from tests.trial.stage import stage
from tests.trial.talk import talk

_SQLITE = "SQLite alone"
_PATIENCE = 300.0
_SETTLING = 2.0
_CHATS = 100


class Stuck(RuntimeError):
    """What was said did not come out in time."""


@dataclass(frozen=True, slots=True)
class Carried:
    """`cpu` is the replicas' own, `database` PostgreSQL's, both in seconds for each update."""

    rate: float
    cpu: float
    database: float


Results = dict[str, list[Carried]]


async def measure(server: Cluster, folder: Path, wanted: argparse.Namespace) -> Results:
    found: Results = {}
    for turn in range(wanted.rounds):
        for many in (0, 1, 2, 3):
            own = folder / f"pace{turn}-{many}"
            own.mkdir(parents=True)
            if many:
                address, spent = server.create(f"pace{turn}_{many}"), server.cpu
            else:
                address, spent = f"sqlite:///{own}/linja.db", _nothing
            carried = await _carry(own, address, max(1, many), spent, wanted)
            found.setdefault(_name(many), []).append(carried)
            await asyncio.sleep(_SETTLING)
    return found


def _name(many: int) -> str:
    return _SQLITE if not many else f"{many} replica{'s' * (many > 1)}"


def _nothing() -> float:
    return 0.0


async def _carry(
    folder: Path,
    address: str,
    many: int,
    spent: Callable[[], float],
    wanted: argparse.Namespace,
) -> Carried:
    async with stage() as scene, fleet(scene, folder, address, Plan(many, NO_LIMITS)) as replicas:
        await replicas.start()
        words = talk(scene, min(_CHATS, wanted.chats))
        await words.open(_PATIENCE)
        processes = [replica.process for replica in replicas.replicas]
        cpu, database = sum(p.cpu() for p in processes), spent()
        begun = time.monotonic()
        half = wanted.backlog // 2
        said = list(words.words(half, half))
        if missing := await words.settle(_PATIENCE):
            raise Stuck(f"{len(missing)} of {len(said)} are missing; {replicas.logs()}")
        seconds = max(scene.heard[word] for word in said) - begun
        cpu, database = sum(p.cpu() for p in processes) - cpu, spent() - database
        return Carried(len(said) / seconds, cpu / len(said), database / len(said))


def show(found: Results, wanted: argparse.Namespace) -> None:
    alone = median(one.rate for one in found[_SQLITE])
    rows = [[name, *_cells(every, alone)] for name, every in found.items()]
    head = [f"{wanted.backlog} updates at once", "a second", "ratio", "CPU each", "PostgreSQL's"]
    table(head, rows)


def _cells(every: Sequence[Carried], alone: float) -> list[str]:
    """Of several rounds the one in the middle, for the machine has its moods."""
    rate, cpu, database = (
        median(getattr(one, name) for one in every) for name in ("rate", "cpu", "database")
    )
    return [f"{rate:.0f}", f"{rate / alone:.2f}", ms(cpu), ms(database)]
