"""Grants and open calls as rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.eligibility import Grant, GrantKind, OpenCall
from desk.organisations import Organisation
from storage.database import OnBoth
from storage.mentoring.tables import grants, open_calls
from storage.organisations import OrganisationRows
from storage.schema import memberships, organisations

_PEOPLE = (
    select(func.count())
    .where(memberships.c.organisation_id == grants.c.organisation_id)
    .scalar_subquery()
)
_GRANTS = (
    select(grants, organisations.c.name, _PEOPLE.label("people"))
    .join(organisations)
    .order_by(organisations.c.folded, grants.c.starts, grants.c.id)
)
_CALLS = select(open_calls).order_by(open_calls.c.until, open_calls.c.name)


def _put_call(insert: Any) -> Any:
    statement = insert(open_calls)
    said = {name: statement.excluded[name] for name in ("name", "until", "place")}
    return statement.on_conflict_do_update(index_elements=[open_calls.c.folded], set_=said)


_PUT_CALL = OnBoth(_put_call)


class EligibilityRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def grants(self) -> list[Grant]:
        return await self._grants(_GRANTS)

    async def grants_of(self, organisation_ids: Sequence[int]) -> list[Grant]:
        return await self._grants(_GRANTS.where(grants.c.organisation_id.in_(organisation_ids)))

    async def grant(self, grant_id: int) -> Grant | None:
        found = await self._grants(_GRANTS.where(grants.c.id == grant_id))
        return found[0] if found else None

    async def add_grant(
        self, name: str, folded_name: str, kind: GrantKind, starts: date, ends: date
    ) -> Grant:
        organisation = await OrganisationRows(self._tx).named(name, folded_name)
        values = {
            "organisation_id": organisation.id,
            "kind": kind,
            "starts": starts,
            "ends": ends,
        }
        same = [grants.c[column] == value for column, value in values.items()]
        if not (known := await self._grants(_GRANTS.where(*same))):
            await self._tx.execute(insert(grants).values(values))
            known = await self._grants(_GRANTS.where(*same))
        return known[0]

    async def drop_grant(self, grant_id: int) -> None:
        await self._tx.execute(delete(grants).where(grants.c.id == grant_id))

    async def calls(self) -> list[OpenCall]:
        return [_call(row) for row in await self._tx.execute(_CALLS)]

    async def open_call(self, name: str, folded_name: str, until: date, where: str) -> OpenCall:
        values = {"name": name, "folded": folded_name, "until": until, "place": where}
        await self._tx.execute(_PUT_CALL.on(self._tx), values)
        query = select(open_calls).where(open_calls.c.folded == folded_name)
        return _call((await self._tx.execute(query)).one())

    async def close_call(self, call_id: int) -> None:
        await self._tx.execute(delete(open_calls).where(open_calls.c.id == call_id))

    async def _grants(self, query: Any) -> list[Grant]:
        return [_grant(row) for row in await self._tx.execute(query)]


def _grant(row: Any) -> Grant:
    organisation = Organisation(row.organisation_id, row.name)
    return Grant(row.id, organisation, GrantKind(row.kind), row.starts, row.ends, row.people)


def _call(row: Any) -> OpenCall:
    return OpenCall(row.id, row.name, row.until, row.place)
