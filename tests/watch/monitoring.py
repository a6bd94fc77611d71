"""Monitoring, as Prometheus and a load balancer see the line: over HTTP, at its own address."""

from dataclasses import dataclass
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.app import App
from tests.world import World

ANYWHERE = "127.0.0.1:0"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Scrape:
    """One answer of /metrics, read as Prometheus reads it."""

    samples: dict[tuple[str, frozenset[tuple[str, str]]], float]
    text: str

    def of(self, name: str, **labels: str) -> float | None:
        """None where there is no such series."""
        return self.samples.get((name, frozenset(labels.items())))

    def sum(self, name: str, **labels: str) -> float:
        """Over all series that have these labels among theirs."""
        wanted = set(labels.items())
        return sum(v for (one, has), v in self.samples.items() if one == name and wanted <= has)

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.samples}


def read(text: str) -> Scrape:
    samples = {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    return Scrape(samples, text)


async def answer_of(app: App, path: str, **headers: Any) -> Answer:
    assert app.door is not None
    url = f"http://127.0.0.1:{app.door.port}{path}"
    async with aiohttp.ClientSession() as http, http.get(url, headers=headers) as answer:
        return Answer(answer.status, await answer.text(), answer.content_type)


async def scrape_of(app: App) -> Scrape:
    """With a look at the tables that is fresh."""
    app.lookout.forget()
    return read((await answer_of(app, "/metrics")).text)


class Monitoring:
    """Asks the line that is open in this world."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def _app(self) -> App:
        assert self._world.app is not None
        return self._world.app

    async def asks(self, path: str, **headers: Any) -> Answer:
        return await answer_of(self._app, path, **headers)

    async def scrapes(self) -> Scrape:
        """After the line has done what there is to do."""
        await self._world.quiet()
        return await scrape_of(self._app)
