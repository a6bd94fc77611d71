"""what people ask for: topics, and votes on needs and priorities"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _topics()
    _ballots()


def _references(table: str, **to: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}")
        for name, other in to.items()
    ]


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        *(sa.Column(one, sa.BigInteger()) for one in ("event_id", "author_id", "merged_into")),
        *(sa.Column(one, sa.BigInteger()) for one in ("met_by", "closed_at")),
        sa.Column("theme", sa.Text()),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("kind", "language", "words")),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("folded", "standing")),
        sa.Column("anonymous", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "standing IN ('draft', 'asked', 'open', 'merged', 'scheduled', 'closed')",
            name="standing",
        ),
        *_references("topics", author_id="people", event_id="events", met_by="events"),
        *_references("topics", merged_into="topics"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
    )
    op.create_index(
        "ix_topics_open",
        "topics",
        ["event_id", "id"],
        sqlite_where=sa.text("standing = 'open'"),
        postgresql_where=sa.text("standing = 'open'"),
    )
    op.create_table(
        "topic_votes",
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_references("topic_votes", topic_id="topics", person_id="people"),
        *_references("topic_votes", organisation_id="organisations"),
        sa.PrimaryKeyConstraint("topic_id", "person_id", name="pk_topic_votes"),
    )
    op.create_index("ix_topics_author_id", "topics", ["author_id"])
    op.create_index("ix_topics_met_by", "topics", ["met_by"])
    op.create_index("ix_topic_votes_person_id", "topic_votes", ["person_id"])


def _ballots() -> None:
    op.create_table(
        "ballots",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        *(sa.Column(one, sa.BigInteger()) for one in ("event_id", "closes_at", "closed_at")),
        *(sa.Column(one, sa.JSON(), nullable=False) for one in ("question", "options")),
        sa.Column("per_organisation", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("quorum", sa.Integer(), server_default="0", nullable=False),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("method", "standing")),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_ballots_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballots"),
    )
    op.create_table(
        "ballot_papers",
        sa.Column("ballot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_references("ballot_papers", ballot_id="ballots", person_id="people"),
        sa.PrimaryKeyConstraint("ballot_id", "voter", name="pk_ballot_papers"),
    )
    op.create_index("ix_ballot_papers_person_id", "ballot_papers", ["person_id"])
    op.create_table(
        "demand_forms",
        *(sa.Column(one, sa.BigInteger(), nullable=False) for one in ("message_id", "about_id")),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("group_name", "part")),
        sa.PrimaryKeyConstraint("message_id", "group_name", name="pk_demand_forms"),
    )
