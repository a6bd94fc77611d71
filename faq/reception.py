"""What a receptionist answers without looking anything up: courtesies, and danger to life."""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from faq.fold import fold, searched
from faq.languages import list_name

LISTS = Path(__file__).parent / "reception"


class Courtesy(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    SWEARING = "swearing"
    DANGER = "danger"
    SIGN = "sign"  # an emoji or a mark, and no word
    NUMBER = "number"  # a telephone number, and no word


_THANKFUL = frozenset("👍👌🙏❤♥😊🙂😀😄🥰😍💪👏🌹💐🤝✅ \ufe0f\u200d🏻🏼🏽🏾🏿")
_WHOLE = (Courtesy.GREETING, Courtesy.THANKS, Courtesy.GOODBYE)
# A phrase of danger may end in any way; a rude word is another word when it goes on too long.
# English words have hardly any endings.
_ENDINGS = {Courtesy.SWEARING: r"\w{0,3}\b", Courtesy.DANGER: ""}
_WITHOUT_ENDINGS = ("en",)
_DATE = re.compile(r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}\.?|\d{4}-\d{1,2}-\d{1,2}")
_DIGITS = re.compile(r"[+(]?\d[\d\s()./-]{4,}\d")
_LONGEST_SWEARING = 6  # words: in a longer message there is a question to be answered
_LONGEST_GREETING = 8  # words that a message of greetings may have


def recognise(text: str, languages: Iterable[str]) -> Courtesy | None:
    """What the text is, read in any of the languages; None for all that wants an answer.

    A phrase of danger counts wherever it stands. A greeting counts only where there is nothing
    else: "good morning, when is the forum" is a question.
    """
    words = fold(text)
    if not words:
        is_thanks = set(text) <= _THANKFUL
        return (Courtesy.THANKS if is_thanks else Courtesy.SIGN) if text.strip() else None
    lists = [_shipped(name) for name in dict.fromkeys(map(list_name, languages))]
    if any(found.has(Courtesy.DANGER, words) for found in lists):
        return Courtesy.DANGER
    if _DIGITS.fullmatch(text.strip()) and not _DATE.fullmatch(text.strip()):
        return Courtesy.NUMBER
    for courtesy in _WHOLE:
        if any(found.is_only(courtesy, words) for found in lists):
            return courtesy
    short = words.count(" ") < _LONGEST_SWEARING
    if short and any(found.has(Courtesy.SWEARING, words) for found in lists):
        return Courtesy.SWEARING
    return None


def pared(text: str, language: str) -> str:
    """The text without the greetings that it begins with, where more follows."""
    words = fold(text).split()
    rest = _shipped(list_name(language)).after(Courtesy.GREETING, words)
    return " ".join(rest) if rest and len(rest) < len(words) else text


class _Lists:
    def __init__(self, phrases: dict[str, list[str]], name: str) -> None:
        self._name = name
        self._phrases = {kind: self._folded(phrases.get(kind, ())) for kind in Courtesy}
        self._anywhere = {
            kind: re.compile(rf"\b(?:{'|'.join(map(re.escape, found))}){self._ending(kind)}")
            for kind, found in self._phrases.items()
            if found
        }

    def has(self, kind: Courtesy, words: str) -> bool:
        """Somewhere, from the beginning of a word: endings are the language's business."""
        pattern = self._anywhere.get(kind)
        return pattern is not None and pattern.search(self._spelt(words)) is not None

    def is_only(self, kind: Courtesy, words: str) -> bool:
        """Nothing but such phrases, one after the other."""
        found = words.split()
        return len(found) <= _LONGEST_GREETING and not self.after(kind, found)

    def after(self, kind: Courtesy, words: list[str]) -> list[str]:
        """What is left of the words when such phrases are taken from their beginning."""
        rest = words
        while rest:
            longest = min(len(rest), _LONGEST_GREETING)
            length = next((n for n in range(longest, 0, -1) if self._is(kind, rest[:n])), 0)
            if not length:
                return rest
            rest = rest[length:]
        return rest

    def _is(self, kind: Courtesy, words: list[str]) -> bool:
        return self._spelt(" ".join(words)) in self._phrases[kind]

    def _folded(self, phrases: Iterable[str]) -> frozenset[str]:
        return frozenset(filter(None, (self._spelt(fold(phrase)) for phrase in phrases)))

    def _spelt(self, words: str) -> str:
        return searched(words, self._name)

    def _ending(self, kind: Courtesy) -> str:
        return r"\b" if self._name in _WITHOUT_ENDINGS else _ENDINGS.get(kind, r"\b")


@cache
def _shipped(name: str) -> _Lists:
    path = LISTS / f"{name}.toml"
    return _Lists(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}, name)
