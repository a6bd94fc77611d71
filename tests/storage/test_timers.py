"""Timers as rows: each fires once, whatever is done, undone and done again around it."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.history import LINE, History
from desk.hours import Hours
from desk.life import Act, can
from desk.targets import Target
from desk.ticket import Ticket
from desk.tickets import Tickets
from desk.timers import MARKS, Kind, Plan, Timer, is_outdone
from desk.timetable import Timetable
from desk.week import parse_hours
from desk.work import Work
from storage.database import Database
from storage.history import HistoryRows
from storage.schema import tickets as table
from storage.tickets import TicketRows
from storage.timers import TimerRows
from tests.desk.stores import OneGroup
from tests.storage.rows import MORNING, SHARED, break_after, later, opened

OFFICE = Hours(ZoneInfo("Europe/Belgrade"), parse_hours("mo-fr 9-17"))
NUDGE = Timer("nudge:1", Kind.NUDGE, None, MORNING, later(hours=1))
WARN = replace(NUDGE, key="warn:1", kind=Kind.WARN, target=Target.REPLY, due_at=later(hours=2))


async def test_a_timer_comes_back_as_it_was_put(tx: AsyncConnection) -> None:
    rows, ticket = TimerRows(tx), await opened(tx)
    many = [replace(NUDGE, ticket_id=ticket.id), replace(WARN, ticket_id=ticket.id, attempts=2)]
    await rows.put(many)
    assert sorted(await rows.of(ticket.id), key=lambda timer: timer.key) == many
    assert await rows.get("warn:1") == many[1]
    assert await rows.get("close:1") is None


async def test_what_is_due_comes_the_eldest_first(tx: AsyncConnection) -> None:
    rows = TimerRows(tx)
    await rows.put([WARN, NUDGE])
    assert await rows.due(later(minutes=59), 10) == []
    assert await rows.due(later(hours=1), 10) == [NUDGE]
    assert await rows.due(later(hours=2), 10) == [NUDGE, WARN]
    assert await rows.due(later(hours=2), 1) == [NUDGE]


async def test_a_timer_is_claimed_once_and_not_before_its_time(tx: AsyncConnection) -> None:
    rows = TimerRows(tx)
    await rows.put([NUDGE])
    claims = [await rows.claim("nudge:1", later(minutes=minutes)) for minutes in (59, 60, 61)]
    assert claims == [False, True, False]
    assert await rows.due(later(hours=9), 10) == []
    await rows.put([replace(NUDGE, due_at=later(hours=3))])
    assert not await rows.claim("nudge:1", later(hours=4))


async def test_a_timer_that_was_put_off_or_dropped_is_not_due(tx: AsyncConnection) -> None:
    rows = TimerRows(tx)
    await rows.put([NUDGE, WARN])
    await rows.postpone("nudge:1", later(hours=5), attempts=1)
    await rows.drop(["warn:1", "unknown"])
    assert await rows.due(later(hours=4), 10) == []
    assert await rows.due(later(hours=5), 10) == [replace(NUDGE, due_at=later(hours=5), attempts=1)]


async def test_a_claim_that_was_rolled_back_is_free_again(database: Database) -> None:
    async with database.transaction() as tx:
        await TimerRows(tx).put([NUDGE])
    await break_after(database, lambda tx: TimerRows(tx).claim("nudge:1", later(hours=1)))
    async with database.transaction() as tx:
        assert await TimerRows(tx).claim("nudge:1", later(hours=1))


async def test_all_that_is_open_is_worked_out_anew_and_twice_is_once(tx: AsyncConnection) -> None:
    rows, one = TimerRows(tx), await opened(tx, "1:1")
    over = await opened(tx, "1:2")
    await TicketRows(tx).save(over.did(Act.CLOSE, later(hours=1)))
    for hours in (1, 2):
        await rows.renew_all(later(hours=hours))
    key, at = f"renew:{one.id}", later(hours=2)
    assert await rows.due(at, 10) == [Timer(key, Kind.RENEW, one.id, at, at)]


async def test_the_timers_of_a_ticket_go_with_it(tx: AsyncConnection) -> None:
    rows, ticket = TimerRows(tx), await opened(tx)
    await rows.put([replace(NUDGE, ticket_id=ticket.id)])
    await tx.execute(delete(table).where(table.c.id == ticket.id))
    assert await rows.get("nudge:1") is None


# Exactly once


class Line:
    """A ticket with its timers in their tables, and the ticks that fire them."""

    def __init__(self, tx: AsyncConnection, ticket: Ticket) -> None:
        self._tx = tx
        self.ticket = ticket
        self.now = ticket.opened_at
        self.fired: list[Timer] = []
        self.restart()

    def restart(self) -> None:
        async def hours_of(_ticket: Ticket) -> Hours:
            return OFFICE

        self.rows, history = TimerRows(self._tx), History(HistoryRows(self._tx))
        timetable = Timetable(self.rows, history, hours_of, Plan())
        self.tickets = Tickets(TicketRows(self._tx), history, timetable, OneGroup())

    async def do(self, act: Act) -> None:
        if not can(self.ticket.status, act):
            return
        replied = {"first_reply_at": self.ticket.first_reply_at or self.now}
        changes = replied if act is Act.REPLY else {}
        changed = self.ticket.did(act, self.now, owner_id=9, **changes)
        self.ticket = await self.tickets.change(self.ticket, changed, act, LINE, self.now)

    async def tick(self, *, killed: bool) -> None:
        """What is due fires; a process that is killed on the way has done nothing."""
        for timer in await self.due():
            before = self.ticket
            async with self._tx.begin_nested() as savepoint:
                done = await self._fire(timer)
                if killed:
                    await savepoint.rollback()
            if killed:
                self.ticket = before
            elif done:
                self.fired.append(timer)

    async def due(self) -> list[Timer]:
        found = await self.rows.due(self.now, 1000)
        return [timer for timer in found if timer.ticket_id == self.ticket.id]

    async def _fire(self, timer: Timer) -> bool:
        """False where it is nobody's news."""
        if not await self.rows.claim(timer.key, self.now):
            return False
        others = await self.rows.of(self.ticket.id)
        if timer.kind in MARKS and is_outdone(timer, others, self.now):
            return False
        if timer.kind in (Kind.CLOSE, Kind.SETTLE):
            self.ticket = await Work(self.tickets).close(self.ticket, LINE, self.now)
        elif timer.kind not in MARKS:
            self.ticket = await self.tickets.follow(self.ticket, self.now)
        return True


