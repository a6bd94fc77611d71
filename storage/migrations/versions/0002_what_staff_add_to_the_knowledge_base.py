"""what staff add to the knowledge base"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OUTCOMES = {"found": "answer", "unsure": "choice"}


def upgrade() -> None:
    op.add_column("questions", sa.Column("language", sa.Text()))
    op.add_column("questions", sa.Column("gap", sa.Text()))
    op.create_index(
        "ix_questions_gaps",
        "questions",
        ["language", "id"],
        sqlite_where=sa.text("gap = 'open'"),
        postgresql_where=sa.text("gap = 'open'"),
    )
    questions = sa.table("questions", sa.column("outcome", sa.Text()))
    for old, new in _OUTCOMES.items():
        op.execute(questions.update().where(questions.c.outcome == old).values(outcome=new))
    op.add_column("tickets", sa.Column("service", sa.Text()))
    op.add_column(
        "tickets", sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "phrasings",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_phrasings"),
        sa.UniqueConstraint("language", "folded", name="uq_phrasings_language_folded"),
    )
    op.create_table(
        "entries",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("slug", "language", name="uq_entries_slug_language"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("phrasings", sa.JSON(), nullable=False),
        sa.Column("question_ids", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("awaiting", sa.Text()),
        sa.Column("slug", sa.Text()),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("message_id", name="uq_drafts_message_id"),
    )
    op.create_table(
        "tallies",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_on", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("slug", "language", name="pk_tallies"),
    )
