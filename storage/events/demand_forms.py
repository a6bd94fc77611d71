"""What messages of the staff groups ask for of topics and votes, as rows."""

from dataclasses import asdict

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.demand_forms import DemandForm
from storage.database import upsert
from storage.events.tables import demand_forms

_THIS = (
    demand_forms.c.message_id == bindparam("message"),
    demand_forms.c.group_name == bindparam("group"),
)
_GET = select(demand_forms).where(*_THIS)
_DROP = delete(demand_forms).where(*_THIS)
_KEEP = upsert(demand_forms)


class DemandFormRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def form(self, message_id: int, group: str) -> DemandForm | None:
        row = (await self._tx.execute(_GET, {"message": message_id, "group": group})).mappings()
        found = row.first()
        return DemandForm(**found) if found else None

    async def keep_form(self, form: DemandForm) -> None:
        await self._tx.execute(_KEEP.on(self._tx), asdict(form))

    async def drop_form(self, message_id: int, group: str) -> None:
        await self._tx.execute(_DROP, {"message": message_id, "group": group})
