"""What booking costs, and whether it is ever double, when everybody comes at once.

A thousand members ask 50 mentors for a session at the same moment, each for a field: all are
offered the first free hours, take one of three, and where it was taken meanwhile ask again.
Afterwards nobody may be in two places, and every answer "booked" must stand in its table. Then
somebody asks 200 mentors with 60 well-filled days for the three best, rows and all. Beside it the
plain way, which looks whether a time is free and then takes it.

    python -m bench.booking             1,000 bookers
    python -m bench.booking --quick     a tenth of them
    python -m bench.booking --engine sqlite
"""

import argparse
import asyncio
import gc
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.databases import ENGINES, empty
from bench.directory import DAYS, FIRST, NOW, fill, fill_diaries
from bench.figures import Goals, ms, percentile, table
from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.booking import cells, cells_of_mentor
from desk.mentoring.bookings import Bookings
from desk.mentoring.candidates import Candidates
from desk.mentoring.directory import Terms
from desk.mentoring.errors import NotFree
from desk.mentoring.matching import Offer
from desk.mentoring.reminders import Reminders, Schedule
from desk.mentoring.wishes import Wish
from desk.people import Person
from storage.database import Database
from storage.mentoring.bookings import BookingRows
from storage.mentoring.diaries import DiaryRows
from storage.mentoring.directory import MentorRows
from storage.mentoring.tables import bookings
from storage.mentoring.wishes import WishRows
from storage.timers import TimerRows

_CROWD, _CROWDED = 1_000, 50  # bookers and mentors
_AT_ONCE = 20  # transactions: as many as there are connections to a database server
_MENTORS, _ASKED = 200, 300
_GOAL = 0.050  # seconds for offers, 99 times of 100
_AREAS = tuple(Area)
_ZONE = ZoneInfo("Europe/Belgrade")


