"""How the database is: read beside the line, over a connection of its own that changes nothing."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, select, text
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.backlog import Backlog, backlog
from storage.copies import read_only
from storage.database import parse, path_of
from storage.locks import LEADS, LIVES
from storage.migrate import HEAD
from storage.schema import marks, moved_chats, offices
from storage.stopped import Cause, cause_of

_SECONDS = 5  # until a server has answered
_REPEATED = 3  # of what SQLite finds wrong
_MARKS = select(marks).where(marks.c.key.like("backup.%") | marks.c.key.like("lost:%"))
_SERVER = text(
    "SELECT current_setting('server_version') AS version, "
    "current_setting('server_version_num')::int AS number, "
    "pg_encoding_to_char(encoding) AS encoding, "
    "pg_database_size(oid) AS size, "
    "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections, "
    "current_setting('max_connections')::int AS most, "
    "NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' "
    "AS takes_writes, "
    "to_regclass('procrastinate_jobs') IS NOT NULL AS has_jobs, "
    "EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = pg_database.oid "
    "AND classid = 0 AND objid = :leads AND objsubid = 1 AND granted) AS is_led, "
    "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = pg_database.oid "
    "AND classid = :lives AND objsubid = 2 AND granted) AS replicas "
    "FROM pg_database WHERE datname = current_database()"
).bindparams(leads=LEADS, lives=LIVES)
_LOCKS = Path("/proc/locks")  # proc(5); only Linux has it


class Unreadable(Exception):
    """`reason` is one line, without a password. `is_damaged`: the file is there, and broken.
    `is_gone`: it is not there, and was until a moment ago.
    """

    def __init__(self, reason: str, *, is_damaged: bool = False, is_gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_damaged = is_damaged
        self.is_gone = is_gone


@dataclass(frozen=True, slots=True)
class Server:
    """PostgreSQL's own: `number` as server_version_num, `ahead` by how much its clock is before
    this machine's, `has_jobs` whether the tables of the queue that replicas share are there, and
    `replicas` how many take jobs from it.
    """

    number: int
    encoding: str
    connections: int
    most_connections: int
    takes_writes: bool
    has_jobs: bool
    replicas: int
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Mark:
    value: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Condition:
    """`size` in bytes. `revision` is None where there are no tables yet; `backlog` and what follows
    is empty where they cannot be read by this version. `damage` is what SQLite finds in its file.
    `offices` are those that staff have made, by slug and name. `is_led`: some process has the line
    open; None where that cannot be seen.
    """

    engine: str
    size: int = 0
    revision: str | None = None
    damage: tuple[str, ...] = ()
    server: Server | None = None
    is_led: bool | None = None
    backlog: Backlog | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)
    offices: tuple[tuple[str, str], ...] = ()

    def chat_now(self, chat_id: int) -> int:
        """The id that a chat goes by today, after any number of moves."""
        seen: set[int] = set()
        while chat_id in self.moved and chat_id not in seen:
            seen.add(chat_id)
            chat_id = self.moved[chat_id]
        return chat_id


def steps_behind(revision: str) -> int:
    """How many migrations are still to be done; below zero where a later version has done more."""
    return int(HEAD) - int(revision) if revision.isdecimal() else -1


def look(address: str, now: Callable[[], datetime], *, thorough: bool = True) -> Condition:
    """It takes its time, so it is not for the event loop's thread. `thorough` reads all of a file.

    Raises Unreadable.
    """
    url = parse(address)
    path = path_of(url)
    if path is not None and not path.exists():
        if path.with_name(f"{path.name}-wal").exists():
            reason = f"{path} is gone, and the log that belongs to it is still there"
            raise Unreadable(reason, is_gone=True)
        return Condition("SQLite")
    engine = _engine(url)
    try:
        with _translated(), engine.connect() as connection:
            if path is None:
                return _tables(connection, _server(connection), now())
            found = _file(connection, path, thorough=thorough)
            return found if found.damage else _tables(connection, found, now())
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    path = path_of(url)
    if path is None:
        within = {"connect_timeout": _SECONDS}
        return create_engine(url, poolclass=NullPool, connect_args=within, hide_parameters=True)
    opens = partial(read_only, path)
    return create_engine("sqlite://", creator=opens, poolclass=NullPool, hide_parameters=True)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, OSError) as error:
        reason = (str(getattr(error, "orig", error)).splitlines() or ["no reason given"])[0]
        raise Unreadable(reason, is_damaged=cause_of(error) is Cause.DAMAGED) from error


def _file(connection: Connection, path: Path, *, thorough: bool) -> Condition:
    name, size = f"SQLite {sqlite3.sqlite_version}", path.stat().st_size
    condition = Condition(name, size, is_led=_is_locked(path.with_name(f"{path.name}.lock")))
    if not thorough:
        return condition
    found = connection.execute(text(f"PRAGMA quick_check({_REPEATED})"))
    return replace(condition, damage=tuple(row[0] for row in found if row[0] != "ok"))


def _is_locked(path: Path) -> bool | None:
    """Whether somebody holds a lock on this file; trying would take it for a moment."""
    try:
        locks, number = _LOCKS.read_text(encoding="ascii"), path.stat().st_ino
    except FileNotFoundError:
        return None if not _LOCKS.exists() else False
    except OSError:
        return None
    return any("FLOCK" in line and f":{number} " in line for line in locks.splitlines())


def _server(connection: Connection) -> Condition:
    connection.execute(text("SET TRANSACTION READ ONLY"))
    before = datetime.now(UTC)
    theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    ours = before + (datetime.now(UTC) - before) / 2
    row = connection.execute(_SERVER).one()
    server = Server(
        number=row.number,
        encoding=row.encoding,
        connections=row.connections,
        most_connections=row.most,
        takes_writes=row.takes_writes,
        has_jobs=row.has_jobs,
        replicas=row.replicas,
        ahead=theirs - ours,
    )
    name = f"PostgreSQL {row.version.split()[0]}"
    return Condition(name, row.size, server=server, is_led=row.is_led)


def _tables(connection: Connection, found: Condition, at: datetime) -> Condition:
    if not inspect(connection).has_table("alembic_version"):
        return found
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    found = replace(found, revision=revision)
    with suppress(DBAPIError):  # an older version's may lack what is asked for
        found = replace(
            found,
            marks={row.key: Mark(row.value, row.set_at) for row in connection.execute(_MARKS)},
            moved={row.old_id: row.new_id for row in connection.execute(select(moved_chats))},
            offices=tuple((row.slug, row.name) for row in connection.execute(select(offices))),
            backlog=backlog(connection, at),
        )
    return found
