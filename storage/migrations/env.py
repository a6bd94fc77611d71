"""What alembic runs: the caller's connection, already in its transaction."""

from alembic import context

import storage.schema  # noqa: F401 - where the tables are
from storage.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
