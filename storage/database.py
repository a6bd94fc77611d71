"""One database of either kind: how it is opened, and what a transaction is on it."""

import asyncio
import json
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, NotSupportedError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from storage import sqlite as direct
from storage.stopped import Cause, Stopped, cause_of

Tx = AsyncConnection  # a transaction, to those who only hand it on
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
# A cable that was pulled says nothing: whoever waits behind it hears so after seconds, not hours
# (libpq, "Parameter Key Words").
_WATCHED = {
    "connect_timeout": 3,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}
# And PostgreSQL lets go of what such a one had locked, or one that is frozen (milliseconds).
_LET_GO = """
SET idle_in_transaction_session_timeout = 1500;
SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
SET tcp_user_timeout = 5000
"""
OLDEST = 14  # of PostgreSQL: the first with idle_session_timeout (storage/session.py)
_WAIT = 5.0  # seconds for a connection of the pool


class UnknownDatabase(ValueError):
    """The address names no engine that Linja speaks."""


class CannotOpen(OSError):
    """The folder of the database's file cannot be made."""


class OldServer(NotSupportedError):
    """PostgreSQL lacks what the leader's lock rests on."""

    def __init__(self, version: int) -> None:
        reason = f"PostgreSQL {version} is older than {OLDEST}: update it, or name another server"
        super().__init__(None, None, RuntimeError(reason), hide_parameters=True)


def refuse_old(version: int) -> None:
    """`version` is PostgreSQL's major one. Raises OldServer."""
    if version < OLDEST:
        raise OldServer(version)


def parse(address: str) -> URL:
    """The SQLAlchemy URL of sqlite:///PATH or postgresql://…, with our driver put in.

    Raises UnknownDatabase.
    """
    try:
        url = make_url(address)
    except Exception as error:
        raise UnknownDatabase(address) from error
    name = url.drivername.partition("+")[0]
    name = "postgresql" if name == "postgres" else name
    if name not in _DRIVERS or (name == "sqlite" and url.database in (None, "", ":memory:")):
        raise UnknownDatabase(address)
    return url.set(drivername=_DRIVERS[name])


