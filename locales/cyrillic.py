"""What is generated from Serbian in Latin: its Cyrillic catalogue, entries and titles of topics."""

import re
from collections.abc import Iterator
from pathlib import Path

from faq.serbian import entry_to_cyrillic, to_cyrillic
from locales.tree import CYRILLIC, LATIN, Tree, empty, messages, read, texts, written

_LATIN_FILE, _CYRILLIC_FILE = f".{LATIN}.md", f".{CYRILLIC}.md"
_LATIN_TITLE = re.compile(rf"^{LATIN} = (.*)\n", re.MULTILINE)
_CYRILLIC_TITLE = re.compile(rf"^{CYRILLIC} = .*\n", re.MULTILINE)


def generated(tree: Tree) -> dict[Path, str]:
    """All files that are made from Latin ones, as they must be."""
    catalogue = {tree.catalogue(CYRILLIC): _catalogue(tree)}
    return catalogue | dict(_entries(tree)) | dict(_topics(tree))


def orphans(tree: Tree) -> tuple[Path, ...]:
    """Entries in Cyrillic whose Latin source is gone."""
    return tuple(
        path
        for path in sorted(tree.entries.rglob(f"*{_CYRILLIC_FILE}"))
        if not path.with_name(path.name.replace(_CYRILLIC_FILE, _LATIN_FILE)).exists()
    )


def _catalogue(tree: Tree) -> str:
    cyrillic = empty(CYRILLIC)
    for message in messages(read(tree.catalogue(LATIN), LATIN)):
        converted = message.clone()
        forms = tuple(map(to_cyrillic, texts(message.string)))
        converted.string = forms if message.pluralizable else forms[0]
        cyrillic[message.id] = converted
    return written(cyrillic, CYRILLIC)


def _entries(tree: Tree) -> Iterator[tuple[Path, str]]:
    for latin in sorted(tree.entries.rglob(f"*{_LATIN_FILE}")):
        cyrillic = latin.with_name(latin.name.replace(_LATIN_FILE, _CYRILLIC_FILE))
        yield cyrillic, entry_to_cyrillic(latin.read_text("utf-8"))


def _topics(tree: Tree) -> Iterator[tuple[Path, str]]:
    for path in sorted(tree.entries.rglob("topic.toml")):
        yield path, _LATIN_TITLE.sub(_titles, _CYRILLIC_TITLE.sub("", path.read_text("utf-8")))


def _titles(latin: re.Match[str]) -> str:
    return f"{latin[0]}{CYRILLIC} = {to_cyrillic(latin[1])}\n"
