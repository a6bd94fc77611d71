"""What stops everything is told apart from what is wrong with one statement."""

import sqlite3

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from storage.database import Database
from storage.stopped import Cause, Stopped, cause_of


def of_sqlite(code: int) -> OperationalError:
    origin = sqlite3.OperationalError("oops")
    origin.sqlite_errorcode = code
    return OperationalError(None, None, origin)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (sqlite3.SQLITE_FULL, Cause.FULL),
        (sqlite3.SQLITE_READONLY_DBMOVED, Cause.READ_ONLY),
        (sqlite3.SQLITE_IOERR_WRITE, Cause.DISK),
        (sqlite3.SQLITE_CORRUPT_VTAB, Cause.DAMAGED),
        (sqlite3.SQLITE_NOTADB, Cause.DAMAGED),
        (sqlite3.SQLITE_CANTOPEN, Cause.UNOPENABLE),
        (sqlite3.SQLITE_BUSY, None),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_sqlite_says_it_by_its_codes(code: int, cause: Cause | None) -> None:
    assert cause_of(of_sqlite(code)) is cause


@pytest.mark.parametrize(
    ("origin", "cause"),
    [
        (errors.DiskFull(), Cause.FULL),
        (errors.ReadOnlySqlTransaction(), Cause.READ_ONLY),
        (errors.AdminShutdown(), Cause.AWAY),
        (errors.TooManyConnections(), Cause.AWAY),
        (errors.ConnectionFailure(), Cause.AWAY),
        (errors.IoError(), Cause.DISK),
        (errors.DataCorrupted(), Cause.DAMAGED),
        (psycopg.OperationalError("connection refused"), Cause.AWAY),
        (errors.DeadlockDetected(), None),
        (errors.UniqueViolation(), None),
        (errors.UndefinedTable(), None),
        (psycopg.ProgrammingError("the query has no result"), None),
    ],
)
def test_postgresql_says_it_by_its_states(origin: psycopg.Error, cause: Cause | None) -> None:
    assert cause_of(origin) is cause
    assert cause_of(InternalError(None, None, origin)) is cause
    library = ConnectorException()
    library.__cause__ = origin
    assert cause_of(library) is cause


def test_a_pool_in_which_everybody_waits_is_a_server_that_is_away() -> None:
    assert cause_of(NoneFree()) is Cause.AWAY
    assert cause_of(ValueError()) is None


async def test_whoever_watches_hears_of_it_and_of_nothing_else(database: Database) -> None:
    heard: list[Stopped] = []
    database.on_stopped = heard.append
    with pytest.raises(DBAPIError) as told:
        async with database.transaction() as tx:
            await tx.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(told.value, Stopped)
    assert heard == []
    with pytest.raises(Stopped):
        async with database.transaction():
            raise of_sqlite(sqlite3.SQLITE_FULL)
    assert [one.cause for one in heard] == [Cause.FULL]
