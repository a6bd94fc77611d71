"""From a directory to a base: <topic>/<slug>.<language>.md beside <topic>/topic.toml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faq.base import Base, Entry, TopicCard
from faq.errors import BrokenEntry, EmptyBase
from faq.pages import Page, topic_card

SHIPPED = Path(__file__).parent / "entries"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?")

_FILE_NAME = re.compile(rf"(?P<slug>{SLUG.pattern})\.(?P<language>{LANGUAGE.pattern})\.md")


@dataclass(frozen=True, slots=True)
class Named:
    """A file whose name says which entry it holds, whether or not it can be read."""

    path: Path
    slug: str
    language: str

    @property
    def topic(self) -> str:
        return self.path.parent.name


@dataclass(frozen=True, slots=True)
class Source:
    """An entry and the page that it was read from."""

    path: Path
    page: Page
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """All that could be read of a directory, and what could not."""

    topics: tuple[str, ...]
    named: tuple[Named, ...]
    sources: tuple[Source, ...]
    cards: tuple[TopicCard, ...]
    troubles: tuple[BrokenEntry, ...]

    @property
    def base(self) -> Base:
        return Base(tuple(source.entry for source in self.sources), self.cards)


def load(directory: Path) -> Base:
    """Raises EmptyBase, or BrokenEntry for the first file that cannot be used."""
    reading = read(directory)
    for trouble in reading.troubles:
        raise trouble
    if not reading.named:
        raise EmptyBase(directory, "no entries in it (<topic>/<slug>.<language>.md)")
    return reading.base


def read(directory: Path) -> Reading:
    """Raises EmptyBase where there is no such directory, or none that can be opened."""
    if not directory.is_dir():
        raise EmptyBase(directory, "there is no such directory")
    try:
        topics = sorted(path for path in directory.iterdir() if _is_topic(path))
    except OSError as error:
        raise EmptyBase(directory, f"cannot be opened: {error.strerror}") from error
    troubles: list[BrokenEntry] = []
    named = [named for topic in topics for named in _named(topic, troubles)]
    sources = [source for one in named for source in _sources(one, troubles)]
    slugs = tuple(topic.name for topic in topics)
    troubles += [*_taken(named), *_strangers(sources, {one.slug for one in named}, slugs)]
    cards = [card for topic in topics for card in _cards(topic, troubles)]
    return Reading(slugs, tuple(named), tuple(sources), tuple(cards), tuple(troubles))


def _is_topic(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "_"))


def _named(topic: Path, troubles: list[BrokenEntry]) -> Iterator[Named]:
    for path in sorted(topic.glob("*.md")):
        name = _FILE_NAME.fullmatch(path.name)
        if name:
            yield Named(path, name["slug"], name["language"])
        else:
            why = "the name is not <slug>.<language>.md, such as venue.sq.md"
            mend = "name it with small letters, digits and -, then the language, then md"
            troubles.append(BrokenEntry(path, 1, why, mend))


def _sources(named: Named, troubles: list[BrokenEntry]) -> Iterator[Source]:
    try:
        page = Page(named.path)
    except BrokenEntry as error:
        troubles.append(error)
        return
    found = list(page.troubles())
    troubles += found
    if not found:
        yield Source(named.path, page, _entry(named, page))


def _entry(named: Named, page: Page) -> Entry:
    return Entry(
        slug=named.slug,
        topic=named.topic,
        language=named.language,
        title=page.title(),
        answer=page.answer(),
        phrasings=page.phrasings(),
        tags=page.tags(),
        related=page.related(),
        service=page.service(),
        flow=page.flow(),
        file=page.file(),
        place=page.place(),
    )


def _cards(topic: Path, troubles: list[BrokenEntry]) -> Iterator[TopicCard]:
    try:
        yield topic_card(topic / "topic.toml")
    except BrokenEntry as error:
        troubles.append(error)


def _taken(named: Sequence[Named]) -> Iterator[BrokenEntry]:
    topics: dict[str, str] = {}
    for one in named:
        first = topics.setdefault(one.slug, one.topic)
        if first != one.topic:
            why = f"{one.slug} is in the topic {first} too"
            yield BrokenEntry(one.path, 1, why, "give one of the two another slug")


def _strangers(
    sources: Sequence[Source], slugs: set[str], topics: Sequence[str]
) -> Iterator[BrokenEntry]:
    for source in sources:
        entry, page = source.entry, source.page
        for slug in entry.related:
            if slug not in slugs:
                mend = "write the slug of another entry, or take it away"
                yield page.broken("related", f"related names {slug}, which is no entry", mend)
        if entry.service and entry.service not in topics:
            mend = f"write one of {', '.join(topics)}, or take the line away"
            why = f"service names {entry.service}, which is no topic"
            yield page.broken("service", why, mend)
