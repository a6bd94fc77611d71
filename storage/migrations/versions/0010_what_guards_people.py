"""what guards people: floods, blocks, anonymous tickets, the audit"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFUSED = "the audit is never changed"


def upgrade() -> None:
    op.add_column(
        "tickets",
        sa.Column("anonymous", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("tickets", sa.Column("blocked_until", sa.BigInteger()))
    op.add_column("people", sa.Column("blocked_until", sa.BigInteger()))
    op.add_column("people", sa.Column("blocked_unseen_until", sa.BigInteger()))
    op.add_column("messages", sa.Column("times", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "rushes",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_rushes_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_rushes"),
    )
    op.create_table(
        "kept",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("incoming", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_kept_person_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_kept_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_kept"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_kept_chat_id_message_id"),
    )
    op.create_index("ix_kept_person_id_id", "kept", ["person_id", "id"])
    op.create_table(
        "audit",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger()),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.Column("whom_id", sa.BigInteger()),
        sa.Column("whom_name", sa.Text()),
        sa.Column("count", sa.Integer()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("ticket_id", "actor_id", "whom_id"):
        op.create_index(f"ix_audit_{column}_id", "audit", [column, "id"])
    _close(op.get_bind().dialect.name)


def _close(engine: str) -> None:
    """Rows are added to the audit, and none is ever changed or taken out, whoever tries."""
    if engine == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_{act.lower()} BEFORE {act} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
    )
