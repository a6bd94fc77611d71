"""Serbian Latin to Cyrillic for texts of ours; what is no Serbian word in them stays as it is.

Nothing that people write is ever converted. The words that follow no rule are in serbian.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_OVERRIDES: dict[str, str] = _WORDS["overrides"]

_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_LETTERS |= {"lj": "љ", "nj": "њ", "dž": "џ"}
_LETTERS |= {latin.capitalize(): letter.upper() for latin, letter in _LETTERS.items()}
_SHOUTED = {"LJ": "Љ", "NJ": "Њ", "DŽ": "Џ"}
_LETTERS |= _SHOUTED
# Љ is Lj at the beginning of a word, which is where capitals mostly stand.
_LATIN = str.maketrans({own: latin for latin, own in _LETTERS.items() if latin not in _SHOUTED})
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_KEPT = rf"""
    ```.*?``` | `[^`\n]*`                                 # Markdown: code,
  | (?<=\]\()[^)\s]+ | ^\[[^\]\n]+\]:\s*\S+               #   targets of links
  | <(?P<tag>code|pre)\b.*?</(?P=tag)> | <!--.*?-->       # HTML: code and comments,
  | </?[A-Za-z][^<>]*> | &(?:[A-Za-z]+|\#\w+);            #   tags and entities
  | %\(\w+\)s | %[sd]\b | \{{\w*\}}                       # placeholders
  | (?:\w+://|www\.|mailto:|tel:)[^\s<>]*[^\s<>.,;:!?)*»”“"']
  | [\w.+-]+@\w[\w-]*(?:\.[\w-]+)*\w                      # e-mail
  | (?<![\w.@-])(?:[\w-]+\.)+(?:{_any(_WORDS["suffixes"])})\b(?:[/?\#][^\s<>]*[^\s<>.,;:!?)*])?
  | (?<![\w/])[@/][A-Za-z]\w*(?:@\w+)?                    # @names and /commands
  | [?&]\w+=[\w-]+ | [^\W_]+(?:_[^\W_]+)+                 # deep links and identifiers
  | (?=[^\W_]*\d)(?=\d*[^\W\d_])[^\W_]+                   # A4, 5G, MP3
  | \b(?:{_any(_WORDS["brands"])})[a-zčćžšđ]{{0,3}}\b
  | \b(?:{_any(_WORDS["codes"])})\b
  | \b(?:X{{0,3}}(?:IX|IV|VI{{1,3}}|I{{2,3}})|X{{1,3}}[IV]?)\b  # II, IV, XXI; not the word "I"
"""
_TOKEN = re.compile(
    rf"(?P<kept>{_KEPT})|(?P<word>\b(?i:{_any(_OVERRIDES)})\b|[^\W\d_]+)",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def to_cyrillic(text: str) -> str:
    """Words with a letter that Serbian lacks, and all that is not a word of a text, stay Latin."""
    return _TOKEN.sub(_token, unicodedata.normalize("NFC", text))


def to_latin(text: str) -> str:
    """Letter by letter, which loses nothing."""
    return text.translate(_LATIN)


def _token(found: re.Match[str]) -> str:
    return _word(found["word"]) if found["word"] else found[0]


def _word(word: str) -> str:
    own = _OVERRIDES.get(word.lower())
    if own:
        return _cased(own, word)
    if not all(letter in _LETTERS for letter in word):
        return word
    parted = _STEM.sub(r"\g<0>|", word)
    return _LETTER.sub(lambda found: _LETTERS[found[0]], parted).replace("|", "")


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _stem(stem: str) -> str:
    before, after = stem.removeprefix("*").split("|")
    start = "" if stem.startswith("*") else r"\b"
    return rf"{start}{before}(?={after})"


_STEM = re.compile("|".join(map(_stem, _WORDS["stems"])), re.IGNORECASE)

# What people read of an entry's front matter; slugs and tags are for the search.
_READ = frozenset(("title", "phrasings"))
_FRONT_MATTER = re.compile(r"\A(---\n)(.*?\n)(---\n)(.*)\Z", re.DOTALL)
_KEY = re.compile(r"(?P<name>\w+):")


def entry_to_cyrillic(text: str) -> str:
    """A whole file of the knowledge base: title, phrasings and answer; the other fields stay."""
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        return to_cyrillic(text)
    opening, fields, closing, answer = parts.groups()
    return opening + _fields(fields) + closing + to_cyrillic(answer)


def _fields(fields: str) -> str:
    lines, is_read = [], False
    for line in fields.splitlines(keepends=True):
        key = _KEY.match(line)
        if key:
            is_read = key["name"] in _READ
        start = key.end() if key else 0
        lines.append(line[:start] + to_cyrillic(line[start:]) if is_read else line)
    return "".join(lines)
