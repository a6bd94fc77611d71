"""What the Bot API says in prose about a field's value: choices, limits, patterns, conditions.

The schema's types are bare ("String"); that a style is one of three words or that callback data has
1-64 bytes stands in descriptions only. This module reads those sentences and nothing else.
"""

import re
from collections.abc import Iterator
from typing import Any

_BEFORE_CHOICES = re.compile(
    r"(?:[Aa]lways|[Mm]ust be|[Oo]ne of|[Cc]an be|[Ee]ither|pass|type,|URL,) (?=')"
)
_SENTENCE_END = re.compile(r"\.(?:\s+[A-Z]|\s*$)")
_QUOTED = re.compile(r"'([\w/-]+)'")
_UNQUOTED = re.compile(r"must be (\w+)$")
_ACTIONS = re.compile(r"(\w+)(?: or (\w+))? for ")
_NUMBERS = re.compile(r"(?:[Aa]lways|[Mm]ust be one of|must always be) (\d[\d, or]*)(?![\d*])")

_WORDS = {"a-z, 0-9, _": "[A-Za-z0-9_-]*", "lowercase english letters, digits": "[a-z0-9_]*"}
_RANGE = re.compile(r"(?<![\w*+.-])(\d+)-(\d+)(?![\w-])")
_BETWEEN = re.compile(r"between (\d+) and (\d+)")
_FROM_TO = re.compile(r"from (-?\d+) to (-?\d+)")
_TEXT_RANGE = re.compile(r"(\d+)-(\d+) (characters|bytes)", re.IGNORECASE)
_TEXT_MOST = re.compile(r"(?:[Uu]p to|can't exceed) (\d+) (characters|bytes)")
_ITEMS_RANGE = re.compile(r"(?:list of|include) (\d+)-(\d+) ", re.IGNORECASE)
_ITEMS_MOST = re.compile(r"(?:up to|[Aa]t most) (\d+) (?:items|identifiers|winners|commands)")

_UNLESS = re.compile(r"[Rr]equired if (\w+) (?:is not|isn't) specified")
_OTHER_THAN = re.compile(r"(Exactly|At most) one of the fields other than ([\w, ]+) must")
_AMONG = re.compile(r"(Exactly) one of the fields ([\w, ]+) (?:must|will)")
_OPTIONAL = re.compile(r"([Ee]xactly|At most) one of the optional fields")

# Section "Formatting options"; the descriptions of these fields only point there.
_PARSE_MODES = ["HTML", "MarkdownV2", "Markdown"]


def facts(name: str, kind: str, description: str) -> dict[str, Any]:
    """All that the description adds to the type, as the keys used in botapi.json."""
    found: dict[str, Any] = {}
    if words := choices(name, kind, description):
        found["choices"] = words
    found |= limits(kind, description)
    found |= _pattern(kind, description)
    if unless := _UNLESS.search(description):
        found["unless"] = unless[1]
    return found


def choices(name: str, kind: str, description: str) -> list[str] | list[int]:
    if kind == "Integer":
        return _numbers(description)
    if kind != "String":
        return []
    if name.endswith("parse_mode"):
        return _PARSE_MODES
    if "Choose one, depending on" in description:
        actions = _ACTIONS.findall(description.partition(": ")[2])
        return [word for pair in actions for word in pair if word]
    if word := _UNQUOTED.search(description):
        return [word[1]]
    return list(dict.fromkeys(_quoted(description)))


def _quoted(description: str) -> Iterator[str]:
    if start := _BEFORE_CHOICES.search(description):
        rest = description[start.end() :]
        end = _SENTENCE_END.search(rest)
        yield from _QUOTED.findall(rest[: end.start()] if end else rest)


def _numbers(description: str) -> list[int]:
    plain = re.sub(r" \([^)]*\)", "", description)
    found = _NUMBERS.search(plain)
    if not found or "*" in plain[found.end() : found.end() + 2]:
        return []
    return [int(number) for number in re.findall(r"\d+", found[1])]


def limits(kind: str, description: str) -> dict[str, Any]:
    """The single plain range of a value; nothing where several ranges or exceptions are given."""
    if kind == "String":
        return _text_limits(description)
    if kind.startswith("["):
        return _range(_ITEMS_RANGE, description) or _most(_ITEMS_MOST, description)
    if kind in {"Integer", "Float"} and "0x7FFFFFFF" not in description:
        return (
            _range(_RANGE, description)
            or _range(_BETWEEN, description)
            or _range(_FROM_TO, description)
        )
    return {}


def _text_limits(description: str) -> dict[str, Any]:
    found = _range(_TEXT_RANGE, description) or _most(_TEXT_MOST, description)
    if found and re.search(r"\d+ bytes", description, re.IGNORECASE):
        found["unit"] = "bytes"
    return found


def _range(pattern: re.Pattern[str], description: str) -> dict[str, Any]:
    found = pattern.findall(description)
    return {"min": int(found[0][0]), "max": int(found[0][1])} if len(found) == 1 else {}


def _most(pattern: re.Pattern[str], description: str) -> dict[str, Any]:
    found = pattern.search(description)
    return {"max": int(found[1])} if found else {}


def _pattern(kind: str, description: str) -> dict[str, str]:
    for sentence, pattern in _WORDS.items():
        if kind == "String" and sentence in description.lower():
            return {"pattern": pattern}
    return {}


def alternatives(description: str, fields: dict[str, bool]) -> dict[str, Any]:
    """Which fields exclude each other, and the least number of them; `fields`: name, required."""
    if found := _OTHER_THAN.search(description):
        others = set(re.findall(r"\w+", found[2]))
        names = [name for name in fields if name not in others]
    elif found := _AMONG.search(description):
        names = [name for name in re.findall(r"\w+", found[2]) if name in fields]
    elif found := _OPTIONAL.search(description):
        names = [name for name, required in fields.items() if not required]
    else:
        return {}
    return {"of": names, "least": int(found[1].lower() == "exactly")}
