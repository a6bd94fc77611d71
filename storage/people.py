"""People as rows."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.people import Awaiting, Person
from storage.database import insert
from storage.schema import people


class PeopleRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, person_id: int) -> Person | None:
        query = select(people).where(people.c.id == person_id).with_for_update()
        row = (await self._tx.execute(query)).mappings().first()
        return _person(row) if row else None

    async def look(self, person_id: int) -> Person | None:
        query = select(people).where(people.c.id == person_id)
        row = (await self._tx.execute(query)).mappings().first()
        return _person(row) if row else None

    async def save(self, person: Person) -> None:
        values = {**asdict(person), "awaiting": person.awaiting and asdict(person.awaiting)}
        upsert = insert(self._tx, people).values(values)
        await self._tx.execute(
            upsert.on_conflict_do_update(index_elements=[people.c.id], set_=values)
        )


def _person(row: Any) -> Person:
    awaiting = row["awaiting"]
    return Person(
        **{
            **row,
            "language": row["language"] and Language(row["language"]),
            "awaiting": awaiting and Awaiting(tuple(awaiting["tried"])),
        }
    )
