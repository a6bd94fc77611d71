"""A knowledge base in memory: its topics and entries, and the way to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from faq.alphabets import sort_key

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Entry:
    """One question in one language; `phrasings` are the ways in which people type it.

    The answer is Markdown and may hold placeholders such as %(office_hours)s.
    """

    slug: str
    topic: str
    language: str
    title: str
    answer: str
    phrasings: tuple[str, ...]
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic with its titles by language, as its file has it."""

    slug: str
    order: int
    titles: Mapping[str, str]

    def in_language(self, language: str) -> Topic:
        return Topic(self.slug, self.titles.get(language) or self.titles[FALLBACK])


@dataclass(frozen=True)
class Base:
    entries: tuple[Entry, ...]
    cards: tuple[TopicCard, ...] = field(repr=False)

    def get(self, slug: str, language: str) -> Entry | None:
        return self._by_slug.get((slug, language))

    def find(self, slug: str, language: str) -> Entry | None:
        """The entry in that language, or in English where nobody has translated it yet."""
        return self.get(slug, language) or self.get(slug, FALLBACK)

    def topics(self, language: str) -> tuple[Topic, ...]:
        """Those that have anything to read in that language or in English."""
        readable = {e.topic for e in self.entries if e.language in (language, FALLBACK)}
        cards = sorted(self.cards, key=lambda card: (card.order, card.slug))
        return tuple(card.in_language(language) for card in cards if card.slug in readable)

    def in_topic(self, topic: str, language: str) -> tuple[Entry, ...]:
        slugs = {entry.slug for entry in self.entries if entry.topic == topic}
        found = filter(None, (self.find(slug, language) for slug in slugs))
        return tuple(sorted(found, key=lambda e: (sort_key(e.title, language), e.slug)))

    def in_language(self, language: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.language == language)

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset(entry.language for entry in self.entries)

    @cached_property
    def _by_slug(self) -> dict[tuple[str, str], Entry]:
        return {(entry.slug, entry.language): entry for entry in self.entries}
