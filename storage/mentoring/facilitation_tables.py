"""The tables of requests for a facilitator; the time of one is a booking like any other."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Key, Moment, metadata, partial

# Somebody asks for a facilitator. `day` and `minute` (after midnight) are on the wall of
# `timezone`, `minutes` is how long it is, `booking_id` the time that was taken for it.
facilitations = Table(
    "facilitations",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("timezone", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("purpose", Text),
    Column("theme", Text, nullable=False),
    Column("areas", JSON, nullable=False),
    Column("day", Date),
    Column("minute", Integer),
    Column("minutes", Integer),
    Column("is_online", Boolean),
    Column("place", Text, nullable=False),
    Column("region", Text),
    Column("languages", JSON, nullable=False),
    Column("people", Integer),
    Column("hopes", Text, nullable=False),
    Column("answered", JSON, nullable=False),
    Column("mentor_id", BigInteger, ForeignKey("mentors.id")),
    Column("until", Moment),
    Column("rounds", Integer, nullable=False, server_default="0"),
    Column("avoided", JSON, nullable=False),
    Column("booking_id", BigInteger),
    Column("group_name", Text),
    Column("message_id", BigInteger),
    Column("form", Text),
    Column("sent_at", Moment),
    Column("ended_at", Moment),
    Column("ended_by", Text),
    Column("reason", Text, nullable=False),
    CheckConstraint(
        "stage IN ('draft', 'sent', 'asked', 'agreed', 'done', 'refused', 'cancelled')",
        name="stage",
    ),
)
Index("ix_facilitations_person_id", facilitations.c.person_id)
partial("ix_facilitations_open", facilitations.c.day, where="stage IN ('sent', 'asked', 'agreed')")
partial("ix_facilitations_mentor", facilitations.c.mentor_id, where="stage IN ('asked', 'agreed')")
partial(
    "ix_facilitations_message",
    facilitations.c.message_id,
    where="message_id IS NOT NULL",
)

# Of its two checklists what was ever touched.
facilitation_items = Table(
    "facilitation_items",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column(
        "facilitation_id",
        BigInteger,
        ForeignKey("facilitations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("item", Text, nullable=False),
    Column("done_at", Moment),
    Column("done_by", Text),
    UniqueConstraint("facilitation_id", "item"),
)

# What is written for an item, or sent for it; a file is copied from where it lies.
facilitation_slips = Table(
    "facilitation_slips",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column(
        "facilitation_id",
        BigInteger,
        ForeignKey("facilitations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("item", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("written_at", Moment, nullable=False),
)
Index("ix_facilitation_slips_facilitation_id", facilitation_slips.c.facilitation_id)

TABLES = (facilitations, facilitation_items, facilitation_slips)
