"""An operator's machine: a folder without settings, and a shell that stands in one."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.bot.shell import NAMES, Operator


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with no setting in the environment."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    empty = tmp_path / "empty"
    empty.mkdir()
    operator = Operator(empty)
    yield operator
    operator.leaves()


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    """A Telegram elsewhere."""
    box = Sandbox()
    await box.start()
    yield box
    await box.stop()
