"""What a line costs with 1,000, 100,000 and 1,000,000 members, on either engine.

Lines of these sizes stand side by side, each a process of its own with a Telegram of its own, and
take turns: the same acts one after the other, so that what else the machine does meets all alike.
A first request of a member's (a topic, a card) and a later message of theirs are timed apart. The
medians are compared with those of the smallest.

    python -m bench.growth
    python -m bench.growth --quick     1,000, 10,000 and 100,000
    python -m bench.growth --engine sqlite
"""

import argparse
import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.databases import ENGINES, several
from bench.figures import Goals, ms, table
from bench.growth_line import ACTING, Line
from bench.growth_stock import fill
from bench.growth_sweep import sweep
from bench.programs import leave_nothing, line
from storage.database import Database
from tests.trial.process import NO_LIMITS
from tests.trial.stage import stage

_FULL, _QUICK = (1_000, 100_000, 1_000_000), (1_000, 10_000, 100_000)
_ROUNDS, _WARM, _STARTS = 60, 5, 7
_MOST = 1.5  # times what it is with the fewest members
# Years of words are there, and none of them may be erased while this measures.
_SETTINGS = {**NO_LIMITS, "KEEP_TEXTS_DAYS": "36500", "KEEP_DAYS": "3650"}


@asynccontextmanager
async def lines(engine: str, sizes: Sequence[int], folder: Path) -> AsyncIterator[list[Line]]:
    async with AsyncExitStack() as stack:
        names = [f"linja_{size}" for size in sizes]
        addresses = stack.enter_context(several(engine, folder, names))
        made = []
        for size, address in zip(sizes, addresses, strict=True):
            event_id = await _filled(address, engine, size)
            database = Database(address)
            stack.push_async_callback(database.close)
            scene = await stack.enter_async_context(stage())
            program = line(scene, folder / f"line-{size}", address, _SETTINGS)
            stack.push_async_callback(program.stop)
            made.append(Line(size, scene, program, database, event_id))
        yield made


async def _filled(address: str, engine: str, size: int) -> int:
    begun, database = time.perf_counter(), Database(address)
    try:
        event_id = await fill(database, size, ACTING)
    finally:
        await database.close()  # so that its log is as short as on any day
    print(f"  {engine}: {size:,} members in {time.perf_counter() - begun:.0f} s", flush=True)
    return event_id


async def take_turns(made: Sequence[Line], rounds: int) -> None:
    await _start(made)
    for number in range(_WARM + rounds):
        if number == _WARM:
            for one in made:
                one.times.clear()
        await _round(made, number)
    for one in made:
        one.memory.append(one.program.memory())
        await one.program.stop()
    for _ in range(rounds):
        for one in made:
            for name, seconds in (await sweep(one.database)).items():
                one.times[name].append(seconds)


async def _start(made: Sequence[Line]) -> None:
    """The first start finds nothing of its files in memory, and does not count."""
    for _ in range(1 + _STARTS):
        for one in made:
            await one.start()
    for one in made:
        one.starts.pop(0)
        await one.begin()


async def _round(made: Sequence[Line], number: int) -> None:
    for one in made:
        await one.round(number)
    planned = [await one.plan(number) for one in made]
    for one, due in zip(made, planned, strict=True):
        await one.reminded(due)


Figures = dict[str, float]


def figures(one: Line) -> tuple[Figures, Figures]:
    """Seconds, and megabytes."""
    seconds = {
        "start, until it asks for updates": median(start.wall for start in one.starts),
        "start, of the processor": median(start.cpu for start in one.starts),
        **{name: median(times) for name, times in one.times.items()},
    }
    return seconds, {
        "memory, idle": median(one.memory[1:-1]),
        "memory, after the rounds": one.memory[-1],
    }


def show(engine: str, made: Sequence[Line], goals: Goals) -> None:
    found = [figures(one) for one in made]
    head = [engine, *(f"{one.members:,}" for one in made), "times"]
    rows, growth = [], {}
    for which, unit in ((0, ms), (1, _mb)):
        for name in found[0][which]:
            values = [one[which][name] for one in found]
            growth[name] = max(values[1:]) / values[0]
            rows.append([name, *map(unit, values), f"{growth[name]:.2f}"])
    print()
    table(head, rows)
    for name, times in growth.items():
        goals.check(
            f"{name}, {engine}", f"{times:.2f} times", f"at most {_MOST}", reached=times <= _MOST
        )


def _mb(value: float) -> str:
    return f"{value:.0f} MB"


async def measure(engine: str, sizes: Sequence[int], rounds: int, goals: Goals) -> None:
    with TemporaryDirectory(prefix="linja-bench-growth-") as folder:
        async with lines(engine, sizes, Path(folder)) as made:
            await take_turns(made, rounds)
            show(engine, made, goals)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    wanted = parser.parse_args()
    leave_nothing()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    goals = Goals()
    sizes = wanted.sizes or (_QUICK if wanted.quick else _FULL)
    for engine in (wanted.engine,) if wanted.engine else ENGINES:
        asyncio.run(measure(engine, sizes, wanted.rounds, goals))
    goals.end()


if __name__ == "__main__":
    main()
