"""Names as others have chosen them: of people, of files. Shown among our words, they stay apart."""

import unicodedata

_MOST = 130  # characters; Telegram's first and last names have 64 each
# They turn the direction of all that follows, ours too (Unicode, UAX #9: embeddings, isolates).
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters by their category, and yet nothing is seen
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn")
_NOBODY = "—"


def shown(name: str) -> str:
    """On one line, in its own direction, not too long, and never nothing."""
    cleaned = "".join(map(_in_line, name[:_MOST].translate(_TURNING))).strip()
    return cleaned if any(map(_is_seen, cleaned)) else _NOBODY


def _in_line(character: str) -> str:
    return " " if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _BLANK
