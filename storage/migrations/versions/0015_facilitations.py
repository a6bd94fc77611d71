"""requests for a facilitator, and what is seen to before and after"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("bookings", sa.Column("facilitation_id", sa.BigInteger()))
    _requests()
    _indices()
    _lists()


def _requests() -> None:
    op.create_table(
        "facilitations",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text()),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("minute", sa.Integer()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("is_online", sa.Boolean()),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("hopes", sa.Text(), nullable=False),
        sa.Column("answered", sa.JSON(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger()),
        sa.Column("until", sa.BigInteger()),
        sa.Column("rounds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("avoided", sa.JSON(), nullable=False),
        sa.Column("booking_id", sa.BigInteger()),
        sa.Column("group_name", sa.Text()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("form", sa.Text()),
        sa.Column("sent_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("ended_by", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('draft', 'sent', 'asked', 'agreed', 'done', 'refused', 'cancelled')",
            name=op.f("ck_facilitations_stage"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_facilitations_person_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_facilitations_organisation_id"
        ),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_facilitations_mentor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_facilitations"),
    )
    op.create_index("ix_facilitations_person_id", "facilitations", ["person_id"])


def _indices() -> None:
    for name, column, condition in (
        ("open", "day", "stage IN ('sent', 'asked', 'agreed')"),
        ("mentor", "mentor_id", "stage IN ('asked', 'agreed')"),
        ("message", "message_id", "message_id IS NOT NULL"),
    ):
        where = sa.text(condition)
        op.create_index(
            f"ix_facilitations_{name}",
            "facilitations",
            [column],
            sqlite_where=where,
            postgresql_where=where,
        )


def _lists() -> None:
    op.create_table(
        "facilitation_items",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        _of_facilitation(),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.Column("done_by", sa.Text()),
        _points_at_facilitation("facilitation_items"),
        sa.PrimaryKeyConstraint("id", name="pk_facilitation_items"),
        sa.UniqueConstraint(
            "facilitation_id", "item", name="uq_facilitation_items_facilitation_id_item"
        ),
    )
    op.create_table(
        "facilitation_slips",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        _of_facilitation(),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        _points_at_facilitation("facilitation_slips"),
        sa.PrimaryKeyConstraint("id", name="pk_facilitation_slips"),
    )
    op.create_index(
        "ix_facilitation_slips_facilitation_id", "facilitation_slips", ["facilitation_id"]
    )


def _of_facilitation() -> sa.Column[int]:
    return sa.Column("facilitation_id", sa.BigInteger(), nullable=False)


def _points_at_facilitation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["facilitation_id"],
        ["facilitations.id"],
        name=f"fk_{table}_facilitation_id",
        ondelete="CASCADE",
    )
