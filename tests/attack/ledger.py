"""What stands in the tables, to see whether an act has left anything there."""

import sqlite3
from contextlib import closing

# What changes whenever anybody is heard, whatever they want.
_OF_EVERY_UPDATE = {"inbox", "outbox", "rushes", "alembic_version"}
_OF_THE_ENGINE = ("sqlite_", "finds_")

Rows = dict[str, set[str]]


def rows(address: str) -> Rows:
    """Of each table, as texts; the database is a file."""
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as file:
        tables = [
            name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            name: {repr(row) for row in file.execute(f'SELECT * FROM "{name}"')}
            for name in tables
            if name not in _OF_EVERY_UPDATE and not name.startswith(_OF_THE_ENGINE)
        }


def changed(before: Rows, after: Rows) -> dict[str, list[str]]:
    """By table, the rows that came or went."""
    differing = {name: sorted(after[name] ^ known) for name, known in before.items()}
    return {name: found for name, found in differing.items() if found}
