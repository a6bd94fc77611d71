"""What is asked the same questions: the line's own search, and what else a desk could have.

An entry is one document to SQLite's FTS5 and to BM25 over words; to rapidfuzz its title and its
phrasings are texts of which the likest counts.
"""

import re
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.util import find_spec
from typing import Protocol

import numpy as np

from faq import Answer, Base, Entry, Hit, Index, Outcome, fold
from faq.grams import Floats, Grams, Passage, whole
from faq.meaning import Meaning
from faq.search import judged

OURS, SEMANTIC = "the line", "with meaning"

_SHOWN = 10
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phrasing, by its entry's number and its own, to be asked as if nobody had it."""

    owner: int
    number: int


class Searcher(Protocol):
    def best(self, text: str, without: LeftOut | None = None) -> Sequence[Hit]:
        """At most ten, best first."""

    def answer(self, text: str, without: LeftOut | None = None) -> Answer:
        """The same, and how sure it is."""


@dataclass(frozen=True, slots=True)
class Method:
    """`make` is None where what it needs is not installed."""

    name: str
    make: Callable[[Sequence[Entry], str], Searcher] | None


class Line:
    def __init__(
        self, entries: Sequence[Entry], language: str, meaning: Meaning | None = None
    ) -> None:
        self._language = language
        self._index = Index(Base(tuple(entries), ()), meaning=meaning)
        self._ready = self._index.prepare(language)
        asked = self._ready.shelf.asked
        titles = {one.owner: one.place for one in asked if one.is_title}
        self._asked = {LeftOut(one.owner, one.place - titles[one.owner] - 1): one for one in asked}

    def best(self, text: str, without: LeftOut | None = None) -> Sequence[Hit]:
        return self.answer(text, without).hits

    def answer(self, text: str, without: LeftOut | None = None) -> Answer:
        if without is None:
            return self._index.search(text, self._language)
        found = self._ready.shelf.look(text, self._asked[without])
        return judged(found, self._ready.calibration)


class _Peer(ABC):
    """Knows no outcomes, and is as sure as its first hit scores."""

    @abstractmethod
    def best(self, text: str, without: LeftOut | None = None) -> Sequence[Hit]: ...

    def answer(self, text: str, without: LeftOut | None = None) -> Answer:
        hits = tuple(self.best(text, without))
        return Answer(Outcome.NONE, hits, hits[0].score if hits else 0.0)


class FullText(_Peer):
    """SQLite's own, with its tokenizer unicode61 as it comes, any of the words."""

    def __init__(self, entries: Sequence[Entry], _: str) -> None:
        self._entries = entries
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._database.execute("CREATE VIRTUAL TABLE pages USING fts5(words, tokenize='unicode61')")
        pages = ((number, _page(entry)) for number, entry in enumerate(entries))
        self._database.executemany("INSERT INTO pages (rowid, words) VALUES (?, ?)", pages)

    def best(self, text: str, without: LeftOut | None = None) -> Sequence[Hit]:
        if without is None:
            return self._found(text)
        page = _page(self._entries[without.owner], without.number)
        self._database.execute("BEGIN")
        self._database.execute("UPDATE pages SET words = ? WHERE rowid = ?", (page, without.owner))
        found = self._found(text)
        self._database.execute("ROLLBACK")
        return found

    def _found(self, text: str) -> Sequence[Hit]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(text)))
        rows = self._database.execute(
            "SELECT rowid, bm25(pages) FROM pages WHERE pages MATCH ? "
            "ORDER BY bm25(pages), rowid LIMIT ?",
            (words or '""', _SHOWN),
        )
        return [Hit(self._entries[number].slug, -score) for number, score in rows]


class Words(_Peer):
    """BM25 over whole words, folded as the line folds them."""

    def __init__(self, entries: Sequence[Entry], _: str) -> None:
        self._entries = entries
        self._index = _index([[_page(entry)] for entry in entries])

    def best(self, text: str, without: LeftOut | None = None) -> Sequence[Hit]:
        if without is None:
            scores = self._index.scores(fold(text))
        else:
            every = self._shortened.scores(fold(text))
            scores = every[self._firsts]
            scores[without.owner] = every[self._firsts[without.owner] + 1 + without.number]
        return _hits(self._entries, scores)

    @cached_property
    def _shortened(self) -> Grams:
        """Each page, and after it the same page without one of its phrasings."""
        return _index(
            [
                [_page(entry), *(_page(entry, number) for number in range(len(entry.phrasings)))]
                for entry in self._entries
            ]
        )

    @cached_property
    def _firsts(self) -> list[int]:
        pages = [1 + len(entry.phrasings) for entry in self._entries]
        return [sum(pages[:number]) for number in range(len(pages))]


class Fuzzy(_Peer):
    """rapidfuzz's token_set_ratio of folded texts."""

    def __init__(self, entries: Sequence[Entry], _: str) -> None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - an extra

        self._alike = partial(process.cdist, scorer=fuzz.token_set_ratio)
        self._entries = entries
        said = [(entry.title, *entry.phrasings) for entry in entries]
        self._texts = [fold(text) for texts in said for text in texts]
        self._firsts = np.cumsum([0, *map(len, said)])[:-1]

    def best(self, text: str, without: LeftOut | None = None) -> Sequence[Hit]:
        alike = self._alike([fold(text)], self._texts)[0]
        if without is not None:
            alike[self._firsts[without.owner] + 1 + without.number] = 0
        return _hits(self._entries, np.maximum.reduceat(alike, self._firsts))


def methods(meaning: Meaning | None) -> tuple[Method, ...]:
    semantic = (Method(SEMANTIC, partial(Line, meaning=meaning)),) if meaning else ()
    return (Method(OURS, Line), *semantic, *PEERS)


def installed(name: str) -> bool:
    return find_spec(name) is not None


PEERS = (
    Method("FTS5 unicode61", FullText),
    Method("BM25, words", Words),
    Method("rapidfuzz", Fuzzy if installed("rapidfuzz") else None),
)


def _page(entry: Entry, without: int | None = None) -> str:
    phrasings = (text for number, text in enumerate(entry.phrasings) if number != without)
    return "\n".join((entry.title, *phrasings, *entry.tags, entry.answer))


def _index(pages: Sequence[Sequence[str]]) -> Grams:
    passages = [
        Passage(owner, "page", fold(text)) for owner, texts in enumerate(pages) for text in texts
    ]
    return Grams(passages, whole)


def _hits(entries: Sequence[Entry], scores: Floats) -> Sequence[Hit]:
    first = np.argsort(-scores, kind="stable")[:_SHOWN]
    return [Hit(entries[n].slug, float(scores[n])) for n in first.tolist() if scores[n] > 0]
