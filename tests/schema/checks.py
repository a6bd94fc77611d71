"""A value against a type of the schema, and the problems found; forms and methods are elsewhere."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.schema.spec import ArrayOf, Field, Named, ObjectType, OneOf, Type, bot_api

_TAG = re.compile(r"<[^<>]*>")


class ProblemKind(StrEnum):
    UNKNOWN_METHOD = "unknown method"
    UNKNOWN_PARAMETER = "unknown parameter"
    MISSING = "missing"
    WRONG_TYPE = "wrong type"
    NOT_ALLOWED = "not allowed"
    OUT_OF_LIMITS = "out of limits"


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` leads to the value: `reply_markup.inline_keyboard[0][1].callback_data`."""

    kind: ProblemKind
    path: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.path} ({self.detail})"


def problems(type_: Type, value: Any, path: str) -> list[Problem]:
    if isinstance(type_, ArrayOf):
        return _array(type_, value, path)
    if isinstance(type_, OneOf):
        return _one_of(type_, value, path)
    known = bot_api().types.get(type_.name)
    if isinstance(known, ObjectType):
        return object_problems(known, value, path)
    if isinstance(known, OneOf):
        return _one_of(known, value, path)
    return _scalar(type_.name, value, path)


def _scalar(name: str, value: Any, path: str) -> list[Problem]:
    if not _is_scalar(name, value):
        return [_wrong_type(name, value, path)]
    if name == "Integer" and not -(2**63) <= value < 2**63:
        return [Problem(ProblemKind.OUT_OF_LIMITS, path, "more than 64 bits")]
    return []


def _is_scalar(name: str, value: Any) -> bool:
    match name:
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "Boolean":
            return isinstance(value, bool)
        case "True":
            return value is True
        case _:
            return isinstance(value, str)


def _array(type_: ArrayOf, value: Any, path: str) -> list[Problem]:
    if not isinstance(value, list | tuple):
        return [_wrong_type("Array", value, path)]
    return [p for i, item in enumerate(value) for p in problems(type_.item, item, f"{path}[{i}]")]


def object_problems(type_: ObjectType, value: Any, path: str) -> list[Problem]:
    if not isinstance(value, Mapping):
        return [_wrong_type(type_.name, value, path)]
    given = {name: item for name, item in value.items() if item is not None}
    prefix = f"{path}." if path else ""
    found = []
    for name, item in given.items():
        field = type_.fields.get(name)
        if field is None:
            found.append(Problem(ProblemKind.UNKNOWN_PARAMETER, prefix + name, type_.name))
        else:
            found += problems(field.type, item, prefix + name) or _beyond(field, given, prefix)
    found += [
        Problem(ProblemKind.MISSING, prefix + f.name, type_.name) for f in _lacking(type_, given)
    ]
    return found + _clashing(type_, given, path)


def _lacking(type_: ObjectType, given: Mapping[str, Any]) -> Iterable[Field]:
    for field in type_.needed:
        if field.name not in given and (field.required or field.unless not in given):
            yield field


def _clashing(type_: ObjectType, given: Mapping[str, Any], path: str) -> list[Problem]:
    if type_.alternatives is None:
        return []
    names = [name for name in type_.alternatives.names if name in given]
    if len(names) > 1:
        return [Problem(ProblemKind.NOT_ALLOWED, path, f"only one of {', '.join(names)}")]
    if type_.alternatives.needed and not names:
        of = ", ".join(type_.alternatives.names)
        return [Problem(ProblemKind.MISSING, path, f"one of {of}")]
    return []


def _one_of(type_: OneOf, value: Any, path: str) -> list[Problem]:
    fitting = [member for member in type_.members if _may_be(member, value)]
    if not fitting:
        return _misfit(type_, value, path)
    if len(fitting) > 1:
        distances = [_distance(member, value) for member in fitting]
        fitting = [m for m, d in zip(fitting, distances, strict=True) if d == min(distances)]
    return min((problems(member, value, path) for member in fitting), key=len)


def _may_be(type_: Type, value: Any) -> bool:
    """Whether the value looks like this member: its Python type and literals such as `type`."""
    if isinstance(type_, ArrayOf):
        return isinstance(value, list | tuple)
    known = _object_type(type_)
    if known is None:
        return isinstance(type_, Named) and _is_scalar(type_.name, value)
    literals = known.literals.items()
    return isinstance(value, Mapping) and all(value.get(k) == word for k, word in literals)


def _distance(type_: Type, value: Any) -> int:
    """How many fields are strange to this member, or lack in the value."""
    known = _object_type(type_)
    if known is None:
        return 0
    strange = sum(name not in known.fields for name in value)
    return strange + sum(field.name not in value for field in known.needed if field.required)


def _object_type(type_: Type) -> ObjectType | None:
    known = bot_api().types.get(type_.name) if isinstance(type_, Named) else None
    return known if isinstance(known, ObjectType) else None


def _misfit(type_: OneOf, value: Any, path: str) -> list[Problem]:
    """No member looks like the value: its literal is unknown or absent, or it is no object."""
    objects = [known for member in type_.members if (known := _object_type(member))]
    if not isinstance(value, Mapping) or not objects:
        names = " or ".join(getattr(member, "name", "Array") for member in type_.members)
        return [_wrong_type(names, value, path)]
    # A member without literals looks like every object, so the members here have one each.
    literal = next(iter(objects[0].literals))
    if literal not in value:
        return [Problem(ProblemKind.MISSING, f"{path}.{literal}", objects[0].name)]
    return [Problem(ProblemKind.NOT_ALLOWED, f"{path}.{literal}", f"{value[literal]!r:.80}")]


def _beyond(field: Field, given: Mapping[str, Any], prefix: str) -> list[Problem]:
    """What the description forbids though the type allows it."""
    value = given[field.name]
    path = prefix + field.name
    if field.choices and value not in field.choices:
        return [Problem(ProblemKind.NOT_ALLOWED, path, f"{value!r:.80} is none of {field.choices}")]
    if field.pattern and not re.fullmatch(field.pattern, value):
        return [Problem(ProblemKind.NOT_ALLOWED, path, f"{value!r:.80} is not {field.pattern}")]
    if field.minimum is None and field.maximum is None:
        return []
    size = _size(field, given)
    least, most = field.minimum, field.maximum
    if size is None or ((least is None or size >= least) and (most is None or size <= most)):
        return []
    return [Problem(ProblemKind.OUT_OF_LIMITS, path, f"{size} is not in {least}..{most}")]


def _size(field: Field, given: Mapping[str, Any]) -> float | None:
    """What the limits bound; None where it cannot be known, as in Markdown before it is parsed."""
    value = given[field.name]
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return len(value)
    if field.in_bytes:
        return len(value.encode())
    mode = given.get(f"{field.name}_parse_mode", given.get("parse_mode"))
    if mode == "HTML":
        value = html.unescape(_TAG.sub("", value))
    return None if mode and mode != "HTML" else len(value.strip())


def _wrong_type(expected: str, value: Any, path: str) -> Problem:
    return Problem(ProblemKind.WRONG_TYPE, path, f"{expected} expected, not {value!r:.80}")
