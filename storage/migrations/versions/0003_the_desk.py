"""the desk: owners, the life of a ticket and its history, who works here"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BEFORE = "status IN ('open', 'pending', 'closed')"
_NOW = "status IN ('new', 'taken', 'waiting', 'expert', 'solved', 'closed')"
_STATUSES = {"open": "new", "pending": "waiting"}


def upgrade() -> None:
    _statuses()
    for column in (
        sa.Column("since", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("owner_id", sa.BigInteger()),
        sa.Column("priority", sa.Text(), server_default="normal", nullable=False),
        sa.Column("tags", sa.JSON()),
        sa.Column("sensitive", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("solution", sa.Text()),
        sa.Column("parent_id", sa.BigInteger()),
        sa.Column("rating", sa.Integer()),
        sa.Column("remark", sa.Text()),
    ):
        op.add_column("tickets", column)
    op.execute("UPDATE tickets SET since = COALESCE(closed_at, first_reply_at, opened_at)")
    op.execute("UPDATE tickets SET priority = 'urgent' WHERE urgent")
    op.create_index(
        "ix_tickets_going_on",
        "tickets",
        ["since"],
        sqlite_where=sa.text("status <> 'closed'"),
        postgresql_where=sa.text("status <> 'closed'"),
    )
    op.create_table(
        "history",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger()),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_history_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_ticket_id_id", "history", ["ticket_id", "id"])
    op.create_table(
        "staff",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("away_until", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
    )
    op.create_table(
        "held",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("incoming", sa.JSON(), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_held_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_held"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_held_chat_id_message_id"),
    )


def _statuses() -> None:
    """SQLite can change a check only in the text of the schema (sqlite.org, ALTER TABLE, 7)."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA writable_schema = ON")
        connection.execute(
            sa.text(
                "UPDATE sqlite_master SET sql = replace(sql, :before, :now) "
                "WHERE type = 'table' AND name = 'tickets'"
            ),
            {"before": _BEFORE, "now": _NOW},
        )
        version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
        op.execute(f"PRAGMA schema_version = {version + 1}")
        op.execute("PRAGMA writable_schema = RESET")
    else:
        op.drop_constraint(op.f("ck_tickets_status"), "tickets", type_="check")
    tickets = sa.table("tickets", sa.column("status", sa.Text()))
    for old, new in _STATUSES.items():
        op.execute(tickets.update().where(tickets.c.status == old).values(status=new))
    if connection.dialect.name != "sqlite":
        op.create_check_constraint(op.f("ck_tickets_status"), "tickets", _NOW)
