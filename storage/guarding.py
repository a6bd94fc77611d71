"""The tables of what guards people: floods, the kept, the held, the looked up, the audit."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Key, Moment, metadata

# How much somebody has written lately, and digests of what.
rushes = Table(
    "rushes",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("since", Moment, nullable=False),
    Column("last", Moment, nullable=False),
    Column("count", Integer, nullable=False),
    Column("texts", JSON, nullable=False),
)

# What members sent that has not been passed on: during a block, or until they say yes.
kept = Table(
    "kept",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id")),
    Column("anonymous", Boolean, nullable=False),
    Column("why", Text, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("incoming", JSON, nullable=False),
    Column("kept_at", Moment, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
)
Index("ix_kept_person_id_id", kept.c.person_id, kept.c.id)

# What staff did with what is a member's. Triggers of the migration refuse every change of a row.
audit = Table(
    "audit",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("deed", Text, nullable=False),
    Column("actor_id", BigInteger),
    Column("actor_name", Text, nullable=False),
    Column("ticket_id", BigInteger),
    Column("whom_id", BigInteger),
    Column("whom_name", Text),
    Column("count", Integer),
    Column("at", Moment, nullable=False),
)
Index("ix_audit_ticket_id_id", audit.c.ticket_id, audit.c.id)
Index("ix_audit_actor_id_id", audit.c.actor_id, audit.c.id)
Index("ix_audit_whom_id_id", audit.c.whom_id, audit.c.id)

# What staff wrote in a topic and have not yet said whether it is for the member.
held = Table(
    "held",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("incoming", JSON, nullable=False),
    Column("held_at", Moment, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
)

# Messages of staff groups that show what staff have looked up: they go where anybody is forgotten.
lookups = Table(
    "lookups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sent_at", Moment, nullable=False),
)
