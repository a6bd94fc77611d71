"""The questions that the search is measured by, and the entries that make a base larger.

The questions were written to share few words with what they are after. One part is for development,
one is for the test; nothing is fitted to the test.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from faq import Entry
from faq.lexicon import samples

FOUR = ("sq", "sr_Latn", "tr", "eu")
LANGUAGES = (*FOUR, "en")
PARTS = ("dev", "test")

_FOLDER = Path(__file__).parent / "questions"
_UNANSWERABLE = "-"
_TITLE_WORDS = range(2, 9)
_SENTENCE_WORDS = range(6, 30)


class BrokenQuestions(Exception):
    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path}:{line}: not <slug><tab><question>")


@dataclass(frozen=True, slots=True)
class Question:
    """`slug` is the entry that answers it; None where none does."""

    text: str
    slug: str | None


def hard(language: str, part: str) -> list[Question]:
    return read(_FOLDER / f"{language}.{part}.tsv")


def read(path: Path) -> list[Question]:
    """Raises BrokenQuestions."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        slug, tab, text = line.partition("\t")
        if not (slug and tab and text.strip()):
            raise BrokenQuestions(path, number)
        found.append(Question(text.strip(), None if slug == _UNANSWERABLE else slug))
    return found


def enlarged(entries: tuple[Entry, ...], language: str, size: int) -> tuple[Entry, ...]:
    """The entries and as many others as make up the size; a larger base holds the smaller ones."""
    made = _fillers(language)
    return (*entries, *(next(made) for _ in range(size - len(entries))))


def _fillers(language: str) -> Iterator[Entry]:
    """Everyday sentences as title, two phrasings and an answer of three, the same each time."""
    titles, sentences = _lines(language)
    dice = random.Random(language)
    number = 0
    while True:
        number += 1
        title, *phrasings = dice.sample(titles, 3)
        answer = " ".join(f"{sentence.rstrip('.')}." for sentence in dice.sample(sentences, 3))
        yield Entry(f"filler-{number}", "fillers", language, title, answer, tuple(phrasings))


@cache
def _lines(language: str) -> tuple[list[str], list[str]]:
    """What may be a title, and what may be a sentence of an answer."""
    lines = samples(language)
    titles = [line for line in lines if len(line.split()) in _TITLE_WORDS]
    return titles, [line for line in lines if len(line.split()) in _SENTENCE_WORDS]
