"""The tables of mentoring. What keeps a booking from being double are the cells' primary keys."""

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
    true,
)

from storage.columns import Key, Moment, metadata, partial
from storage.mentoring.facilitation_tables import TABLES as FACILITATIONS

# `token` is in the link by which somebody opens the line as this mentor. `terms` are minutes.
mentors = Table(
    "mentors",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("token", Text, nullable=False, unique=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), unique=True),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("name", Text, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("standing", Text, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("areas", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("weekly_hours", Text, nullable=False),
    Column("holidays", Text),
    Column("terms", JSON, nullable=False),
    Column("is_online", Boolean, nullable=False, server_default=true()),
    Column("place", JSON(none_as_null=True)),
    Column("capacity", Integer, nullable=False),
    Column("added_at", Moment, nullable=False),
)
Index("ix_mentors_standing", mentors.c.standing)

# When somebody is not free as usual: without hours they are not free at all on that day.
mentor_days = Table(
    "mentor_days",
    metadata,
    Column("mentor_id", BigInteger, ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("hours", Text, nullable=False),
)

# What somebody asks for. `declined` are pairs of a mentor and a start in seconds since 1970.
wishes = Table(
    "wishes",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("timezone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("area", Text),
    Column("words", Text, nullable=False),
    Column("is_online", Boolean),
    Column("region", Text),
    Column("mentor_id", BigInteger, ForeignKey("mentors.id")),
    Column("avoided", JSON, nullable=False),
    Column("declined", JSON, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("state", Text, nullable=False),
    Column("waiting_since", Moment),
    Column("booking_id", BigInteger),
    Column("rests_until", Moment),
    CheckConstraint("state IN ('open', 'waiting', 'offered', 'booked', 'dropped')", name="state"),
)
Index("ix_wishes_person_id_id", wishes.c.person_id, wishes.c.id)
partial("ix_wishes_waiting", wishes.c.waiting_since, where="state = 'waiting'")

# The mentor's cells are from `first_cell` to before `end_cell`, as long as it is open.
bookings = Table(
    "bookings",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("mentor_id", BigInteger, ForeignKey("mentors.id"), nullable=False),
    Column("requester_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id")),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", BigInteger),
    Column("language", Text, nullable=False),
    Column("area", Text),
    Column("is_online", Boolean, nullable=False),
    Column("until", Moment),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("member_comes", Boolean, nullable=False, server_default=false()),
    Column("mentor_comes", Boolean, nullable=False, server_default=false()),
    Column("ended_by", Text),
    Column("reason", Text, nullable=False),
    Column("missed", Text),
    Column("wish_id", BigInteger, ForeignKey("wishes.id")),
    Column("cause", Text),
    Column("first_cell", BigInteger, nullable=False),
    Column("end_cell", BigInteger, nullable=False),
    Column("changed_at", Moment),
    Column("facilitation_id", BigInteger),
    CheckConstraint(
        "status IN ('held', 'asked', 'booked', 'cancelled', 'declined', 'expired')", name="status"
    ),
    CheckConstraint("starts_at < ends_at", name="times"),
)
partial(
    "ix_bookings_mentor",
    bookings.c.mentor_id,
    bookings.c.starts_at,
    where="status IN ('held', 'asked', 'booked')",
)
partial("ix_bookings_wish_id", bookings.c.wish_id, where="status = 'held'")
Index("ix_bookings_mentor_id_ends_at", bookings.c.mentor_id, bookings.c.ends_at)
Index("ix_bookings_requester_id_starts_at", bookings.c.requester_id, bookings.c.starts_at)
partial(
    "ix_bookings_organisation",
    bookings.c.organisation_id,
    bookings.c.starts_at,
    where="organisation_id IS NOT NULL",
)

# People of the same organisation who come along.
booking_guests = Table(
    "booking_guests",
    metadata,
    Column(
        "booking_id", BigInteger, ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True),
    Column("joined_at", Moment, nullable=False),
)
Index("ix_booking_guests_person_id", booking_guests.c.person_id)

# Five minutes each, counted since 1970 in UTC: one booking at most for a mentor, and for a person.
mentor_cells = Table(
    "mentor_cells",
    metadata,
    Column(
        "mentor_id",
        BigInteger,
        ForeignKey("mentors.id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("cell", BigInteger, primary_key=True, autoincrement=False),
    Column("booking_id", BigInteger, ForeignKey("bookings.id", ondelete="CASCADE"), nullable=False),
)
Index("ix_mentor_cells_booking_id", mentor_cells.c.booking_id)

person_cells = Table(
    "person_cells",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("cell", BigInteger, primary_key=True, autoincrement=False),
    Column("booking_id", BigInteger, ForeignKey("bookings.id", ondelete="CASCADE"), nullable=False),
)
Index("ix_person_cells_booking_id", person_cells.c.booking_id)

# What is written for a session: before it for the mentor, after it as notes; a file is copied from
# where it lies. A private one is its author's alone.
session_notes = Table(
    "session_notes",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("booking_id", BigInteger, ForeignKey("bookings.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("is_private", Boolean, nullable=False, server_default=false()),
    Column("html", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("written_at", Moment, nullable=False),
)
Index("ix_session_notes_booking_id_id", session_notes.c.booking_id, session_notes.c.id)

# What each side says of a session: whether the other came, and how it was.
session_accounts = Table(
    "session_accounts",
    metadata,
    Column("booking_id", BigInteger, ForeignKey("bookings.id"), primary_key=True),
    Column("side", Text, primary_key=True),
    Column("told_at", Moment, nullable=False),
    Column("missed", Boolean, nullable=False, server_default=false()),
    Column("useful", Integer),
    Column("agreed", Integer),
    Column("another", Integer),
    Column("words", Text, nullable=False),
)

# A message of the staff group: what answers it is this part of the mentor.
mentor_forms = Table(
    "mentor_forms",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("group_name", Text, primary_key=True),
    Column("mentor_id", BigInteger, ForeignKey("mentors.id", ondelete="CASCADE"), nullable=False),
    Column("part", Text, nullable=False),
)

# Which right an organisation has, from one day to another, both included.
grants = Table(
    "grants",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("organisation_id", BigInteger, ForeignKey("organisations.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    UniqueConstraint("organisation_id", "kind", "starts", "ends"),
    CheckConstraint("kind IN ('institutional', 'action')", name="kind"),
    CheckConstraint("starts <= ends", name="days"),
)

# Calls on which nobody advises in private until the day is over; answers stand at `place`.
open_calls = Table(
    "open_calls",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("until", Date, nullable=False),
    Column("place", Text, nullable=False),
)

# The address at which somebody's calendar program fetches their sessions: only a digest of what is
# unguessable in it. One for each person; the one before is overwritten.
feeds = Table(
    "feeds",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

TABLES = (
    mentors,
    mentor_days,
    wishes,
    mentor_forms,
    grants,
    open_calls,
    bookings,
    booking_guests,
    mentor_cells,
    person_cells,
    session_notes,
    session_accounts,
    feeds,
    *FACILITATIONS,
)
