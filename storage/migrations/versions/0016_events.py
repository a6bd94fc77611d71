"""events: forums, trainings and meetings, and their seats"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _events()
    _seats()
    _telling()
    _making()
    _door()


def _events() -> None:
    op.create_table(
        "event_series",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event_series"),
    )
    op.create_table(
        "events",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.BigInteger()),
        sa.Column("ends_at", sa.BigInteger()),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("venue", sa.JSON()),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interpreted", sa.JSON(), nullable=False),
        sa.Column("donor", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("waived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("series_id", sa.BigInteger()),
        sa.Column("recurs_at", sa.BigInteger()),
        sa.Column("part_of", sa.BigInteger()),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger()),
        sa.Column("published_at", sa.BigInteger()),
        sa.Column("changed_at", sa.BigInteger()),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("seats", sa.Integer()),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "standing IN ('draft', 'published', 'cancelled', 'done')", name="standing"
        ),
        sa.CheckConstraint("taken >= 0", name="taken"),
        sa.ForeignKeyConstraint(["part_of"], ["events.id"], name="fk_events_part_of"),
        sa.ForeignKeyConstraint(["series_id"], ["event_series.id"], name="fk_events_series_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("series_id", "recurs_at", name="uq_events_series_id_recurs_at"),
        sa.UniqueConstraint("uid", name="uq_events_uid"),
    )
    op.create_index("ix_events_part_of", "events", ["part_of"])
    op.create_index(
        "ix_events_published",
        "events",
        ["starts_at"],
        sqlite_where=sa.text("standing = 'published'"),
        postgresql_where=sa.text("standing = 'published'"),
    )
    op.create_table(
        "event_files",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_files_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event_files"),
    )
    op.create_index("ix_event_files_event_id_id", "event_files", ["event_id", "id"])
    op.create_table(
        "event_counts",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organisations", sa.Integer()),
        sa.Column("persons", sa.Integer()),
        sa.Column("counted_on", sa.Date()),
        sa.Column("counted_with", sa.BigInteger()),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.ForeignKeyConstraint(
            ["counted_with"], ["events.id"], name="fk_event_counts_counted_with"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_counts_event_id"),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_counts"),
    )


def _seats() -> None:
    op.create_table(
        "event_organisations",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("taken >= 0", name="taken"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_event_organisations_event_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_event_organisations_organisation_id"
        ),
        sa.PrimaryKeyConstraint("event_id", "organisation_id", name="pk_event_organisations"),
    )
    op.create_table(
        "seats",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger()),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("access", sa.Text()),
        sa.Column("interpretation", sa.Text()),
        sa.Column("photos", sa.Boolean()),
        sa.Column("since", sa.BigInteger()),
        sa.Column("until", sa.BigInteger()),
        sa.Column("cause", sa.Text()),
        sa.Column("comes", sa.Boolean()),
        sa.Column("brought_by", sa.BigInteger()),
        sa.CheckConstraint(
            "status IN ('asked', 'waiting', 'offered', 'taken', 'refused', 'given_up')",
            name="status",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_seats_event_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_seats_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_seats_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sa.UniqueConstraint("token", name="uq_seats_token"),
    )
    op.create_index("ix_seats_event_id_id", "seats", ["event_id", "id"])
    op.create_index(
        "ix_seats_line",
        "seats",
        ["event_id", "since", "id"],
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index("ix_seats_person_id_id", "seats", ["person_id", "id"])
    op.create_index("uq_seats_event_id_code", "seats", ["event_id", "code"], unique=True)
    op.create_index(
        "uq_seats_open",
        "seats",
        ["event_id", "person_id"],
        unique=True,
        sqlite_where=sa.text(
            "person_id IS NOT NULL AND status IN ('asked', 'waiting', 'offered', 'taken')"
        ),
        postgresql_where=sa.text(
            "person_id IS NOT NULL AND status IN ('asked', 'waiting', 'offered', 'taken')"
        ),
    )
    op.create_table(
        "seat_changes",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("seat_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text()),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_seat_changes_seat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seat_changes"),
    )
    op.create_index("ix_seat_changes_seat_id_id", "seat_changes", ["seat_id", "id"])
    op.create_table(
        "attendances",
        sa.Column("seat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger()),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_attendances_seat_id"),
        sa.PrimaryKeyConstraint("seat_id", "day", name="pk_attendances"),
    )
    op.create_table(
        "feedback",
        sa.Column("seat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("useful", sa.Integer()),
        sa.Column("learnt", sa.Integer()),
        sa.Column("again", sa.Integer()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("passed_on", sa.Integer()),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_feedback_seat_id"),
        sa.PrimaryKeyConstraint("seat_id", name="pk_feedback"),
    )


def _telling() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.Column("theme", sa.Text()),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_subscriptions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_person_id", "subscriptions", ["person_id"])
    op.create_table(
        "campaigns",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("useless_at", sa.BigInteger()),
        sa.Column("cursor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_campaigns_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
        sa.UniqueConstraint("key", name="uq_campaigns_key"),
    )
    op.create_index(
        "ix_campaigns_due",
        "campaigns",
        ["due_at"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _making() -> None:
    op.create_table(
        "event_forms",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("said", sa.Text()),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_event_forms_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "group_name", name="pk_event_forms"),
    )


def _door() -> None:
    op.add_column("seats", sa.Column("written_as", sa.Text()))
    op.create_table(
        "event_doors",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_doors_event_id"),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_doors"),
        sa.UniqueConstraint("token", name="uq_event_doors_token"),
    )
