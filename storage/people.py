"""People as rows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from desk.languages import Language
from desk.people import Awaiting, Person
from desk.profile import ActorType, Field
from storage.database import upsert
from storage.schema import people

_LOOK = select(people).where(people.c.id == bindparam("person"))
_GET = _LOOK.with_for_update()
_SAVE = upsert(people)


class PeopleRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, person_id: int) -> Person | None:
        row = (await self._tx.execute(_GET, {"person": person_id})).mappings().first()
        return _person(row) if row else None

    async def look(self, person_id: int) -> Person | None:
        row = (await self._tx.execute(_LOOK, {"person": person_id})).mappings().first()
        return _person(row) if row else None

    async def some(self, numbers: Sequence[int]) -> dict[int, Person]:
        """By their numbers; locks nothing."""
        found = await self._some(select(people).where(people.c.id.in_(numbers)))
        return {person.id: person for person in found}

    async def with_username(self, username: str) -> list[Person]:
        return await self._some(select(people).where(people.c.handle == username.lower()))

    async def named(self, folded: str, most: int) -> list[Person]:
        longer = (people.c.folded >= f"{folded} ") & (people.c.folded < f"{folded}!")
        query = select(people).where((people.c.folded == folded) | longer)
        return await self._some(query.order_by(people.c.met_at.desc()).limit(most))

    async def _some(self, query: Select[Any]) -> list[Person]:
        return [_person(row) for row in (await self._tx.execute(query)).mappings()]

    async def save(self, person: Person) -> None:
        values = {name: getattr(person, name) for name in Person.__dataclass_fields__}
        values["folded"] = faq.fold(person.name)
        values["handle"] = person.username and person.username.lower()
        values["awaiting"] = person.awaiting and _written(person.awaiting)
        await self._tx.execute(_SAVE.on(self._tx), values)


def _person(row: Any) -> Person:
    fields = {name: row[name] for name in Person.__dataclass_fields__}
    return Person(
        **{
            **fields,
            "language": row["language"] and Language(row["language"]),
            "actor_type": row["actor_type"] and ActorType(row["actor_type"]),
            "awaiting": row["awaiting"] and _awaiting(row["awaiting"]),
        }
    )


def _written(awaiting: Awaiting) -> dict[str, Any]:
    until = awaiting.until and awaiting.until.isoformat()
    return {**asdict(awaiting), "until": until}


def _awaiting(kept: dict[str, Any]) -> Awaiting:
    """A row of an earlier version lacks what was added since."""
    field, until = kept.get("field"), kept.get("until")
    return Awaiting(
        tried=tuple(kept["tried"]),
        remark_on=kept.get("remark_on"),
        field=field and Field(field),
        organisation_id=kept.get("organisation_id"),
        until=until and datetime.fromisoformat(until),
        anonymous=kept.get("anonymous", False),
        service=kept.get("service"),
        about_id=kept.get("about_id"),
        part=kept.get("part"),
        event_id=kept.get("event_id"),
    )
