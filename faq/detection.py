"""Which language a text is written in: naive Bayes over runs of letters, taught by our own texts.

Every text is learnt as it is written and again without its marks, for that is how people type.
Runs are counted in buckets (the hashing trick: Weinberger and others, 2009), so that the model
is an array of a few megabytes, made in a moment, and no file that could grow stale.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from faq.base import Base
from faq.calibration import bank
from faq.fold import fold
from faq.lexicon import everyday, samples
from faq.loading import SHIPPED, load
from faq.marks import lettered

_SIZES = (1, 2, 3, 4, 5)
_BITS = 16
_BUCKETS = 1 << _BITS  # for each size, and for words
_WORDS_WORTH = 4  # as often as a run does a word count
_SMOOTH = 0.03  # as if every bucket had been met so often
# Less likely than this, run by run, is not one in a thousand texts of three words in any of the
# languages, while German is, and what a cat types.
_STRANGE = -8.5
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SURELY = 100.0
_LONGEST = 1000  # characters: more of a letter says nothing new
# Placeholders, commands, and names that are the same in every language.
_NO_WORDS = re.compile(r"%\(\w+\)s|/\w+|Telegram|Katılıyoruz|Topaguneak?")
_NAMES = {"sq": "sq", "sr": "sr_Latn", "tr": "tr", "eu": "eu", "en": "en"}
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Guess:
    """`margin` is how much likelier the language is than the next one, as a natural logarithm."""

    language: str
    margin: float


class Detector:
    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Learns from texts by language."""
        self.languages = tuple(texts)
        self._weights = np.stack([_learnt(texts[language]) for language in texts])

    def likelihoods(self, text: str) -> dict[str, float]:
        """By language, how far its logarithm is below the likeliest.

        Empty for a text without letters, and for one that is in none of the languages.
        """
        found = _features(lettered(text[:_LONGEST]))
        likely = self._likely(text, found)
        if not likely or max(likely.values()) < _STRANGE * len(found):
            return {}
        most = max(likely.values())
        return {language: found - most for language, found in likely.items()}

    def guess(self, text: str, among: Iterable[str] | None = None) -> Guess | None:
        """None for a text without letters."""
        likely = self._likely(text, _features(lettered(text[:_LONGEST])))
        chosen = [name for name in likely if among is None or name in among]
        if not chosen:
            return None
        first, *others = sorted(chosen, key=likely.__getitem__, reverse=True)
        margin = likely[first] - likely[others[0]] if others else float("inf")
        return Guess(first, margin)

    def _likely(self, text: str, found: NDArray[np.int64]) -> dict[str, float]:
        """Of the languages that use Cyrillic, Serbian is the only one here."""
        if not len(found):
            return {}
        summed = self._weights[:, found].sum(axis=1, dtype=np.float32)
        likely = dict(zip(self.languages, summed.tolist(), strict=True))
        if "sr" in likely and _CYRILLIC.search(text):
            likely["sr"] = max(likely.values()) + _SURELY
        return likely


@cache
def shipped() -> Detector:
    """Taught by the samples, the entries and the questions that come with the program.

    Serbian is one language here, `sr`: which script a text is in needs no guessing.
    """
    base = load(SHIPPED)
    return Detector({language: list(_texts(base, name)) for language, name in _NAMES.items()})


def _texts(base: Base, name: str) -> Iterator[str]:
    yield from samples(name)
    yield from everyday(name)
    yield from bank(name)
    for entry in base.in_language(name):
        yield from (entry.title, *entry.phrasings, _NO_WORDS.sub(" ", entry.answer))


def _learnt(texts: Iterable[str]) -> NDArray[np.float16]:
    """The logarithm of how often a run comes among those of its size, and a word among words.

    One kind after the other: a language at once would fill the memory for a moment, and much of it
    would stay with the process.
    """
    forms = [form for text in texts for form in (lettered(text), fold(text))]
    return np.concatenate([_logarithms(found) for found in _kinds(" ".join(filter(None, forms)))])


def _logarithms(found: NDArray[np.int64]) -> NDArray[np.float16]:
    counts = np.bincount(found, minlength=_BUCKETS) + _SMOOTH
    logarithms: NDArray[np.float64] = np.log(counts / counts.sum())
    return logarithms.astype(np.float16)


def _features(words: str) -> NDArray[np.int64]:
    """Places among the weights: of all runs, and of the words, which say more than a run does."""
    if not words:
        return np.empty(0, np.int64)
    *runs, whole = (found + kind * _BUCKETS for kind, found in enumerate(_kinds(words)))
    return np.concatenate([*runs, *[whole] * _WORDS_WORTH])


def _kinds(words: str) -> Iterator[NDArray[np.int64]]:
    """The buckets of all runs within words and over their edges, size by size; then the words'."""
    letters = np.frombuffer(f" {words} ".encode("utf-32-le"), np.uint32).astype(np.uint64)
    codes = np.zeros(len(letters), np.uint64)
    for size in _SIZES:
        codes = codes[: len(letters) - size + 1] * _PRIME + letters[size - 1 :]
        yield ((codes * _PRIME) >> np.uint64(64 - _BITS)).astype(np.int64)
    yield np.array([crc32(word.encode()) % _BUCKETS for word in words.split()], np.int64)
