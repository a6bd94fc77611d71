"""A slip of the finger in a word is mended where a word of our own is one slip away.

A slip is a letter too many, one too few, another one, or two that changed places (Damerau, 1964).
Words one slip apart share a form that lacks a letter (the symmetric deletes of SymSpell, by Wolf
Garbe), so these forms are looked up, by their hashes in two flat arrays.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.int64]

_SHORTEST = 5  # letters: in a shorter word a slip makes another word too often


class Slips:
    def __init__(self, known: Sequence[Hashes], ours: Iterable[str]) -> None:
        """Words that are `known` stay as they are; others may be meant as one of `ours`."""
        counted = Counter(word for word in ours if len(word) >= _SHORTEST - 1)
        # Of two that are as near, the one that is said more often is meant.
        self._words = sorted(counted, key=lambda word: (-counted[word], word))
        self._known = (*known, hashes(self._words))
        forms = [(hash(form), n) for n, word in enumerate(self._words) for form in _forms(word)]
        found = np.array([form for form, _ in forms], np.int64)
        order = np.argsort(found, kind="stable")
        self._hashes = found[order]
        self._numbers = np.array([number for _, number in forms], np.int32)[order]

    def mended(self, words: str) -> str:
        return " ".join(map(self._meant, words.split()))

    def _meant(self, word: str) -> str:
        if len(word) < _SHORTEST or any(_holds(known, word) for known in self._known):
            return word
        numbers = sorted(self._near(word))
        return next((ours for n in numbers if one_slip(word, ours := self._words[n])), word)

    def _near(self, word: str) -> set[int]:
        forms = np.array([hash(form) for form in _forms(word)], np.int64)
        starts = self._hashes.searchsorted(forms)
        ends = self._hashes.searchsorted(forms, "right")
        return {n for s, e in zip(starts, ends, strict=True) for n in self._numbers[s:e].tolist()}


def hashes(words: Iterable[str]) -> Hashes:
    """Words by their hashes, sorted: a tenth of what a set of them takes."""
    return np.unique(np.fromiter(map(hash, words), np.int64))


def _holds(known: Hashes, word: str) -> bool:
    place = int(known.searchsorted(hash(word)))
    return place < len(known) and int(known[place]) == hash(word)


def one_slip(one: str, other: str) -> bool:
    """Whether one slip parts the two words."""
    apart = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if apart is None:
        return abs(len(one) - len(other)) == 1
    left, right = one[apart:], other[apart:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


def _forms(word: str) -> Iterator[str]:
    """The word, and what is left of it when a letter is taken out."""
    yield word
    yield from {word[:n] + word[n + 1 :] for n in range(len(word))}
