"""what tickets are found by"""

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from storage.finding import indexed, spoken
from storage.words import Words

revision = "0005"
down_revision = "0004"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 500  # tickets

# Each word of a row with the mark of its ticket's block.
_ADD = """
    INSERT INTO finds_index (rowid, words) VALUES (
        new.ticket_id,
        replace(' ' || new.words, ' ', ' ' || (new.ticket_id / 16384) || '_')
    );
"""
_REMOVE = """
    INSERT INTO finds_index (finds_index, rowid, words) VALUES (
        'delete',
        old.ticket_id,
        replace(' ' || old.words, ' ', ' ' || (old.ticket_id / 16384) || '_')
    );
"""


def upgrade() -> None:
    op.create_table(
        "finds",
        sa.Column("ticket_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_finds_ticket_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_finds"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE finds_index USING fts5("
            "words, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")"
        )
        op.execute(f"CREATE TRIGGER finds_added AFTER INSERT ON finds BEGIN {_ADD} END")
        op.execute(f"CREATE TRIGGER finds_removed AFTER DELETE ON finds BEGIN {_REMOVE} END")
        op.execute(f"CREATE TRIGGER finds_changed AFTER UPDATE ON finds BEGIN {_REMOVE}{_ADD} END")
    _fill(op.get_bind())
    if op.get_bind().dialect.name != "sqlite":
        # What is new waits in a list that every search reads to its end: a short one, in kB.
        op.create_index(
            "finds_index",
            "finds",
            ["words"],
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 256},
        )


def _fill(connection: sa.Connection) -> None:
    """Folding is Python's, so the words are read, and written, some tickets at a time."""
    finds = sa.table("finds", sa.column("ticket_id"), sa.column("words", Words()))
    last = connection.scalar(sa.text("SELECT max(id) FROM tickets")) or 0
    for first in range(1, last + 1, _AT_ONCE):
        rows = list(_found(connection, first, first + _AT_ONCE - 1))
        if rows:
            connection.execute(finds.insert(), rows)


def _found(connection: sa.Connection, first: int, last: int) -> Iterator[dict[str, object]]:
    """Tickets from the first number to the last, with what they are found by."""
    said = connection.execute(
        sa.text(
            "SELECT tickets.id, tickets.subject, people.name, messages.html FROM tickets "
            "JOIN people ON people.id = tickets.requester_id "
            "JOIN messages ON messages.ticket_id = tickets.id "
            "WHERE tickets.id BETWEEN :first AND :last "
            "AND messages.author <> 'line' AND messages.recalled_at IS NULL "
            "ORDER BY tickets.id, messages.id"
        ),
        {"first": first, "last": last},
    )
    for (number, subject, name), rows in groupby(said, key=lambda row: tuple(row[:3])):
        words = indexed(spoken((subject, name), (row.html for row in rows)))
        yield {"ticket_id": number, "words": words}
