"""Objects built from the schema alone, never deeper than told; it knows no update and no person.

Types such as RichText contain themselves, so depth is capped: below the cap optional fields are
left out, lists are as short as allowed, and of a union the member that nests least is taken.
"""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

from tests.schema.entities import entities
from tests.schema.leaves import leaf
from tests.schema.spec import ArrayOf, Field, Named, ObjectType, OneOf, Type, bot_api

_ENTITIES = ArrayOf(Named("MessageEntity"))
_ENDLESS = 99


class Builder:
    """`types` make objects of a type, given the depth; `fields` make those of a name and type."""

    def __init__(
        self,
        rng: Random,
        types: Mapping[str, Callable[[int], Any]],
        fields: Mapping[tuple[str, str], Callable[[], Any]],
    ) -> None:
        self._rng = rng
        self._types = types
        self._fields = fields

    def built(
        self, name: str, depth: int, given: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """An object with the required fields, some of the optional ones, and those given."""
        type_ = object_type(name)
        made = dict(given or {})
        for field in self._picked(type_, depth, made):
            made[field.name] = self.field(field, depth)
        self.mark(type_, made)
        return made

    def field(self, field: Field, depth: int) -> Any:
        if isinstance(field.type, Named):
            make = self._fields.get((field.name, field.type.name))
            if make is not None:
                return make()
        return self._value(field.type, field, depth)

    def mark(self, type_: ObjectType, made: dict[str, Any]) -> None:
        """Adds entities to the texts that have them, `caption_entities` to `caption`."""
        for field in _entity_fields(type_.name):
            text = made.get(field.name.removesuffix("_entities").replace("entities", "text"))
            if isinstance(text, str) and text and self._rng.random() < 0.7:
                found = entities(self._rng, text, lambda: self._types["User"](0))
                made |= {field.name: found} if found else {}

    def _picked(self, type_: ObjectType, depth: int, given: Mapping[str, Any]) -> list[Field]:
        chance = 0.1 * depth
        apart = type_.alternatives.names if type_.alternatives else ()
        picked = [
            field
            for field in type_.fields.values()
            if field.name not in given
            and field.name not in apart
            and field.type != _ENTITIES
            and (field.required or self._rng.random() < chance)
        ]
        return picked + self._alternative(type_, depth, given)

    def _alternative(self, type_: ObjectType, depth: int, given: Mapping[str, Any]) -> list[Field]:
        rule = type_.alternatives
        if rule is None or not given.keys().isdisjoint(rule.names):
            return []
        fields = [type_.fields[name] for name in rule.names]
        if depth > 0:
            return [self._rng.choice(fields)]
        return [min(fields, key=lambda f: height(f.type))] if rule.needed else []

    def _value(self, type_: Type, field: Field, depth: int) -> Any:
        if isinstance(type_, ArrayOf):
            return self._array(type_, field, depth)
        if isinstance(type_, OneOf):
            return self._value(self._member(type_, depth), field, depth)
        if make := self._types.get(type_.name):
            return make(depth - 1)
        known = bot_api().types.get(type_.name)
        if isinstance(known, ObjectType):
            return self.built(type_.name, depth - 1)
        if isinstance(known, OneOf):
            return self._value(self._member(known, depth), field, depth - 1)
        return leaf(field, type_.name)(self._rng)

    def _array(self, type_: ArrayOf, field: Field, depth: int) -> list[Any]:
        least = field.minimum or 0
        most = least if depth <= 0 else min(field.maximum or 3, least + 3)
        return [
            self._value(type_.item, field, depth) for _ in range(self._rng.randint(least, most))
        ]

    def _member(self, type_: OneOf, depth: int) -> Type:
        return self._rng.choice(type_.members) if depth > 0 else min(type_.members, key=height)


def object_type(name: str) -> ObjectType:
    found = bot_api().types[name]
    assert isinstance(found, ObjectType)
    return found


@cache
def _entity_fields(name: str) -> tuple[Field, ...]:
    return tuple(f for f in object_type(name).fields.values() if f.type == _ENTITIES)


@cache
def height(type_: Type) -> int:
    """How many objects a value of the type nests at the least."""
    return _height(type_, frozenset())


def _height(type_: Type, above: frozenset[str]) -> int:
    if isinstance(type_, ArrayOf):
        return 0
    if isinstance(type_, OneOf):
        return min(_height(member, above) for member in type_.members)
    if type_.name in above:
        return _ENDLESS
    known = bot_api().types.get(type_.name)
    if isinstance(known, OneOf):
        return _height(known, above | {type_.name})
    required = [f.type for f in known.fields.values() if f.required] if known else []
    inner = (_height(field, above | {type_.name}) for field in required)
    return 1 + max(inner, default=0) if known else 0
