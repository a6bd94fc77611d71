"""several staff groups"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ELSEWHERE, _IN_TOPIC = sa.text("group_name <> 'main'"), sa.text("topic_id IS NOT NULL")
_UNTOLD = sa.text("NOT told")


def upgrade() -> None:
    op.add_column("tickets", _group_name())
    op.add_column("staff", _group_name())
    op.drop_index("uq_tickets_topic_id", table_name="tickets")
    op.create_index(
        "uq_tickets_topic_id_group_name",
        "tickets",
        ["topic_id", "group_name"],
        unique=True,
        sqlite_where=_IN_TOPIC,
        postgresql_where=_IN_TOPIC,
    )
    op.create_index(
        "ix_tickets_elsewhere",
        "tickets",
        ["group_name"],
        sqlite_where=_ELSEWHERE,
        postgresql_where=_ELSEWHERE,
    )
    op.create_table(
        "former_topics",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_former_topics_ticket_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "topic_id", name="pk_former_topics"),
    )
    op.create_index(
        "ix_former_topics_untold",
        "former_topics",
        ["ticket_id"],
        sqlite_where=_UNTOLD,
        postgresql_where=_UNTOLD,
    )
    # Two groups may have the same message id. SQLite takes other keys only into a new table.
    with op.batch_alter_table("drafts") as drafts:
        drafts.add_column(_group_name())
        drafts.drop_constraint("uq_drafts_message_id", type_="unique")
        drafts.create_unique_constraint(
            "uq_drafts_message_id_group_name", ["message_id", "group_name"]
        )
    with op.batch_alter_table("canned_drafts") as canned_drafts:
        canned_drafts.add_column(_group_name())
        canned_drafts.drop_constraint("pk_canned_drafts", type_="primary")
        canned_drafts.create_primary_key("pk_canned_drafts", ["message_id", "group_name"])


def _group_name() -> sa.Column[str]:
    return sa.Column("group_name", sa.Text(), server_default="main", nullable=False)
