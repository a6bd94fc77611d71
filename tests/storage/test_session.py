"""A session that PostgreSQL ends by itself, and the leader's lock and term that hang on it."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from desk.outgoing import Priority, Waiting
from storage import session as sessions
from storage.clock import SharedClock
from storage.database import Database
from storage.leader import TERM, Leadership
from storage.notify import OUTBOX, rows_of, tell, tell_of_rows
from storage.schema import marks
from storage.session import Session, SessionLost
from tests.storage.rows import MORNING, break_after


@pytest.fixture
async def session(postgresql_database: Database) -> AsyncIterator[Session]:
    session = await Session.open(postgresql_database)
    yield session
    await session.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything goes ten times as fast, so that a story takes no seconds."""
    monkeypatch.setattr(sessions, "_IDLE", 0.3)
    monkeypatch.setattr(sessions, "_SURE", 0.2)
    monkeypatch.setattr(sessions, "_EVERY", 0.03)


async def test_a_session_is_sure_only_for_a_while_after_a_question(session: Session) -> None:
    assert session.is_sure
    session._asked_at -= sessions._SURE
    assert not session.is_sure
    assert await session.ask("SELECT %s::int", 7) == (7,)
    assert session.is_sure


async def test_a_session_that_was_ended_is_unsure_before_the_loop_has_heard_of_it(
    session: Session, postgresql_address: str
) -> None:
    (pid,) = await session.ask("SELECT pg_backend_pid()")
    assert session.is_sure
    with psycopg.connect(postgresql_address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
    assert not session.is_sure


@pytest.mark.usefixtures("impatient")
async def test_who_is_frozen_is_unsure_before_the_lock_is_free(
    postgresql_database: Database,
) -> None:
    frozen, other = Leadership(postgresql_database), Leadership(postgresql_database)
    await frozen.take()
    frozen.keep()
    assert frozen.is_sure
    time.sleep(0.25)  # noqa: ASYNC251 - as long as this, nothing of the process runs
    assert not frozen.is_sure
    time.sleep(0.2)  # noqa: ASYNC251
    await other.take()
    await asyncio.wait_for(frozen.lost.wait(), 20)
    with pytest.raises(SessionLost):
        await frozen.raise_term()
    await frozen.release()
    await other.release()


@pytest.mark.usefixtures("impatient")
async def test_who_lives_keeps_its_session(postgresql_database: Database) -> None:
    leader = Leadership(postgresql_database)
    await leader.take()
    leader.keep()
    await asyncio.sleep(0.7)
    assert not leader.lost.is_set()
    await leader.release()


async def test_whoever_waits_for_an_answer_is_told_when_the_session_is_cut(
    session: Session,
) -> None:
    asking = asyncio.create_task(session.ask("SELECT pg_sleep(30)"))
    await asyncio.sleep(0.05)
    session.cut()
    with pytest.raises(SessionLost):
        await asyncio.wait_for(asking, 5)


async def test_every_taking_begins_a_higher_term(address: str) -> None:
    terms = []
    for _ in range(3):
        database = Database(address)
        leader = Leadership(database)
        await leader.take()
        terms.append(await leader.raise_term())
        await leader.release()
        await database.close()
    assert terms == [1, 2, 3]


async def test_what_is_told_is_heard_after_the_commit_and_not_without(
    session: Session, postgresql_database: Database
) -> None:
    from psycopg import sql

    heard: list[tuple[str, str]] = []
    await session.do(sql.SQL("LISTEN {}").format(sql.Identifier(OUTBOX)))
    keeping = asyncio.create_task(session.keep(lambda *told: heard.append(told)))
    rows = [Waiting(7, "chat:1", Priority.PERSON, MORNING)]
    await break_after(postgresql_database, lambda tx: tell(tx, OUTBOX, "never"))
    async with postgresql_database.transaction() as tx:
        await tell_of_rows(tx, rows)
        assert heard == []
    async with asyncio.timeout(20):
        while not heard:
            await asyncio.sleep(0.01)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    ((channel, payload),) = heard
    assert (channel, list(rows_of(payload))) == (OUTBOX, rows)


async def test_of_too_many_rows_it_is_told_that_they_are_there(
    postgresql_database: Database,
) -> None:
    rows = [Waiting(n, f"chat:{n}", Priority.PERSON, MORNING) for n in range(1000)]
    async with postgresql_database.transaction() as tx:
        await tell_of_rows(tx, rows)
    assert rows_of("") == []


# The clock


class Skewed:
    """A machine whose clock is wrong by a minute."""

    @staticmethod
    def now(zone: Any = None) -> datetime:
        return datetime.now(zone) + timedelta(minutes=1)


async def test_machines_whose_clocks_are_a_minute_apart_tell_the_same_time(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = SharedClock(postgresql_database)
    monkeypatch.setattr("storage.clock.datetime", Skewed)
    wrong = SharedClock(postgresql_database)
    monkeypatch.undo()
    assert wrong.now() - right.now() > timedelta(seconds=50)
    await right.ask()
    await wrong.ask()
    assert abs(wrong.now() - right.now()) < timedelta(seconds=1)
    assert abs(right.now() - datetime.now(UTC)) < timedelta(seconds=1)


async def test_a_term_begins_by_the_databases_clock(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.leader.datetime", Skewed)
    leader = Leadership(postgresql_database)
    await leader.take()
    await leader.raise_term()
    await leader.release()
    async with postgresql_database.transaction() as tx:
        begun: datetime | None = await tx.scalar(select(marks.c.set_at).where(marks.c.key == TERM))
    assert begun is not None
    assert abs(begun - datetime.now(UTC)) < timedelta(seconds=30)


async def test_a_slow_answer_does_not_spoil_a_good_one(postgresql_database: Database) -> None:
    clock = SharedClock(postgresql_database)
    await clock.ask()
    clock._error, before = 0.0, clock._at
    await clock.ask()
    assert clock._at == before
    clock._at -= 3600  # an hour later any answer is better than none
    await clock.ask()
    assert clock._at > before
