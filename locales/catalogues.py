"""The tools of whoever writes or translates texts.

python -m locales.catalogues update|check|cyrillic
"""

from collections.abc import Iterable
from pathlib import Path

import typer
from babel.messages import Catalog

from locales.checks import Finding, check
from locales.cyrillic import generated, orphans
from locales.sources import calls, template
from locales.tree import CYRILLIC, PLURAL_FORMS, Tree, empty, messages, read, written

__all__ = ["Finding", "Tree", "check", "cyrillic", "update"]

HERE = Tree(Path(__file__).resolve().parents[1])


def update(tree: Tree) -> list[Path]:
    """Brings the texts of the program into all catalogues; what is translated stays.

    Nothing is guessed and what is used no more goes. Answers the files that changed.
    """
    english = template(tree, calls(tree))
    authored = {
        tree.catalogue(language): written(_merged(english, tree, language), language)
        for language in PLURAL_FORMS
        if language != CYRILLIC
    }
    changed = _write(authored)
    path = tree.catalogue(CYRILLIC)
    return changed + _write({path: generated(tree)[path]})


def cyrillic(tree: Tree) -> list[Path]:
    """Makes all that is in Serbian Cyrillic anew. Answers the files that changed or went."""
    gone = orphans(tree)
    for path in gone:
        path.unlink()
    return [*_write(generated(tree)), *gone]


def _merged(english: Catalog, tree: Tree, language: str) -> Catalog:
    old = read(tree.catalogue(language), language)
    merged = empty(language)
    for message in messages(english):
        copy = message.clone()
        known = old.get(message.id)
        if known and known.id == message.id:
            copy.string, copy.user_comments = known.string, known.user_comments
            copy.flags |= known.flags & {"fuzzy"}
        merged[message.id] = copy
    return merged


def _write(files: dict[Path, str]) -> list[Path]:
    changed = [path for path, text in files.items() if not _holds(path, text)]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
    return changed


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command("update")
def _update() -> None:
    """Bring the texts of the program into the catalogues."""
    _tell(path.relative_to(HERE.root) for path in update(HERE))


@app.command("cyrillic")
def _cyrillic() -> None:
    """Make all that is in Serbian Cyrillic anew from Latin."""
    _tell(path.relative_to(HERE.root) for path in cyrillic(HERE))


@app.command("check")
def _check() -> None:
    """Name what is wrong with texts and translations; fails if anything is."""
    findings = check(HERE)
    _tell(findings)
    raise typer.Exit(bool(findings))


def _tell(lines: Iterable[object]) -> None:
    for line in lines:
        typer.echo(line)


if __name__ == "__main__":
    app()
