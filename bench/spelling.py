"""The same text as somebody else would type it: without marks, in the other script, with a slip.

It leans on nothing that the search does to texts, but for the rules of Serbian spelling.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from faq.serbian import to_cyrillic, to_latin

Spelling = Callable[[str], str]

_WHOLE = str.maketrans({"đ": "dj", "Đ": "Dj", "ı": "i"})
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {row[n]: row[n - 1] if n else row[1] for row in _ROWS for n in range(len(row))}
_LONG = re.compile(r"[^\W\d_]{5,}")


def as_written(text: str) -> str:
    return text


def stripped(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return bare.translate(_WHOLE)


def other_script(text: str) -> str:
    """Serbian in Cyrillic where it is in Latin, and the reverse."""
    latin = to_latin(text)
    return latin if latin != text else to_cyrillic(text)


def mistyped(text: str) -> str:
    """One slip in a word of at least five letters, the same each time; none without such a word."""
    dice = random.Random(text)
    words = list(_LONG.finditer(text))
    if not words:
        return text
    found = dice.choice(words)
    word, place = found[0], dice.randrange(len(found[0]) - 1)
    tried = (slip(word, place) for slip in dice.sample(_SLIPS, len(_SLIPS)))
    wrong = next(other for other in tried if other != word)
    return text[: found.start()] + wrong + text[found.end() :]


def _swapped(word: str, place: int) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _dropped(word: str, place: int) -> str:
    return word[:place] + word[place + 1 :]


def _doubled(word: str, place: int) -> str:
    return word[: place + 1] + word[place:]


def _beside(word: str, place: int) -> str:
    """The key next to it; a letter that has no key of its own stays."""
    return word[:place] + _BESIDE.get(word[place], word[place]) + word[place + 1 :]


_SLIPS = (_swapped, _dropped, _doubled, _beside)
