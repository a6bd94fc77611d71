"""The semantic model as a run of minutes can afford it; the figures stay those of the model."""

from collections.abc import Sequence

import numpy as np

from faq.meaning import Meaning, Vectors


class Remembering:
    """Asks the model once for each question, however many bases are asked."""

    def __init__(self, model: Meaning) -> None:
        self._model = model
        self._queries: dict[str, Vectors] = {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._model.passages(texts)

    def foresee(self, texts: Sequence[str]) -> None:
        """Nothing is kept."""

    def query(self, text: str) -> Vectors:
        if text not in self._queries:
            self._queries[text] = self._model.query(text)
        return self._queries[text]


class Diced:
    """Passages by chance, for time and memory only: what a product costs does not depend on what
    is multiplied, and thousands of texts would take the model minutes. Questions are the model's.
    """

    def __init__(self, model: Meaning) -> None:
        self._model = model

    def passages(self, texts: Sequence[str]) -> Vectors:
        size = len(self._model.query("size"))
        rows = np.random.default_rng(1).standard_normal((len(texts), size), np.float32)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def foresee(self, texts: Sequence[str]) -> None:
        """Nothing is kept."""

    def query(self, text: str) -> Vectors:
        return self._model.query(text)
