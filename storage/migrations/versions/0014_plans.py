"""what an organisation and its mentor have agreed to do, in versions"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("draft", sa.JSON()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_plans_whose")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_plans_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_plans_person_id"),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_plans_mentor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_index("ix_plans_mentor_id", "plans", ["mentor_id"])
    for name, owner in (("organisation", "organisation_id"), ("person", "person_id")):
        told = sa.text(f"{owner} IS NOT NULL")
        op.create_index(
            f"uq_plans_{name}",
            "plans",
            [owner, "mentor_id"],
            unique=True,
            sqlite_where=told,
            postgresql_where=told,
        )
    op.create_table(
        "plan_versions",
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_versions_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "number", name="pk_plan_versions"),
    )
    op.create_table(
        "plan_confirmations",
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("side IN ('member', 'mentor')", name=op.f("ck_plan_confirmations_side")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_confirmations_plan_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_plan_confirmations_person_id"
        ),
        sa.PrimaryKeyConstraint("plan_id", "number", "side", name="pk_plan_confirmations"),
    )
    op.create_index("ix_plan_confirmations_person_id", "plan_confirmations", ["person_id"])