def path_of(url: URL) -> Path | None:
    """The file, on SQLite."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(url.database or "") if is_file else None


class Database:
    """Transactions: one at a time on SQLite, which has one writer; many on PostgreSQL."""

    def __init__(self, address: str) -> None:
        self.url = parse(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.on_stopped: Callable[[Stopped], None] = lambda _: None
        self.damage: Stopped | None = None  # while it stands, nothing new is taken in
        # What PostgreSQL calls the connections of this process (pg_stat_activity).
        self.signature = f"linja {secrets.token_hex(4)} {os.getpid()}"
        self._writer = asyncio.Lock()
        self._file: tuple[int, int] | None = None
        self._kept: AsyncConnection | None = None  # a checkout costs as much as a statement
        self._engine = _sqlite(self.url) if self.is_sqlite else self._postgresql()

    @property
    def path(self) -> Path | None:
        """The file, on SQLite."""
        return path_of(self.url)

    @property
    def arguments(self) -> dict[str, Any]:
        """What psycopg needs to connect, on PostgreSQL."""
        _, arguments = self._engine.dialect.create_connect_args(self.url)
        return {**_WATCHED, **arguments, "application_name": self.signature}

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        """Commits at the end, rolls back on any error.

        Every commit outlives the process. On SQLite only a durable one outlives a loss of power
        (PostgreSQL sees to that itself), and all that came before it. Raises Stopped; a durable
        one as soon as the file is damaged or gone, for what it says would not be kept.
        """
        with self._watched():
            if durable:
                self._keeps()
            async with self._transaction(durable) as connection:
                yield connection

    @asynccontextmanager
    async def _transaction(self, durable: bool) -> AsyncIterator[AsyncConnection]:  # noqa: FBT001
        if not self.is_sqlite:
            async with self._engine.begin() as connection:
                try:
                    yield connection
                except DBAPIError as error:
                    if cause_of(error) is Cause.READ_ONLY:  # this session would stay so
                        await connection.invalidate()
                    raise
            return
        # Nothing in a transaction need wait for anything, so a busy loop of them is told to.
        await asyncio.sleep(0)
        async with self._writer:
            kept, driver = await self._connection()
            driver.set_durable(durable)
            async with kept.begin():
                yield kept

    async def _connection(self) -> tuple[AsyncConnection, direct.Connection]:
        """The one on SQLite, and what it is underneath; the writer's lock must be held."""
        if self._kept is None:
            self._kept = await self._engine.connect()
            self._file = _file(self.path)
        raw = await self._kept.get_raw_connection()
        assert isinstance(raw.driver_connection, direct.Connection)
        return self._kept, raw.driver_connection

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside every transaction, for what no transaction may hold."""
        with self._watched():
            async with self._engine.connect() as connection:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except Stopped as error:
            self.on_stopped(error)
            raise
        except Exception as error:
            stopped = self.stopped_by(error)
            if stopped is None:
                raise
            raise stopped from error

    def stopped_by(self, error: Exception) -> Stopped | None:
        """Whoever watches the database hears of it; None where it is a matter of one statement."""
        cause = cause_of(error)
        if cause is None:
            return None
        stopped = Stopped(cause, getattr(error, "orig", None) or error)
        self.on_stopped(stopped)
        return stopped

    def _keeps(self) -> None:
        """What is written now would be found again. A file in use can be moved or deleted, and
        SQLite goes on writing to what has no name any more. Raises Stopped.
        """
        if self.damage is not None:
            raise self.damage
        if self._file is not None and self._file != _file(self.path):
            raise Stopped(Cause.GONE, FileNotFoundError(f"{self.path} is not there any more"))

    async def reopen(self) -> None:
        """On SQLite nothing of the file is remembered: what was mended beneath is read anew."""
        async with self._writer:
            await self._drop()

    def _postgresql(self) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            pool_size=10,
            pool_timeout=_WAIT,
            pool_pre_ping=True,
            connect_args={**_WATCHED, "application_name": self.signature},
            hide_parameters=True,
            json_serializer=_dumps,
        )

        @event.listens_for(engine.sync_engine, "connect")
        def _configure(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            cursor.execute(_LET_GO)
            cursor.close()
            connection.commit()

        return engine

    async def scrub(self) -> bool:
        """What was deleted is in the file no more; False where somebody reads it still.

        SQLite overwrites what is deleted, but an index keeps its words until it is merged, and the
        log all that were ever written (sqlite.org: FTS5, 'optimize'; WAL). PostgreSQL's own
        autovacuum sees to that.
        """
        if not self.is_sqlite:
            return True
        async with self._writer:
            _, driver = await self._connection()
            return await asyncio.to_thread(_scrub, driver.raw)

    async def save(self, target: Path) -> None:
        """SQLite: what this process can read of the database, though its file may have no name any
        more. Raises sqlite3.Error.
        """
        async with self._writer:
            _, driver = await self._connection()
            await asyncio.to_thread(_save, driver.raw, target)

    @property
    def in_use(self) -> int:
        """Connections that somebody holds; whoever does so while it closes leaves one open."""
        pool = self._engine.pool
        assert isinstance(pool, QueuePool)
        return max(0, pool.checkedout() - (self._kept is not None))  # the kept may be cut off

    async def close(self) -> None:
        await self._drop()

    async def _drop(self) -> None:
        if self._kept is not None:
            await self._kept.close()
            self._kept = self._file = None
        await self._engine.dispose()


def _sqlite(url: URL) -> AsyncEngine:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"{folder} cannot be made: {error.strerror}") from error
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"isolation_level": None, "async_creator_fn": direct.connect},
        hide_parameters=True,  # an error in the log repeats nobody's words
        pool_reset_on_return=None,  # every connection comes back committed or rolled back
        json_serializer=_dumps,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    # A plain BEGIN takes a stale snapshot that cannot be upgraded to a write: SQLITE_BUSY.
    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _scrub(connection: sqlite3.Connection) -> bool:
    """Some seconds where there are many tickets, so it is not for the event loop's thread."""
    connection.execute("INSERT INTO finds_index (finds_index) VALUES ('optimize')")
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _save(connection: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def _file(path: Path | None) -> tuple[int, int] | None:
    """Which file stands there, whatever it is called."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class OnBoth:
    """A statement that begins with INSERT, in both dialects: only they know ON CONFLICT.

    Statements that run for every message are made once: making one costs more than running it.
    """

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._made = {"sqlite": make(sqlite.insert), "postgresql": make(postgresql.insert)}

    def on(self, tx: AsyncConnection) -> Any:
        return self._made[tx.dialect.name]


def upsert(table: Table) -> OnBoth:
    """INSERT, or UPDATE of every column where the primary key is there already."""

    def make(insert: Any) -> Any:
        statement = insert(table)
        columns = {c.name: statement.excluded[c.name] for c in table.c}
        return statement.on_conflict_do_update(index_elements=table.primary_key, set_=columns)

    return OnBoth(make)
