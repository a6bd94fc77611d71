"""Random walks and crowds: whatever is done at once or after another, every rule holds."""

import asyncio
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.booking import cells
from desk.mentoring.caps import Cap
from desk.mentoring.errors import CapReached, NotFree, SlotTaken
from storage.database import Database
from storage.mentoring.tables import bookings
from tests.storage.booking_walk import Walk
from tests.storage.sessions import EASY, HOUR, MONDAY, Desk, at, member

_CROWD = 12


@pytest.mark.parametrize("seed", range(3))
async def test_every_rule_holds_wherever_a_walk_leads(sqlite_address: str, seed: int) -> None:
    await Walk(sqlite_address, Random(seed), steps=60).go()


async def _crowd(database: Database, *, per_day: int | None) -> list[int]:
    """So many members for so many wishes, and one mentor."""
    async with database.transaction() as tx:
        desk = Desk(tx)
        terms = replace(EASY, per_day=per_day)
        mentor = await desk.mentor(terms=terms)
        for number in range(_CROWD):
            await desk.person(number)
        return [mentor.id]


async def _ask(database: Database, number: int, mentor_id: int, hour: float) -> str:
    async with database.transaction() as tx:
        desk = Desk(tx)
        person = member(number)
        await desk.rows.line_up(person.id, ())
        wish = await desk.wish(person)
        try:
            held = await desk.bookings.hold(wish, person, mentor_id, at(1, hour), MONDAY)
            return str(await desk.bookings.confirm(held.id, person, MONDAY) and "booked")
        except CapReached as reached:
            return reached.cap
        except NotFree as refused:
            return type(refused).__name__


async def test_of_all_who_come_at_once_one_gets_the_time(database: Database) -> None:
    (mentor,) = await _crowd(database, per_day=None)
    asked = [_ask(database, number, mentor, 9 + number % 3 / 2) for number in range(_CROWD)]
    answers = Counter(await asyncio.gather(*asked))
    assert answers["booked"] + answers[SlotTaken.__name__] == _CROWD
    async with database.transaction() as tx:
        rows = (await tx.execute(select(bookings))).all()
        taken = [cell for row in rows for cell in range(row.first_cell, row.end_cell)]
        assert len(rows) == answers["booked"] in (1, 2)
        assert len(taken) == len(set(taken))
        assert len(await Desk(tx).cells()) == len(rows)


async def test_caps_hold_whoever_comes_at_once(database: Database) -> None:
    (mentor,) = await _crowd(database, per_day=2)
    hours = (9, 10, 11, 12, 13, 14)
    asked = [_ask(database, n, mentor, hours[n % len(hours)]) for n in range(_CROWD)]
    answers = Counter(await asyncio.gather(*asked))
    assert answers["booked"] == 2
    assert answers["booked"] + answers[Cap.DAY] + answers[SlotTaken.__name__] == _CROWD


async def test_who_books_twice_at_once_is_in_one_place(database: Database) -> None:
    await _crowd(database, per_day=None)
    async with database.transaction() as tx:
        other = await Desk(tx).mentor("Drin")
        lira, *_ = await Desk(tx).mentors.all()
    answers = await asyncio.gather(
        *(_ask(database, 1, mentor.id, 9) for mentor in (lira, other) for _ in range(3))
    )
    assert Counter(answers)["booked"] == 1


@pytest.fixture
async def plain(database: Database) -> Database:
    """Where nobody looks but the one who books: what the cells are for."""
    await _crowd(database, per_day=None)
    return database


async def test_looking_and_then_taking_books_one_time_twice(plain: Database) -> None:
    all_have_looked = asyncio.Barrier(4)

    async def book(number: int) -> None:
        async with plain.transaction() as tx:
            (mentor,) = await Desk(tx).mentors.all()
            is_free = (await tx.execute(select(bookings))).first() is None
        await all_have_looked.wait()
        if is_free:
            async with plain.transaction() as tx:
                await tx.execute(insert(bookings).values(_row(mentor.id, number)))

    await asyncio.gather(*(book(number) for number in range(4)))
    async with plain.transaction() as tx:
        assert len((await tx.execute(select(bookings))).all()) == 4
        assert await _are_refused(tx)


def _row(mentor_id: int, number: int) -> dict[str, object]:
    own = cells(at(1, 9), at(1, 10))
    row = {"uid": f"{number}", "mentor_id": mentor_id, "requester_id": member(number).id}
    row |= {"starts_at": at(1, 9), "ends_at": at(1, 9) + HOUR, "timezone": "UTC"}
    row |= {"status": "booked", "made_at": MONDAY, "language": "sq", "is_online": True}
    return {**row, "reason": "", "first_cell": own.start, "end_cell": own.stop}


async def _are_refused(tx: AsyncConnection) -> bool:
    """The same in our own way."""
    desk = Desk(tx)
    (mentor,) = await desk.mentors.all()
    with pytest.raises(SlotTaken):
        await desk.hold(member(9), mentor, at(1, 9))
    return True
