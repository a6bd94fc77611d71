"""Events when many come: signing up, being reminded, and looking up who is to be reminded.

Five thousand people sign up for 500 seats in the same moment, on either engine. Ten thousand who
have a seat at one event are reminded of it, and those of 200 others in the same hour, under
Telegram's limits and while people sign up; the nearest event goes first. And a million reminders
stand beside a thousand: what is due is found as quickly.

    python -m bench.events                 everything, about twelve minutes
    python -m bench.events --quick         a tenth of it, or less
    python -m bench.events --seats         one of them: --seats, --reminders, --due
    python -m bench.events --engine sqlite
"""

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import events_due, events_seats
from bench.databases import ENGINES, empty
from bench.events_crowd import FULL, SMALL
from bench.events_pace import judge, measure, show
from bench.figures import Goals
from bench.programs import leave_nothing

_CROWD, _SEATS = 5_000, 500
_FEW, _MANY = 1_000, 1_000_000  # reminders
_PARTS = ("seats", "reminders", "due")


def _seats(engine: str, goals: Goals, *, is_quick: bool) -> None:
    part = 10 if is_quick else 1
    asyncio.run(events_seats.measure(engine, _CROWD // part, _SEATS // part, goals))


def _reminders(engine: str, goals: Goals, *, is_quick: bool) -> None:
    size = SMALL if is_quick else FULL
    with TemporaryDirectory(prefix="linja-bench-") as name, empty(engine, Path(name)) as address:
        result = asyncio.run(measure(Path(name), address, size))
    show(engine, result, size)
    judge(result, size, goals)


def _due(engine: str, goals: Goals, *, is_quick: bool) -> None:
    counts = (_FEW, _MANY // 10 if is_quick else _MANY)
    asyncio.run(events_due.measure(engine, counts, goals))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.events")
    for part in _PARTS:
        parser.add_argument(f"--{part}", action="append_const", dest="parts", const=part)
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    leave_nothing()
    goals = Goals()
    parts = dict(zip(_PARTS, (_seats, _reminders, _due), strict=True))
    for part in asked.parts or _PARTS:
        # Telegram's limits set the pace of reminders, not the database: one engine will do.
        every = ("sqlite",) if part == "reminders" else ENGINES
        for engine in (asked.engine,) if asked.engine else every:
            parts[part](engine, goals, is_quick=asked.quick)
    goals.end()


if __name__ == "__main__":
    main()
