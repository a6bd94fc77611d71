"""What people write in each language, about anything: whole sentences, and everyday words."""

from functools import cache
from itertools import chain
from pathlib import Path

from faq.fold import fold, searched
from faq.languages import list_name
from faq.slips import Hashes, hashes

SAMPLES = Path(__file__).parent / "samples"
WORDS = Path(__file__).parent / "words"


def samples(language: str) -> list[str]:
    """Sentences; none for a language that has no file of them."""
    return _lines(SAMPLES, language)


def everyday(language: str) -> list[str]:
    """Words and pieces of sentences, as samples."""
    return _lines(WORDS, language)


def words(language: str) -> Hashes:
    """Words that are surely no slips, spelt as they are searched."""
    return _words(list_name(language))


@cache
def _words(name: str) -> Hashes:
    spelt = (searched(fold(text), name) for text in (*samples(name), *everyday(name)))
    return hashes(chain.from_iterable(map(str.split, spelt)))


def _lines(folder: Path, language: str) -> list[str]:
    path = folder / f"{list_name(language)}.txt"
    return path.read_text("utf-8").splitlines() if path.is_file() else []
