"""Modules that fit into a head, and that say in their first line what they hold."""

import ast

import pytest

from tests.house.source import FLOORS, MODULES, on

pytestmark = pytest.mark.xdist_group("house")  # the trees are read once

MOST_LINES = 350
MOST_LINES_OF_TESTS = 420  # tables of examples are long and read in one go
MOST_IN_A_FUNCTION = 60

# Migrations list a whole schema, are written once and never read in between.
LISTS = "storage/migrations/versions/"


@pytest.mark.parametrize("floor", FLOORS)
def test_no_module_is_long(floor: str) -> None:
    lengths = {module.name: len(module.text.splitlines()) for module in on(floor)}
    assert lengths
    most = MOST_LINES_OF_TESTS if floor == "tests" else MOST_LINES
    assert {name: lines for name, lines in lengths.items() if lines > most} == {}


@pytest.mark.parametrize("floor", FLOORS)
def test_no_function_is_long(floor: str) -> None:
    lengths = {
        f"{module.name}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module in on(floor)
        for node in module.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not module.name.startswith(LISTS)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_IN_A_FUNCTION} == {}


def test_every_module_says_what_it_holds() -> None:
    silent = [m.name for m in MODULES if m.tree.body and not ast.get_docstring(m.tree)]
    assert silent == []


def test_what_a_module_says_of_itself_begins_with_a_sentence() -> None:
    """It may run on into the second line; it ends as sentences do."""
    ours = [module for module in MODULES if not module.name.startswith(LISTS)]
    said = {module.name: ast.get_docstring(module.tree) for module in ours}
    firsts = {name: text.split("\n\n")[0].rstrip() for name, text in said.items() if text}
    assert [name for name, first in firsts.items() if first[-1] not in ".!?:"] == []


@pytest.mark.parametrize("name", ["utils", "helpers", "manager", "misc", "common"])
def test_no_module_is_named_after_nothing(name: str) -> None:
    assert [module.name for module in MODULES if module.path.stem.strip("_") == name] == []
