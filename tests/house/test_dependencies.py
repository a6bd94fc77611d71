"""What we depend on: locked with hashes, under licences that let anybody use the line."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-audit.lock")
_FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser|Zlib|CC0|0BSD|Dual",
)
_STRICT = re.compile(r"(?<!L)(?<!Lesser )\b(AGPL|GPL)")


def entries(lock: str) -> list[str]:
    """Each with all that stands below it."""
    text = (ROOT / lock).read_text("utf-8")
    return re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_with_its_hashes(lock: str) -> None:
    found = entries(lock)
    assert len(found) > 20
    assert [one for one in found if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", one)] == []
    assert [one.split()[0] for one in found if "--hash=sha256:" not in one] == []
    assert [one for one in found if "://" in one or re.match(r"-", one)] == []


def test_what_runs_is_what_was_tested() -> None:
    """The lock of the line says of each package what that of its developers says."""
    developers = {one.split()[0] for one in entries("requirements-dev.lock")}
    assert {one.split()[0] for one in entries("requirements.lock")} <= developers


def test_every_licence_lets_anybody_use_the_line() -> None:
    seen, strict = 0, []
    for one in entries("requirements.lock"):
        found = _installed(one.partition("==")[0])
        if found is not None:  # not what only other platforms have
            seen += 1
            licence = licence_of(found)
            if not _FREE.search(licence) or _STRICT.search(licence):
                strict.append(f"{found.name}: {licence}")
    assert seen > 40
    assert strict == []


def licence_of(one: Distribution) -> str:
    """As its authors say it: an expression, else a classifier, else words."""
    classifiers = [c for c in _said(one, "Classifier") if c.startswith("License")]
    words = "".join(_said(one, "License-Expression")) or "; ".join(classifiers)
    return words or "".join(_said(one, "License")).partition("\n")[0]


def _said(one: Distribution, field: str) -> list[str]:
    return one.metadata.get_all(field) or []


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name.partition("[")[0])
    except PackageNotFoundError:
        return None
