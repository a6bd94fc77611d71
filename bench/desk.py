"""What the desk's acts cost with so many tickets and messages, on either engine.

Each act is a whole update in a transaction of its own. A young desk and an old one stand side by
side and take turns, so that what else the machine does meets both alike; what they do in a round is
the same work. What is judged leaves out the time in which other programs had the processor; the
99th percentile by the clock stands beside it. Then, what the acts cost the staff group.

    python -m bench.desk             1,000 tickets and 10,000 messages, beside a hundred times that
    python -m bench.desk --quick     only the first
    python -m bench.desk --engine sqlite
"""

import argparse
import asyncio
import gc
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import faq
from bench.databases import ENGINES, several
from bench.desk_acts import Desk, Spent
from bench.desk_calls import calls
from bench.desk_calls import show as show_calls
from bench.desk_stock import Stock, fill
from bench.figures import Goals, ms, percentile, table
from bot.knowledge import Library
from storage.database import Database

_ROUNDS, _WARM = 200, 10
_GOAL = 0.050  # seconds for any act, 99 times of 100
_GROWTH = 1.5  # times what it costs with a hundredth of the tickets
_CHECKED = ("a ticket opened", "a reply", "a note", "/queue", "/tickets", "/find")

Times = dict[str, list[Spent]]  # by what was done


async def measure(engine: str, counts: Iterable[int]) -> dict[int, Times]:
    base = faq.load(faq.SHIPPED)
    library = Library(faq.SHIPPED, base, faq.Index(base))
    names = {f"linja_{count}": count for count in counts}
    with (
        TemporaryDirectory(prefix="linja-bench-desk-") as folder,
        several(engine, Path(folder), list(names)) as addresses,
    ):
        databases = [Database(address) for address in addresses]
        try:
            desks = {
                count: Desk(await _filled(database, count), library)
                for database, count in zip(databases, names.values(), strict=True)
            }
            return await _take_turns(desks)
        finally:
            for database in databases:
                await database.close()


async def _filled(database: Database, count: int) -> Stock:
    begun = time.perf_counter()
    stock = await fill(database, count)
    engine = database.url.get_backend_name()
    print(f"  {engine}: {count:,} tickets in {time.perf_counter() - begun:.0f} s", flush=True)
    return stock


async def _take_turns(desks: dict[int, Desk]) -> dict[int, Times]:
    measured: dict[int, Times] = {count: defaultdict(list) for count in desks}
    gc.collect()
    for number in range(_WARM + _ROUNDS):
        for count, desk in desks.items():
            if number == _WARM:
                await desk.look_for_servers()
            for name, spent in await desk.round(number):
                if number >= _WARM:
                    measured[count][name].append(spent)
    return measured


def _own(times: Times, name: str, share: int) -> float:
    return percentile([one.own for one in times[name]], share)


def _typical(times: Times, name: str) -> float:
    """The median; of an act of several kinds the mean of theirs, for some find much and some
    nothing, and the median of all would only say which are more.
    """
    kinds = [kind for kind in times if kind.startswith(f"{name}, ")] or [name]
    return sum(_own(times, kind, 50) for kind in kinds) / len(kinds)


def _cells(times: Times, name: str) -> list[str]:
    clock = percentile([one.clock for one in times[name]], 99)
    return [ms(_own(times, name, 50)), ms(_own(times, name, 99)), ms(clock)]


def show(engine: str, measured: dict[int, Times], goals: Goals) -> None:
    head = [engine, *(f"{n:,} {what}" for n in measured for what in ("p50", "p99", "clock"))]
    head.append("times")
    few, many = measured[min(measured)], measured[max(measured)]
    rows = [
        [
            name,
            *(cell for times in measured.values() for cell in _cells(times, name)),
            f"{_typical(many, name) / _typical(few, name):.2f}",
        ]
        for name in sorted(few)
    ]
    print()
    table(head, rows)
    for name in _CHECKED:
        p99 = _own(many, name, 99)
        goals.check(f"{name} on {engine}, p99", ms(p99), f"below {ms(_GOAL)}", reached=p99 < _GOAL)
    for name in _CHECKED if few is not many else ():
        growth = _typical(many, name) / _typical(few, name)
        goals.check(
            f"{name} on {engine}, with more tickets",
            f"{growth:.2f} times",
            f"at most {_GROWTH}",
            reached=growth <= _GROWTH,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    counts = (1_000,) if asked.quick else (1_000, 100_000)
    goals = Goals()
    for engine in (asked.engine,) if asked.engine else ENGINES:
        show(engine, asyncio.run(measure(engine, counts)), goals)
    show_calls(asyncio.run(calls()), goals)
    goals.end()


if __name__ == "__main__":
    main()
