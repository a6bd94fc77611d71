"""Organisations, and who writes for them, as rows."""

from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.organisations import Membership, Organisation
from storage.database import OnBoth
from storage.schema import memberships, organisations

_ADD = OnBoth(lambda insert: insert(organisations).on_conflict_do_nothing())
_other = memberships.alias("other")
_OTHERS = (
    select(func.count())
    .where(
        _other.c.organisation_id == memberships.c.organisation_id,
        _other.c.person_id != memberships.c.person_id,
    )
    .scalar_subquery()
)
_OF = (
    select(organisations.c.id, organisations.c.name, memberships.c.role, _OTHERS.label("others"))
    .join(memberships)
    .where(memberships.c.person_id == bindparam("person"))
    .order_by(memberships.c.id)
)


def _join(insert: Any) -> Any:
    statement = insert(memberships)
    return statement.on_conflict_do_update(
        index_elements=[memberships.c.person_id, memberships.c.organisation_id],
        set_={"role": statement.excluded.role},
    )


_JOIN = OnBoth(_join)


class OrganisationRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def named(self, name: str, folded: str) -> Organisation:
        await self._tx.execute(_ADD.on(self._tx), {"name": name, "folded": folded})
        query = select(organisations.c.id, organisations.c.name)
        row = (await self._tx.execute(query.where(organisations.c.folded == folded))).one()
        return Organisation(row.id, row.name)

    async def get(self, organisation_id: int) -> Organisation | None:
        query = select(organisations.c.id, organisations.c.name)
        row = (await self._tx.execute(query.where(organisations.c.id == organisation_id))).first()
        return Organisation(row.id, row.name) if row else None

    async def rename(self, organisation_id: int, name: str) -> None:
        query = update(organisations).where(organisations.c.id == organisation_id)
        await self._tx.execute(query.values(name=name))

    async def of(self, person_id: int) -> list[Membership]:
        rows = await self._tx.execute(_OF, {"person": person_id})
        return [Membership(Organisation(row.id, row.name), row.role, row.others) for row in rows]

    async def join(self, person_id: int, organisation_id: int, role: str | None) -> None:
        values = {"person_id": person_id, "organisation_id": organisation_id, "role": role}
        await self._tx.execute(_JOIN.on(self._tx), values)

    async def leave(self, person_id: int, organisation_id: int) -> None:
        c = memberships.c
        gone = (c.person_id == person_id) & (c.organisation_id == organisation_id)
        await self._tx.execute(delete(memberships).where(gone))
