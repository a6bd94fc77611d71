"""The tables of plans. What a version says is one value: it is read whole, and erased whole."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from storage.columns import Key, Moment, metadata, partial

# Of an organisation or of a person, one with each mentor. `progress` are numbers by numbers, and
# `last` is the last number that a goal or an action got.
plans = Table(
    "plans",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("person_id", BigInteger, ForeignKey("people.id")),
    Column("mentor_id", BigInteger, ForeignKey("mentors.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("draft", JSON(none_as_null=True)),
    Column("revision", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("progress", JSON, nullable=False),
    CheckConstraint("(organisation_id IS NULL) <> (person_id IS NULL)", name="whose"),
)
Index("ix_plans_mentor_id", plans.c.mentor_id)
partial(
    "uq_plans_organisation",
    plans.c.organisation_id,
    plans.c.mentor_id,
    where="organisation_id IS NOT NULL",
    unique=True,
)
partial(
    "uq_plans_person",
    plans.c.person_id,
    plans.c.mentor_id,
    where="person_id IS NOT NULL",
    unique=True,
)

# Never changed.
plan_versions = Table(
    "plan_versions",
    metadata,
    Column("plan_id", BigInteger, ForeignKey("plans.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("goals", JSON, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
)

# Each side says yes to a version once.
plan_confirmations = Table(
    "plan_confirmations",
    metadata,
    Column("plan_id", BigInteger, ForeignKey("plans.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("side", Text, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("people.id")),
    Column("at", Moment, nullable=False),
    CheckConstraint("side IN ('member', 'mentor')", name="side"),
)
Index("ix_plan_confirmations_person_id", plan_confirmations.c.person_id)

TABLES = (plans, plan_versions, plan_confirmations)
