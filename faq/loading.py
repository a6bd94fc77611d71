"""From a directory to a base: <topic>/<slug>.<language>.md beside <topic>/topic.toml."""

import re
from collections.abc import Iterable
from pathlib import Path

from faq.base import Base, Entry
from faq.errors import BrokenEntry, EmptyBase
from faq.pages import Page, topic_card

SHIPPED = Path(__file__).parent / "entries"

_FILE_NAME = re.compile(
    r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>[a-z]{2,3}(?:_[A-Z][a-z]{3})?)\.md"
)


def load(directory: Path) -> Base:
    """Raises EmptyBase, or BrokenEntry for the first file that cannot be used."""
    if not directory.is_dir():
        raise EmptyBase(directory, "there is no such directory")
    topics = sorted(path for path in directory.iterdir() if _is_topic(path))
    found = {path: _entry(path) for topic in topics for path in sorted(topic.glob("*.md"))}
    if not found:
        raise EmptyBase(directory, "no entries in it (<topic>/<slug>.<language>.md)")
    _check_slugs(found.items())
    return Base(tuple(found.values()), tuple(topic_card(topic / "topic.toml") for topic in topics))


def _is_topic(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "_"))


def _entry(path: Path) -> Entry:
    name = _FILE_NAME.fullmatch(path.name)
    if name is None:
        raise BrokenEntry(path, 1, "the name is not <slug>.<language>.md, such as venue.sq.md")
    page = Page(path)
    phrasings = page.texts("phrasings")
    if not phrasings:
        raise page.broken("phrasings", "phrasings are missing: what do people type?")
    return Entry(
        slug=name["slug"],
        topic=path.parent.name,
        language=name["language"],
        title=page.title(),
        answer=page.answer(),
        phrasings=phrasings,
        tags=page.texts("tags"),
        related=page.texts("related"),
    )


def _check_slugs(found: Iterable[tuple[Path, Entry]]) -> None:
    topics: dict[str, str] = {}
    for path, entry in found:
        if topics.setdefault(entry.slug, entry.topic) != entry.topic:
            raise BrokenEntry(path, 1, f"{entry.slug} is in the topic {topics[entry.slug]} too")
    for path, entry in found:
        for slug in entry.related:
            if slug not in topics:
                raise Page(path).broken("related", f"related names {slug}, which is no entry")
