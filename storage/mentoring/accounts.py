"""What both sides say of sessions, as rows."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.accounts import Account
from desk.mentoring.booking import Side
from storage.database import upsert
from storage.mentoring.tables import session_accounts

_OF = (
    select(session_accounts)
    .where(session_accounts.c.booking_id == bindparam("booking"))
    .order_by(session_accounts.c.side)
)
_PUT = upsert(session_accounts)


class AccountRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, booking_id: int, side: Side) -> Account | None:
        return next((one for one in await self.of(booking_id) if one.side is side), None)

    async def of(self, booking_id: int) -> list[Account]:
        found = await self._tx.execute(_OF, {"booking": booking_id})
        return [_account(row) for row in found.mappings()]

    async def put(self, account: Account) -> None:
        await self._tx.execute(_PUT.on(self._tx), asdict(account))


def _account(row: Any) -> Account:
    return Account(**{**row, "side": Side(row["side"])})
