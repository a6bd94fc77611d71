"""A fleet of three, on PostgreSQL: there are no several processes on SQLite."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from desk.languages import Language
from faq import detection
from tests.bot.shell import Operator
from tests.fleet.fleet import Fleet
from tests.world import Unfiled, library


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    """What the first question of a language waits for, else, in the middle of a story."""
    detection.shipped()
    ready = library(Unfiled())
    for language in (Language.SQ, Language.EN):
        ready.search("forum", language)


@pytest.fixture
async def fleet(postgresql_address: str) -> AsyncIterator[Fleet]:
    async with Fleet(postgresql_address) as fleet:
        yield fleet


@pytest.fixture
async def pair(postgresql_address: str) -> AsyncIterator[Fleet]:
    async with Fleet(postgresql_address, number=2) as fleet:
        yield fleet


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    operator = Operator(tmp_path)
    yield operator
    operator.leaves()
