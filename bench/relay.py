"""How long a message takes to the other side, beside a stock python-telegram-bot that only copies.

Both run at once, each with a Telegram of its own, and take turns: the same messages at the same
moments. Flood limits are off, for they would hide what the programs cost.

    python -m bench.relay            about five minutes
    python -m bench.relay --quick    about one
"""

import argparse
import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.databases import ENGINES, empty
from bench.figures import Goals, ms, percentile, table
from bench.programs import Program, Start, leave_nothing, line, stock
from sandbox.model import Person
from tests.trial.process import NO_LIMITS
from tests.trial.stage import Stage, stage

_PEOPLE = 40
_SETTLING = 3.0  # seconds after which the cards of the last messages are edited, too
_PATIENCE = 180.0
_WAYS = (("person -> staff", "in"), ("staff -> person", "out"))


class Stuck(RuntimeError):
    """What was said did not come out in time."""


@dataclass(slots=True)
class Runner:
    """A program on its own stage, and what has been measured of it."""

    name: str
    stage: Stage
    program: Program
    people: list[Person]
    staff: Person
    starts: list[Start] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    rounds: dict[str, list[list[float]]] = field(default_factory=lambda: {"in": [], "out": []})
    cpu: float = 0.0
    messages: int = 0
    backlog: tuple[float, float] = (0.0, 0.0)
    _said: int = 0

    async def start(self, times: int) -> None:
        for _ in range(times):
            await self.program.stop()
            self.starts.append(await self.program.start(self.stage))
        await asyncio.sleep(_SETTLING)
        self.memory.append(self.program.memory())

    async def meet(self) -> None:
        """Everybody has a topic."""
        first = [f"p{number}-0" for number in range(len(self.people))]
        for person, token in zip(self.people, first, strict=True):
            self.stage.writes(person, self._greeting(token))
        await self._arrive(first)
        threads = self.stage.threads()
        self.threads = [threads[token] for token in first]
        if self.name == "line":
            for person in self.people:
                self.stage.writes(person, "/start lang_sq")
        await asyncio.sleep(_SETTLING)

    def _greeting(self, token: str) -> str:
        return f"/ticket {token} Na duhet ndihmë" if self.name == "line" else f"{token} Ndihmë"

    async def talk(self, way: str, gaps: list[float]) -> None:
        """Messages one way, as far apart as the gaps say."""
        cpu, begun, said = self.program.cpu(), time.monotonic(), []
        for gap in gaps:
            begun += gap
            await asyncio.sleep(max(0.0, begun - time.monotonic()))
            said.append(self.says(way))
        await self._arrive(said)
        await asyncio.sleep(_SETTLING)
        self.rounds[way].append(self.stage.ways(said))
        self.cpu += self.program.cpu() - cpu
        self.messages += len(said)

    async def catch_up(self, many: int) -> None:
        """A backlog of so many updates at once; how many a second, and CPU seconds each."""
        cpu, begun = self.program.cpu(), time.monotonic()
        said = [self.says("in") for _ in range(many)]
        await self._arrive(said)
        seconds = max(self.stage.heard[token] for token in said) - begun
        self.backlog = (many / seconds, (self.program.cpu() - cpu) / many)
        await asyncio.sleep(_SETTLING)
        self.memory.append(self.program.memory())

    def says(self, way: str) -> str:
        self._said += 1
        place = self._said % len(self.people)
        token = f"{'p' if way == 'in' else 's'}{place}-{self._said}"
        text = f"{token} A mund të na ndihmoni me buxhetin e projektit?"
        if way == "in":
            self.stage.writes(self.people[place], text)
        else:
            self.stage.writes(self.staff, text, self.threads[place])
        return token

    def wait(self, way: str, share: int) -> float:
        """Seconds; of several rounds the one in the middle, for the machine has its moods."""
        return median(percentile(waits, share) for waits in self.rounds[way])

    async def _arrive(self, tokens: list[str]) -> None:
        if not await self.stage.arrive(tokens, _PATIENCE):
            missing = [token for token in tokens if token not in self.stage.heard]
            raise Stuck(f"{self.name}: {len(missing)} missing, {missing[:3]}; {self.program.log()}")


