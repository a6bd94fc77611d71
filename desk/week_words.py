"""A text about days and hours, taken apart: each part with its meaning and its place in it."""

import re
from dataclasses import dataclass, replace

from desk.week_names import CLOCK_ENDINGS, CODES, DAYS, LONGEST, WORDS, Case, Kind
from faq.fold import fold

_DASHES = "‐‑‒–—−-"
_NUMBER = r"[0-9]+(?:[:.][0-9]+)*"
_LETTERS = r"[^\W\d_]"
_PART = re.compile(
    rf"(?P<number>{_NUMBER})(?P<ending>['’]?{_LETTERS}+)?"
    rf"|(?P<word>{_LETTERS}+(?:['’]{_LETTERS}+)*)\.?"
    rf"|(?P<space>[^\S\n]+|[()•*]+)"
    rf"|(?P<mark>.)",
    re.DOTALL,
)
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-5][0-9]))?")
_MARKS = {
    **dict.fromkeys(_DASHES, Kind.TO),
    **dict.fromkeys(",./", Kind.COMMA),
    **dict.fromkeys(":=", Kind.COLON),
    **dict.fromkeys(";\n", Kind.BREAK),
    **dict.fromkeys("&+", Kind.AND),
}
_SAYS_NOTHING = (Kind.NOTHING, Kind.EVERY)
_ASIDE = {Kind.BETWEEN: 2, Kind.AMID: -2}  # how far away the "and" is


@dataclass(frozen=True, slots=True)
class Word:
    """`start` and `end` are places in the text. `minute` is a clock's, after midnight."""

    kind: Kind
    start: int
    end: int
    folded: str = ""
    days: tuple[int, ...] = ()
    minute: int = 0
    case: Case = Case.NONE


def words_of(text: str) -> list[Word]:
    """Without what says nothing; phrases are one word each, "between … and" is "to"."""
    parts = _parts(text)
    found: list[Word] = []
    while parts:
        length, word = _phrase(parts)
        found.append(word)
        del parts[:length]
    return _between(_with_articles(found))


def _parts(text: str) -> list[Word]:
    found = (part for part in _PART.finditer(text) if part["space"] is None)
    return [_part(part) for part in found]


def _part(found: re.Match[str]) -> Word:
    start, end = found.span()
    if found["number"]:
        return _clock(found, start, end)
    if found["mark"]:
        return Word(_MARKS.get(found["mark"], Kind.UNKNOWN), start, end)
    folded = "".join(fold(found["word"]).split())  # "pazartesi'den" is one word
    is_code = folded in CODES and not found["word"].isascii()  # "су" is what Serbian calls Saturday
    return Word(Kind.UNKNOWN, start, end, "" if is_code else folded)


def _clock(found: re.Match[str], start: int, end: int) -> Word:
    clock = _CLOCK.fullmatch(found["number"])
    case = CLOCK_ENDINGS.get(fold(found["ending"] or ""))
    if clock is None or case is None:
        return Word(Kind.UNKNOWN, start, end)
    minute = int(clock[1]) * 60 + int(clock[2] or 0)
    return Word(Kind.CLOCK, start, end, minute=minute, case=case)


def _phrase(parts: list[Word]) -> tuple[int, Word]:
    """The longest that begins here, and in how many parts."""
    most = next((n for n, part in enumerate(parts[:LONGEST]) if not part.folded), LONGEST)
    for length in range(min(most, len(parts)), 0, -1):
        phrase = " ".join(part.folded for part in parts[:length])
        whole = replace(parts[0], end=parts[length - 1].end)
        if phrase in DAYS:
            named = DAYS[phrase]
            return length, replace(whole, kind=Kind.DAYS, days=named.days, case=named.case)
        if phrase in WORDS:
            return length, replace(whole, kind=WORDS[phrase])
    return 1, parts[0]


def _with_articles(words: list[Word]) -> list[Word]:
    """Days are quoted as they were written: "e hënë"."""
    kept: list[Word] = []
    start: int | None = None
    for word in words:
        if word.kind in _SAYS_NOTHING:
            start = word.start if start is None else start
            continue
        is_led = word.kind is Kind.DAYS and start is not None
        kept.append(replace(word, start=start or 0) if is_led else word)
        start = None
    return kept


def _between(words: list[Word]) -> list[Word]:
    """From ten to twelve is also "10 ile 12 arası", and "između 10 i 12"."""
    kept = list(words)
    for place, word in enumerate(words):
        near = place + _ASIDE.get(word.kind, len(words))
        if 0 <= near < len(words) and words[near].kind is Kind.AND:
            kept[near] = replace(words[near], kind=Kind.TO)
    return [word for word in kept if word.kind not in _ASIDE]
