"""The tables, for SQLite and PostgreSQL alike. Times are milliseconds UTC; no query is here."""

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
    false,
)

from storage.columns import Key, Moment, metadata, partial
from storage.events.tables import TABLES as EVENTS
from storage.guarding import audit, held, kept, lookups, rushes
from storage.mentoring.plans_tables import TABLES as PLANS
from storage.mentoring.tables import TABLES as MENTORING
from storage.words import Words
from storage.written import TABLES as WRITTEN

# Tables of modules of their own, so that whoever imports the schema has them all.
BESIDE = (audit, held, kept, lookups, rushes, *WRITTEN, *MENTORING, *PLANS, *EVENTS)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("mailbox", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("done_at", Moment),
    Column("dead_at", Moment),
    Column("error", Text),
)
_UNREAD = "done_at IS NULL AND dead_at IS NULL"
partial("ix_inbox_pending", inbox.c.id, where=_UNREAD)
partial("ix_inbox_mailbox", inbox.c.mailbox, inbox.c.id, where=_UNREAD)
partial("ix_inbox_swept", inbox.c.done_at, where="done_at IS NOT NULL")
partial("ix_inbox_dead", inbox.c.id, where="dead_at IS NOT NULL")

outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("lane", Text, nullable=False),
    Column("ticket_id", BigInteger),
    Column("priority", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("key", Text),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("error", Text),
    Column("term", BigInteger),
    Column("cause", Text),
    CheckConstraint("state IN ('pending', 'sending', 'sent', 'failed', 'recalled')", name="state"),
)
partial("ix_outbox_pending", outbox.c.priority, outbox.c.id, where="state = 'pending'")
partial("ix_outbox_sending", outbox.c.id, where="state = 'sending'")
partial("ix_outbox_due", outbox.c.due_at, where="state = 'pending'")
partial("ix_outbox_failed", outbox.c.id, where="state = 'failed'")
partial("uq_outbox_key", outbox.c.key, where="key IS NOT NULL AND state = 'pending'", unique=True)
partial("ix_outbox_lane", outbox.c.lane, outbox.c.id, where="state = 'pending'")
partial("ix_outbox_ticket", outbox.c.ticket_id, outbox.c.id, where="state = 'pending'")
partial("ix_outbox_swept", outbox.c.ended_at, where="ended_at IS NOT NULL")

# One spelling of all that people type, by its letters' codes: what begins so is a range of it.
_Folded = Text().with_variant(Text(collation="C"), "postgresql")

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", Text),
    Column("office", Text),
    Column("reachable", Boolean, nullable=False),
    Column("ticket_id", BigInteger),
    Column("awaiting", JSON(none_as_null=True)),
    Column("met_at", Moment, nullable=False),
    Column("place", Text),
    Column("actor_type", Text),
    Column("timezone", Text),
    Column("notice", Integer, nullable=False, server_default="0"),
    Column("blocked_until", Moment),
    Column("blocked_unseen_until", Moment),
    Column("folded", _Folded, index=True),  # the name
    Column("handle", Text, index=True),  # the username in small letters
)

# Those that staff have made; the first one is what the settings say. `languages` are codes.
offices = Table(
    "offices",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("opening_hours", Text, nullable=False),
    Column("holidays", Text),
    Column("languages", JSON, nullable=False),
    Column("added_at", Moment, nullable=False),
)