@asynccontextmanager
async def runners(folder: Path, address: str) -> AsyncIterator[tuple[Runner, Runner]]:
    async with AsyncExitStack() as stack:
        made = []
        for name in ("line", "stock"):
            scene = await stack.enter_async_context(stage())
            if name == "line":
                program = line(scene, folder / name, address, NO_LIMITS)
            else:
                program = stock(scene, folder / name)
            stack.push_async_callback(program.stop)
            made.append(Runner(name, scene, program, scene.people(_PEOPLE), scene.staff()))
        yield made[0], made[1]


def moments(seconds: float, rate: float, seed: int) -> list[float]:
    """Gaps between messages of people who know nothing of each other: a Poisson process."""
    dice = random.Random(seed)
    return [dice.expovariate(rate) for _ in range(round(seconds * rate))]


async def measure(ours: Runner, peer: Runner, wanted: argparse.Namespace) -> None:
    for runner in (peer, ours):
        await runner.start(wanted.starts)
        await runner.meet()
    for turn in range(wanted.rounds):
        for way in ("in", "out"):
            gaps = moments(wanted.seconds / wanted.rounds, wanted.rate, wanted.seed + turn)
            for runner in (peer, ours):
                await runner.talk(way, gaps)
    for runner in (peer, ours):
        await runner.catch_up(wanted.backlog)


def show(ours: Runner, peer: Runner, wanted: argparse.Namespace) -> None:
    both = (ours, peer)
    head = ["", f"the line, {wanted.engine}", "stock PTB", "ratio"]
    rows = []
    for name, way in _WAYS:
        for share in (50, 99):
            mine, theirs = (runner.wait(way, share) for runner in both)
            rows.append([f"{name}, p{share}", ms(mine), ms(theirs), f"{mine / theirs:.1f}"])
    print(f"{wanted.rate:g} messages a second, {wanted.seconds:g} s each way, as a Poisson process")
    table(head, rows)
    cells = {
        f"backlog of {wanted.backlog}, updates/s": [f"{r.backlog[0]:.0f}" for r in both],
        "CPU per message at that pace": [ms(r.cpu / r.messages) for r in both],
        "CPU per message of the backlog": [ms(r.backlog[1]) for r in both],
        "memory, idle after start": [f"{r.memory[0]:.0f} MB" for r in both],
        "memory, idle after all of it": [f"{r.memory[-1]:.0f} MB" for r in both],
        "ready, first start": [f"{r.starts[0].wall:.2f} s" for r in both],
        "ready, in the middle": [f"{median(s.wall for s in r.starts):.2f} s" for r in both],
        "ready, CPU": [f"{median(s.cpu for s in r.starts):.2f} s" for r in both],
    }
    table(["", "the line", "stock PTB"], [[name, *values] for name, values in cells.items()])


def judge(ours: Runner, peer: Runner) -> Goals:
    goals = Goals()
    for name, way in _WAYS:
        ratio = ours.wait(way, 50) / peer.wait(way, 50)
        goals.check(f"{name}, p50 to the peer's", f"{ratio:.1f}", "at most 3", reached=ratio <= 3)
        late = ours.wait(way, 99)
        goals.check(f"{name}, p99", ms(late), "below 150 ms", reached=late < 0.15)
    memory = ours.memory[0]
    goals.check("idle memory", f"{memory:.0f} MB", "below 150 MB", reached=memory < 150)
    ready = median(start.wall for start in ours.starts)
    goals.check("ready, in the middle", f"{ready:.2f} s", "below 3 s", reached=ready < 3)
    return goals


async def run(wanted: argparse.Namespace, folder: Path, address: str) -> Goals:
    async with runners(folder, address) as (ours, peer):
        await measure(ours, peer, wanted)
        show(ours, peer, wanted)
        return judge(ours, peer)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.relay")
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--rate", type=float, default=20, help="messages a second")
    parser.add_argument("--seconds", type=float, help="of messages, each way")
    parser.add_argument("--backlog", type=int, help="updates that wait at once")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    wanted.rounds, wanted.starts = (1, 2) if wanted.quick else (3, 5)
    wanted.seconds = wanted.seconds or (8 if wanted.quick else 30)
    wanted.backlog = wanted.backlog or (300 if wanted.quick else 2000)
    leave_nothing()
    with (
        TemporaryDirectory(prefix="linja-bench-") as folder,
        empty(wanted.engine, Path(folder)) as address,
    ):
        goals = asyncio.run(run(wanted, Path(folder), address))
    goals.end()


if __name__ == "__main__":
    main()
