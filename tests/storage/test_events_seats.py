"""Seats one by one: what staff decide, whom an offer passes over, and why whom was let in."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.events import NoSuchEvent
from desk.events.line import SignUpOver
from desk.events.seating import Wanted
from desk.events.seats import (
    AlreadyIn,
    Answers,
    BelowTaken,
    NoRoom,
    NoSuchSeat,
    NotNow,
    Status,
)
from storage.events.tables import seat_changes
from tests.storage.halls import BEGINS, MONDAY, Hall, member

HOUR = timedelta(hours=1)


async def test_a_seat_comes_back_as_it_was_signed_up_for(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event, agimi = await hall.event(), await hall.organisation("Agimi")
    answers = Answers(access="A ramp", interpretation="tr", photos=False)
    seat = await hall.sign_up(event, 1, agimi, answers=answers)
    assert await hall.seats.look(seat.id) == seat == await hall.seats.with_token(seat.token)
    assert (seat.status, seat.answers, seat.organisation_id) == (Status.TAKEN, answers, agimi)
    assert len(seat.code) == 6
    assert seat.code.isdecimal()
    assert await hall.seats.of_person(member(1).id) == [seat]
    with pytest.raises(AlreadyIn) as refused:
        await hall.sign_up(event, 1)
    assert refused.value.seat == seat
    with pytest.raises(NoSuchSeat):
        await hall.seats.look(seat.id + 1)
    with pytest.raises(NoSuchEvent):
        await hall.seats.sign_up(999, member(1), Wanted("sq"), MONDAY)


async def test_codes_at_one_event_are_all_different(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event, other = await hall.event(seats=None), await hall.event("other")
    first, second = await hall.sign_up(event, 1), await hall.sign_up(event, 2)
    elsewhere = await hall.sign_up(other, 1)
    await hall.seats.give_up(first.id, MONDAY)
    from dataclasses import replace

    again = await hall.rows.add(replace(first, id=0, token="t1", code=second.code))
    assert again.code != second.code
    same = await hall.rows.add(
        replace(elsewhere, id=0, person_id=None, token="t2", code=first.code)
    )
    assert same.code == first.code


async def test_staff_say_yes_as_long_as_there_is_room_and_no_for_good(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event = await hall.event(seats=1, approves=True)
    asked = []
    for number in range(4):
        hall.now += timedelta(minutes=1)
        asked.append(await hall.sign_up(event, number))
    assert [seat.status for seat in asked] == [Status.ASKED] * 4
    assert await hall.taken(event) == 0
    refused = await hall.seats.refuse(asked[0].id, hall.now)
    assert refused.status is Status.REFUSED
    with pytest.raises(AlreadyIn):
        await hall.sign_up(event, 0)
    allowed = [await hall.seats.allow(asked[number].id, hall.now) for number in (2, 3, 1)]
    assert [seat.status for seat in allowed] == [Status.TAKEN, Status.WAITING, Status.WAITING]
    assert await hall.seats.place_of(allowed[2]) == 1  # who asked first is first
    with pytest.raises(NotNow):
        await hall.seats.allow(asked[2].id, hall.now)
    with pytest.raises(NotNow):
        await hall.seats.refuse(asked[2].id, hall.now)
    await hall.seats.take_away(asked[2].id, hall.now)
    assert [offer.id for offer in await hall.tick()] == [asked[1].id]


async def test_who_is_over_their_organisations_cap_is_passed_over_and_keeps_their_place(
    tx: AsyncConnection,
) -> None:
    hall = Hall(tx)
    event, agimi = await hall.event(seats=2, per_organisation=1), await hall.organisation("Agimi")
    mine = await hall.sign_up(event, 1, agimi)
    colleague = await hall.sign_up(event, 2, agimi)
    assert colleague.status is Status.WAITING
    other = await hall.sign_up(event, 3)
    assert other.status is Status.TAKEN  # there is a seat that only the colleague may not have
    last = await hall.sign_up(event, 4)
    await hall.seats.give_up(other.id, hall.now)
    assert [offer.id for offer in await hall.tick()] == [last.id]
    assert await hall.seats.place_of(await hall.seats.look(colleague.id)) == 1
    await hall.seats.give_up(mine.id, hall.now)
    assert [offer.id for offer in await hall.tick()] == [colleague.id]
    assert await hall.taken_by(event) == {agimi: 1}


async def test_an_offer_stands_outside_of_the_night_and_is_passed_on(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event = await hall.event(seats=1, offer=3 * HOUR)
    first, second, third = [await hall.sign_up(event, number) for number in range(3)]
    hall.now = MONDAY + 10 * HOUR  # eight o'clock in the evening
    await hall.seats.give_up(first.id, hall.now)
    (offer,) = await hall.tick()
    assert offer.id == second.id
    assert offer.until == MONDAY + 24 * HOUR  # one hour in the evening, two in the morning
    newcomer = await hall.sign_up(event, 5)
    assert newcomer.status is Status.WAITING
    assert await hall.seats.expire(second.id, hall.now) is None
    hall.now = MONDAY + 24 * HOUR
    (offer,) = await hall.tick()
    assert offer.id == third.id
    assert (await hall.seats.look(second.id)).status is Status.GIVEN_UP
    with pytest.raises(NotNow):
        await hall.seats.accept(second.id, hall.now)
    taken = await hall.seats.accept(third.id, hall.now)
    assert (taken.status, taken.until) == (Status.TAKEN, None)
    hall.now += 48 * HOUR
    assert await hall.tick() == []
    rows = await tx.execute(select(seat_changes).where(seat_changes.c.seat_id == second.id))
    told = [(row.step, row.cause, row.by) for row in rows]
    assert told == [
        ("queue", None, "member"),
        ("offer", "given_up", "line"),
        ("let_go", None, "line"),
    ]


async def test_nobody_is_woken_for_a_seat_but_in_the_last_night(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event = await hall.event(seats=1)
    first, second, third = [await hall.sign_up(event, number) for number in range(3)]
    hall.now = MONDAY + 13 * HOUR  # eleven in the evening
    await hall.seats.give_up(first.id, hall.now)
    assert await hall.tick() == []
    hall.now += 9 * HOUR
    assert [offer.id for offer in await hall.tick()] == [second.id]
    hall.now = BEGINS - 11 * HOUR
    await hall.seats.give_up(second.id, hall.now)
    (offer,) = await hall.tick()
    assert (offer.id, offer.until) == (third.id, BEGINS - 3 * HOUR)


async def test_nothing_is_offered_shortly_before_the_start(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event = await hall.event(seats=1, lead=3 * HOUR, offer=9 * HOUR)
    first, second, third = [await hall.sign_up(event, number) for number in range(3)]
    hall.now = BEGINS - 4 * HOUR
    await hall.seats.give_up(first.id, hall.now)
    (offer,) = await hall.tick()
    assert offer.until == BEGINS - 3 * HOUR
    hall.now = BEGINS - 3 * HOUR
    assert await hall.tick() == []
    assert (await hall.seats.look(third.id)).status is Status.WAITING
    assert (await hall.sign_up(event, 2)).status is Status.TAKEN  # whoever comes first
    with pytest.raises(AlreadyIn):
        await hall.sign_up(event, 2)
    assert (await hall.sign_up(event, 4)).status is Status.WAITING
    hall.now = BEGINS
    with pytest.raises(SignUpOver):
        await hall.sign_up(event, 6)
    assert second.id == offer.id


async def test_more_seats_reach_the_line_and_never_fewer_than_are_taken(
    tx: AsyncConnection,
) -> None:
    hall = Hall(tx)
    event = await hall.event(seats=1)
    waiting = [await hall.sign_up(event, number) for number in range(4)][1:]
    assert (await hall.seats.resize(event.id, 3, hall.now)).terms.seats == 3
    assert [offer.id for offer in await hall.tick()] == [seat.id for seat in waiting[:2]]
    with pytest.raises(BelowTaken):
        await hall.seats.resize(event.id, 2, hall.now)
    await hall.seats.resize(event.id, None, hall.now)
    assert [offer.id for offer in await hall.tick()] == [waiting[2].id]


async def test_staff_put_somebody_by_name_where_there_is_room(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event, agimi = await hall.event(seats=1), await hall.organisation("Agimi")
    put = await hall.seats.put(event.id, "Dafina", Wanted("sq", agimi), hall.now)
    assert (put.name, put.person_id, put.status) == ("Dafina", None, Status.TAKEN)
    with pytest.raises(NoRoom):
        await hall.seats.put(event.id, "Enver", Wanted("sq"), hall.now)
    await hall.seats.take_away(put.id, hall.now)
    assert (await hall.taken(event), await hall.taken_by(event)) == (0, {})


async def test_whoever_is_forgotten_leaves_their_seat_to_the_line(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    event, other = await hall.event(seats=1), await hall.event("other", seats=1)
    for number in (1, 2):
        for one in (event, other):
            await hall.sign_up(one, number)
    left = await hall.seats.forget(member(1), hall.now)
    assert [seat.status for seat in left] == [Status.GIVEN_UP] * 2
    assert [offer.name for offer in await hall.tick()] == ["Arta 2", "Arta 2"]
