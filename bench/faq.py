"""How well the knowledge base is found, and how honest it is about what it does not know.

In scope: every phrasing of every entry, asked while the base lacks it. Out of scope: the lines of
faq/offtopic. Beside it stands what most desks have: BM25 over whole words, an entry a document.

    python -m bench.faq            the figures, by language; ms are of CPU time
    python -m bench.faq --fit      what other constants would do (a minute or two)
    python -m bench.faq --missed   the questions that were answered wrongly
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from types import ModuleType

import faq
from faq import grams as faq_grams
from faq import search
from faq.grams import Grams, Passage

OFFTOPIC = Path(faq.__file__).parent / "offtopic"
Tried = tuple[tuple[ModuleType, str, tuple[object, ...]], ...]

# What --fit tries: thresholds, which judge hits, and constants, which need another index.
JUDGING: Tried = (
    (search, "UNSURE_AT", (0.3, 0.4, 0.5, 0.6, 0.7)),
    (search, "FOUND_AT", (0.6, 0.8, 1.0, 1.2)),
    (search, "LEAD", (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)),
)
RANKING: Tried = (
    (faq_grams, "_SIZES", ((3,), (4,), (3, 4), (3, 4, 5))),
    (faq_grams, "_SATURATION", (0.6, 1.2, 2.5)),
    (faq_grams, "_LENGTH", (0.3, 0.6, 1.0)),
)
Rank = Callable[[str], tuple[faq.Hit, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    language: str
    text: str
    slug: str | None
    hits: tuple[faq.Hit, ...]
    milliseconds: float

    @property
    def first(self) -> bool:
        return bool(self.hits) and self.hits[0].slug == self.slug

    @property
    def shown(self) -> bool:
        return any(hit.slug == self.slug for hit in self.hits)

    @property
    def outcome(self) -> faq.Outcome:
        return search.judged(self.hits).outcome


def grams(entries: tuple[faq.Entry, ...], language: str) -> Rank:
    return search.Shelf(entries, language).best


def words(entries: tuple[faq.Entry, ...], _: str) -> Rank:
    pages = [" ".join((e.title, *e.phrasings, *e.tags, e.answer)) for e in entries]
    passages = [Passage(number, "page", faq.fold(page)) for number, page in enumerate(pages)]
    index = Grams(passages, runs=lambda word: [word])

    def rank(query: str) -> tuple[faq.Hit, ...]:
        scores = index.scores(faq.fold(query))
        first = sorted(scores, key=scores.__getitem__, reverse=True)[:3]
        return tuple(faq.Hit(entries[number].slug, scores[number]) for number in first)

    return rank


def asked(
    base: faq.Base, language: str, shelve: Callable[[tuple[faq.Entry, ...], str], Rank]
) -> Iterator[Question]:
    entries = base.in_language(language)
    for place in range(max(len(entry.phrasings) for entry in entries)):
        rank = shelve(tuple(_without(entry, place) for entry in entries), language)
        for entry in entries:
            for text in entry.phrasings[place : place + 1]:
                yield _ask(rank, language, text, entry.slug)
    rank = shelve(entries, language)
    for text in _off_topic(language):
        yield _ask(rank, language, text, None)


def _without(entry: faq.Entry, place: int) -> faq.Entry:
    return replace(entry, phrasings=entry.phrasings[:place] + entry.phrasings[place + 1 :])


def _off_topic(language: str) -> list[str]:
    """Folding reads Cyrillic and Latin alike, so Serbian needs its questions once."""
    name = "sr_Latn" if language == "sr_Cyrl" else language
    return (OFFTOPIC / f"{name}.txt").read_text("utf-8").splitlines()


def _ask(rank: Rank, language: str, text: str, slug: str | None) -> Question:
    start = time.process_time()
    hits = rank(text)
    return Question(language, text, slug, hits, (time.process_time() - start) * 1e3)


def share(of: Iterable[bool]) -> str:
    counted = list(of)
    return f"{sum(counted) / len(counted):6.3f}" if counted else "     -"


def ranked(questions: list[Question]) -> str:
    inside = [question for question in questions if question.slug]
    times = [question.milliseconds for question in questions]
    ranks = share(q.first for q in inside) + share(q.shown for q in inside)
    return f"{ranks} |{median(times):6.2f}{quantiles(times, n=20)[-1]:6.2f} |"


def judged(questions: list[Question]) -> str:
    inside = [question for question in questions if question.slug]
    outside = [question for question in questions if not question.slug]
    cells = [
        share(q.outcome is outcome for q in part)
        for part in (inside, outside)
        for outcome in faq.Outcome
    ]
    right = share(q.first for q in inside if q.outcome is faq.Outcome.FOUND)
    offered = share(q.shown for q in inside if q.outcome is faq.Outcome.UNSURE)
    return "".join([*cells[:3], " |", *cells[3:], " |", right, offered])


def report(base: faq.Base) -> list[Question]:
    print(f"{len(base.entries)} entries in {', '.join(sorted(base.languages))}\n")
    print(f"{'':17}{'':12} |{'ms':>12} |{'in scope':>18} |{'out of scope':>18} |{'right of':>12}")
    outcomes = " found unsure  none |"
    print(f"{'':17}   R@1   R@3 |   p50   p95 |{outcomes}{outcomes} found unsure")
    print("whole words")
    baseline = _ask_all(base, words)
    for language, questions in baseline.items():
        print(f"  {language:15}{ranked(questions)}")
    print("characters")
    found = _ask_all(base, grams)
    for language, questions in found.items():
        print(f"  {language:15}{ranked(questions)}{judged(questions)}")
    return found["all"]


def _ask_all(
    base: faq.Base, shelve: Callable[[tuple[faq.Entry, ...], str], Rank]
) -> dict[str, list[Question]]:
    found = {lang: list(asked(base, lang, shelve)) for lang in sorted(base.languages)}
    return found | {"all": [question for part in found.values() for question in part]}


def built(base: faq.Base) -> None:
    start = time.process_time()
    faq.load(faq.SHIPPED)
    read = time.process_time()
    for language in base.languages:
        search.Shelf(base.in_language(language), language)
    print(f"\nread {read - start:.2f} s, index built {time.process_time() - read:.2f} s")


def fit(base: faq.Base, questions: list[Question]) -> None:
    """Each constant on its own, the others as they are."""
    for module, name, values in JUDGING:
        for value in values:
            with _set(module, name, value):
                print(f"  {f'{name} {value}':21}{judged(questions)}")
    for module, name, values in RANKING:
        for value in values:
            with _set(module, name, value):
                print(f"  {f'{name} {value}':21}{ranked(_ask_all(base, grams)['all'])}")


@contextmanager
def _set(module: ModuleType, name: str, value: object) -> Iterator[None]:
    usual = getattr(module, name)
    setattr(module, name, value)
    yield
    setattr(module, name, usual)


def missed(questions: Iterable[Question]) -> None:
    for question in questions:
        if question.outcome is faq.Outcome.FOUND and not question.first:
            print(f"{question.language:8}{question.text} -> {question.hits[0].slug}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.faq")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--missed", action="store_true")
    wanted = parser.parse_args()
    base = faq.load(faq.SHIPPED)
    questions = report(base)
    built(base)
    if wanted.fit:
        fit(base, questions)
    if wanted.missed:
        missed(questions)


if __name__ == "__main__":
    main()
