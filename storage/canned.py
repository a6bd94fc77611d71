"""Canned replies as rows, and which message of the staff group is about which of them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.canned import Draft, Text
from desk.languages import Language
from storage.database import OnBoth, upsert
from storage.written import canned, canned_drafts

_ALL = select(canned).order_by(canned.c.slug, canned.c.language)
_ADD = OnBoth(lambda insert: insert(canned).on_conflict_do_nothing().returning(canned.c.id))
_CHANGE = (
    canned.update()
    .where(
        canned.c.slug == bindparam("this"),
        canned.c.language == bindparam("written_in"),
        canned.c.html == bindparam("before"),
    )
    .values({name: bindparam(name) for name in ("html", "author_id", "changed_at")})
    .returning(canned.c.id)
)
_KEEP = upsert(canned_drafts)


class CannedRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def all(self) -> list[Text]:
        return await self._texts(_ALL)

    async def of(self, slug: str, *, locked: bool = False) -> list[Text]:
        query = _ALL.where(canned.c.slug == slug)
        return await self._texts(query.with_for_update() if locked else query)

    async def write(self, text: Text, before: str | None) -> bool:
        if before is None:
            written = await self._tx.execute(_ADD.on(self._tx), asdict(text))
        else:
            values = {
                "this": text.slug,
                "written_in": text.language,
                "before": before,
                "html": text.html,
                "author_id": text.author_id,
                "changed_at": text.changed_at,
            }
            written = await self._tx.execute(_CHANGE, values)
        return written.first() is not None

    async def delete(self, slug: str, languages: Sequence[Language]) -> None:
        gone = (canned.c.slug == slug) & canned.c.language.in_(languages)
        await self._tx.execute(delete(canned).where(gone))

    async def draft(self, message_id: int, group: str) -> Draft | None:
        query = select(canned_drafts).where(_shown_in(message_id, group))
        row = (await self._tx.execute(query)).mappings().first()
        if row is None:
            return None
        language = row["language"] and Language(row["language"])
        return Draft(**{**row, "language": language})

    async def begun(self, slug: str) -> str | None:
        c = canned_drafts.c
        query = select(c.topic).where(c.slug == slug).order_by(c.message_id.desc()).limit(1)
        topic: str | None = await self._tx.scalar(query)
        return topic

    async def keep(self, draft: Draft) -> None:
        await self._tx.execute(_KEEP.on(self._tx), asdict(draft))

    async def drop(self, message_id: int, group: str) -> None:
        await self._tx.execute(delete(canned_drafts).where(_shown_in(message_id, group)))

    async def _texts(self, query: Any) -> list[Text]:
        rows = (await self._tx.execute(query)).mappings()
        return [
            Text(
                row["slug"],
                Language(row["language"]),
                row["topic"],
                row["html"],
                row["author_id"],
                row["changed_at"],
            )
            for row in rows
        ]


def _shown_in(message_id: int, group: str) -> Any:
    c = canned_drafts.c
    return (c.message_id == message_id) & (c.group_name == group)
