"""The line of deploy/compose.yaml without a container, and the health check of its Dockerfile."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.shell import Operator, Running
from tests.deploy.files import compose, of_the_line, steps
from tests.doors import free_ports
from tests.world import World


class OneMachine(World):
    """One process with the file's own environment; its volume is `data`, and only ports are
    others.
    """

    def __init__(self, folder: Path) -> None:
        (service,) = of_the_line(compose("compose.yaml")).values()
        (_volume, inside) = service["volumes"][0].split(":")
        self.data = folder / "data"
        self.data.mkdir()
        self.given: dict[str, str] = {
            name: value.replace(inside, str(self.data))
            for name, value in service["environment"].items()
        }
        address, _colon, self._watched = self.given["WATCH_LISTEN"].rpartition(":")
        (self._port,) = free_ports(1)
        self.given["WATCH_LISTEN"] = f"{address}:{self._port}"
        super().__init__(self.given["DATABASE_URL"])
        (folder / "elsewhere").mkdir()
        self._operator = Operator(folder / "elsewhere")
        self.running: Running

    async def open(self) -> None:
        self.box.clock.reset()  # the process lives by the machine's own
        settings = {**self.given, **self.for_a_process}
        self.running, _said = await self._operator.opens("run", **settings)

    async def close(self) -> None:
        await self._onlooker.close()
        self._operator.leaves()

    def nudge(self) -> None:
        """It looks at the time itself."""

    async def is_healthy(self) -> bool:
        """What the container's engine runs, and by what it judges."""
        (check,) = (rest for word, rest in steps() if word == "HEALTHCHECK")
        python, *words = json.loads(check.partition("CMD ")[2])
        assert python == "python"
        here = [word.replace(f":{self._watched}/", f":{self._port}/") for word in words]
        assert here != words
        done = await asyncio.to_thread(subprocess.run, [sys.executable, *here], check=False)
        return done.returncode == 0


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[OneMachine]:
    async with OneMachine(tmp_path) as world, world.patience(60):
        yield world


async def test_people_are_answered_and_all_that_it_keeps_is_in_its_volume(
    machine: OneMachine, tmp_path: Path
) -> None:
    arta, besa = await machine.member("Arta"), await machine.staff()
    thread = await arta.ticket("Na duhet ndihmë me buxhetin")
    await besa.says("Si mund të ndihmoj?", thread)
    assert (await arta.last()).text == "Si mund të ndihmoj?"
    assert (machine.data / "linja.db").exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    for line in machine.running.err.read_text("utf-8").splitlines():
        assert json.loads(line)["level"]


async def test_its_health_check_tells_a_line_that_lives_from_one_that_does_not(
    machine: OneMachine,
) -> None:
    assert await machine.is_healthy()
    ended, _seconds = await machine.running.stopped()
    assert ended.code == 0
    assert not await machine.is_healthy()
