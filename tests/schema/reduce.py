"""Makes botapi.json, the reduced copy of the Bot API schema that aiogram publishes in its sdist.

Pinned: aiogram 3.31.0, which describes Bot API 10.3 (NOTICE holds its licence). To make it again:

    pip download --no-binary aiogram --no-deps aiogram==3.31.0
    python -m tests.schema.reduce aiogram-3.31.0.tar.gz

Kept are names, types, required flags, choices, plain limits and results; descriptions are not.
"""

import json
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

from tests.schema.literals import alternatives, facts

PINNED = "aiogram 3.31.0"
BOT_API = "10.3"
TARGET = Path(__file__).with_name("botapi.json")
_MEMBER = ".butcher/schema/schema.json"

_BULLETS = re.compile(r"^ - (\w+)$", re.MULTILINE)
_RETURNS = re.compile(r"[^.]*(?:[Rr]eturns |is returned)[^.]*")
_ARRAY = re.compile(r"Array of (\w+)")
_NAMED = re.compile(r"\b[A-Z]\w*\b")


class UnexpectedSchema(Exception):
    """The file describes another version of the Bot API than the pinned one."""


def read(path: Path) -> dict[str, Any]:
    """The full schema, from the sdist or from schema.json itself."""
    if path.suffix == ".json":
        raw = path.read_bytes()
    else:
        with tarfile.open(path) as archive:
            name = next(name for name in archive.getnames() if name.endswith(_MEMBER))
            member = archive.extractfile(name)
            raw = member.read() if member else b""
    schema: dict[str, Any] = json.loads(raw)
    return schema


def reduced(schema: dict[str, Any]) -> dict[str, Any]:
    if schema["api"]["version"] != BOT_API:
        raise UnexpectedSchema(schema["api"]["version"])
    entries = [entry for section in schema["items"] for entry in section["children"]]
    known = {entry["name"] for entry in entries if entry["category"] == "types"}
    return {
        "version": BOT_API,
        "released": schema["api"]["release_date"],
        "source": PINNED,
        "methods": {e["name"]: _method(e, known) for e in entries if e["category"] == "methods"},
        "types": {e["name"]: _type(e) for e in entries if e["name"] in known - {"InputFile"}},
    }


def _method(entry: dict[str, Any], known: set[str]) -> dict[str, Any]:
    return {"returns": returned(entry["description"], known), "params": _fields(entry)}


def _type(entry: dict[str, Any]) -> dict[str, Any] | str:
    if members := _BULLETS.findall(entry["description"]) if not entry["annotations"] else []:
        # RichText alone may also be plain text or a list of itself.
        plain = ["String", "[RichText]"] if "either a String" in entry["description"] else []
        return "|".join([*plain, *members])
    required = {field["name"]: field["required"] for field in entry["annotations"]}
    found: dict[str, Any] = {"fields": _fields(entry)}
    if names := alternatives(entry["description"], required):
        found["alternatives"] = names
    return found


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: _field(field) for field in entry["annotations"]}


def _field(field: dict[str, Any]) -> dict[str, Any] | str:
    """`"Integer!"` for a required field; an object where the description says more."""
    kind = type_of(field["type"])
    marked = kind + "!" * field["required"]
    more = facts(field["name"], kind, field["description"])
    return {"type": marked, **more} if more else marked


def type_of(words: str) -> str:
    """`Array of Array of X` is `[[X]]`, `A or B` and `A, B and C` are `A|B` and `A|B|C`."""
    inner = words.removeprefix("Array of ")
    return f"[{type_of(inner)}]" if inner != words else "|".join(re.split(r", | or | and ", words))


def returned(description: str, known: set[str]) -> str:
    """The type of a method's result, from the sentence that says what "is returned"."""
    names = known | {"True", "Integer", "String"}
    for sentence in reversed(_RETURNS.findall(description)):
        if array := _ARRAY.search(sentence):
            return f"[{array[1]}]"
        if found := [word for word in _NAMED.findall(sentence) if word in names]:
            return "|".join(dict.fromkeys(found))
    raise UnexpectedSchema(description)


def written(api: dict[str, Any]) -> str:
    """JSON with one line per method and type, so that a new version shows as a short diff."""
    lines = [f'"{key}":{json.dumps(api[key])}' for key in ("version", "released", "source")]
    for part in ("methods", "types"):
        rows = (f'"{name}":{_compact(entry)}' for name, entry in api[part].items())
        lines.append(f'"{part}":{{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    TARGET.write_text(written(reduced(read(Path(sys.argv[1])))), encoding="utf-8")
