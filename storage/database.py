"""One database of either kind: how it is opened, and what a transaction is on it."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from storage import sqlite as direct

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}


class UnknownDatabase(ValueError):
    """The address names no engine that Linja speaks."""


class CannotOpen(OSError):
    """The folder of the database's file cannot be made."""


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
        self._writer = asyncio.Lock()
        self._kept: AsyncConnection | None = None  # a checkout costs as much as a statement
        self._engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)

    @property
    def path(self) -> Path | None:
        """The file, on SQLite."""
        return path_of(self.url)

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        """Commits at the end, rolls back on any error.

        Every commit outlives the process. On SQLite only a durable one outlives a loss of power
        (PostgreSQL sees to that itself), and all that came before it.
        """
        if not self.is_sqlite:
            async with self._engine.begin() as connection:
                yield connection
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
        raw = await self._kept.get_raw_connection()
        assert isinstance(raw.driver_connection, direct.Connection)
        return self._kept, raw.driver_connection

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside every transaction, for locks that last as long as it does."""
        async with self._engine.connect() as connection:
            yield await connection.execution_options(isolation_level="AUTOCOMMIT")

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

    @property
    def in_use(self) -> int:
        """Connections that somebody holds; whoever does so while it closes leaves one open."""
        pool = self._engine.pool
        assert isinstance(pool, QueuePool)
        return max(0, pool.checkedout() - (self._kept is not None))  # the kept may be cut off

    async def close(self) -> None:
        if self._kept is not None:
            await self._kept.close()
            self._kept = None
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


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(
        url, pool_size=10, pool_pre_ping=True, hide_parameters=True, json_serializer=_dumps
    )


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
