"""A version before goes on beside a new one: what the tables were, they stay, and more is added."""

import ast
from pathlib import Path

import pytest

VERSIONS = Path(__file__).parents[2] / "storage" / "migrations" / "versions"
# Since replicas are replaced one after the other.
SINCE = sorted(path for path in VERSIONS.glob("[0-9]*.py") if path.name >= "0018")
ADDING = {"create_table", "create_index", "add_column"}


def calls(path: Path) -> list[ast.Call]:
    """What `upgrade` asks of alembic."""
    upgrade = next(
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "upgrade"
    )
    return [
        node
        for node in ast.walk(upgrade)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "op"
    ]


def name_of(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr


@pytest.mark.parametrize("path", SINCE, ids=lambda path: path.stem)
def test_a_migration_only_adds(path: Path) -> None:
    asked = calls(path)
    assert asked
    assert {name_of(call) for call in asked} <= ADDING
    for call in asked:
        if name_of(call) != "add_column":
            continue
        column = call.args[1]
        assert isinstance(column, ast.Call)
        given = {keyword.arg: ast.unparse(keyword.value) for keyword in column.keywords}
        # Whoever does not know the column writes rows without it.
        assert given.get("nullable", "True") == "True" or "server_default" in given
