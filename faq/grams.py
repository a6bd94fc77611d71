"""BM25 over runs of letters within words, so that an inflected or mistyped word meets its stem.

BM25 is Robertson and Zaragoza's (2009); scores are divided by the weight of the query, so that
those of a long question and of a short one can be held against the same threshold.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from math import log

# Runs of 5 as well, saturations from 0.6 to 2.5 and lengths from 0.3 to 1 move R@1 by less than
# its error of one point (python -m bench.faq --fit), so the usual values stand.
_SIZES = (3, 4)
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


class Grams:
    """A row for each run, in flat arrays: the passages that hold it, and its weight in each."""

    def __init__(
        self, passages: Sequence[Passage], runs: Callable[[str], list[str]] = runs
    ) -> None:
        self._runs = runs
        self._rows: dict[str, int] = {}
        counted = self._count(passages)
        held_by = _holders(passages, counted)
        owners = len({passage.owner for passage in passages})
        # As if one owner had it: else the unknown would outweigh the known in a small base.
        self._unheard = _rarity(1, owners)
        self._rarities = array("f", (_rarity(held_by[row], owners) for row in range(len(held_by))))
        lengths = Counter(chain.from_iterable(counted))
        rows = range(len(self._rows))
        self._starts = array("I", accumulate((lengths[row] for row in rows), initial=0))
        self._passages = array("I", bytes(4 * self._starts[-1]))
        self._weights = array("f", bytes(4 * self._starts[-1]))
        self._fill(passages, counted)

    def scores(self, words: str) -> dict[int, float]:
        """Passage number -> how well it meets the words; about 1 for the very same words."""
        met: defaultdict[int, float] = defaultdict(float)
        whole = 0.0
        for run, times in Counter(chain.from_iterable(map(self._runs, words.split()))).items():
            row = self._rows.get(run)
            rarity = times * (self._unheard if row is None else self._rarities[row])
            whole += rarity
            if row is not None:
                part = slice(self._starts[row], self._starts[row + 1])
                for passage, weight in zip(self._passages[part], self._weights[part], strict=True):
                    met[passage] += rarity * weight
        return {passage: score / whole for passage, score in met.items()}

    def _count(self, passages: Sequence[Passage]) -> list[Counter[int]]:
        """Rows of each passage; a word is taken apart once, however often it comes."""
        known: dict[str, list[int]] = {}
        rows = self._rows
        for word in dict.fromkeys(chain.from_iterable(p.words.split() for p in passages)):
            known[word] = [rows.setdefault(run, len(rows)) for run in self._runs(word)]
        return [
            Counter(chain.from_iterable(map(known.__getitem__, passage.words.split())))
            for passage in passages
        ]

    def _fill(self, passages: Sequence[Passage], counted: Sequence[Counter[int]]) -> None:
        usual = _usual_lengths(passages)
        free = self._starts.tolist()
        numbers, weights = self._passages, self._weights
        for number, (passage, held) in enumerate(zip(passages, counted, strict=True)):
            length = len(passage.words) / usual[passage.kind]
            damping = _SATURATION * (1 - _LENGTH + _LENGTH * length)
            once = (_SATURATION + 1) / (1 + damping)
            for row, times in held.items():
                place = free[row]
                free[row] = place + 1
                numbers[place] = number
                weights[place] = (
                    once if times == 1 else times * (_SATURATION + 1) / (times + damping)
                )


def _usual_lengths(passages: Sequence[Passage]) -> dict[str, float]:
    lengths: defaultdict[str, list[int]] = defaultdict(list)
    for passage in passages:
        lengths[passage.kind].append(len(passage.words))
    return {kind: max(1.0, sum(found) / len(found)) for kind, found in lengths.items()}


def _holders(passages: Sequence[Passage], counted: Sequence[Counter[int]]) -> Counter[int]:
    """How many owners have each row: ten phrasings of one entry do not make a word common."""
    known: defaultdict[int, set[int]] = defaultdict(set)
    for passage, held in zip(passages, counted, strict=True):
        known[passage.owner].update(held)
    return Counter(chain.from_iterable(known.values()))


def _rarity(holders: int, owners: int) -> float:
    return log(1 + (owners - holders + 0.5) / (holders + 0.5))
