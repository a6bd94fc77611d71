"""botapi.json as typed values: methods, types and their fields; it neither judges nor makes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """A scalar (Integer, Float, Boolean, True, String, InputFile) or one of `Spec.types`."""

    name: str


@dataclass(frozen=True, slots=True)
class ArrayOf:
    item: "Type"


@dataclass(frozen=True, slots=True)
class OneOf:
    members: tuple["Type", ...]


Type: TypeAlias = Named | ArrayOf | OneOf


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a method or a field of an object; limits are inclusive.

    `minimum` and `maximum` bound a number's value, a list's length and a string's length, the last
    in characters or in UTF-8 bytes. `unless` names the field without which this one is required.
    """

    name: str
    type: Type
    required: bool = False
    choices: tuple[str | int, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    in_bytes: bool = False
    pattern: str | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Fields that exclude each other; with `needed`, one of them must be there."""

    names: tuple[str, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object, or a method's parameters as one.

    `literals` tell a type from the others of a union, such as `{"status": "left"}`; `needed` are
    the fields that must be there, always or without another.
    """

    name: str
    fields: Mapping[str, Field]
    alternatives: Alternatives | None
    literals: Mapping[str, str | int]
    needed: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    params: ObjectType
    returns: Type


@dataclass(frozen=True, slots=True)
class Spec:
    """Keys of `methods` are in lower case: to the Bot API, sendmessage is sendMessage."""

    version: str
    methods: Mapping[str, Method]
    types: Mapping[str, ObjectType | OneOf]


@cache
def bot_api() -> Spec:
    raw = json.loads(Path(__file__).with_name("botapi.json").read_bytes())
    return Spec(
        version=raw["version"],
        methods={name.lower(): _method(name, m) for name, m in raw["methods"].items()},
        types={name: _type(name, entry) for name, entry in raw["types"].items()},
    )


def _method(name: str, entry: dict[str, Any]) -> Method:
    return Method(name, _object(name, entry["params"], None), parsed(entry["returns"]))


def _type(name: str, entry: dict[str, Any] | str) -> ObjectType | OneOf:
    if isinstance(entry, str):
        return OneOf(tuple(parsed(member) for member in entry.split("|")))
    rule = entry.get("alternatives")
    alternatives = Alternatives(tuple(rule["of"]), needed=bool(rule["least"])) if rule else None
    return _object(name, entry["fields"], alternatives)


def _object(name: str, entries: dict[str, Any], alternatives: Alternatives | None) -> ObjectType:
    fields = {field_name: _field(field_name, entry) for field_name, entry in entries.items()}
    return ObjectType(
        name,
        fields,
        alternatives,
        literals={f.name: f.choices[0] for f in fields.values() if len(f.choices) == 1},
        needed=tuple(f for f in fields.values() if f.required or f.unless),
    )


def _field(name: str, entry: dict[str, Any] | str) -> Field:
    more = {} if isinstance(entry, str) else entry
    expression = entry if isinstance(entry, str) else entry["type"]
    return Field(
        name,
        parsed(expression.removesuffix("!")),
        required=expression.endswith("!"),
        choices=tuple(more.get("choices", ())),
        minimum=more.get("min"),
        maximum=more.get("max"),
        in_bytes=more.get("unit") == "bytes",
        pattern=more.get("pattern"),
        unless=more.get("unless"),
    )


@cache
def parsed(expression: str) -> Type:
    """The type written as `Integer`, `[[PhotoSize]]` or `Integer|String` in botapi.json."""
    if expression.startswith("[") and expression.endswith("]"):
        return ArrayOf(parsed(expression[1:-1]))
    if "|" in expression:
        return OneOf(tuple(parsed(member) for member in expression.split("|")))
    return Named(expression)
