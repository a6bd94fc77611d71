"""mentors, and what is booked with them"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("timers", sa.Column("about_id", sa.BigInteger()))
    told = sa.text("about_id IS NOT NULL")
    op.create_index(
        "ix_timers_about_id", "timers", ["about_id"], sqlite_where=told, postgresql_where=told
    )
    _directory()
    _wishes()
    _bookings()
    _cells()
    _rights()
    _feeds()
    _accounts()


def _directory() -> None:
    op.create_table(
        "mentors",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("weekly_hours", sa.Text(), nullable=False),
        sa.Column("holidays", sa.Text()),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("is_online", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("place", sa.JSON()),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_mentors_person_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_mentors_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mentors"),
        sa.UniqueConstraint("token", name="uq_mentors_token"),
        sa.UniqueConstraint("person_id", name="uq_mentors_person_id"),
    )
    op.create_index("ix_mentors_standing", "mentors", ["standing"])
    op.create_table(
        "mentor_days",
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name="fk_mentor_days_mentor_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentor_id", "day", name="pk_mentor_days"),
    )


def _wishes() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_online", sa.Boolean()),
        sa.Column("region", sa.Text()),
        sa.Column("mentor_id", sa.BigInteger()),
        sa.Column("avoided", sa.JSON(), nullable=False),
        sa.Column("declined", sa.JSON(), nullable=False),
        sa.Column("earliest", sa.Date()),
        sa.Column("latest", sa.Date()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("waiting_since", sa.BigInteger()),
        sa.Column("booking_id", sa.BigInteger()),
        sa.Column("rests_until", sa.BigInteger()),
        sa.CheckConstraint(
            "state IN ('open', 'waiting', 'offered', 'booked', 'dropped')",
            name=op.f("ck_wishes_state"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_wishes_person_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_wishes_organisation_id"
        ),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_wishes_mentor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
    )
    op.create_index("ix_wishes_person_id_id", "wishes", ["person_id", "id"])
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_wishes_waiting",
        "wishes",
        ["waiting_since"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("area", sa.Text()),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("member_comes", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("mentor_comes", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ended_by", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("missed", sa.Text()),
        sa.Column("wish_id", sa.BigInteger()),
        sa.Column("cause", sa.Text()),
        sa.Column("first_cell", sa.BigInteger(), nullable=False),
        sa.Column("end_cell", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "status IN ('held', 'asked', 'booked', 'cancelled', 'declined', 'expired')",
            name=op.f("ck_bookings_status"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_bookings_times")),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_bookings_mentor_id"),
        sa.ForeignKeyConstraint(["requester_id"], ["people.id"], name="fk_bookings_requester_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_bookings_organisation_id"
        ),
        sa.ForeignKeyConstraint(["wish_id"], ["wishes.id"], name="fk_bookings_wish_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.UniqueConstraint("uid", name="uq_bookings_uid"),
    )
    is_open = sa.text("status IN ('held', 'asked', 'booked')")
    held, theirs = sa.text("status = 'held'"), sa.text("organisation_id IS NOT NULL")
    op.create_index(
        "ix_bookings_mentor",
        "bookings",
        ["mentor_id", "starts_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(
        "ix_bookings_wish_id", "bookings", ["wish_id"], sqlite_where=held, postgresql_where=held
    )
    op.create_index("ix_bookings_requester_id_starts_at", "bookings", ["requester_id", "starts_at"])
    op.create_index(
        "ix_bookings_organisation",
        "bookings",
        ["organisation_id", "starts_at"],
        sqlite_where=theirs,
        postgresql_where=theirs,
    )
    op.create_table(
        "booking_guests",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name="fk_booking_guests_booking_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_booking_guests_person_id"),
        sa.PrimaryKeyConstraint("booking_id", "person_id", name="pk_booking_guests"),
    )
    op.create_index("ix_booking_guests_person_id", "booking_guests", ["person_id"])
    op.create_table(
        "session_notes",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name="fk_session_notes_booking_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session_notes"),
    )
    op.create_index("ix_session_notes_booking_id_id", "session_notes", ["booking_id", "id"])


def _cells() -> None:
    """Whose time each is, with the primary key that keeps it from being given twice."""
    for table, owner, owners in (
        ("mentor_cells", "mentor_id", "mentors"),
        ("person_cells", "person_id", "people"),
    ):
        op.create_table(
            table,
            sa.Column(owner, sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("cell", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("booking_id", sa.BigInteger(), nullable=False),
            sa.ForeignKeyConstraint([owner], [f"{owners}.id"], name=f"fk_{table}_{owner}"),
            sa.ForeignKeyConstraint(
                ["booking_id"],
                ["bookings.id"],
                name=f"fk_{table}_booking_id",
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint(owner, "cell", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_booking_id", table, ["booking_id"])


def _rights() -> None:
    """What staff are writing about a mentor, who may ask for help, and which calls are open."""
    op.create_table(
        "mentor_forms",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name="fk_mentor_forms_mentor_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "group_name", name="pk_mentor_forms"),
    )
    op.create_table(
        "grants",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('institutional', 'action')", name=op.f("ck_grants_kind")),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_grants_days")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_grants_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_grants"),
        sa.UniqueConstraint(
            "organisation_id",
            "kind",
            "starts",
            "ends",
            name="uq_grants_organisation_id_kind_starts_ends",
        ),
    )
    op.create_table(
        "open_calls",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_open_calls"),
        sa.UniqueConstraint("folded", name="uq_open_calls_folded"),
    )


def _feeds() -> None:
    op.add_column("bookings", sa.Column("changed_at", sa.BigInteger()))
    op.create_index("ix_bookings_mentor_id_ends_at", "bookings", ["mentor_id", "ends_at"])
    op.create_table(
        "feeds",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_feeds_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_feeds"),
        sa.UniqueConstraint("digest", name="uq_feeds_digest"),
    )


def _accounts() -> None:
    """What both sides say of a session."""
    op.create_table(
        "session_accounts",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("missed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("useful", sa.Integer()),
        sa.Column("agreed", sa.Integer()),
        sa.Column("another", sa.Integer()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name="fk_session_accounts_booking_id"
        ),
        sa.PrimaryKeyConstraint("booking_id", "side", name="pk_session_accounts"),
    )
