"""BM25 over runs of letters within words, so that an inflected or mistyped word meets its stem.

BM25 is Robertson and Zaragoza's (2009); scores are divided by the weight of the query, so that
those of a long question and of a short one can be held against the same threshold.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]

_SIZES = (3, 4)
_AT_ONCE = 256  # passages
_SATURATION = 1.2  # how soon another occurrence of a run says nothing new
_LENGTH = 0.6  # how much a passage longer than others of its kind has to prove


@dataclass(frozen=True, slots=True)
class Passage:
    """Folded words that speak for an owner, such as an entry's number."""

    owner: int
    kind: str
    words: str


def runs(word: str) -> list[str]:
    edged = f" {word} "
    return [
        edged[start : start + size] for size in _SIZES for start in range(len(edged) - size + 1)
    ]


def whole(word: str) -> list[str]:
    return [word]


class Grams:
    """For each run the passages that hold it, and its weight in each, side by side in flat arrays.

    A run's postings are those from `_starts[row]` to `_starts[row + 1]`.
    """

    def __init__(
        self, passages: Sequence[Passage], runs: Callable[[str], list[str]] = runs
    ) -> None:
        self._runs = runs
        self._rows: dict[str, int] = {}
        self._size = len(passages)
        rows, held, times = self._postings(passages)
        owners = np.array([passage.owner for passage in passages], np.int32)
        # Ten phrasings of one entry do not make a word common.
        holders = _holders(rows, owners[held], len(self._rows))
        known = len(set(owners.tolist()))
        self._rarities = _rarity(holders, known)
        # As if one owner had it: else the unknown would outweigh the known in a small base.
        self._unheard = float(_rarity(np.array([1]), known)[0])
        damping = _damping(passages)
        self._starts = np.searchsorted(rows, np.arange(len(self._rows) + 1)).astype(np.int32)
        self._passages: Numbers = held
        self._weights = (times * (_SATURATION + 1) / (times + damping[held])).astype(np.float16)

    def scores(self, words: str) -> Floats:
        """How well each passage meets the words, by its number; about 1 for the very same words."""
        met = np.zeros(self._size, np.float32)
        mass = 0.0
        for run, times in Counter(self._taken_apart(words)).items():
            row = self._rows.get(run)
            rarity = times * (self._unheard if row is None else float(self._rarities[row]))
            mass += rarity
            if row is not None:
                part = slice(self._starts[row], self._starts[row + 1])
                met[self._passages[part]] += rarity * self._weights[part]
        return met / mass if mass else met

    def cover(self, words: str, first: int, end: int) -> float:
        """The share of the words, by weight, that passages from `first` up to `end` hold."""
        mass = held = 0.0
        for run, times in Counter(self._taken_apart(words)).items():
            row = self._rows.get(run)
            rarity = times * (self._unheard if row is None else float(self._rarities[row]))
            mass += rarity
            if row is not None:
                part = self._passages[self._starts[row] : self._starts[row + 1]]
                place = part.searchsorted(first)
                if place < len(part) and part[place] < end:
                    held += rarity
        return held / mass if mass else 0.0

    def _taken_apart(self, words: str) -> Iterable[str]:
        return chain.from_iterable(map(self._runs, words.split()))

    def _postings(self, passages: Sequence[Passage]) -> tuple[Numbers, Numbers, Floats]:
        """Row, passage and how often, sorted by row.

        A few passages at a time: what is only on the way to the postings would fill the memory.
        """
        known: dict[str, bytes] = {}
        starts = range(0, len(passages) or 1, _AT_ONCE)
        parts = [self._counted(passages[n : n + _AT_ONCE], n, known) for n in starts]
        rows, held, times = map(np.concatenate, zip(*parts, strict=True))
        order = np.argsort(rows, kind="stable")
        return rows[order], held[order], times[order].astype(np.float32)

    def _counted(
        self, passages: Sequence[Passage], first: int, known: dict[str, bytes]
    ) -> tuple[Numbers, Numbers, Numbers]:
        """A word is taken apart once, however often it comes."""
        rows = self._rows
        for word in chain.from_iterable(passage.words.split() for passage in passages):
            if word not in known:
                found = array("i", [rows.setdefault(run, len(rows)) for run in self._runs(word)])
                known[word] = found.tobytes()
        bags = [b"".join(map(known.__getitem__, passage.words.split())) for passage in passages]
        numbers = np.repeat(np.arange(len(bags)), [len(bag) // 4 for bag in bags])
        pairs = np.frombuffer(b"".join(bags), np.int32).astype(np.int64) * _AT_ONCE + numbers
        pairs, times = np.unique(pairs, return_counts=True)
        each, held = np.divmod(pairs, _AT_ONCE)
        return each.astype(np.int32), (held + first).astype(np.int32), times.astype(np.int32)


def _holders(rows: Numbers, owners: Numbers, size: int) -> Numbers:
    """How many owners have each row; an owner's passages stand together."""
    anew = np.ones(len(rows), bool)
    anew[1:] = (rows[1:] != rows[:-1]) | (owners[1:] != owners[:-1])
    return np.bincount(rows[anew], minlength=size).astype(np.int32)


def _damping(passages: Sequence[Passage]) -> Floats:
    lengths: dict[str, list[int]] = {}
    for passage in passages:
        lengths.setdefault(passage.kind, []).append(len(passage.words))
    usual = {kind: max(1.0, sum(found) / len(found)) for kind, found in lengths.items()}
    relative = np.array([len(p.words) / usual[p.kind] for p in passages], np.float32)
    damping: Floats = _SATURATION * (1 - _LENGTH + _LENGTH * relative)
    return damping


def _rarity(holders: Numbers, owners: int) -> Floats:
    rarity: Floats = np.log(1 + (owners - holders + 0.5) / (holders + 0.5)).astype(np.float32)
    return rarity
