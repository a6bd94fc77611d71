"""How much people have written lately, as rows."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.flood import Rush, Said
from storage.database import upsert
from storage.guarding import rushes

_GET = select(rushes).where(rushes.c.person_id == bindparam("person"))
_SAVE = upsert(rushes)


class RushRows:
    """Whoever calls holds the person's lock."""

    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, person_id: int) -> Rush | None:
        row = (await self._tx.execute(_GET, {"person": person_id})).mappings().first()
        return None if row is None else Rush(**{**row, "texts": tuple(map(_said, row["texts"]))})

    async def save(self, rush: Rush) -> None:
        values = {
            "person_id": rush.person_id,
            "since": rush.since,
            "last": rush.last,
            "count": rush.count,
            "texts": [[said.digest, round(said.at.timestamp())] for said in rush.texts],
        }
        await self._tx.execute(_SAVE.on(self._tx), values)


def _said(kept: Any) -> Said:
    """Telegram tells times in seconds."""
    digest, seconds = kept
    return Said(digest, datetime.fromtimestamp(seconds, UTC))
