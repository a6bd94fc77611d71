"""Tickets as rows: one origin opens one ticket, whoever asks and how often."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.groups import MAIN
from desk.languages import Language
from desk.life import Act, Status
from desk.people import Person
from desk.queues import OURS, Sieve
from desk.ticket import Priority, Ticket
from desk.tickets import Queue
from storage.database import Database
from storage.people import PeopleRows
from storage.tickets import TicketRows
from tests.storage.rows import (
    ARTA,
    MORNING,
    SHARED,
    break_after,
    ids,
    later,
    moments,
    opened,
    somebody_waits,
    ticket_of,
    words,
)

BLERTA = Person(2, "Blerta", None, met_at=MORNING)
tickets = st.builds(
    Ticket,
    id=st.just(0),
    requester_id=st.just(ARTA.id),
    language=st.sampled_from(Language),
    subject=words,
    opened_at=moments,
    since=moments,
    owner_id=st.none() | ids,
    priority=st.sampled_from(Priority),
    tags=st.lists(words, max_size=3).map(tuple),
    sensitive=st.booleans(),
    anonymous=st.booleans(),
    blocked_until=st.none() | moments,
    solution=st.none() | words,
    parent_id=st.none() | ids,
    rating=st.none() | st.integers(1, 5),
    remark=st.none() | words,
    status=st.sampled_from(Status),
    tried=st.lists(words, max_size=3).map(tuple),
    first_reply_at=st.none() | moments,
    closed_at=st.none() | moments,
    helped=st.none() | st.booleans(),
    service=st.none() | words,
    urgent=st.booleans(),
    topic_id=st.none() | ids,
    card_id=st.none() | ids,
    due_at=st.none() | moments,
    sign=st.none() | words,
)


@SHARED
@given(ticket=tickets)
async def test_every_field_of_a_ticket_comes_back(tx: AsyncConnection, ticket: Ticket) -> None:
    kept = await opened(tx)
    await TicketRows(tx).save(replace(ticket, id=kept.id))
    assert await TicketRows(tx).get(kept.id) == replace(ticket, id=kept.id)


async def test_a_new_ticket_gets_a_number_of_its_own(tx: AsyncConnection) -> None:
    first, second = await opened(tx, "1:1"), await opened(tx, "1:2")
    assert 0 < first.id < second.id
    assert await TicketRows(tx).get(second.id) == second
    assert await TicketRows(tx).get(second.id + 1) is None


async def test_a_ticket_is_opened_with_its_service_and_its_urgency(tx: AsyncConnection) -> None:
    await opened(tx)
    wanted = ticket_of(service="mentoring", urgent=True)
    ticket, _ = await TicketRows(tx).open(wanted, "1:2")
    assert await TicketRows(tx).get(ticket.id) == replace(wanted, id=ticket.id)


async def test_the_same_origin_twice_is_the_first_ticket_as_it_stands(tx: AsyncConnection) -> None:
    ticket = await opened(tx, "1:1")
    await TicketRows(tx).save(ticket.did(Act.CLOSE, later(hours=1)))
    again, is_new = await TicketRows(tx).open(ticket_of(subject="Tjetër"), "1:1")
    assert (again, is_new) == (ticket.did(Act.CLOSE, later(hours=1)), False)


async def test_many_openings_from_one_origin_at_once_are_one_ticket(database: Database) -> None:
    async def open_one() -> tuple[Ticket, bool]:
        async with database.transaction() as tx:
            return await TicketRows(tx).open(ticket_of(), "1:1")

    async with database.transaction() as tx:
        await PeopleRows(tx).save(ARTA)
    found = await asyncio.gather(*(open_one() for _ in range(8)))
    assert len({ticket.id for ticket, _ in found}) == 1
    assert sorted(is_new for _, is_new in found) == [False] * 7 + [True]


async def test_an_opening_waits_for_another_that_is_not_committed_yet(
    postgresql_database: Database,
) -> None:

    async def open_beside() -> tuple[Ticket, bool]:
        async with postgresql_database.transaction() as tx:
            return await TicketRows(tx).open(ticket_of(subject="Tjetër"), "1:1")

    async with postgresql_database.transaction() as tx:
        await PeopleRows(tx).save(ARTA)
    async with postgresql_database.transaction() as tx:
        first, _ = await TicketRows(tx).open(ticket_of(), "1:1")
        beside = asyncio.create_task(open_beside())
        await somebody_waits(postgresql_database)
    assert await beside == (first, False)


async def test_who_takes_a_ticket_in_hand_waits_for_whoever_has_it(
    postgresql_database: Database,
) -> None:
    async def take_beside() -> Ticket | None:
        async with postgresql_database.transaction() as tx:
            return await TicketRows(tx).in_topic(77, MAIN)

    async with postgresql_database.transaction() as tx:
        ticket = replace(await opened(tx), topic_id=77)
        await TicketRows(tx).save(ticket)
    async with postgresql_database.transaction() as tx:
        assert await TicketRows(tx).get(ticket.id) == ticket
        beside = asyncio.create_task(take_beside())
        await somebody_waits(postgresql_database)
        await TicketRows(tx).save(ticket.did(Act.CLOSE, later(hours=1)))
    assert await beside == ticket.did(Act.CLOSE, later(hours=1))


async def test_who_only_looks_waits_for_nobody(database: Database) -> None:
    async with database.transaction() as tx:
        ticket = await opened(tx)
    async with database.transaction() as tx:
        assert await TicketRows(tx).get(ticket.id) == ticket
        if database.is_sqlite:
            assert await TicketRows(tx).look(ticket.id) == ticket
            return
        async with asyncio.timeout(10), database.transaction() as beside:
            assert await TicketRows(beside).look(ticket.id) == ticket
            assert await PeopleRows(beside).look(ARTA.id) == ARTA


async def test_an_opening_that_was_rolled_back_leaves_the_origin_free(database: Database) -> None:
    await break_after(database, lambda tx: opened(tx, "1:1"))
    async with database.transaction() as tx:
        await PeopleRows(tx).save(ARTA)
        _, is_new = await TicketRows(tx).open(ticket_of(), "1:1")
    assert is_new


async def test_a_ticket_belongs_to_somebody_we_know(tx: AsyncConnection) -> None:
    with pytest.raises(IntegrityError):
        await TicketRows(tx).open(ticket_of(), "1:1")


async def test_a_persons_tickets_come_newest_first(tx: AsyncConnection) -> None:
    hers = [await opened(tx, f"1:{number}") for number in range(3)]
    other = await opened(tx, "2:1", BLERTA)
    assert await TicketRows(tx).of(ARTA.id, most=10) == hers[::-1]
    assert await TicketRows(tx).of(ARTA.id, most=2) == [hers[2], hers[1]]
    assert await TicketRows(tx).of(BLERTA.id, most=10) == [other]


async def test_a_topic_leads_to_its_ticket(tx: AsyncConnection) -> None:
    first, second = await opened(tx, "1:1"), await opened(tx, "1:2")
    await TicketRows(tx).save(replace(first, topic_id=77))
    assert await TicketRows(tx).in_topic(77, MAIN) == replace(first, topic_id=77)
    assert await TicketRows(tx).in_topic(78, MAIN) is None
    with pytest.raises(IntegrityError):
        await TicketRows(tx).save(replace(second, topic_id=77))


async def test_the_last_first_replies_are_the_sample(tx: AsyncConnection) -> None:
    rows = TicketRows(tx)
    for hours in (5, 1, 3):
        ticket = await opened(tx, f"1:{hours}")
        at = later(hours=hours)
        await rows.save(ticket.did(Act.REPLY, at, first_reply_at=at))
    await opened(tx, "1:99")
    assert await rows.first_waits(most=2) == [timedelta(hours=5), timedelta(hours=3)]
    assert len(await rows.first_waits(most=10)) == 3


async def test_in_another_group_no_topic_and_no_card_counts(tx: AsyncConnection) -> None:
    rows = TicketRows(tx)
    ticket, other = await opened(tx, "1:1"), await opened(tx, "1:2")
    await rows.save(replace(ticket, topic_id=77, card_id=78, status=Status.WAITING))
    await rows.forget_topics(MAIN)
    assert await rows.in_topic(77, MAIN) is None
    assert await rows.get(ticket.id) == replace(ticket, status=Status.WAITING)
    assert await rows.get(other.id) == other


async def test_what_goes_on_comes_with_the_longest_waiting_first(tx: AsyncConnection) -> None:
    rows = TicketRows(tx)
    late, early, over = [await opened(tx, f"1:{number}") for number in range(3)]
    late = replace(late, since=later(hours=2), owner_id=9, status=Status.TAKEN)
    await rows.save(late)
    await rows.save(over.did(Act.CLOSE, later(hours=1)))
    assert await rows.queue(Sieve(), most=10) == Queue((early, late), 2)
    assert await rows.queue(Sieve(), most=1) == Queue((early,), 2)


async def test_a_queue_is_sifted_by_all_that_one_may_ask_for(tx: AsyncConnection) -> None:
    rows = TicketRows(tx)
    one, two, three, over = [await opened(tx, f"1:{number}") for number in range(4)]
    one = replace(one, owner_id=9, status=Status.TAKEN, due_at=later(hours=1))
    two = replace(two, since=later(hours=3), language=Language.TR, due_at=later(hours=9))
    three = replace(three, owner_id=8, status=Status.WAITING)
    for ticket in (one, two, three, over.did(Act.CLOSE, later(hours=1))):
        await rows.save(ticket)
    for sieve, found in (
        (Sieve(OURS), {one, two}),
        (Sieve((Status.WAITING,)), {three}),
        (Sieve(languages=(Language.TR, Language.EU)), {two}),
        (Sieve(owner_id=9), {one}),
        (Sieve(beside_id=9), {three}),
        (Sieve(owned=False), {two}),
        (Sieve(owned=True), {one, three}),
        (Sieve(due_by=later(hours=2)), {one}),
        (Sieve(not_due_by=later(hours=2)), {two, three}),
        (Sieve(since_before=later(hours=2)), {one, three}),
        (Sieve(neglected=(later(hours=-1), later(hours=2))), {one}),
        (Sieve(neglected=(later(hours=2), later(hours=0))), {one, three}),
        (Sieve(OURS, owned=True, languages=(Language.TR,)), set()),
    ):
        assert set((await rows.queue(sieve, most=10)).tickets) == found, sieve


async def test_what_somebody_has_is_found_in_the_order_in_which_it_may_be_locked(
    tx: AsyncConnection,
) -> None:
    rows = TicketRows(tx)
    await PeopleRows(tx).save(BLERTA)
    numbers = [(await opened(tx, f"1:{number}")).id for number in range(4)]
    for number in numbers:
        ticket = await rows.get(number)
        assert ticket is not None
        await rows.save(replace(ticket, owner_id=900))
    closed, others, theirs, last = [await rows.get(number) for number in numbers]
    assert closed is not None
    assert others is not None
    assert theirs is not None
    assert last is not None
    await rows.save(replace(closed, owner_id=900, status=Status.CLOSED))
    await rows.save(replace(others, owner_id=901))
    await rows.save(replace(last, owner_id=900, requester_id=BLERTA.id))
    assert await rows.owned_by(900) == [last.id, theirs.id]
    assert await rows.owned_by(902) == []


async def test_what_staff_began_says_nothing_of_how_soon_they_answer(tx: AsyncConnection) -> None:
    rows = TicketRows(tx)
    ticket = await opened(tx)
    await rows.save(replace(ticket, first_reply_at=ticket.opened_at))
    assert await rows.first_waits(most=2) == []
