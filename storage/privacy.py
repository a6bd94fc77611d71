"""The consent log as rows; none is ever changed."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.privacy import Consent
from storage.schema import consents

_ADD = insert(consents)
_OF = select(consents).where(consents.c.person_id == bindparam("person")).order_by(consents.c.id)


class ConsentRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, consent: Consent) -> None:
        await self._tx.execute(_ADD, asdict(consent))

    async def of(self, person_id: int) -> list[Consent]:
        rows = (await self._tx.execute(_OF, {"person": person_id})).mappings()
        return [_consent(row) for row in rows]


def _consent(row: Any) -> Consent:
    values = {name: row[name] for name in Consent.__dataclass_fields__}
    return Consent(**{**values, "language": Language(row["language"])})
