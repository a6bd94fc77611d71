"""The entries of one language, ready to be searched, and what is to be seen in the hits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from faq import lexicon
from faq.base import Entry
from faq.fold import fold, searched
from faq.grams import Floats, Grams, Passage, whole
from faq.languages import is_serbian, same_language
from faq.marks import Marks
from faq.meaning import Meaning
from faq.serbian import to_latin
from faq.slips import Slips, hashes
from faq.thesaurus import Thesaurus, shipped

_SHOWN = 10
# What a letter-long message asks is in its first lines; the rest would only cost time.
_LONGEST_QUERY = 400
_LONGEST_MEANT = 80  # the time of a sentence model grows with every word
# In words met: what a concept met is worth. In queries met: what being wholly alike in meaning is,
# of which only what exceeds the likeness of any two texts says anything.
_CONCEPT = 1.5
_MEANING = 8.0
_ANY_TWO = 0.75
# Somebody typed a phrasing letter for letter: more than any neighbour can score.
_VERBATIM = 10.0

_ASKED = "asked"
_TOLD = "told"


@dataclass(frozen=True, slots=True)
class Hit:
    slug: str
    score: float


@dataclass(frozen=True, slots=True)
class Signs:
    """How far the first hit can be trusted: its score, the share by which it is ahead of the
    second, the share of the question that it holds, its likeness in meaning, the question's words.
    """

    score: float = 0.0
    lead: float = 0.0
    cover: float = 0.0
    meaning: float = 0.0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """At most ten hits of different entries, best first."""

    hits: tuple[Hit, ...] = ()
    signs: Signs = Signs()
    is_verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A title or phrasing of the shelf, and where it stands among the passages."""

    place: int
    owner: int
    text: str
    is_title: bool


