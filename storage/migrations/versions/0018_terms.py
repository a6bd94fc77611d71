"""in whose term of leadership a parcel was claimed; what is next of a mailbox, of a lane"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_WAITING = sa.text("state = 'pending'")
_PENDING = sa.text("done_at IS NULL AND dead_at IS NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("term", sa.BigInteger()))
    op.create_index(
        "ix_inbox_mailbox",
        "inbox",
        ["mailbox", "id"],
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
    op.create_index(
        "ix_outbox_lane",
        "outbox",
        ["lane", "id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
