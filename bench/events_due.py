"""What it takes to find the reminders that are due, among few and among very many.

An old database and a young one stand side by side and take turns. As many are due in both; of the
others half have been sent and half are still to come. What is judged leaves out the time in which
other programs had the processor.
"""

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.databases import several
from bench.figures import Goals, ms, percentile, table
from bench.queueing import servers, turns
from desk.timers import Kind, Timer
from storage.database import Database
from storage.migrate import upgrade
from storage.schema import timers
from storage.timers import TimerRows

_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_DUE = 50  # reminders: as many as are read at a time
_ROUNDS, _WARM = 300, 20
_GROWTH = 1.5
_AT_ONCE = 10_000
_MINUTE = timedelta(minutes=1)
_SERVER = text("SELECT pg_backend_pid()")

Acts = dict[str, list[float]]  # seconds by what was done


async def measure(engine: str, counts: Sequence[int], goals: Goals) -> None:
    names = [f"linja_{count}" for count in counts]
    with (
        TemporaryDirectory(prefix="linja-bench-") as folder,
        several(engine, Path(folder), names) as addresses,
    ):
        databases = [Database(address) for address in addresses]
        try:
            for database, count in zip(databases, counts, strict=True):
                await _fill(database, count)
            measured = await _take_turns(databases)
        finally:
            for database in databases:
                await database.close()
    _judge(engine, dict(zip(counts, measured, strict=True)), goals)


async def _fill(database: Database, count: int) -> None:
    await upgrade(database)
    begun = time.perf_counter()
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        async with database.transaction() as tx:
            await tx.execute(insert(timers), [_row(number) for number in numbers])
    if not database.is_sqlite:
        async with database.session() as session:
            await session.execute(text("VACUUM ANALYZE timers"))  # as autovacuum does
    engine = database.url.get_backend_name()
    print(f"  {engine}: {count:,} reminders in {time.perf_counter() - begun:.0f} s", flush=True)


def _row(number: int) -> dict[str, object]:
    """The first are due; then every other one has been sent, and its neighbour is to come."""
    at, fired_at = _NOW - timedelta(seconds=number), None
    if number >= _DUE:
        is_over = number % 2 == 0
        at = _NOW - number * _MINUTE if is_over else _NOW + number * _MINUTE
        fired_at = at if is_over else None
    return {
        "key": f"{Kind.EVENT_REMINDER}:{number}:0:86400",
        "kind": Kind.EVENT_REMINDER,
        "about_id": number,
        "planned_at": at,
        "due_at": at,
        "fired_at": fired_at,
    }


async def _take_turns(databases: Sequence[Database]) -> list[Acts]:
    measured: list[Acts] = [defaultdict(list) for _ in databases]
    for number in range(_WARM + _ROUNDS):
        for database, acts in zip(databases, measured, strict=True):
            async with database.transaction() as tx:
                found = await _round(tx)
            for name, seconds in found.items() if number >= _WARM else ():
                acts[name].append(seconds)
    return measured


async def _round(tx: AsyncConnection) -> dict[str, float]:
    """One of those that were found fires, and is due again for the next round."""
    rows, beside = TimerRows(tx), servers([await tx.scalar(_SERVER)]) if _is_served(tx) else ()
    found: list[Timer] = []

    async def look() -> None:
        found[:] = await rows.due(_NOW, _DUE)

    async def look_for_none() -> None:
        assert not await rows.due(_NOW - timedelta(hours=1), _DUE)

    async def claim() -> None:
        assert await rows.claim(found[0].key, _NOW)

    acts: dict[str, Callable[[], Awaitable[None]]] = {
        f"the {_DUE} that are due": look,
        "none is due": look_for_none,
        "one fires": claim,
    }
    spent = {}
    for name, act in acts.items():
        before = turns(beside)
        await act()
        spent[name] = turns(beside).since(before)
    assert len(found) == _DUE
    await tx.execute(timers.update().where(timers.c.key == found[0].key).values(fired_at=None))
    return spent


def _judge(engine: str, measured: dict[int, Acts], goals: Goals) -> None:
    few, many = measured.values()
    head = [engine, *(f"{count:,} {what}" for count in measured for what in ("p50", "p99"))]
    rows = [
        [name, *(ms(percentile(acts[name], share)) for acts in (few, many) for share in (50, 99))]
        for name in few
    ]
    print()
    table(head, rows)
    for name in few:
        growth = percentile(many[name], 50) / percentile(few[name], 50)
        goals.check(
            f"{name} on {engine}, with more reminders",
            f"{growth:.2f} times",
            f"at most {_GROWTH}",
            reached=growth <= _GROWTH,
        )


def _is_served(tx: AsyncConnection) -> bool:
    return tx.dialect.name != "sqlite"
