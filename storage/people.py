"""People as rows."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.people import Awaiting, Person
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

    async def save(self, person: Person) -> None:
        values = {**asdict(person), "awaiting": person.awaiting and asdict(person.awaiting)}
        await self._tx.execute(_SAVE.on(self._tx), values)


def _person(row: Any) -> Person:
    awaiting = row["awaiting"]
    return Person(
        **{
            **row,
            "language": row["language"] and Language(row["language"]),
            "awaiting": awaiting and Awaiting(tuple(awaiting["tried"]), awaiting.get("remark_on")),
        }
    )
