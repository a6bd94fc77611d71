"""What an offer reads of mentors' sessions: those of now, however many there ever were."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.mentoring.diaries import DiaryRows

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def plans(tx: AsyncConnection) -> list[str]:
    """How SQLite would go about each look at sessions."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(tx.sync_connection, "before_cursor_execute", note)
    rows, many = DiaryRows(tx), list(range(1, 51))
    assert await rows.sessions(many, NOW - timedelta(days=7), NOW) == {}
    assert await rows.cared_for(many, NOW - timedelta(days=60), NOW) == {}
    event.remove(tx.sync_connection, "before_cursor_execute", note)
    steps = [
        str(tuple(row)[-1])
        for statement, values in asked
        for row in await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    return [step for step in steps if "bookings" in step]


async def test_no_session_of_long_ago_is_read_for_an_offer(sqlite_address: str) -> None:
    database = Database(sqlite_address)
    async with database.transaction() as tx:
        found = await plans(tx)
    await database.close()
    assert len(found) == 2
    assert all(plan.startswith("SEARCH") and "starts_at>?" in plan for plan in found)
