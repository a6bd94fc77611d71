"""A knowledge base in memory: its topics and entries, and the way to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from faq.alphabets import sort_key
from faq.languages import same_language

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go, to be shown on a map; in degrees, north and east of zero."""

    name: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One question in one language; `phrasings` are the ways in which people type it.

    The answer is Markdown and may hold placeholders such as %(office_hours)s. Under it may stand
    a button that opens a `flow`, a `file` that lies beside the entry, a place. Who asks on about
    it asks the `service`, a topic's slug; an empty one means the entry's own topic.
    """

    slug: str
    topic: str
    language: str
    title: str
    answer: str
    phrasings: tuple[str, ...]
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    service: str = ""
    flow: str = ""
    file: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic with its titles by language, as its file has it; without any, its slug is shown."""

    slug: str
    order: int
    titles: Mapping[str, str]

    def in_language(self, language: str) -> Topic:
        title = self.titles.get(language) or self.titles.get(FALLBACK) or self.slug
        return Topic(self.slug, title)


@dataclass(frozen=True)
class Base:
    entries: tuple[Entry, ...]
    cards: tuple[TopicCard, ...] = field(repr=False)

    def get(self, slug: str, language: str) -> Entry | None:
        return self._by_slug.get((slug, language))

    def find(self, slug: str, language: str) -> Entry | None:
        """The entry in that language, or in one that it has where nobody has translated it yet."""
        others = (FALLBACK, *sorted(self.languages))
        return next(filter(None, (self.get(slug, name) for name in (language, *others))), None)

    def topics(self, language: str) -> tuple[Topic, ...]:
        """Those that have anything to read."""
        readable = {entry.topic for entry in self.entries}
        cards = sorted(self.cards, key=lambda card: (card.order, card.slug))
        return tuple(card.in_language(language) for card in cards if card.slug in readable)

    def in_topic(self, topic: str, language: str) -> tuple[Entry, ...]:
        slugs = {entry.slug for entry in self.entries if entry.topic == topic}
        found = filter(None, (self.find(slug, language) for slug in slugs))
        return tuple(sorted(found, key=lambda e: (sort_key(e.title, language), e.slug)))

    def nearest(self, language: str) -> str:
        """The language; Serbian of the other script where only that has entries."""
        if language in self.languages:
            return language
        return max((n for n in self.languages if same_language(n, language)), default=language)

    def in_language(self, language: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.language == language)

    def readable(self, language: str) -> tuple[Entry, ...]:
        """Every entry once: in that language, or in another that it has."""
        found = (self.find(slug, language) for slug in dict.fromkeys(e.slug for e in self.entries))
        return tuple(filter(None, found))

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset(entry.language for entry in self.entries)

    @cached_property
    def _by_slug(self) -> dict[tuple[str, str], Entry]:
        return {(entry.slug, entry.language): entry for entry in self.entries}
