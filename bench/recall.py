"""How often the right entry is found: first, among the first three, and how far down (MRR).

A reciprocal rank beyond the tenth place counts as nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from statistics import fmean

from bench import spelling
from bench.comparison import MEAN, by_language, compare
from bench.hard_questions import FOUR, Question
from bench.search_peers import LeftOut, Searcher
from bench.spelling import Spelling
from faq import Entry, Hit

WRITTEN, STRIPPED, SCRIPT, TYPO = "as written", "no diacritics", "other script", "one typo"
SPELLINGS: Mapping[str, Spelling] = {
    WRITTEN: spelling.as_written,
    STRIPPED: spelling.stripped,
    SCRIPT: spelling.other_script,
    TYPO: spelling.mistyped,
}


@dataclass(frozen=True, slots=True)
class Recall:
    first: float
    three: float
    mrr: float

    def __str__(self) -> str:
        return " ".join(f"{share:.3f}" for share in (self.first, self.three, self.mrr))


ByLanguage = dict[str, Recall]


@dataclass(frozen=True, slots=True)
class Missed:
    """A question whose entry is not among the first three, and what stood there instead."""

    language: str
    question: Question
    hits: tuple[Hit, ...]


@dataclass(slots=True)
class Results:
    """What one method finds: phrasings left out, and questions by how they are spelt."""

    left_out: ByLanguage = field(default_factory=dict)
    asked: dict[str, ByLanguage] = field(default_factory=lambda: {name: {} for name in SPELLINGS})
    missed: list[Missed] = field(default_factory=list)

    def mean(self, name: str) -> Recall:
        """Of the four languages, or of those there are of them; else of all there are."""
        found = self.asked[name]
        return mean(found[language] for language in _four_of(found))

    def lost(self, name: str) -> tuple[float, float]:
        """Of recall@1 and recall@3, in the languages that can be spelt so."""
        before = mean(self.asked[WRITTEN][language] for language in _four_of(self.asked[name]))
        after = self.mean(name)
        return before.first - after.first, before.three - after.three


def _four_of(found: ByLanguage) -> list[str]:
    return [language for language in FOUR if language in found] or list(found)


def recall(places: Sequence[int]) -> Recall:
    """Of places that count from 1, where 0 is nowhere."""
    if not places:
        return Recall(nan, nan, nan)
    return Recall(
        fmean(place == 1 for place in places),
        fmean(1 <= place <= 3 for place in places),
        fmean(1 / place if place else 0.0 for place in places),
    )


def mean(recalls: Iterable[Recall]) -> Recall:
    every = list(recalls)
    return Recall(
        fmean(one.first for one in every),
        fmean(one.three for one in every),
        fmean(one.mrr for one in every),
    )


def place(hits: Sequence[Hit], slug: str | None) -> int:
    return next((number for number, hit in enumerate(hits, 1) if hit.slug == slug), 0)


def phrasings(entries: Sequence[Entry], most: int | None = None) -> list[tuple[Question, LeftOut]]:
    """All, or so many of them, evenly from all entries."""
    every = [
        (Question(text, entry.slug), LeftOut(owner, number))
        for owner, entry in enumerate(entries)
        for number, text in enumerate(entry.phrasings)
    ]
    return every[:: max(1, -(-len(every) // most)) if most else 1]


def of(questions: Sequence[Question], found: Sequence[Sequence[Hit]]) -> Recall:
    return recall([place(hits, q.slug) for q, hits in zip(questions, found, strict=True)])


def ask(results: Results, searcher: Searcher, language: str, questions: Sequence[Question]) -> None:
    """All that an entry answers, in each spelling."""
    known = [question for question in questions if question.slug]
    for name, spelt in SPELLINGS.items():
        if name == SCRIPT and not language.startswith("sr"):
            continue
        found = [tuple(searcher.best(spelt(question.text))) for question in known]
        places = [place(hits, q.slug) for hits, q in zip(found, known, strict=True)]
        results.asked[name][language] = recall(places)
        if name == WRITTEN:
            results.missed += [
                Missed(language, question, hits[:3])
                for question, hits, at in zip(known, found, places, strict=True)
                if not 1 <= at <= 3
            ]


def show_left_out(found: Mapping[str, Results], names: Sequence[str], most: int | None) -> None:
    cells = {n: by_language(results.left_out, str, _of_four) for n, results in found.items()}
    which = f"{most} phrasings at most" if most else "each phrasing"
    compare(f"{which} left out, entries as they are", names, cells, {})


def show_asked(
    title: str, found: Mapping[str, Results], names: Sequence[str], goals: Mapping[str, str]
) -> None:
    """`goals` are for the mean."""
    cells = {n: by_language(results.asked[WRITTEN], str, _of_four) for n, results in found.items()}
    compare(title, names, cells, {name: {MEAN: goal} for name, goal in goals.items()})
    cells = {name: _spelt(results) for name, results in found.items()}
    compare(f"{title}, spelt otherwise", names, cells, {})


def _spelt(results: Results) -> dict[str, str]:
    """By spelling: the mean of the four languages, or of as many as there are."""
    return {
        f"{name}, {'sr' if name == SCRIPT else 'mean'}": str(results.mean(name))
        for name in SPELLINGS
        if results.asked[name]
    }


def _of_four(found: Mapping[str, Recall]) -> str:
    return str(mean(found[language] for language in FOUR))


def show_missed(name: str, missed: Iterable[Missed]) -> None:
    print(f"{name}: not among the first three")
    for one in missed:
        first = ", ".join(hit.slug for hit in one.hits) or "nothing"
        print(f"  {one.language:8}{one.question.slug}: {one.question.text}\n{'':12}{first}")
    print()
