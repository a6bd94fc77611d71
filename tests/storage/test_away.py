"""What a database says when it is away, and what it says to a statement that is wrong."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.away import is_away
from storage.database import Database


async def refused(database: Database, statement: str, **values: object) -> DBAPIError:
    with pytest.raises(DBAPIError) as caught:
        async with database.transaction() as tx:
            await tx.execute(text(statement), values)
    return caught.value


@pytest.mark.parametrize(
    "statement", ["SELECT 1 FROM nowhere", "SELEKT", "INSERT INTO inbox (raw) VALUES (NULL)"]
)
async def test_a_statement_that_can_never_be_right_is_no_database_that_is_away(
    database: Database, statement: str
) -> None:
    assert not is_away(await refused(database, statement))


async def test_a_word_too_long_for_an_index_is_none_either(postgresql_address: str) -> None:
    """PostgreSQL's drivers call it an operational error, as they call a lost connection."""
    database = Database(postgresql_address)
    word = os.urandom(5000).hex()
    insert = "INSERT INTO people (id, name, reachable, met_at, handle) VALUES (1, '', true, 0, :h)"
    error = await refused(database, insert, h=word)
    await database.close()
    assert type(error).__name__ == "OperationalError"
    assert not is_away(error)


async def test_a_search_that_cannot_be_read_is_none_either(sqlite_address: str) -> None:
    database = Database(sqlite_address)
    error = await refused(database, "SELECT * FROM finds_index WHERE finds_index MATCH '\"'")
    await database.close()
    assert type(error).__name__ == "OperationalError"
    assert not is_away(error)


async def test_a_connection_that_was_cut_is(postgresql_address: str) -> None:
    database = Database(postgresql_address)
    error = await refused(database, "SELECT pg_terminate_backend(pg_backend_pid())")
    await database.close()
    assert is_away(error)


def test_a_lock_that_somebody_holds_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db", timeout=0)) as one:
        one.execute("BEGIN IMMEDIATE")
        with (
            closing(sqlite3.connect(tmp_path / "a.db", timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError) as caught,
        ):
            other.execute("BEGIN IMMEDIATE")
    assert is_away(OperationalError("BEGIN", {}, caught.value))


def test_no_other_error_is() -> None:
    assert not is_away(ValueError("x"))
