"""The processes of compose.replicas.yaml without containers: three replicas, PostgreSQL, nginx.

Each replica is `python -m bot run` with the file's own environment; only addresses are others.
"""

import asyncio
import shutil
import subprocess
from pathlib import Path

import aiohttp

from tests.bot.shell import Operator, Running
from tests.deploy.files import compose, filled, nginx_conf, of_the_line
from tests.doors import free_ports
from tests.world import World

NGINX = shutil.which("nginx")
SECRET = "a-long_random-word-42"
_PATIENCE = 60.0  # seconds


class Deployed(World):
    """`folder` is where each process has its own files."""

    def __init__(self, address: str, folder: Path) -> None:
        super().__init__(address)
        self._folder = folder
        self._ports = free_ports(7)
        self.url = f"http://127.0.0.1:{self._ports[0]}"
        self.replicas: list[Running] = []
        self._operators: list[Operator] = []
        self._proxy: subprocess.Popen[bytes] | None = None

    async def open(self) -> None:
        self.box.clock.reset()  # the processes live by the machine's own
        self._opens_nginx()
        services = of_the_line(compose("compose.replicas.yaml"))
        for number, (name, service) in enumerate(sorted(services.items())):
            self._starts(name, service["environment"], *self._ports[1 + 2 * number :][:2])
        for replica in self.replicas:
            await replica.first_line()
        await self._is_ready()

    async def close(self) -> None:
        await self._onlooker.close()
        for operator in self._operators:
            await asyncio.to_thread(operator.leaves)
        if self._proxy is not None:
            self._proxy.terminate()
            await asyncio.to_thread(self._proxy.wait, 10)

    def nudge(self) -> None:
        """They look at the time themselves."""

    def kill(self, number: int) -> None:
        """At once, as by a loss of power."""
        self.replicas[number].process.kill()

    def _starts(self, name: str, environment: dict[str, str], port: int, watched: int) -> None:
        given = {"POSTGRES_PASSWORD": "x", "PUBLIC_HOST": "line", "WEBHOOK_SECRET": SECRET}
        here = {
            "DATABASE_URL": self.address,
            "WEBHOOK_URL": f"{self.url}/telegram",
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "PUBLIC_URL": self.url,
            "WATCH_LISTEN": f"127.0.0.1:{watched}",
            **self.for_a_process,
        }
        settings = {key: filled(value, given) for key, value in environment.items()}
        folder = self._folder / name
        folder.mkdir()
        operator = Operator(folder)
        self._operators.append(operator)
        self.replicas.append(operator.starts("run", **{**settings, **here}))

    def _opens_nginx(self) -> None:
        folder = self._folder / "proxy"
        folder.mkdir(mode=0o777)
        conf = folder / "nginx.conf"
        conf.write_text(nginx_conf(self._ports[1::2], self._ports[0], folder))
        assert NGINX is not None
        words = [NGINX, "-e", "stderr", "-c", str(conf), "-p", str(folder), "-g", "daemon off;"]
        with (folder / "errors.txt").open("wb") as errors:
            self._proxy = subprocess.Popen(words, stderr=errors)

    async def _is_ready(self) -> None:
        """As an orchestrator would ask."""
        async with asyncio.timeout(_PATIENCE), aiohttp.ClientSession() as http:
            for port in self._ports[2::2]:
                while not await _answers(http, f"http://127.0.0.1:{port}/readyz"):
                    await asyncio.sleep(0.05)


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
