"""The three replicas of deploy/compose.replicas.yaml behind the nginx of deploy/nginx.conf."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.deploy.deployed import NGINX, SECRET, Deployed

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx: apt-get install nginx")


@pytest.fixture
async def deployed(postgresql_address: str, tmp_path: Path) -> AsyncIterator[Deployed]:
    async with Deployed(postgresql_address, tmp_path) as world, world.patience(60):
        yield world


async def test_people_are_answered_through_the_proxy_though_replicas_die(
    deployed: Deployed,
) -> None:
    arta = await deployed.member("Arta")
    besa = await deployed.staff()
    thread = await arta.ticket("Na duhet ndihmë me buxhetin")
    await besa.says("Si mund të ndihmoj?", thread)
    assert (await arta.last()).text == "Si mund të ndihmoj?"
    for number, words in enumerate(("Një palë vdiq", "Dy palë vdiqën")):
        deployed.kill(number)
        await arta.says(words)
        assert words in [seen.text for seen in await besa.sees(thread)]


async def test_the_proxy_lets_in_what_is_public_and_nothing_else(deployed: Deployed) -> None:
    update = {"update_id": 1, "message": {}}
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(deployed.url) as http:

        async def asked(method: str, path: str, **more: object) -> int:
            async with http.request(method, path, **more) as answer:  # type: ignore[arg-type]
                return answer.status

        for path in ("/", "/healthz", "/readyz", "/metrics", "/telegram/x", "/calendars"):
            assert await asked("GET", path) == 404
        assert await asked("GET", "/telegram") == 403
        assert await asked("POST", "/telegram", json=update) == 403
        wrong = {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}
        assert await asked("POST", "/telegram", json=update, headers=wrong) == 403
        assert await asked("POST", "/telegram", data=b"no JSON", headers=header) == 400
        large = io.BytesIO(b" " * ((1 << 20) + 1))
        assert await asked("POST", "/telegram", data=large, headers=header) == 413
        assert await asked("GET", f"/calendar/{'a' * 43}.ics") == 404
        assert await asked("POST", f"/calendar/{'a' * 43}.ics") == 403
