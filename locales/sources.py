"""The English texts: what `_`, `label`, `plural` and `N_` are called with in handlers/.

Read from the syntax tree: an extractor of tokens takes `_(NAMES["open"])` for the text "open".
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog

from locales.tree import Tree

# How many texts each takes: plural has a singular and a plural one.
_KEYWORDS = {"_": 1, "label": 1, "N_": 1, "plural": 2}
_FOR_TRANSLATORS = "# Translators:"
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Call:
    """`texts` is empty where the text comes from elsewhere, and was marked with N_ there."""

    path: Path
    line: int
    texts: tuple[str, ...]
    comment: str = ""
    mistake: str = ""


def calls(tree: Tree) -> Iterator[Call]:
    for path in tree.sources:
        source = path.read_text("utf-8")
        lines = source.splitlines()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and _name(node.func) in _KEYWORDS:
                yield _call(path, node, lines)


def template(tree: Tree, found: Iterable[Call]) -> Catalog:
    catalog = Catalog()
    for call in found:
        if call.texts:
            catalog.add(
                call.texts if len(call.texts) > 1 else call.texts[0],
                locations=[(call.path.relative_to(tree.root).as_posix(), call.line)],
                auto_comments=[call.comment] if call.comment else [],
            )
    return catalog


def placeholders(*texts: str) -> frozenset[str]:
    return frozenset(name for text in texts for name in _PLACEHOLDER.findall(text))


def listed(names: Iterable[str | None]) -> str:
    return ", ".join(f"%({name})s" for name in sorted(map(str, names)))


def _call(path: Path, node: ast.Call, lines: Sequence[str]) -> Call:
    arguments = node.args[: _KEYWORDS[_name(node.func)]]
    texts = tuple(
        argument.value
        for argument in arguments
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
    if len(texts) < _KEYWORDS[_name(node.func)]:
        return Call(path, node.lineno, (), mistake=_composed(arguments))
    return Call(path, node.lineno, texts, _comment(node.lineno, lines), _values(node, texts))


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _composed(arguments: Iterable[ast.expr]) -> str:
    if any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp) for text in arguments):
        return "the text is put together in the program; write each text whole, in its own call"
    return ""


def _values(node: ast.Call, texts: Iterable[str]) -> str:
    given = {keyword.arg for keyword in node.keywords}
    if _name(node.func) == "N_" or None in given:
        return ""
    asked = placeholders(*texts)
    if missing := asked - given:
        return f"no value is given for {listed(missing)}"
    if unused := given - asked - {"n"}:
        return f"the text does not use {listed(unused)}"
    return ""


def _comment(line: int, lines: Sequence[str]) -> str:
    above = lines[line - 2].strip() if line > 1 else ""
    return above.removeprefix("# ") if above.startswith(_FOR_TRANSLATORS) else ""
