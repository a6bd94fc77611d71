"""what caused a parcel, and indices by which a look at the whole stays cheap"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_DUE = sa.text("state = 'pending'")
_FAILED = sa.text("state = 'failed'")
_DEAD = sa.text("dead_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("cause", sa.Text()))
    for name, table, column, where in (
        ("ix_outbox_due", "outbox", "due_at", _DUE),
        ("ix_outbox_failed", "outbox", "id", _FAILED),
        ("ix_inbox_dead", "inbox", "id", _DEAD),
    ):
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
