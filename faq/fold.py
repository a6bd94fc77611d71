"""One spelling for everything people type: no case, no diacritics, no script, no punctuation."""

import unicodedata

from faq.languages import is_serbian

# Serbian Cyrillic as its Latin counterpart, which is read without its marks.
_CYRILLIC = {
    **dict(zip("абвгдежзијклмнопрстћуфхцчш", "abvgdezzijklmnoprstcufhccs", strict=True)),
    "ђ": "dj",
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
}
# Letters that Unicode does not take apart into a base letter and a mark. Icelandic ð is what
# many keyboards give for đ.
_WHOLE = {"đ": "dj", "ð": "dj", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th"}


# Marks and invisible formatting (soft hyphen, joiners) part no words.
_JOINING = frozenset(("Mn", "Mc", "Me", "Cf"))


class _Spelling(dict[int, str]):
    """Code point -> what is left of it. Ours are at hand; those of the world's other scripts are
    worked out each time, so that nobody can fill the memory with them.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isalnum():
            return character
        return "" if unicodedata.category(character) in _JOINING else " "


_SPELLING = _Spelling()
_SPELLING.update({code: _SPELLING[code] for code in range(0x500)})  # Latin, Greek, Cyrillic
_SPELLING.update(str.maketrans(_CYRILLIC | _WHOLE))
# str.casefold() would turn İ into two characters, and I and ı into different letters.
_DOTS = (("İ", "i"), ("I", "i"), ("ı", "i"))
# Letters of the neighbours' keyboards (Macedonian, Bulgarian) that Unicode would take apart.
_NEIGHBOURS = (("ѓ", "dj"), ("ќ", "c"), ("ѕ", "dz"), ("й", "j"))


def fold(text: str) -> str:
    """Words of small letters and digits with single spaces between; folding again changes nothing.

    đ becomes dj, as most people type it; for those who type a plain d, see `searched`.
    """
    text = _instead(_DOTS, unicodedata.normalize("NFKC", text)).casefold()
    text = _instead(_NEIGHBOURS, unicodedata.normalize("NFKC", text))
    return " ".join(unicodedata.normalize("NFKD", text).translate(_SPELLING).split())


def _instead(letters: tuple[tuple[str, str], ...], text: str) -> str:
    """A few letters: replacing each is quicker than looking up every letter of the text."""
    for one, other in letters:
        text = text.replace(one, other)
    return text


def searched(words: str, language: str) -> str:
    """Folded words as those of the language are searched: Serbian đ is typed as dj and as d."""
    return words.replace("dj", "d") if is_serbian(language) else words
