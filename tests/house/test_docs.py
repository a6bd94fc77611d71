"""The documents tell of everything there is, and of nothing that is not there."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from bot.cli import app
from bot.settings import Settings
from tests.house.source import FLOORS, PRODUCT, ROOT, on

pytestmark = pytest.mark.xdist_group("house")  # the trees are read once

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
GUIDES = ("ARCHITECTURE.md", "CONTRIBUTING.md")
FOLDERS = (*FLOORS, "deploy", "docs", ".ci")
_PATH = re.compile(rf"(?<![\w/.<-])(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*[<*{{…]?")
_FILE = re.compile(r"`([\w.-]+\.(?:py|md|toml|lock|txt|example))`")
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group: Any, *path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name))


def paths_in(text: str) -> set[str]:
    """Paths as they stand in the text; one that ends in a placeholder counts up to its folder."""
    found = {path.rstrip(".") for path in _PATH.findall(text)} | set(_LINK.findall(text))
    return {p.rpartition("/")[0] if p[-1] in "<*{…" else p for p in found}


def exists(path: str) -> bool:
    """`bot/intake` may stand for `bot/intake.py`."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_there_and_is_worth_opening(name: str) -> None:
    text = read(name)
    assert text.startswith("# ")
    assert len(text.splitlines()) >= 10


def test_every_command_is_named() -> None:
    said = read(".env.example") + read("README.md")
    every = commands(typer.main.get_command(app))
    assert [command for command in every if not re.search(rf"\blinja {command}\b", said)] == []


def test_every_setting_is_named() -> None:
    said = read(".env.example") + read("README.md")
    every = [name.upper() for name in Settings.model_fields]
    assert [name for name in every if not re.search(rf"\b{name}\b", said)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_is_named_leads_somewhere(name: str) -> None:
    assert [path for path in sorted(paths_in(read(name))) if not exists(path)] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_file_that_is_named_is_somewhere(name: str) -> None:
    files = set(_FILE.findall(read(name)))
    known = {path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*")}
    known |= {path.name for path in ROOT.iterdir()}
    assert sorted(files - known) == []


def test_what_the_line_is_said_to_say_in_trouble_it_says() -> None:
    table = read("README.md").partition("| what happened |")[2].partition("\n\n")[0]
    quoted = {words for row in table.splitlines() for words in re.findall(r'"([^"]+)"', row)}
    assert len(quoted) > 7
    said = "\n".join(
        node.value
        for module in on(*PRODUCT)
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert sorted(words for words in quoted if words not in said) == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "deploy/README.md"])
def test_every_make_target_that_is_named_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", read("Makefile"), re.MULTILINE))
    typed = re.findall(r"`make ([^`\s]+)`|(?:^|sudo )make (\S+)", read(name), re.MULTILINE)
    named = {a or b for a, b in typed}
    assert named
    assert named <= targets


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("see `desk/tickets.py`.", "desk/tickets.py"),
        ("see [it](docs/pace.svg)", "docs/pace.svg"),
        ("in faq/entries/<topic>/<slug>.md", "faq/entries"),
        ("in `handlers/views/*.py`", "handlers/views"),
        ("-> bot/intake      polls", "bot/intake"),
        ("all of storage/.", "storage/"),
    ],
)
def test_a_path_is_read_from_a_text_as_people_write_it(text: str, path: str) -> None:
    assert paths_in(text) == {path}
