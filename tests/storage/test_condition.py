"""How the database is, seen from beside the line: on both engines, and nothing is changed by it."""

import asyncio
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from desk.outgoing import Priority
from storage.backlog import Queue
from storage.condition import Unreadable, look, steps_behind
from storage.database import Database
from storage.leader import Leadership
from storage.marks import Marks
from storage.migrate import HEAD
from storage.presence import Presence
from storage.schema import inbox, outbox, timers
from tests.databases import named

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


def ago(**passed: float) -> datetime:
    return NOW - timedelta(**passed)


def update(number: int, **more: Any) -> dict[str, Any]:
    return {"update_id": number, "mailbox": "chat:1", "raw": "{}", "received_at": NOW, **more}


def parcel(**more: Any) -> dict[str, Any]:
    known = {"lane": "chat:1", "priority": Priority.PERSON, "body": "{}", "created_at": NOW}
    return {**known, "due_at": NOW, "state": "pending", **more}


def timer(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": "digest", "planned_at": NOW, "due_at": NOW, **more}


@pytest.mark.usefixtures("database")
async def test_an_empty_line_waits_for_nothing(address: str) -> None:
    found = look(address, now)
    assert found.revision == HEAD
    assert found.damage == ()
    assert found.size > 0
    assert found.backlog is not None
    assert found.backlog.updates == Queue()
    assert found.backlog.failed == 0


async def test_what_waits_is_counted_with_the_time_of_its_first(
    database: Database, address: str
) -> None:
    async with database.transaction() as tx:
        await tx.execute(
            insert(inbox),
            [
                update(1, received_at=ago(minutes=5), done_at=None, dead_at=None),
                update(2, received_at=ago(minutes=9), done_at=NOW, dead_at=None),
                update(3, received_at=ago(minutes=8), done_at=None, dead_at=ago(minutes=7)),
            ],
        )
        await tx.execute(
            insert(outbox),
            [
                {"ended_at": None, **row}
                for row in (
                    parcel(due_at=ago(minutes=3)),
                    parcel(due_at=ago(minutes=2), state="sending"),
                    parcel(due_at=NOW + timedelta(minutes=1)),
                    parcel(due_at=ago(minutes=4), priority=Priority.NOTICE),
                    parcel(due_at=ago(minutes=4), priority=Priority.BULK),
                    parcel(state="failed", ended_at=ago(hours=1)),
                    parcel(state="failed", ended_at=ago(days=2)),
                )
            ],
        )
        await tx.execute(
            insert(timers),
            [timer("late", due_at=ago(hours=1)), timer("early", due_at=NOW + timedelta(hours=1))],
        )
    backlog = look(address, now).backlog
    assert backlog is not None
    assert backlog.updates == Queue(1, ago(minutes=5))
    assert backlog.set_aside == Queue(1, ago(minutes=7))
    assert backlog.urgent == Queue(2, ago(minutes=3))
    assert backlog.others == Queue(1, ago(minutes=4))
    assert backlog.failed == 1
    assert backlog.timers == Queue(1, ago(hours=1))


async def test_marks_moves_and_offices_are_read(database: Database, address: str) -> None:
    async with database.transaction() as tx:
        marks = Marks(tx)
        await marks.put("backup.last", "x", ago(hours=1))
        await marks.put("profile", "y", NOW)
        await marks.move_chat(-1, -2)
        await marks.move_chat(-2, -3)
    found = look(address, now)
    assert found.marks["backup.last"].set_at == ago(hours=1)
    assert "profile" not in found.marks
    assert (found.chat_now(-1), found.chat_now(-9)) == (-3, -9)


async def test_whether_somebody_leads_is_seen_without_trying(
    database: Database, address: str
) -> None:
    assert look(address, now).is_led is False
    leadership = Leadership(database)
    await leadership.take()
    assert look(address, now).is_led is True
    await leadership.release()
    assert look(address, now).is_led is False


async def test_tables_of_an_older_version_are_left_alone(database: Database, address: str) -> None:
    async with database.transaction() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        await tx.execute(text("ALTER TABLE offices RENAME TO elsewhere"))
    found = look(address, now)
    async with database.transaction() as tx:
        await tx.execute(text("ALTER TABLE elsewhere RENAME TO offices"))
    assert found.revision == "0001"
    assert found.backlog is None


def test_steps_to_go_are_counted_from_the_revision() -> None:
    assert steps_behind(HEAD) == 0
    assert steps_behind("0001") == int(HEAD) - 1
    assert steps_behind("9999") < 0
    assert steps_behind("of-somebody-else") < 0


# SQLite


def test_a_file_that_nobody_has_open_stays_as_it_is(sqlite_address: str) -> None:
    path = Path(sqlite_address.removeprefix("sqlite:///"))
    before = hashlib.sha256(path.read_bytes()).digest()
    assert look(sqlite_address, now).revision == HEAD
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert [beside.name for beside in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = look(f"sqlite:///{tmp_path}/none.db", now)
    assert found.revision is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "linja.db").write_bytes(os.urandom(8192))
    with pytest.raises(Unreadable, match="not a database") as caught:
        look(f"sqlite:///{tmp_path}/linja.db", now)
    assert caught.value.is_damaged


# PostgreSQL


def test_a_server_tells_of_itself(postgresql_address: str) -> None:
    server = look(postgresql_address, now).server
    assert server is not None
    assert server.number >= 140000
    assert server.encoding == "UTF8"
    assert 0 < server.connections < server.most_connections
    assert server.takes_writes
    assert server.has_jobs
    assert server.replicas == 0
    assert abs(server.ahead) < timedelta(seconds=5)


async def test_who_lives_is_counted(postgresql_database: Database, postgresql_address: str) -> None:
    there = asyncio.Event()
    presence = Presence(postgresql_database, (), lambda *_: None, there.set)
    living = asyncio.create_task(presence.run())
    await asyncio.wait_for(there.wait(), 20)
    found = await asyncio.to_thread(look, postgresql_address, now)
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)
    assert found.server is not None
    assert found.server.replicas == 1


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(Unreadable) as caught:
        look("postgresql://linja:hunter2@127.0.0.1:9/linja", now)
    assert "hunter2" not in caught.value.reason
    assert "\n" not in caught.value.reason
    assert not caught.value.is_damaged


def test_a_name_that_sounds_like_damage_is_none(postgresql: str) -> None:
    with pytest.raises(Unreadable, match="malformed") as caught:
        look(named(postgresql, "malformed"), now)
    assert not caught.value.is_damaged
