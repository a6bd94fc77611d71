"""Lengths and offsets as Telegram counts them: in UTF-16 code units."""

from itertools import accumulate


def length(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def unit_offsets(text: str) -> list[int]:
    """For each character's index, and for the end, its offset in UTF-16 units."""
    widths = (2 if character > "\uffff" else 1 for character in text)
    return list(accumulate(widths, initial=0))


def character_index(text: str, offset: int) -> int | None:
    """The index of the character that begins at a UTF-16 offset; None inside a pair or outside."""
    if text.isascii():
        return offset if 0 <= offset <= len(text) else None
    offsets = unit_offsets(text)
    return offsets.index(offset) if offset in offsets else None
