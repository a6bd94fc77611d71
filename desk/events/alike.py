"""Which texts say nearly the same: the words of one are in the other, inflected or mistyped."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import faq

_SHORT = 3  # letters: shorter words say what no text is about
_RUN = 3
# Measured on pairs of proposals in the languages of the line (tests/desk/events/test_alike.py).
ALIKE = 0.5
_NAMED = 0.6
_OF_THE_SHORTER = 0.7  # the rest is of the longer text, which may say more

Key = TypeVar("Key")


def likeness(one: str, other: str) -> float:
    """From 0 to 1."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=lambda words: (sum(map(len, words)), words))
    held, back = _held(shorter, longer), _held(longer, shorter)
    return _OF_THE_SHORTER * held + (1 - _OF_THE_SHORTER) * back


def alike(text: str, others: Mapping[Key, str], most: int) -> list[Key]:
    """The likest first."""
    scores = {key: likeness(text, other) for key, other in others.items()}
    found = [key for key, score in scores.items() if score >= ALIKE]
    return sorted(found, key=lambda key: -scores[key])[:most]


def named(text: str, names: Mapping[Key, Iterable[str]]) -> list[Key]:
    """What is named in the text, the best first."""
    words = _words(text)
    scores = {
        key: max((_held(_words(name), words) for name in of), default=0.0)
        for key, of in names.items()
    }
    found = [key for key, score in scores.items() if score >= _NAMED]
    return sorted(found, key=lambda key: -scores[key])


def _words(text: str) -> list[str]:
    folded = list(dict.fromkeys(faq.fold(text).replace("dj", "d").split()))
    return [word for word in folded if len(word) > _SHORT] or folded


def _held(part: list[str], whole: list[str]) -> float:
    """The share of its letters whose words are met."""
    if not part or not whole:
        return 0.0
    met = sum(len(word) * max(_word_likeness(word, other) for other in whole) for word in part)
    return met / sum(map(len, part))


def _word_likeness(one: str, other: str) -> float:
    """By their beginnings and their runs: endings are what inflection changes."""
    if one == other:
        return 1.0
    first, second = _runs(one), _runs(other)
    shared = len(first & second) / min(len(first), len(second))
    return shared if shared > 0.5 else 0.0


def _runs(word: str) -> frozenset[str]:
    edged = f" {word}"
    return frozenset(edged[n : n + _RUN] for n in range(max(1, len(edged) - _RUN + 1)))