class Shelf:
    """Each entry owns passages: what it tells, then its title and its phrasings.

    An entry in another language than the shelf's is met by the concepts that it speaks of.
    """

    def __init__(
        self, entries: Sequence[Entry], language: str, meaning: Meaning | None = None
    ) -> None:
        self._language = language
        self._thesaurus = shipped(language)
        self._meaning = meaning
        self.slugs = [entry.slug for entry in entries]
        passages = [p for owner, entry in enumerate(entries) for p in self._said(owner, entry)]
        self._slips = self._mending(passages, entries)
        self._letters = Grams(passages)
        own = [shipped(entry.language) for entry in entries]
        self._concepts = Grams([_in_concepts(p, own[p.owner]) for p in passages], whole)
        kinds = [passage.kind for passage in passages]
        self._told = np.array([kind == _TOLD for kind in kinds], bool)
        self._firsts = np.flatnonzero(self._told)
        self._ends = np.append(self._firsts[1:], len(passages))
        self.asked = list(self._in_places(entries))
        self._verbatim: dict[str, int] = {}
        for asked in self.asked:
            self._verbatim.setdefault(passages[asked.place].words, asked.owner)
        self._vectors = self._embedded() if meaning else None
        self._marks = Marks(map(_read_aloud, entries), language) if meaning else None

    def look(self, query: str, without: Asked | None = None) -> Found:
        """Of an entry's phrasings only the best one counts; `without` one, as if nobody had it."""
        words = self._spelt(query[:_LONGEST_QUERY])
        if not self.slugs or not words:
            return Found()
        verbatim = None if without else self._verbatim.get(words)
        words = self._slips.mended(words)
        met = self._met(words)
        meant = self._alike(query, without)
        if without is not None:
            met[without.place] = 0
        asked = np.maximum.reduceat(np.where(self._told, 0, met), self._firsts)
        totals = asked + met[self._firsts] + _MEANING * meant
        if verbatim is not None:
            totals[verbatim] += _VERBATIM
        best = _largest(totals, _SHOWN)
        hits = tuple(Hit(self.slugs[owner], round(float(totals[owner]), 4)) for owner in best)
        signs = self._signs(words, best[0], hits, meant) if hits else Signs()
        return Found(hits, signs, verbatim is not None)

    def foresee(self, texts: Sequence[str]) -> None:
        """These texts of our own will be looked for whenever the base changes."""
        if self._meaning is not None:
            self._meaning.foresee([self._asking(text) for text in texts])

    def _met(self, words: str) -> Floats:
        """How well each passage meets the words, and the concepts that they speak of."""
        met = self._letters.scores(words)
        concepts = self._thesaurus.concepts(words)
        if concepts:
            worth = _CONCEPT * len(concepts) / len(words.split())
            met += worth * self._concepts.scores(" ".join(concepts))
        return met

    def _alike(self, query: str, without: Asked | None) -> Floats:
        if self._meaning is None or self._vectors is None:
            return np.zeros(len(self.slugs), np.float32)
        cosines = np.zeros(len(self._told), np.float32)
        asked = self._meaning.query(self._asking(query))
        # Not `@`: the threads of BLAS go on spinning, and take the cores from those of the model.
        cosines[~self._told] = np.einsum("td,d->t", self._vectors, asked)
        if without is not None:
            cosines[without.place] = 0
        return np.maximum(np.maximum.reduceat(cosines, self._firsts) - _ANY_TWO, 0)

    def _signs(self, words: str, owner: int, hits: Sequence[Hit], meant: Floats) -> Signs:
        first = hits[0].score
        second = hits[1].score if len(hits) > 1 else 0.0
        cover = self._letters.cover(words, int(self._firsts[owner]), int(self._ends[owner]))
        return Signs(first, 1 - second / first, cover, float(meant[owner]), len(words.split()))

    def _said(self, owner: int, entry: Entry) -> Iterator[Passage]:
        told = " ".join((entry.title, *entry.tags, entry.answer))
        yield Passage(owner, _TOLD, self._spelt(told))
        for text in (entry.title, *entry.phrasings):
            yield Passage(owner, _ASKED, self._spelt(text))

    def _in_places(self, entries: Sequence[Entry]) -> Iterator[Asked]:
        for owner, (entry, first) in enumerate(zip(entries, self._firsts.tolist(), strict=True)):
            for number, text in enumerate((entry.title, *entry.phrasings), 1):
                yield Asked(first + number, owner, text, is_title=number == 1)

    def _embedded(self) -> Floats:
        assert self._meaning is not None
        return self._meaning.passages([self._meant(asked.text) for asked in self.asked])

    def _asking(self, text: str) -> str:
        assert self._marks is not None
        return self._marks.restored(text)[:_LONGEST_MEANT]

    def _meant(self, text: str) -> str:
        """As typed, for the model was taught that; but it knows Serbian best in Latin letters."""
        return to_latin(text) if is_serbian(self._language) else text

    def _spelt(self, text: str) -> str:
        return searched(fold(text), self._language)

    def _mending(self, passages: Sequence[Passage], entries: Sequence[Entry]) -> Slips:
        """Towards the words in which people ask here, and those of the thesaurus."""
        asked = chain.from_iterable(
            passage.words.split()
            for passage in passages
            if passage.kind == _ASKED
            and same_language(entries[passage.owner].language, self._language)
        )
        said = chain.from_iterable(passage.words.split() for passage in passages)
        known = (lexicon.words(self._language), hashes(said))
        return Slips(known, chain(asked, self._thesaurus.words))


def _in_concepts(passage: Passage, thesaurus: Thesaurus) -> Passage:
    return Passage(passage.owner, passage.kind, " ".join(thesaurus.concepts(passage.words)))


def _read_aloud(entry: Entry) -> str:
    return " ".join((entry.title, *entry.phrasings, entry.answer))


def _largest(totals: Floats, most: int) -> list[int]:
    """The numbers of the largest totals above nothing, largest first; equal ones in their order."""
    first = np.argsort(-totals, kind="stable")[:most]
    return [int(number) for number in first if totals[number] > 0]
