"""what people are told and allow, and when a ticket's words were erased"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("people", sa.Column("notice", sa.Integer(), server_default="0", nullable=False))
    op.add_column("tickets", sa.Column("erased_at", sa.BigInteger()))
    _partial(
        "ix_tickets_kept", "tickets", "closed_at", "closed_at IS NOT NULL AND erased_at IS NULL"
    )
    _partial("ix_questions_kept", "questions", "asked_at", "ticket_id IS NULL AND html <> ''")
    op.create_table(
        "consents",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_consents_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_person_id_id", "consents", ["person_id", "id"])


def _partial(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)
