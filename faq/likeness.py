"""Which of many texts ask the same: they share most of their runs of letters."""

from collections.abc import Sequence

import numpy as np

from faq.fold import fold
from faq.grams import Grams, Passage

_ALIKE = 0.55  # of the words of the shorter text, by weight, that the two must share


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The numbers of the texts, those alike together; the largest group first, then the oldest."""
    folded = [fold(text) for text in texts]
    grams = Grams([Passage(number, "asked", words) for number, words in enumerate(folded)])
    near = np.array([grams.scores(words) for words in folded]).reshape(len(texts), len(texts))
    own = np.maximum(np.diag(near), 1e-6) if len(texts) else np.empty(0)
    near = near / own[:, None]
    near = np.maximum(near, near.T)
    left = list(range(len(texts)))
    found: list[list[int]] = []
    while left:
        first = left[0]
        group = [number for number in left if number == first or near[first, number] >= _ALIKE]
        left = [number for number in left if number not in group]
        found.append(group)
    return sorted(found, key=len, reverse=True)
