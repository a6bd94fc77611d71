"""The order of titles in a list: whole alphabets, two-letter letters included (CLDR collation)."""

import re
import unicodedata
from functools import cache

_ALPHABETS = {
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "sr_Latn": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "sr_Cyrl": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "eu": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
}
_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_TURKISH_CAPITALS = str.maketrans({"İ": "i", "I": "ı"})

SortKey = tuple[tuple[int, str], ...]


def sort_key(text: str, language: str) -> SortKey:
    """Spaces and digits come before letters; quotes and other marks do not count."""
    places, letter = _alphabet(language)
    return tuple(_place(found, places) for found in letter.findall(_lower(text, language)))


def _lower(text: str, language: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return (text.translate(_TURKISH_CAPITALS) if language == "tr" else text).lower()


def _place(letter: str, places: dict[str, int]) -> tuple[int, str]:
    if letter in places:
        return places[letter], ""
    base = unicodedata.normalize("NFD", letter)[0]
    if base in places:
        return places[base], letter
    return (len(places) if letter.isalpha() else -1), letter


@cache
def _alphabet(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    letters = _ALPHABETS.get(language, _LATIN).split()
    longest_first = sorted(letters, key=len, reverse=True)
    return (
        {letter: place for place, letter in enumerate(letters)},
        re.compile("|".join([*longest_first, r"[\w\s]"])),
    )
