"""Lengths of time as people write them: "60", "1,5 h", "1:30", "2 days", "45 dakika"."""

import re
from datetime import timedelta

from desk.errors import DeskError
from desk.mentoring.booking import CELL
from faq.fold import fold

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Abbreviated, in one form and in several, in the languages of the line; folded.
_UNITS = {
    _MINUTE: "m min mins minute minutes minuta minuti minutash minut minuta dk dakika minutu",
    _HOUR: "h hr hrs hour hours ore ora oresh sat sata sati sa saat ordu",
    _DAY: "d day days dite ditesh dan dana dani gun egun",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_AMOUNT = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*([^\W\d_]*)\.?")
# A comma between two digits is a decimal one; a list has a space behind it, or another sign.
_PARTS = re.compile(r"\s*(?:[;/|\n]|,(?=\s)|,(?!\d))\s*")


class UnreadableLength(DeskError):
    """`part` is no length of time, or none of whole five minutes."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def parse_length(text: str, unit: timedelta) -> timedelta:
    """`unit` is what a number alone counts. Raises UnreadableLength."""
    text = text.strip()
    if clock := _CLOCK.fullmatch(text):
        found = int(clock[1]) * _HOUR + int(clock[2]) * _MINUTE
    elif amount := _AMOUNT.fullmatch(text):
        named = _UNIT_OF.get(fold(amount[2])) if amount[2] else unit
        if named is None:
            raise UnreadableLength(text)
        found = float(amount[1].replace(",", ".")) * named
    else:
        raise UnreadableLength(text)
    if found % CELL:
        raise UnreadableLength(text)
    return found


def parse_lengths(text: str, unit: timedelta) -> tuple[timedelta, ...]:
    """Several, each once, the shortest first. Raises UnreadableLength."""
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if not parts:
        raise UnreadableLength(text)
    return tuple(sorted({parse_length(part, unit) for part in parts}))
