"""The tables of events. What keeps an event from being overfull are guarded counts: `taken`."""

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

# `days`, `title`, `about`, `venue`, `donor`, `roles`, `agenda`, `terms` as they are read whole;
# `starts_at` and `ends_at` are of the first and the last day. `taken` are seats given or offered.
events = Table(
    "events",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("days", JSON, nullable=False),
    Column("starts_at", Moment),
    Column("ends_at", Moment),
    Column("title", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("region", Text, nullable=False),
    Column("themes", JSON, nullable=False),
    Column("venue", JSON(none_as_null=True)),
    Column("link", Text, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("interpreted", JSON, nullable=False),
    Column("donor", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("agenda", JSON, nullable=False),
    Column("terms", JSON, nullable=False),
    Column("waived", Boolean, nullable=False, server_default=false()),
    Column("series_id", BigInteger, ForeignKey("event_series.id")),
    Column("recurs_at", Moment),
    Column("part_of", BigInteger, ForeignKey("events.id")),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("made_at", Moment, nullable=False),
    Column("made_by", BigInteger),
    Column("published_at", Moment),
    Column("changed_at", Moment),
    Column("reason", JSON, nullable=False),
    Column("seats", Integer),
    Column("taken", Integer, nullable=False, server_default="0"),
    CheckConstraint("standing IN ('draft', 'published', 'cancelled', 'done')", name="standing"),
    CheckConstraint("taken >= 0", name="taken"),
    UniqueConstraint("series_id", "recurs_at"),
)
partial("ix_events_published", events.c.starts_at, where="standing = 'published'")
Index("ix_events_part_of", events.c.part_of)

# A rule as in RFC 5545, 3.8.5.3; its dates are events, made when the rule is.
event_series = Table(
    "event_series",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("rule", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("made_at", Moment, nullable=False),
)

# Files that belong to an event: `slot` says which sort, such as materials, briefing, pictures.
event_files = Table(
    "event_files",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("event_id", BigInteger, ForeignKey("events.id"), nullable=False),
    Column("slot", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("title", Text, nullable=False),
    Column("language", Text),
    Column("added_at", Moment, nullable=False),
)
Index("ix_event_files_event_id_id", event_files.c.event_id, event_files.c.id)

# How many seats of an event one organisation has: guarded like those of the event.
event_organisations = Table(
    "event_organisations",
    metadata,
    Column("event_id", BigInteger, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column(
        "organisation_id",
        BigInteger,
        ForeignKey("organisations.id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("taken", Integer, nullable=False, server_default="0"),
    CheckConstraint("taken >= 0", name="taken"),
)

seats = Table(
    "seats",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("event_id", BigInteger, ForeignKey("events.id"), nullable=False),
    Column("person_id", BigInteger, ForeignKey("people.id")),
    Column("name", Text, nullable=False),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("status", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment),
    Column("token", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("access", Text),
    Column("interpretation", Text),
    Column("photos", Boolean),
    Column("since", Moment),
    Column("until", Moment),
    Column("cause", Text),
    Column("comes", Boolean),
    Column("brought_by", BigInteger),
    Column("written_as", Text),
    CheckConstraint(
        "status IN ('asked', 'waiting', 'offered', 'taken', 'refused', 'given_up')", name="status"
    ),
)
partial(
    "uq_seats_open",
    seats.c.event_id,
    seats.c.person_id,
    where="person_id IS NOT NULL AND status IN ('asked', 'waiting', 'offered', 'taken')",
    unique=True,
)
Index("uq_seats_event_id_code", seats.c.event_id, seats.c.code, unique=True)
partial("ix_seats_line", seats.c.event_id, seats.c.since, seats.c.id, where="status = 'waiting'")
Index("ix_seats_event_id_id", seats.c.event_id, seats.c.id)
Index("ix_seats_person_id_id", seats.c.person_id, seats.c.id)

# What became of seats, so that it can be said why whom was let in.
seat_changes = Table(
    "seat_changes",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("seat_id", BigInteger, ForeignKey("seats.id"), nullable=False),
    Column("step", Text, nullable=False),
    Column("cause", Text),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
Index("ix_seat_changes_seat_id_id", seat_changes.c.seat_id, seat_changes.c.id)

# Who was there on which day, counted from nought; the first mark counts.
attendances = Table(
    "attendances",
    metadata,
    Column("seat_id", BigInteger, ForeignKey("seats.id"), primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("way", Text, nullable=False),
    Column("by", BigInteger),
)

# The code at the door, and the message of a staff group in which the count stands.
event_doors = Table(
    "event_doors",
    metadata,
    Column("event_id", BigInteger, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("token", Text, nullable=False, unique=True),
    Column("group_name", Text, nullable=False),
    Column("message_id", BigInteger),
)

# What somebody wants to hear of: all that is not None must fit.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("kind", Text),
    Column("region", Text),
    Column("theme", Text),
    Column("made_at", Moment, nullable=False),
)
Index("ix_subscriptions_person_id", subscriptions.c.person_id)

# The same to many, some at a time: who comes after `cursor` has not been written to.
campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("event_id", BigInteger, ForeignKey("events.id"), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("useless_at", Moment),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("ended_at", Moment),
)
partial("ix_campaigns_due", campaigns.c.due_at, where="ended_at IS NULL")

feedback = Table(
    "feedback",
    metadata,
    Column("seat_id", BigInteger, ForeignKey("seats.id"), primary_key=True, autoincrement=False),
    Column("told_at", Moment, nullable=False),
    Column("useful", Integer),
    Column("learnt", Integer),
    Column("again", Integer),
    Column("words", Text, nullable=False),
    Column("passed_on", Integer),
    Column("lesson", Text, nullable=False),
)

# What people want to talk about, or bring to a forum. `author_id` is None for who wished so.
topics = Table(
    "topics",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("event_id", BigInteger, ForeignKey("events.id")),
    Column("theme", Text),
    Column("language", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("author_id", BigInteger, ForeignKey("people.id")),
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    Column("standing", Text, nullable=False),
    Column("merged_into", BigInteger, ForeignKey("topics.id")),
    Column("met_by", BigInteger, ForeignKey("events.id")),
    Column("made_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("reason", Text, nullable=False),
    CheckConstraint(
        "standing IN ('draft', 'asked', 'open', 'merged', 'scheduled', 'closed')", name="standing"
    ),
)
partial("ix_topics_open", topics.c.event_id, topics.c.id, where="standing = 'open'")
Index("ix_topics_author_id", topics.c.author_id)
Index("ix_topics_met_by", topics.c.met_by)

topic_votes = Table(
    "topic_votes",
    metadata,
    Column("topic_id", BigInteger, ForeignKey("topics.id"), primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("at", Moment, nullable=False),
)
Index("ix_topic_votes_person_id", topic_votes.c.person_id)

# A vote on needs and priorities; results are counted from the papers alone.
ballots = Table(
    "ballots",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("event_id", BigInteger, ForeignKey("events.id")),
    Column("question", JSON, nullable=False),
    Column("options", JSON, nullable=False),
    Column("method", Text, nullable=False),
    Column("per_organisation", Boolean, nullable=False, server_default=false()),
    Column("quorum", Integer, nullable=False, server_default="0"),
    Column("standing", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("closes_at", Moment),
    Column("closed_at", Moment),
)

# `voter` is a person, or an organisation, as the ballot counts; the last paper of a voter stands.
ballot_papers = Table(
    "ballot_papers",
    metadata,
    Column(
        "ballot_id", BigInteger, ForeignKey("ballots.id"), primary_key=True, autoincrement=False
    ),
    Column("voter", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, ForeignKey("people.id")),
    Column("choices", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)
Index("ix_ballot_papers_person_id", ballot_papers.c.person_id)

# A message of a staff group: what answers it is this part of a topic, or of a vote.
demand_forms = Table(
    "demand_forms",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("group_name", Text, primary_key=True),
    Column("part", Text, nullable=False),
    Column("about_id", BigInteger, nullable=False),
)

# What was counted elsewhere or before this line was there, such as an imported training of 2018.
# The numbers of `counted_with` are those of both events; between `since` and `until` it was held.
event_counts = Table(
    "event_counts",
    metadata,
    Column("event_id", BigInteger, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("organisations", Integer),
    Column("persons", Integer),
    Column("counted_on", Date),
    Column("counted_with", BigInteger, ForeignKey("events.id")),
    Column("since", Date),
    Column("until", Date),
)

# A message of a staff group: what answers it is this part of the event. `said` waits for a yes.
event_forms = Table(
    "event_forms",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("group_name", Text, primary_key=True),
    Column("event_id", BigInteger, ForeignKey("events.id", ondelete="CASCADE"), nullable=False),
    Column("part", Text, nullable=False),
    Column("said", Text),
)

TABLES = (
    event_series,
    events,
    event_files,
    event_organisations,
    seats,
    seat_changes,
    attendances,
    event_doors,
    subscriptions,
    campaigns,
    feedback,
    topics,
    topic_votes,
    ballots,
    ballot_papers,
    demand_forms,
    event_counts,
    event_forms,
)
