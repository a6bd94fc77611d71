"""Updates on their way into text and out of it, whatever JSON can name and text cannot hold."""

import json
import re
from typing import Any

# PostgreSQL refuses NUL in text. As an escape it does no harm, so it goes when it is read.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_NAME = re.compile(r"[a-z_]{1,40}")  # of a kind of update
_LARGEST_ID = 2**63 - 1
_DEEPEST = 100  # objects and lists in one another; an update has some ten
_DIGITS = 40
_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


def parsed(text: str) -> Any:
    """What came over the wire, of which no part can do harm. Raises ValueError.

    Parsers end at what nests too deep, and at numbers of thousands of digits; the update would come
    again for ever, and hold back what is behind it. So such a part is null, and all else counts.
    """
    if text.count("{") + text.count("[") > _DEEPEST:
        text = _pruned(text)
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text, parse_int=_number)


def _pruned(text: str) -> str:
    """Without what nests too deep; brackets inside of strings are words."""
    kept, depth, start = [], 0, 0
    for found in _MARK.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth == _DEEPEST + 1:
                kept += [text[start : found.start()], "null"]
        elif found[0] in "]}":
            depth -= 1
            if depth == _DEEPEST:
                start = found.end()
    return "".join(kept) + (text[start:] if depth <= _DEEPEST else "")


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _DIGITS else None


def written(raw: dict[str, Any]) -> str:
    """Compact JSON; half of a surrogate pair, which UTF-8 cannot hold, is U+FFFD in it."""
    text = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read(text: str) -> Any:
    """What was written; NUL is U+FFFD in it. Raises ValueError."""
    return json.loads(_NUL.sub(r"\1\\ufffd", text))


def is_update(raw: object) -> bool:
    """Whether this has the one thing that an update must have (Bot API, Update)."""
    if not isinstance(raw, dict):
        return False
    number = raw.get("update_id")
    return type(number) is int and 0 <= number <= _LARGEST_ID


def kind_of(raw: str) -> str:
    """What Telegram calls this update: "message", "callback_query"."""
    try:
        name = next((name for name in json.loads(raw) if name != "update_id"), "empty")
    except ValueError:
        return "no JSON"
    return name if _NAME.fullmatch(name) else "unknown"
