"""A look at the whole: what waits, since when, what has failed; on both engines."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event, text

from desk.life import Status
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.timers import Kind, Timer
from storage.backlog import backlog
from storage.database import Database
from storage.inbox import Arrived, Inbox
from storage.marks import Marks
from storage.outbox import OutboxRows
from storage.timers import TimerRows
from storage.watching import Standing, answers, look

MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)


def later(**passed: float) -> datetime:
    return MORNING + timedelta(**passed)


async def standing(database: Database, **passed: float) -> Standing:
    return await look(database, later(**passed))


async def test_an_empty_line_has_nothing_to_tell(database: Database) -> None:
    found = await standing(database)
    assert found.size > 0
    assert 0 < found.answered_in < 10
    counts = (found.updates, found.dead_letters, found.failed_parcels)
    assert counts == (0, 0, 0)
    assert (found.parcels, found.timers, found.requests) == ({}, {}, {})
    moments = (found.oldest_update_at, found.oldest_parcel_due_at, found.oldest_timer_due_at)
    assert moments == (None, None, None)
    assert (found.oldest_request_since, found.backup_at, found.backup_failed_at) == (None,) * 3


async def test_a_trivial_question_is_answered_at_once(database: Database) -> None:
    assert 0 < await answers(database) < 10


async def test_updates_that_are_not_done_count_with_the_oldest(database: Database) -> None:
    async with database.transaction() as tx:
        inbox = Inbox(tx)
        done, dead, _ = await inbox.add([Arrived(n, "chat:1", "{}") for n in (1, 2, 3)], MORNING)
        await inbox.add([Arrived(4, "chat:1", "{}")], later(minutes=1))
        await inbox.finish(done, MORNING)
        await inbox.set_aside(dead, MORNING)
    found = await standing(database)
    assert (found.updates, found.dead_letters, found.oldest_update_at) == (2, 1, MORNING)


def parcel(priority: Priority, **more: Any) -> Parcel:
    return Parcel(Chat(1), Call("sendMessage", {"text": "Tung"}), priority, **more)


async def test_parcels_that_could_go_count_by_priority_with_the_one_that_waits_longest(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        outbox = OutboxRows(tx, MORNING)
        for priority in (Priority.PERSON, Priority.BULK, Priority.BULK):
            await outbox.put(parcel(priority, due_at=later(minutes=1)))
        await outbox.put(parcel(Priority.NOTICE, due_at=later(hours=9)))
        await outbox.put(parcel(Priority.PERSON))
        await outbox.put(parcel(Priority.PERSON))
        *_, lost, sent = outbox.fresh
        await outbox.failed(lost.id, "chat not found")
        await outbox.sent(sent.id)
    found = await standing(database, hours=1)
    assert found.parcels == {Priority.PERSON: 1, Priority.BULK: 2}
    assert found.oldest_parcel_due_at == later(minutes=1)
    assert found.oldest_urgent_due_at == later(minutes=1)
    assert found.failed_parcels == 1


async def test_a_parcel_for_the_morning_is_not_due_and_makes_nothing_old(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        await OutboxRows(tx, MORNING).put(parcel(Priority.NOTICE, due_at=later(hours=9)))
    found = await standing(database)
    assert found.parcels == {}
    assert found.oldest_parcel_due_at == later(hours=9)
    assert found.oldest_urgent_due_at is None


async def test_timers_that_should_have_fired_count_by_kind(database: Database) -> None:
    async with database.transaction() as tx:
        timers = TimerRows(tx)
        due = [Timer(f"{n}", Kind.SOON, None, MORNING, later(minutes=n)) for n in (1, 2, 30)]
        await timers.put([*due, Timer("digest", Kind.DIGEST, None, MORNING, MORNING)])
        await timers.claim("digest", later(minutes=1))
    found = await standing(database, minutes=10)
    assert found.timers == {Kind.SOON: 2}
    assert found.oldest_timer_due_at == later(minutes=1)


REQUEST = """
INSERT INTO tickets (requester_id, origin, language, subject, tried, status, opened_at, since)
VALUES (7, '{status}', 'sq', '', '[]', '{status}', 0, {since})
"""


async def test_requests_count_by_status_and_only_the_desks_turn_grows_old(
    database: Database,
) -> None:
    began = {Status.NEW: 3, Status.TAKEN: 2, Status.WAITING: 1, Status.CLOSED: 0}
    async with database.transaction() as tx:
        person = "INSERT INTO people (id, name, reachable, met_at) VALUES (7, 'Arta', true, 0)"
        await tx.execute(text(person))
        for status, minutes in began.items():
            since = round(later(minutes=minutes).timestamp() * 1000)
            await tx.execute(text(REQUEST.format(status=status, since=since)))
    found = await standing(database)
    assert found.requests == {Status.NEW: 1, Status.TAKEN: 1, Status.WAITING: 1}
    assert found.oldest_request_since == later(minutes=2)


async def test_a_backup_is_known_by_its_mark(database: Database) -> None:
    async with database.transaction() as tx:
        await Marks(tx).put("backup.last", "linja-1.db", MORNING)
        await Marks(tx).put("backup.failed", "disk full", later(days=1))
    found = await standing(database)
    assert (found.backup_at, found.backup_failed_at) == (MORNING, later(days=1))


MANY = """
INSERT INTO outbox (lane, priority, body, created_at, due_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10020)
SELECT 'staff', 5, '', 0, 0 FROM n
"""


async def test_nothing_counts_beyond_ten_thousand(database: Database) -> None:
    """There is no need to know more, and a look costs no more."""
    async with database.transaction() as tx:
        await tx.execute(text(MANY))
    assert (await standing(database)).parcels == {Priority.BULK: 10_000}


OPEN_WORK = {
    "inbox": ("ix_inbox_pending", "ix_inbox_dead"),
    "outbox": (
        "ix_outbox_due",
        "ix_outbox_failed",
        "ix_outbox_pending",
        "ix_outbox_sending",
        "ix_outbox_swept",
    ),
    "timers": ("ix_timers_due_at",),
    "tickets": ("ix_tickets_due", "ix_tickets_going_on"),
}


async def test_every_question_goes_by_an_index_over_open_work(sqlite_address: str) -> None:
    """A full table costs more with every year."""
    database, asked = Database(sqlite_address), []

    @event.listens_for(database._engine.sync_engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        if sql.startswith("SELECT") and any(f"FROM {table}" in sql for table in OPEN_WORK):
            asked.append((sql, values))

    await standing(database)
    async with database.transaction() as tx:
        await tx.run_sync(backlog, datetime.now(UTC))
    steps: list[re.Match[str]] = []
    async with database.transaction() as tx:
        for sql, values in asked:
            plan = await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            found = (re.match(r"(?:SCAN|SEARCH) (\w+)(.*)", row.detail) for row in plan)
            steps += (step for step in found if step and step[1] in OPEN_WORK)
    await database.close()
    assert (len(asked), len(steps)) == (19, 21)
    known = {name for indices in OPEN_WORK.values() for name in indices}
    assert [step[0] for step in steps if not any(name in step[2] for name in known)] == []
