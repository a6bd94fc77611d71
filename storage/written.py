"""The tables of what staff write for others to read: entries, wordings, canned replies; part of
the schema.
"""

from sqlalchemy import JSON, BigInteger, Column, Integer, Table, Text, UniqueConstraint

from storage.columns import Key, Moment, metadata

# What staff have added to the knowledge base; `folded` is the text as the search reads it.
phrasings = Table(
    "phrasings",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("language", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("language", "folded"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("slug", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("slug", "language"),
)

# An entry that staff are about to publish, in the message of a group that shows it.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("language", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("question_ids", JSON, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("awaiting", Text),
    Column("slug", Text),
    Column("begun_at", Moment, nullable=False),
    Column("group_name", Text, nullable=False, server_default="main"),
    UniqueConstraint("message_id", "group_name"),
)

# How often an entry was shown as the answer, helped, or left its reader asking for a person.
tallies = Table(
    "tallies",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("helped", Integer, nullable=False, server_default="0"),
    Column("asked_on", Integer, nullable=False, server_default="0"),
)

# Replies that are written once and sent often; a member reads theirs in their own language.
canned = Table(
    "canned",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("slug", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("slug", "language"),
)

# Which text a reply to this message of a staff group is; `before` is what its writer saw.
canned_drafts = Table(
    "canned_drafts",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("slug", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("language", Text),
    Column("before", Text),
    Column("group_name", Text, primary_key=True, server_default="main"),
)

TABLES = (canned, canned_drafts, drafts, entries, phrasings, tallies)
