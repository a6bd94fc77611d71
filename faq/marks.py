"""A question with the marks that its writer left out: "kada istice" becomes "kada ističe".

A sentence model was taught texts with their marks and reads others less well. Spelt by the same
rule, a question says the same to it whether or not it came with marks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from faq import lexicon
from faq.fold import fold, searched
from faq.languages import list_name
from faq.serbian import to_latin


class Marks:
    def __init__(self, texts: Iterable[str], language: str) -> None:
        """`texts` are the base's own; what the language has of them is known already."""
        self._language = language
        self._known = _of_language(list_name(language))
        self._own = _spellings(texts, language)

    def restored(self, text: str) -> str:
        """Words in small Latin letters; a word that nobody has written here stays without marks."""
        words = searched(fold(text), self._language).split()
        return " ".join(self._known.get(word) or self._own.get(word, word) for word in words)


@cache
def _of_language(name: str) -> Mapping[str, str]:
    return _spellings(chain(lexicon.samples(name), lexicon.everyday(name)), name)


def _spellings(texts: Iterable[str], language: str) -> Mapping[str, str]:
    """How a word is mostly written, by how it is searched."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in chain.from_iterable(map(str.split, map(lettered, texts))):
        written[searched(fold(word), language)][word] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in written.items()}


def lettered(text: str) -> str:
    """Small Latin letters with their marks, words apart by single spaces."""
    lower = to_latin(text).replace("İ", "i").lower()
    return " ".join("".join(c if c.isalpha() else " " for c in lower).split())
