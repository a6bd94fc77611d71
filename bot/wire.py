"""Updates on their way into text and out of it, whatever JSON can name and text cannot hold."""

import json
import re
from typing import Any

# PostgreSQL refuses NUL in text. As an escape it does no harm, so it goes when it is read.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_LARGEST_ID = 2**63 - 1


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
