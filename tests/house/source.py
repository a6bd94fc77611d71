"""Our source as trees, for the rules of the house to be read from it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("bot", "handlers", "desk", "faq", "storage", "locales", "sandbox", "tests", "bench")
PRODUCT = FLOORS[:-2]


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        """As people write it: `handlers/views/card.py`."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def floor(self) -> str:
        return self.name.partition("/")[0]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> set[str]:
        """Full names: `from faq import serbian` is faq and faq.serbian."""
        return {name for node in self.nodes for name in _imported(node, self.name)}

    def imports_any(self, *packages: str) -> bool:
        return any(f"{name}.".startswith(f"{p}.") for name in self.imports for p in packages)

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))


def _imported(node: ast.AST, where: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{where} imports from a dot: write the name in full"
        assert node.module is not None
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _modules() -> list[Module]:
    paths = (path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")))
    return [Module(path) for path in paths]


MODULES = _modules()


def on(*floors: str) -> list[Module]:
    return [module for module in MODULES if module.floor in floors]
