"""The consent log as rows; none is ever changed."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.privacy import Consent
from storage.schema import consents


class ConsentRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, consent: Consent) -> None:
        await self._tx.execute(insert(consents).values(asdict(consent)))

    async def of(self, person_id: int) -> list[Consent]:
        query = select(consents).where(consents.c.person_id == person_id).order_by(consents.c.id)
        return [_consent(row) for row in (await self._tx.execute(query)).mappings()]


def _consent(row: Any) -> Consent:
    values = {name: row[name] for name in Consent.__dataclass_fields__}
    return Consent(**{**values, "language": Language(row["language"])})
