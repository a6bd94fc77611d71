"""what a topic looks like"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("sign", sa.Text(), nullable=True))
    # Bulk mail makes room for what is sent when a chat is idle.
    op.execute("UPDATE outbox SET priority = 5 WHERE priority = 4")
