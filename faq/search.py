"""From what a person typed to an answer, to three titles to choose from, or to honest silence."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from faq.base import Base, Entry
from faq.fold import fold
from faq.grams import Grams, Passage

# Fitted on the entries, one phrasing of each held out, and on faq/offtopic: python -m bench.faq
# prints what they do, with --fit what others would. The lead is the share by which the first
# entry is ahead of the second: between close rivals the person chooses.
UNSURE_AT = 0.55
FOUND_AT = 0.9
LEAD = 0.2

# Somebody typed a phrasing letter for letter: more than any neighbour can score, which is below 4.
_VERBATIM = 10.0

_SHOWN = 3
# What a letter-long message asks is in its first lines; the rest would only cost time.
_LONGEST_QUERY = 400


class Outcome(StrEnum):
    FOUND = "found"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hit:
    slug: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """FOUND: the first hit answers. UNSURE: let the person choose. NONE: there are no hits."""

    outcome: Outcome
    hits: tuple[Hit, ...] = ()


class Index:
    """Search in a base; the part of a language is built when that language is first asked."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._shelves: dict[str, Shelf] = {}

    def search(self, query: str, language: str) -> Answer:
        if language not in self._shelves:
            self._shelves[language] = Shelf(self._base.in_language(language), language)
        return judged(self._shelves[language].best(query))


def judged(hits: tuple[Hit, ...]) -> Answer:
    if not hits or hits[0].score < UNSURE_AT:
        return Answer(Outcome.NONE)
    found = hits[0].score >= FOUND_AT and lead(hits) >= LEAD
    return Answer(Outcome.FOUND if found else Outcome.UNSURE, hits)


def lead(hits: tuple[Hit, ...]) -> float:
    return 1 - hits[1].score / hits[0].score if len(hits) > 1 else 1.0


class Shelf:
    """The entries of one language, ready to be searched."""

    def __init__(self, entries: tuple[Entry, ...], language: str) -> None:
        self._language = language
        self._slugs = [entry.slug for entry in entries]
        self._asked: dict[str, int] = {}
        self._passages = [
            passage for owner, entry in enumerate(entries) for passage in self._said(owner, entry)
        ]
        self._grams = Grams(self._passages)

    def best(self, query: str) -> tuple[Hit, ...]:
        """The three best entries, best first; of an entry's phrasings only the best one counts."""
        words = self._spelt(query[:_LONGEST_QUERY])
        asked: defaultdict[int, float] = defaultdict(float)
        total: defaultdict[int, float] = defaultdict(float)
        for number, score in self._grams.scores(words).items():
            passage = self._passages[number]
            if passage.kind == _TOLD:
                total[passage.owner] += score
            else:
                asked[passage.owner] = max(asked[passage.owner], score)
        if words in self._asked:
            asked[self._asked[words]] += _VERBATIM
        for owner, score in asked.items():
            total[owner] += score
        first = sorted(total, key=total.__getitem__, reverse=True)[:_SHOWN]
        return tuple(Hit(self._slugs[owner], total[owner]) for owner in first)

    def _said(self, owner: int, entry: Entry) -> Iterator[Passage]:
        told = " ".join((entry.title, *entry.tags, entry.answer))
        yield Passage(owner, _TOLD, self._spelt(told))
        for text in (entry.title, *entry.phrasings):
            if words := self._spelt(text):
                self._asked.setdefault(words, owner)
                yield Passage(owner, _ASKED, words)

    def _spelt(self, text: str) -> str:
        """Serbian đ is typed as đ, as dj and as d; here all three are d."""
        words = fold(text)
        return words.replace("dj", "d") if self._language.startswith("sr") else words


_ASKED = "asked"
_TOLD = "told"