@dataclass
class Measured:
    """Seconds by what was done, and what came of it."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    booked: set[int] = field(default_factory=set)
    taken: int = 0
    full: int = 0
    overlaps: int = 0
    lost: int = 0
    seconds: float = 0.0


def _desk(tx: AsyncConnection) -> Bookings:
    async def zone_of(_person_id: int) -> ZoneInfo:
        return _ZONE

    timers, candidates = TimerRows(tx), Candidates(MentorRows(tx), DiaryRows(tx))
    reminders = Reminders(timers, zone_of, Schedule())
    return Bookings(BookingRows(tx), candidates, WishRows(tx), timers, reminders)


# Everybody at once


@dataclass
class Crowd:
    """Updates wait in their table until there is a connection for them; here they wait in line."""

    database: Database
    measured: Measured = field(default_factory=Measured)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def come(self, count: int) -> None:
        begun = time.perf_counter()
        await asyncio.gather(*(self._book(number) for number in range(count)))
        self.measured.seconds = time.perf_counter() - begun

    async def _book(self, number: int) -> None:
        """Until there is a session, or nothing is offered any more."""
        person = Person(FIRST + number, "Arta", None, NOW, Language.SQ)
        wish = Wish(0, person.id, _ZONE, "en", NOW, organisation_id=number + 1)
        dice = random.Random(number)
        async with self._turn() as tx:
            wish = await WishRows(tx).add(replace(wish, area=dice.choice(_AREAS)))
        while offers := await self._offers(wish, person):
            if await self._take(wish, person, dice.choice(offers)):
                return
        self.measured.full += 1

    async def _offers(self, wish: Wish, person: Person) -> list[Offer]:
        async with self._timed("offers") as tx:
            return await _desk(tx).offers(wish, person, NOW)

    async def _take(self, wish: Wish, person: Person, offer: Offer) -> bool:
        async with self._timed("a hold") as tx:
            desk, start = _desk(tx), offer.slot.starts_at
            try:
                held = await desk.hold(wish, person, offer.mentor.id, start, NOW)
            except NotFree:
                self.measured.taken += 1
                return False
        async with self._timed("a confirmation") as tx:
            booked = await _desk(tx).confirm(held.id, person, NOW)
        self.measured.booked.add(booked.id)
        return True

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[AsyncConnection]:
        async with self.turns, self.database.transaction() as tx:
            yield tx

    @asynccontextmanager
    async def _timed(self, act: str) -> AsyncIterator[AsyncConnection]:
        """From the beginning of the transaction: not while it waits for its turn."""
        async with self._turn() as tx:
            begun = time.perf_counter()
            yield tx
            self.measured.times[act].append(time.perf_counter() - begun)


async def _judge(database: Database, measured: Measured) -> None:
    """By the rows of the bookings alone, whatever the cells say."""
    async with database.transaction() as tx:
        rows = (await tx.execute(select(bookings).where(bookings.c.status == "booked"))).all()
    measured.overlaps = _overlaps(rows)
    measured.lost = len(measured.booked - {row.id for row in rows})


def _overlaps(rows: Any) -> int:
    """Of sessions with what is kept free around them, for mentors; without it, for members."""
    times: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        own = cells(row.starts_at, row.ends_at)
        times["member", row.requester_id].append((own.start, own.stop))
        times["mentor", row.mentor_id].append((row.first_cell, row.end_cell))
    return sum(
        later < end for spans in times.values() for (_, end), (later, _) in pairwise(sorted(spans))
    )


# The plain way


async def _plainly(database: Database, mentors: int, count: int) -> int:
    """Looks, then takes, in two transactions as two requests would; how many overlap."""
    starts = [NOW + timedelta(days=2, minutes=30 * number) for number in range(16)]

    turns = asyncio.Semaphore(_AT_ONCE)

    async def book(number: int) -> None:
        dice = random.Random(number)
        start, mentor = dice.choice(starts), dice.randrange(mentors) + 1
        own = cells_of_mentor(start, start + timedelta(hours=1), Terms())
        row = {"uid": f"plain {number}", "mentor_id": mentor, "requester_id": FIRST + number}
        row |= {"starts_at": start, "ends_at": start + timedelta(hours=1), "timezone": "UTC"}
        row |= {"status": "booked", "made_at": NOW, "language": "en", "is_online": True}
        row |= {"reason": "", "first_cell": own.start, "end_cell": own.stop}
        there = select(bookings.c.id).where(
            bookings.c.mentor_id == mentor,
            bookings.c.first_cell < own.stop,
            bookings.c.end_cell > own.start,
        )
        async with turns, database.transaction() as tx:
            is_free = (await tx.execute(there)).first() is None
        if is_free:
            async with turns, database.transaction() as tx:
                await tx.execute(insert(bookings), [row])

    await asyncio.gather(*(book(number) for number in range(count)))
    async with database.transaction() as tx:
        return _overlaps((await tx.execute(select(bookings))).all())


# Offers of many


async def _ask(database: Database, members: int) -> dict[str, list[float]]:
    """As the field and language are asked for, and by whoever takes anybody."""
    dice, times = random.Random(9), defaultdict[str, list[float]](list)
    for _ in range(_ASKED):
        number = dice.randrange(members)
        person = Person(FIRST + number, "Arta", None, NOW, Language.SQ)
        anybody = Wish(0, person.id, _ZONE, "en", NOW, organisation_id=number + 1)
        narrow = replace(anybody, language=dice.choice(("sq", "sr")), area=dice.choice(_AREAS))
        first = NOW.date()
        for name, wish in (("of a field", narrow), ("of anybody", anybody)):
            async with database.transaction() as tx:
                begun, spent = time.perf_counter(), time.process_time()
                await _desk(tx).offers(wish, person, NOW)
                times[f"three offers {name}"].append(time.perf_counter() - begun)
                times[f"of the processor, {name}"].append(time.process_time() - spent)
                begun = time.perf_counter()
                await _month(_desk(tx), wish, person, first)
                times[f"the free days of a month, {name}"].append(time.perf_counter() - begun)
    return times


async def _month(desk: Bookings, wish: Wish, person: Person, first: date) -> None:
    last = first + timedelta(days=30)
    await desk.free_days(wish, person, NOW, first, last, wish.zone)


# Figures


async def measure(engine: str, count: int, goals: Goals) -> None:
    crowd = await _with_database(engine, lambda database: _crowd(database, count))
    plain = await _with_database(engine, lambda database: _plain(database, count))
    asked = await _with_database(engine, lambda database: _offered(database, count))
    measured: Measured = crowd
    print(
        f"  {engine}: {len(measured.booked):,} of {count:,} booked in {measured.seconds:.1f} s, "
        f"{measured.taken:,} found a slot taken, {measured.full:,} found none; "
        f"the plain way overlaps {plain:,} times"
    )
    print()
    rows = {**measured.times, **asked}
    table(
        (engine, "p50", "p99", "times"),
        [
            (name, ms(percentile(times, 50)), ms(percentile(times, 99)), f"{len(times):,}")
            for name, times in rows.items()
        ],
    )
    for name, value in (("overlaps", measured.overlaps), ("lost bookings", measured.lost)):
        goals.check(f"{name} on {engine}", f"{value}", "0", reached=value == 0)
    everybody = len(measured.booked) + measured.full
    goals.check(f"answers on {engine}", f"{everybody:,}", f"{count:,}", reached=everybody == count)
    for name, times in asked.items():
        if name.startswith("three"):
            p99 = percentile(times, 99)
            goals.check(
                f"{name} on {engine}, p99", ms(p99), f"below {ms(_GOAL)}", reached=p99 < _GOAL
            )
    print()


async def _with_database(engine: str, work: Any) -> Any:
    with (
        TemporaryDirectory(prefix="linja-bench-booking-") as folder,
        empty(engine, Path(folder)) as address,
    ):
        database = Database(address)
        try:
            return await work(database)
        finally:
            await database.close()


async def _crowd(database: Database, count: int) -> Measured:
    await fill(database, _CROWDED, count, capacity=count)
    crowd = Crowd(database)
    await crowd.come(count)
    await _judge(database, crowd.measured)
    return crowd.measured


async def _plain(database: Database, count: int) -> int:
    await fill(database, _CROWDED, count)
    return await _plainly(database, _CROWDED, count)


async def _offered(database: Database, count: int) -> dict[str, list[float]]:
    mentors = await fill(database, _MENTORS, count)
    sessions = await fill_diaries(database, mentors, count)
    print(f"  {sessions:,} sessions of {_MENTORS} mentors in {2 * DAYS} days")
    gc.collect()
    gc.freeze()  # what filled the tables, and the crowd before, is no part of the line
    return await _ask(database, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    goals = Goals()
    for engine in (asked.engine,) if asked.engine else ENGINES:
        asyncio.run(measure(engine, _CROWD // 10 if asked.quick else _CROWD, goals))
    goals.end()


if __name__ == "__main__":
    main()