# When an office, the first one too, is not open as usual; without hours, those of the weekday.
office_days = Table(
    "office_days",
    metadata,
    Column("office", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("hours", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# `folded` is one spelling for all that people type, so that an organisation is there once.
organisations = Table(
    "organisations",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id"), nullable=False),
    Column("role", Text),
    UniqueConstraint("person_id", "organisation_id"),
)
Index("ix_memberships_organisation_id", memberships.c.organisation_id)

questions = Table(
    "questions",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("message_ids", JSON, nullable=False),
    Column("kind", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("plain", Text, nullable=False),
    Column("media_group_id", Text),
    Column("tried", JSON, nullable=False),
    Column("outcome", Text),
    Column("language", Text),
    Column("helped", Boolean),
    Column("gap", Text),
    Column("ticket_id", BigInteger),
    Column("asked_at", Moment, nullable=False),
    UniqueConstraint("person_id", "media_group_id"),
)
partial("ix_questions_unanswered", questions.c.person_id, where="outcome IS NULL")
partial("ix_questions_gaps", questions.c.language, questions.c.id, where="gap = 'open'")
partial("ix_questions_kept", questions.c.asked_at, where="ticket_id IS NULL AND html <> ''")

tickets = Table(
    "tickets",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("requester_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("origin", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("tried", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("first_reply_at", Moment),
    Column("closed_at", Moment),
    Column("helped", Boolean),
    Column("service", Text),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("topic_id", BigInteger),
    Column("card_id", BigInteger),
    Column("sign", Text),
    Column("since", Moment, nullable=False, server_default="0"),
    Column("owner_id", BigInteger),
    Column("priority", Text, nullable=False, server_default="normal"),
    Column("tags", JSON),
    Column("sensitive", Boolean, nullable=False, server_default=false()),
    Column("solution", Text),
    Column("parent_id", BigInteger),
    Column("rating", Integer),
    Column("remark", Text),
    Column("due_at", Moment),
    Column("erased_at", Moment),
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    Column("blocked_until", Moment),
    Column("group_name", Text, nullable=False, server_default="main"),
    CheckConstraint(
        "status IN ('new', 'taken', 'waiting', 'expert', 'solved', 'closed')", name="status"
    ),
)
partial("ix_tickets_going_on", tickets.c.since, where="status <> 'closed'")
Index("ix_tickets_requester_id_id", tickets.c.requester_id, tickets.c.id)
partial(
    "uq_tickets_topic_id_group_name",
    tickets.c.topic_id,
    tickets.c.group_name,
    where="topic_id IS NOT NULL",
    unique=True,
)
partial("ix_tickets_elsewhere", tickets.c.group_name, where="group_name <> 'main'")
partial("ix_tickets_due", tickets.c.due_at, where="due_at IS NOT NULL")
partial("ix_tickets_kept", tickets.c.closed_at, where="closed_at IS NOT NULL AND erased_at IS NULL")
partial("ix_tickets_replied", tickets.c.first_reply_at, where="first_reply_at IS NOT NULL")

# Topics that a ticket has left for another group; `told`: they say where it went.
former_topics = Table(
    "former_topics",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False),
    Column("told", Boolean, nullable=False),
)
partial("ix_former_topics_untold", former_topics.c.ticket_id, where="NOT told")

# Every change of a ticket, with who and when; `by` is which side that was.
history = Table(
    "history",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("actor_id", BigInteger),
    Column("actor_name", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
Index("ix_history_ticket_id_id", history.c.ticket_id, history.c.id)

# What is to happen without anybody's doing; what has fired stays for as long as its ticket is open,
# so that it does not happen twice. `planned_at` is when it should, `due_at` when it is looked at.
# `about_id` is what it is about where that is no ticket: a booking, for the kinds of bookings.
timers = Table(
    "timers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id", ondelete="CASCADE")),
    Column("about_id", BigInteger),
    Column("planned_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("target", Text),
    Column("fired_at", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
)
partial("ix_timers_due_at", timers.c.due_at, where="fired_at IS NULL")
Index("ix_timers_ticket_id", timers.c.ticket_id)
partial("ix_timers_about_id", timers.c.about_id, where="about_id IS NOT NULL")

staff = Table(
    "staff",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("role", Text, nullable=False),
    Column("language", Text),
    Column("away_until", Moment),
    Column("group_name", Text, nullable=False, server_default="main"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("copy_chat_id", BigInteger),
    Column("copy_message_id", BigInteger),
    Column("media", JSON(none_as_null=True)),
    Column("edits", JSON, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("recalled_at", Moment),
    Column("times", Integer, nullable=False, server_default="1"),
    UniqueConstraint("chat_id", "message_id"),
)
Index("ix_messages_ticket_id_id", messages.c.ticket_id, messages.c.id)
Index("ix_messages_copy", messages.c.copy_chat_id, messages.c.copy_message_id)

# What a ticket is found by. The index over it is the engine's own, made by the migration: all that
# belongs to it is named as it is, or begins so.
finds = Table(
    "finds",
    metadata,
    Column("ticket_id", Key, ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("words", Words, nullable=False),
)
FINDS_INDEX = "finds_index"

# What people allowed, and what they were told: a line for each change, kept for good.
consents = Table(
    "consents",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
Index("ix_consents_person_id_id", consents.c.person_id, consents.c.id)

moved_chats = Table(
    "moved_chats",
    metadata,
    Column("old_id", BigInteger, primary_key=True, autoincrement=False),
    Column("new_id", BigInteger, nullable=False),
)

# What the program remembers of itself: profiles already set, troubles already told.
marks = Table(
    "marks",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("set_at", Moment, nullable=False),
)