_NUMBERS = count(1)
deeds = st.lists(
    st.tuples(
        st.sampled_from([*Act, "tick", "tick", "killed", "restart", "renew"]),
        st.integers(0, 60 * 24 * 8),
    ),
    max_size=25,
)


@settings(SHARED, max_examples=25)
@given(deeds)
async def test_every_timer_fires_once_whatever_happens_in_between(
    tx: AsyncConnection, deeds: list[tuple[Act | str, int]]
) -> None:
    line = Line(tx, await opened(tx, f"1:{next(_NUMBERS)}"))
    line.ticket = await line.tickets.follow(line.ticket, line.now)
    for deed, minutes in deeds:
        line.now += timedelta(minutes=minutes)
        match deed:
            case Act() as act:
                await line.do(act)
            case "tick" | "killed":
                await line.tick(killed=deed == "killed")
            case "renew":
                await line.rows.renew_all(line.now)
            case _:
                line.restart()
    while not line.ticket.is_closed and line.now < later(days=400):
        line.now += timedelta(days=1)
        await line.tick(killed=False)
    once = [timer.key for timer in line.fired if timer.kind is not Kind.RENEW]
    assert len(once) == len(set(once))
    assert all(timer.fired_at is None for timer in line.fired)
    assert await line.due() == []
    _in_order(line.fired)


def _in_order(fired: list[Timer]) -> None:
    """Of one clock, no mark comes after a higher one; nobody is let go who was not warned."""
    for number, timer in enumerate(fired):
        before: list[Timer] = fired[:number]
        percent = MARKS.get(timer.kind)
        if percent is not None:
            clock = timer.key.partition(":")[2]
            same = [one for one in before if one.key.partition(":")[2] == clock]
            assert all(MARKS[one.kind] < percent for one in same)
        if timer.kind is Kind.CLOSE:
            warned = [one for one in before if one.kind is Kind.FAREWELL]
            assert warned[-1].key.partition(":")[2] == timer.key.partition(":")[2]


def test_an_office_of_these_tests_is_closed_at_weekends() -> None:
    saturday: datetime = MORNING - timedelta(days=1)
    assert not OFFICE.is_open(saturday)
