"""How sure a shelf may be of what it finds: learnt from the shelf itself, each time it changes.

No score says by itself whether a question has an answer here. What is known to have one is every
phrasing, asked as if the base did not have it; what is known to have none is a shipped bank of
questions. A logistic regression tells them apart by the signs of a search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faq.languages import list_name
from faq.shelf import Asked, Found, Shelf, Signs

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FALSE_ANSWERS = 0.1  # the share of unknown questions that may be answered, unless set otherwise
BANK = Path(__file__).parent / "offtopic"
_MOST = 240  # phrasings asked: more would only take time
_FOLDS = 5
# How stiff the regression is, shared among the known questions: few of them teach no extremes.
_STIFFNESS = 24.0
_STEPS = 12
# The share by which a first hit must be ahead of the second to be given as the answer: between
# close rivals the person chooses.
LEAD = 0.15
_LEAD_OF_A_WORD = 0.3  # one word seldom says all that is meant
# So many times as many unknown questions as are answered may be offered three titles.
_OFFERED = 4


@dataclass(frozen=True)
class Calibration:
    """A question at least as sure as `answer_at`, whose first hit has the lead, is answered; one as
    sure as `choice_at` is offered titles.
    """

    weights: Floats
    answer_at: float
    choice_at: float

    def confidence(self, found: Found) -> float:
        """From 0, surely unknown, to 1, surely known."""
        if found.is_verbatim:
            return 1.0
        return float(_likely(_features([found.signs]), self.weights)[0]) if found.hits else 0.0

    def answers(self, found: Found) -> bool:
        leads = found.is_verbatim or _leads(found.signs)
        return leads and self.confidence(found) >= self.answer_at


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares: of the known questions answered, of those answers right, of the unknown answered."""

    coverage: float
    precision: float
    false_answers: float


@dataclass(frozen=True)
class _Examples:
    features: Floats
    is_known: Flags
    is_right: Flags
    leads: Flags

    @classmethod
    def of(cls, shelf: Shelf, language: str) -> "_Examples":
        asked = _sample(shelf.asked)
        shelf.foresee([*(one.text for one in asked), *bank(language)])
        inside = [shelf.look(one.text, without=one) for one in asked]
        outside = [shelf.look(text) for text in bank(language)]
        first = [
            bool(found.hits) and found.hits[0].slug == shelf.slugs[one.owner]
            for found, one in zip(inside, asked, strict=True)
        ]
        features = _features([found.signs for found in (*inside, *outside)])
        is_known = np.arange(len(features)) < len(inside)
        is_right = np.array(first + [False] * len(outside), bool)
        leads = np.array([_leads(found.signs) for found in (*inside, *outside)], bool)
        return cls(features, is_known, is_right, leads)


def fit(shelf: Shelf, language: str, false_answers: float) -> Calibration:
    """`false_answers` is the share of unknown questions that may be answered nevertheless."""
    seen = _Examples.of(shelf, language)
    likely = _held_out(seen.features, seen.is_known)
    answer_at = _quantile((likely * seen.leads)[~seen.is_known], 1 - false_answers)
    choice_at = _quantile(likely[~seen.is_known], 1 - _OFFERED * false_answers)
    return Calibration(_fit(seen.features, seen.is_known), answer_at, choice_at)


def quality(shelf: Shelf, language: str, false_answers: float) -> Quality:
    """What the thresholds reach on the shelf's own phrasings, each judged as if it were new."""
    seen = _Examples.of(shelf, language)
    likely = _held_out(seen.features, seen.is_known) * seen.leads
    answered = likely >= _quantile(likely[~seen.is_known], 1 - false_answers)
    return Quality(
        _share(answered[seen.is_known]),
        _share(seen.is_right[answered & seen.is_known]),
        _share(answered[~seen.is_known]),
    )


def _leads(signs: Signs) -> bool:
    return signs.lead >= (_LEAD_OF_A_WORD if signs.words == 1 else LEAD)


def _share(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _quantile(likely: Floats, share: float) -> float:
    """Half where there is nothing unknown to learn from."""
    return float(np.quantile(likely, max(0.0, share))) if len(likely) else 0.5


@cache
def bank(language: str) -> tuple[str, ...]:
    """Questions that no base answers."""
    path = BANK / f"{list_name(language)}.txt"
    return tuple(path.read_text("utf-8").splitlines()) if path.is_file() else ()


def _sample(asked: Sequence[Asked]) -> Sequence[Asked]:
    """Phrasings, evenly from all entries and the same each time; a title is told in its answer."""
    phrasings = [one for one in asked if not one.is_title] or asked
    return phrasings[:: max(1, -(-len(phrasings) // _MOST))]


def _features(signs: Sequence[Signs]) -> Floats:
    rows = [
        (1.0, s.score, s.lead, s.cover, s.score * s.cover, 4 * s.meaning, min(s.words, 12) ** 0.5)
        for s in signs
    ]
    return np.array(rows, np.float64).reshape(len(rows), -1)


def _fit(features: Floats, labels: Flags) -> Floats:
    """Weights of a logistic regression by Newton's method; both kinds count alike."""
    weights = np.zeros(features.shape[1])
    if labels.all() or not labels.any():
        return weights
    stiffness = _STIFFNESS / labels.sum()
    counts = np.where(labels, 0.5 / labels.mean(), 0.5 / (~labels).mean())
    for _ in range(_STEPS):
        likely = _likely(features, weights)
        slope = features.T @ (counts * (labels - likely)) - stiffness * weights
        curve = (features * (counts * likely * (1 - likely))[:, None]).T @ features
        weights += np.linalg.solve(curve + stiffness * np.eye(len(weights)), slope)
    return weights


def _held_out(features: Floats, labels: Flags) -> Floats:
    """How likely each is, to a regression that has not seen it."""
    likely = np.zeros(len(features))
    for fold in range(_FOLDS):
        out = np.arange(len(features)) % _FOLDS == fold
        likely[out] = _likely(features[out], _fit(features[~out], labels[~out]))
    return likely


def _likely(features: Floats, weights: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
