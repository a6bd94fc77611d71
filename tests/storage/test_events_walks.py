"""Seats against a plain model, wherever a walk leads; and crowds that come at once."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from secrets import token_hex

import pytest
from hypothesis import given, settings
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import DeskError
from desk.events.event import Event
from desk.events.seats import Status
from storage.database import Database
from storage.events.tables import seat_changes, seats
from storage.schema import timers
from tests.storage.halls import Hall
from tests.storage.rows import SHARED
from tests.storage.seat_model import CAP, DEEDS, LONG, PEOPLE, WHAT, Deed, Model, do

_CROWD, _SEATS = 40, 7
_RESTARTS = 0.1
_MANY = settings(SHARED, max_examples=40)


async def _begin(hall: Hall, uid: str) -> tuple[Event, dict[int, int]]:
    organisations = {1: await hall.organisation("Agimi"), 2: await hall.organisation("Dituria")}
    return await hall.event(uid, per_organisation=CAP), organisations


async def _agree(hall: Hall, event: Event, model: Model, known: dict[int, int]) -> None:
    assert await hall.stands(event) == model.stands
    line = await hall.seats.of_event(event.id, Status.WAITING)
    numbers = [int(seat.name.split()[1]) for seat in line]
    assert numbers == model.line
    assert [await hall.seats.place_of(seat) for seat in line] == list(range(1, len(line) + 1))
    assert await hall.taken(event) == len(model.holders) <= max(model.seats, 0)
    assert await hall.taken_by(event) == {
        known[one]: count for one, count in model.taken_by().items() if count
    }


@_MANY
@given(deeds=DEEDS)
async def test_seats_are_as_in_the_model_after_every_deed(
    tx: AsyncConnection, deeds: list[Deed]
) -> None:
    hall, model = Hall(tx), Model()
    await tx.execute(delete(timers))  # of the example before
    event, known = await _begin(hall, token_hex(8))
    for deed in deeds:
        with suppress(DeskError):
            await do(deed, hall, event, known)
        model.do(deed)
        await _agree(hall, event, model, known)


@dataclass
class Walk:
    """The same with a transaction for each deed, and a database that is opened anew."""

    address: str
    dice: Random
    model: Model = field(default_factory=Model)
    done: list[Deed] = field(default_factory=list)

    async def go(self, steps: int) -> None:
        database = Database(self.address)
        async with database.transaction() as tx:
            event, known = await _begin(Hall(tx), "walk")
        for _ in range(steps):
            if self.dice.random() < _RESTARTS:  # what a process knew is gone, the rows are not
                await database.close()
                database = Database(self.address)
            what = self.dice.choice(WHAT)
            most = 9 if what in LONG else PEOPLE - 1
            deed = Deed(what, self.dice.randint(0, most))
            self.done.append(deed)
            async with database.transaction() as tx:
                hall = Hall(tx)
                hall.now = self.model.now
                with suppress(DeskError):
                    await do(deed, hall, event, known)
                self.model.do(deed)
                await _agree(hall, event, self.model, known)
        await database.close()


@pytest.mark.parametrize("seed", range(2))
async def test_seats_are_as_in_the_model_over_restarts(address: str, seed: int) -> None:
    await Walk(address, Random(seed)).go(70)


async def test_of_a_crowd_at_once_as_many_are_in_as_there_are_seats(database: Database) -> None:
    async with database.transaction() as tx:
        event = await Hall(tx).event(seats=_SEATS)
        for number in range(_CROWD):
            await Hall(tx).person(number)

    async def come(number: int) -> Status:
        async with database.transaction() as tx:
            return (await Hall(tx).sign_up(event, number)).status

    answers = await asyncio.gather(*(come(number) for number in range(_CROWD)))
    assert Counter(answers) == {Status.TAKEN: _SEATS, Status.WAITING: _CROWD - _SEATS}
    async with database.transaction() as tx:
        hall = Hall(tx)
        assert await hall.taken(event) == _SEATS
        line = await hall.seats.of_event(event.id, Status.WAITING)
        assert [await hall.seats.place_of(seat) for seat in line] == [*range(1, len(line) + 1)]
        codes = select(func.count(seats.c.code.distinct())).where(seats.c.event_id == event.id)
        assert await tx.scalar(codes) == _CROWD
        assert await tx.scalar(select(func.count()).select_from(seat_changes)) == _CROWD


async def test_while_seats_are_given_back_and_offered_at_once_no_one_is_lost(
    database: Database,
) -> None:
    """On PostgreSQL these are many transactions: whoever gives back meets who promotes."""
    async with database.transaction() as tx:
        hall = Hall(tx)
        event = await hall.event(seats=_SEATS)
        first = [await hall.sign_up(event, number) for number in range(_CROWD)]

    async def leave(number: int) -> None:
        async with database.transaction() as tx:
            await Hall(tx).seats.give_up(first[number].id, Hall(tx).now)

    async def offer() -> None:
        is_more = True
        while is_more:
            async with database.transaction() as tx:
                is_more = await Hall(tx).step([])

    await asyncio.gather(*(leave(number) for number in range(_SEATS)), *(offer() for _ in "abc"))
    async with database.transaction() as tx:
        hall = Hall(tx)
        await hall.tick()
        stands = Counter((await hall.stands(event)).values())
        assert stands == {"given_up": _SEATS, "offered": _SEATS, "waiting": _CROWD - 2 * _SEATS}
        offered = await hall.seats.of_event(event.id, Status.OFFERED)
        assert {seat.id for seat in offered} == {seat.id for seat in first[_SEATS : 2 * _SEATS]}
        assert await hall.taken(event) == _SEATS
