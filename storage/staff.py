"""Who works at the desk, as rows."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.staff import Colleague, Role
from storage.database import upsert
from storage.schema import staff

_SAVE = upsert(staff)
_GET = select(staff).where(staff.c.id == bindparam("this"))
_ALL = select(staff).order_by(staff.c.name, staff.c.id)


class StaffRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, colleague_id: int) -> Colleague | None:
        row = (await self._tx.execute(_GET, {"this": colleague_id})).mappings().first()
        return _colleague(row) if row else None

    async def all(self) -> list[Colleague]:
        return [_colleague(row) for row in (await self._tx.execute(_ALL)).mappings()]

    async def save(self, colleague: Colleague) -> None:
        await self._tx.execute(_SAVE.on(self._tx), asdict(colleague))


def _colleague(row: Any) -> Colleague:
    return Colleague(
        id=row["id"],
        name=row["name"],
        username=row["username"],
        role=Role(row["role"]),
        language=row["language"] and Language(row["language"]),
        away_until=row["away_until"],
        group_name=row["group_name"],
    )
