"""From what a person typed to an answer, to three titles to choose from, or to honest silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from faq.base import Base
from faq.calibration import FALSE_ANSWERS, Calibration, fit
from faq.meaning import Meaning
from faq.reception import pared
from faq.shelf import Found, Hit, Shelf


class Outcome(StrEnum):
    ANSWER = "answer"
    CHOICE = "choice"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """ANSWER: the first hit answers. CHOICE: let the person choose. NONE: leave it to a person.

    The hits are at most ten, best first, whatever the outcome; `confidence` orders questions from
    0, surely unknown, to 1, surely known.
    """

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Ready:
    shelf: Shelf
    calibration: Calibration


class Index:
    """Search in a base; the part of a language is made ready when that language is first asked.

    `false_answers` is the share of questions unknown to the base that may be answered nevertheless.
    """

    def __init__(
        self, base: Base, *, meaning: Meaning | None = None, false_answers: float = FALSE_ANSWERS
    ) -> None:
        self._base = base
        self._meaning = meaning
        self._false_answers = false_answers
        self._ready: dict[str, _Ready] = {}
        self._made: set[str] = set()
        self._unfitted: set[str] = set()
        self._making = Lock()

    def renewed(self, base: Base, *, meanwhile: bool = True) -> "Index":
        """The same for another base; `meanwhile` the old one answers where it is not yet ready."""
        index = Index(base, meaning=self._meaning, false_answers=self._false_answers)
        if meanwhile:
            index._ready |= self._ready
        return index

    def search(self, query: str, language: str) -> Answer:
        ready = self._ready.get(language) or self.prepare(language)
        found = ready.shelf.look(query)
        rest = pared(query, language)
        if rest is not query and not found.is_verbatim:
            found = ready.shelf.look(rest)
        return judged(found, ready.calibration)

    def is_ready(self, languages: Iterable[str]) -> bool:
        return self._made.issuperset(languages)

    def prepare(self, language: str) -> _Ready:
        """Ahead of the first question; safe to call from any thread.

        Where the base before was ready, its thresholds stand until `refit`, which takes longer.
        """
        with self._making:
            if language not in self._made:
                entries = self._base.readable(language)
                shelf = Shelf(entries, language, meaning=self._meaning)
                before = self._ready.get(language)
                if before is None:
                    calibration = fit(shelf, language, self._false_answers)
                else:
                    calibration = before.calibration
                    self._unfitted.add(language)
                self._ready[language] = _Ready(shelf, calibration)
                self._made.add(language)
            return self._ready[language]

    def refit(self, language: str) -> None:
        """The thresholds for the base as it is now; safe to call from any thread."""
        shelf = self.prepare(language).shelf
        with self._making:
            if language in self._unfitted:
                calibration = fit(shelf, language, self._false_answers)
                self._ready[language] = _Ready(shelf, calibration)
                self._unfitted.discard(language)


def judged(found: Found, calibration: Calibration) -> Answer:
    confidence = calibration.confidence(found)
    if found.hits and calibration.answers(found):
        return Answer(Outcome.ANSWER, found.hits, confidence)
    is_offered = found.hits and confidence >= calibration.choice_at
    return Answer(Outcome.CHOICE if is_offered else Outcome.NONE, found.hits, confidence)
