"""Whether a call of the Bot API, its result or an object is as the schema says; it calls nothing.

Values come as Python objects or as a form carries them: numbers and flags as text, nested objects
and lists as JSON. Only the outermost parameters may be so encoded, as in a real request. A file is
named by a str: its file_id, a URL, or the name of its part, such as `attach://photo`.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from tests.schema.checks import Problem, ProblemKind, object_problems, problems
from tests.schema.spec import Field, Named, OneOf, Type, bot_api

__all__ = ["Problem", "ProblemKind", "validate", "validate_object", "validate_result"]

_INTEGER = re.compile(r"-?\d+", re.ASCII)
_FLOAT = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_TEXTS = frozenset({Named("String"), Named("InputFile")})


def validate(method: str, params: Mapping[str, Any]) -> list[Problem]:
    """Everything wrong with a call; None stands for a parameter that is not sent."""
    known = bot_api().methods.get(method.lower())
    if known is None:
        return [Problem(ProblemKind.UNKNOWN_METHOD, method, "the Bot API has no such method")]
    given = {name: _decoded(known.params.fields.get(name), v) for name, v in params.items()}
    return object_problems(known.params, given, "")


def validate_result(method: str, result: Any) -> list[Problem]:
    """Everything wrong with what a known method answered, the `result` of its envelope."""
    return problems(bot_api().methods[method.lower()].returns, result, "result")


def validate_object(type_name: str, value: Any) -> list[Problem]:
    """Everything wrong with an object of a known type, such as an `Update`."""
    return problems(Named(type_name), value, type_name)


def _decoded(field: Field | None, value: Any) -> Any:
    """A form's text as the value it stands for; text that stands for nothing stays as it is."""
    if field is None or not isinstance(value, str):
        return value
    members = field.type.members if isinstance(field.type, OneOf) else (field.type,)
    return value if _TEXTS.intersection(members) else _from_text(members[0], value)


def _from_text(type_: Type, text: str) -> Any:
    try:
        match type_:
            case Named("Integer"):
                return int(text) if _INTEGER.fullmatch(text) else text
            case Named("Float"):
                return float(text) if _FLOAT.fullmatch(text) else text
            case Named("Boolean" | "True"):
                return _FLAGS.get(text.lower(), text)
        return json.loads(text)
    except ValueError:
        return text
