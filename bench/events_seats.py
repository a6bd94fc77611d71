"""What signing up costs, and whether a seat is ever given twice, when everybody comes at once.

Afterwards as many must be in as there are seats, nobody may be lost, and the line must be in the
order in which people came to its end. Times are from when a transaction begins, its wait for the
others who have begun included.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.databases import empty
from bench.figures import Goals, ms, percentile, table
from desk.events.event import Day, Event, Kind, Standing, Terms
from desk.events.seating import Seats, Wanted
from desk.events.seats import Cause, Status
from desk.languages import Language
from desk.mentoring.quiet import Quiet
from desk.people import Person
from storage.database import Database
from storage.events.events import EventRows
from storage.events.seats import SeatRows
from storage.migrate import upgrade
from storage.people import PeopleRows
from storage.schema import people
from storage.timers import TimerRows

_AT_ONCE = 50  # transactions that have begun; the rest wait for their update to be taken up
_ZONE = ZoneInfo("Europe/Belgrade")
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_BEGINS = _NOW + timedelta(days=10)
_FORUM = Event(
    0,
    "forum",
    Kind.NATIONAL,
    Standing.PUBLISHED,
    _ZONE,
    _NOW,
    days=(Day(_BEGINS, _BEGINS + timedelta(hours=6)),),
    published_at=_NOW,
)


@dataclass(slots=True)
class Rush:
    """`told` is what each was answered, by their numbers."""

    database: Database
    event: Event
    took: list[float] = field(default_factory=list)
    told: dict[int, Status] = field(default_factory=dict)

    async def go(self, numbers: Sequence[int]) -> None:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def come(number: int) -> None:
            async with gate:
                await self._sign_up(number)

        await asyncio.gather(*(come(number) for number in numbers))

    async def _sign_up(self, number: int) -> None:
        began = time.perf_counter()
        async with self.database.transaction() as tx:
            person = await PeopleRows(tx).get(number)  # so begins whatever a member sends
            assert person is not None
            wanted = Wanted("sq")
            seat = await _desk(tx).sign_up(self.event.id, person, wanted, _since(began))
        self.took.append(time.perf_counter() - began)
        self.told[number] = seat.status


def _desk(tx: AsyncConnection) -> Seats:
    async def zone_of(_person_id: int) -> ZoneInfo:
        return _ZONE

    return Seats(SeatRows(tx), EventRows(tx), TimerRows(tx), zone_of, Quiet())


def _since(began: float) -> datetime:
    """The time of day by a clock that is finer than that of the machine."""
    return _NOW + timedelta(seconds=began % 86_400 / 24)


async def _begin(database: Database, crowd: int, room: int) -> Event:
    rows = [asdict(Person(number, "Arta", None, _NOW, Language.SQ)) for number in _numbers(crowd)]
    async with database.transaction() as tx:
        await tx.execute(insert(people), rows)
        return await EventRows(tx).add(replace(_FORUM, terms=Terms(seats=room)))


def _numbers(crowd: int) -> range:
    return range(1, crowd + 1)


async def _line(database: Database, event: Event) -> tuple[list[int], list[int]]:
    """Who is in and who waits, each in their order, by the numbers of the seats."""
    async with database.transaction() as tx:
        desk = _desk(tx)
        taken = await desk.of_event(event.id, Status.TAKEN)
        waiting = await desk.of_event(event.id, Status.WAITING)
    return [seat.id for seat in taken], [seat.id for seat in waiting]


async def _pass_on(database: Database, event: Event, taken: Sequence[int]) -> list[int]:
    """All seats are given back; those to whom they are offered, one after the other."""
    async with database.transaction() as tx:
        for seat_id in taken:
            await _desk(tx).give_up(seat_id, _NOW)
    offered: list[int] = []
    while True:
        async with database.transaction() as tx:
            seat = await _desk(tx).promote(event.id, Cause.GIVEN_UP, _NOW)
        if seat is None:
            return offered
        offered.append(seat.id)


async def measure(engine: str, crowd: int, room: int, goals: Goals) -> None:
    with TemporaryDirectory() as folder, empty(engine, Path(folder)) as address:
        database = Database(address)
        await upgrade(database)
        event = await _begin(database, crowd, room)
        rush = Rush(database, event)
        numbers = list(_numbers(crowd))
        random.Random(5).shuffle(numbers)
        began = time.perf_counter()
        await rush.go(numbers)
        seconds = time.perf_counter() - began
        taken, waiting = await _line(database, event)
        offered = await _pass_on(database, event, taken)
        await database.close()
    over, lost = len(taken) - room, crowd - len(taken) - len(waiting)
    broken = sum(one > min(waiting) for one in taken)  # numbers are given in line
    broken += sum(one != other for one, other in zip(offered, waiting, strict=False))
    told = sum(status is Status.TAKEN for status in rush.told.values())
    took = [ms(percentile(rush.took, share)) for share in (50, 99)]
    print(f"\n{engine}: {crowd} sign-ups for {room} seats, {_AT_ONCE} at once")
    table(
        ("in", "told so", "in the line", "offered", "a second", "p50", "p99"),
        [(str(len(taken)), str(told), str(len(waiting)), str(len(offered)),
          f"{crowd / seconds:.0f}", *took)],
    )  # fmt: skip
    goals.check("seats over", str(over), "0", reached=over == 0 == told - len(taken))
    goals.check("lost", str(lost), "0", reached=lost == 0 == len(offered) - room)
    goals.check("order broken", str(broken), "0", reached=broken == 0)
