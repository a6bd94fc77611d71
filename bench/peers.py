"""The open desks beside ours, in the manner in which they were measured (bench/peers.md).

300 new people write one message each at once; when about twenty of them stand in the staff group,
the program is killed with -9, or asked to stop, and started again. Then thirty new people write at
once under Telegram's limit of twenty calls a minute in a group. Ours and a stock
python-telegram-bot relay are measured; what is published of the others stands beside.

    python -m bench.peers
    python -m bench.peers --quick     100 people, 11 under the limit
    python -m bench.peers --desk "node dist/index.js" --folder DESK --set BOT_TOKEN={token}
"""

import argparse
import asyncio
import logging
import shlex
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import limits
from bench.crash import in_flight
from bench.databases import ENGINES, several
from bench.figures import Goals, table
from bench.programs import Program, desk, leave_nothing, line, stock
from tests.trial.process import NO_LIMITS
from tests.trial.stage import Stage, stage
from tests.trial.tally import tally

_BEFORE = 20  # deliveries, after which it ends
_PATIENCE = 15.0  # seconds without any message after which the rest counts as lost
_SETTLING = 3.0


@dataclass(frozen=True, slots=True)
class Ending:
    """Of so many people's first messages; `empty` are topics without a word in them, `in_flight`
    the sends that had begun and not ended when the program did.
    """

    said: int
    delivered: int
    doubled: int
    empty: int
    in_flight: int

    @property
    def lost(self) -> int:
        return self.said - self.delivered

    def __str__(self) -> str:
        return f"{self.delivered} / {self.lost} / {self.doubled}"


@dataclass(frozen=True, slots=True)
class Peer:
    """What is published; a dash where it was not run."""

    name: str
    killed: str
    stopped: str
    capped: str


# Measured on another machine, with a stand-in for Telegram of its own; see bench/peers.md.
PUBLISHED = (
    Peer("itsnex1s (grammY)", "300 / 0 / 20", "-", "20 of 30"),
    Peer("DefaultPerson (aiogram)", "25 / 275 / 0", "116 / 184 / -", "10 of 30"),
    Peer("MiHaKun (python-telegram-bot)", "20 / 280 / 0", "300 / 0 / - in 12 to 35 s", "20 of 30"),
)

Begin = Callable[[Stage], Program]
Count = Callable[[], Awaitable[int]]


async def ending(
    begin: Begin, under_way: Count, people: int, greeting: str, *, politely: bool
) -> Ending:
    """Through its end and a second start."""
    async with stage() as scene:
        program = begin(scene)
        try:
            await program.start(scene)
            await asyncio.sleep(_SETTLING)
            said = [f"p{number}-0" for number in range(people)]
            for person, word in zip(scene.people(people), said, strict=True):
                scene.writes(person, f"{greeting}{word} Na duhet ndihmë")
            await scene.until(lambda: len(scene.heard) >= _BEFORE, _PATIENCE)
            await program.stop() if politely else program.kill()
            cut_off = await under_way()
            await program.start(scene)
            if not await scene.settle(said, _PATIENCE):
                await asyncio.sleep(_SETTLING)
        finally:
            program.kill()
        counted = tally(said, scene.posted)
        empty = len(scene.box.world.staff_group.topics.keys() - counted.threads)
        return Ending(people, len(counted.first), len(counted.repeats), empty, cut_off)


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    killed: Ending
    stopped: Ending
    rush: limits.Rush
    people: int

    def row(self) -> list[str]:
        capped = f"{self.people - self.rush.arrived} of {self.people}"
        return [self.name, str(self.killed), str(self.stopped), capped]


async def ours(folder: Path, addresses: list[str], people: int) -> list[Ending]:
    """Killed and asked to stop, each on a desk of its own."""
    found = []
    for address, politely in zip(addresses, (False, True), strict=True):

        def begin(scene: Stage, address: str = address, name: str = f"line-{politely}") -> Program:
            return line(scene, folder / name, address, NO_LIMITS)

        async def under_way(address: str = address) -> int:
            return len(await in_flight(address))

        found.append(await ending(begin, under_way, people, "/ticket ", politely=politely))
    return found


async def theirs(begin: Begin, people: int) -> list[Ending]:
    """Of a desk whose tables nobody here can read."""

    async def unknown() -> int:
        return 0

    return [await ending(begin, unknown, people, "", politely=p) for p in (False, True)]


async def measure(wanted: argparse.Namespace, folder: Path) -> list[Measured]:
    """Ours, and beside it the desk that was named, else the stock relay."""
    with several(wanted.engine, folder, ["killed", "stopped"]) as addresses:
        mine = await ours(folder, addresses, wanted.people)
    name, other = _other(wanted, folder)
    beside = await theirs(other, wanted.people)
    rushes = await limits.limits(folder, wanted.rush, other)
    return [
        Measured("the line", mine[0], mine[1], rushes[0], wanted.rush),
        Measured(name, beside[0], beside[1], rushes[1], wanted.rush),
    ]


def _other(wanted: argparse.Namespace, folder: Path) -> tuple[str, Begin]:
    if not wanted.desk:
        return "stock python-telegram-bot", lambda scene: stock(scene, folder / "stock")
    settings = dict(setting.split("=", 1) for setting in wanted.set)
    command = shlex.split(wanted.desk)
    return wanted.folder.name, lambda scene: desk(scene, wanted.folder, command, settings)


def show(found: Sequence[Measured], people: int) -> None:
    head = [
        f"{people} people at once, ended after {_BEFORE}",
        "-9: delivered / lost / doubled",
        "SIGTERM",
        "under a group's limit: lost",
    ]
    published = [[f"{p.name}, published", p.killed, p.stopped, p.capped] for p in PUBLISHED]
    table(head, [*(one.row() for one in found), *published])


def judge(mine: Measured, goals: Goals) -> None:
    for name, one in (("killed with -9", mine.killed), ("asked to stop", mine.stopped)):
        most = f"at most {one.in_flight} in flight"
        goals.check(f"{name}: lost", f"{one.lost}", "none", reached=one.lost == 0)
        for what, count in (("doubled", one.doubled), ("empty topics", one.empty)):
            goals.check(f"{name}: {what}", f"{count}", most, reached=count <= one.in_flight)
    limits.judge(mine.rush, mine.people, goals)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.peers")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--desk", help="the command that starts another desk")
    parser.add_argument("--folder", type=Path, default=Path(), help="where that desk is")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    wanted = parser.parse_args()
    wanted.people, wanted.rush = (100, 11) if wanted.quick else (300, 30)
    leave_nothing()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    with TemporaryDirectory(prefix="linja-bench-peers-") as folder:
        found = asyncio.run(measure(wanted, Path(folder)))
    show(found, wanted.people)
    goals = Goals()
    judge(found[0], goals)
    goals.end()


if __name__ == "__main__":
    main()
