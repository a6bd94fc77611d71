"""quicker finding: of requests by beginnings of words, of people by folded names"""

import sqlalchemy as sa
from alembic import op

import faq

revision = "0012"
down_revision = "0011"

_AT_ONCE = 1000  # people
_ADD = "INSERT INTO finds_index (rowid, words) VALUES (new.ticket_id, new.words);"
_REMOVE = (
    "INSERT INTO finds_index (finds_index, rowid, words) "
    "VALUES ('delete', old.ticket_id, old.words);"
)


def upgrade() -> None:
    folded = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("people", sa.Column("folded", folded))
    op.add_column("people", sa.Column("handle", sa.Text()))
    _fold(op.get_bind())
    op.execute("UPDATE people SET handle = lower(username)")
    for column in ("folded", "handle"):
        op.create_index(f"ix_people_{column}", "people", [column])
    if op.get_bind().dialect.name == "sqlite":
        _index_beginnings()


def _fold(connection: sa.Connection) -> None:
    people = sa.table(
        "people", sa.column("id"), sa.column("name", sa.Text), sa.column("folded", sa.Text)
    )
    known = sa.select(people.c.id, people.c.name).order_by(people.c.id).limit(_AT_ONCE)
    change = people.update().where(people.c.id == sa.bindparam("person"))
    rows = connection.execute(known).all()
    while rows:
        values = [{"person": row.id, "folded": faq.fold(row.name)} for row in rows]
        connection.execute(change.values(folded=sa.bindparam("folded")), values)
        rows = connection.execute(known.where(people.c.id > rows[-1].id)).all()


def _index_beginnings() -> None:
    """Beginnings of three to ten letters are in the index too, so that it need gather none."""
    for name in ("added", "removed", "changed"):
        op.execute(f"DROP TRIGGER finds_{name}")
    op.execute("DROP TABLE finds_index")
    op.execute(
        "CREATE VIRTUAL TABLE finds_index USING fts5(words, content='', detail=none, columnsize=0, "
        "prefix='3 4 5 6 7 8 9 10', tokenize='ascii')"
    )
    op.execute(f"CREATE TRIGGER finds_added AFTER INSERT ON finds BEGIN {_ADD} END")
    op.execute(f"CREATE TRIGGER finds_removed AFTER DELETE ON finds BEGIN {_REMOVE} END")
    op.execute(f"CREATE TRIGGER finds_changed AFTER UPDATE ON finds BEGIN {_REMOVE} {_ADD} END")
    op.execute("INSERT INTO finds_index (rowid, words) SELECT ticket_id, words FROM finds")
