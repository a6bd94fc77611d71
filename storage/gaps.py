"""The questions that the knowledge base did not answer, and what staff have added, as rows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Integer, Result, Text, cast, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from desk.gaps import Draft, Worst
from desk.languages import Language
from desk.questions import Gap, Question
from storage.database import OnBoth
from storage.questions import question_of
from storage.schema import marks, questions, tickets
from storage.written import drafts, entries, phrasings, tallies

_OPEN = text("questions.gap = 'open'")
_SENSITIVE = (
    select(tickets.c.id).where(tickets.c.id == questions.c.ticket_id, tickets.c.sensitive).exists()
)
_ADD_PHRASING = OnBoth(
    lambda insert: insert(phrasings).on_conflict_do_nothing().returning(phrasings.c.id)
)
_ADD_ENTRY = OnBoth(lambda insert: insert(entries).on_conflict_do_nothing().returning(entries.c.id))


def _kept(insert: Any) -> Any:
    statement = insert(drafts)
    changed = {c.name: statement.excluded[c.name] for c in drafts.c if c.name != "id"}
    return statement.on_conflict_do_update(
        index_elements=[drafts.c.message_id, drafts.c.group_name], set_=changed
    )


def _next(insert: Any) -> Any:
    """A counter, since SQLite gives a deleted row's number again."""
    return insert(marks).on_conflict_do_update(
        index_elements=[marks.c.key],
        set_={"value": cast(cast(marks.c.value, Integer) + 1, Text)},
    )


_KEEP, _NEXT = OnBoth(_kept), OnBoth(_next)
_REVISION = "additions"
_LONG_AGO = datetime.fromtimestamp(0, UTC)


class GapRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def open(self, most: int) -> list[Question]:
        query = (
            select(questions).where(_OPEN, ~_SENSITIVE).order_by(questions.c.id.desc()).limit(most)
        )
        return await self._questions(query)

    async def questions(self, ids: Sequence[int]) -> list[Question]:
        asked = select(questions).where(questions.c.id.in_(ids), ~_SENSITIVE)
        return await self._questions(asked)

    async def any_sensitive(self, ids: Sequence[int]) -> bool:
        query = select(questions.c.id).where(questions.c.id.in_(ids), _SENSITIVE).limit(1)
        return await self._tx.scalar(query) is not None

    async def of_ticket(self, ticket_id: int) -> list[Question]:
        mine = questions.c.ticket_id == ticket_id
        asked = select(questions).where(mine, ~_SENSITIVE).order_by(questions.c.id)
        return await self._questions(asked)

    async def mark(self, ids: Sequence[int], gap: Gap) -> int:
        is_other = questions.c.gap.is_distinct_from(gap)
        changed = update(questions).where(questions.c.id.in_(ids), is_other).values(gap=gap)
        return (await self._tx.execute(changed)).rowcount

    async def worst(self, shown: int, most: int) -> list[Worst]:
        c = tallies.c
        query = (
            select(c.slug, c.language, c.shown, c.asked_on)
            .where(c.shown >= shown, c.asked_on > c.helped)
            .order_by((c.asked_on * 1000 / c.shown).desc(), c.slug, c.language)
            .limit(most)
        )
        rows = await self._tx.execute(query)
        return [Worst(r.slug, Language(r.language), r.shown, r.asked_on) for r in rows]

    async def add_phrasing(
        self, phrasing: faq.Phrasing, folded: str, author_id: int, at: datetime
    ) -> bool:
        values = {**asdict(phrasing), "folded": folded, "author_id": author_id, "added_at": at}
        return await self._changed(await self._tx.execute(_ADD_PHRASING.on(self._tx), values), at)

    async def remove_phrasings(self, slug: str, language: Language, folded: Sequence[str]) -> None:
        gone = delete(phrasings).where(
            phrasings.c.slug == slug,
            phrasings.c.language == language,
            phrasings.c.folded.in_(folded),
        )
        await self._changed(await self._tx.execute(gone.returning(phrasings.c.added_at)))

    async def add_entry(self, entry: faq.Entry, author_id: int, at: datetime) -> bool:
        values = {name: getattr(entry, name) for name in _OF_ENTRY}
        values |= {"author_id": author_id, "added_at": at}
        return await self._changed(await self._tx.execute(_ADD_ENTRY.on(self._tx), values), at)

    async def remove_entry(self, slug: str, language: Language) -> None:
        """Its phrasings stay: without an entry nothing comes of them, and with it they are back."""
        mine = (entries.c.slug == slug) & (entries.c.language == language)
        gone = delete(entries).where(mine).returning(entries.c.added_at)
        await self._changed(await self._tx.execute(gone))

    async def additions(self) -> faq.Additions:
        asked = select(phrasings).order_by(phrasings.c.id)
        found = [
            faq.Phrasing(row.slug, row.language, row.text) for row in await self._tx.execute(asked)
        ]
        written = select(entries).order_by(entries.c.id)
        added = [
            faq.Entry(**{name: row[name] for name in _OF_ENTRY}, phrasings=())
            for row in (await self._tx.execute(written)).mappings()
        ]
        return faq.Additions(tuple(found), tuple(added))

    async def revision(self) -> str:
        query = select(marks.c.value).where(marks.c.key == _REVISION)
        return await self._tx.scalar(query) or "0"

    async def draft(self, message_id: int, group: str) -> Draft | None:
        query = select(drafts).where(_shown_in(message_id, group))
        row = (await self._tx.execute(query)).mappings().first()
        return _draft(row) if row else None

    async def save_draft(self, draft: Draft) -> None:
        values = asdict(draft)
        del values["id"]
        await self._tx.execute(_KEEP.on(self._tx), values)

    async def drop_draft(self, message_id: int, group: str) -> None:
        await self._tx.execute(delete(drafts).where(_shown_in(message_id, group)))

    async def _changed(self, rows: Result[Any], at: datetime = _LONG_AGO) -> bool:
        """Whether there were any; then the additions are at another revision."""
        if rows.first() is None:
            return False
        values = {"key": _REVISION, "value": "1", "set_at": at}
        await self._tx.execute(_NEXT.on(self._tx), values)
        return True

    async def _questions(self, query: Any) -> list[Question]:
        return [question_of(row) for row in (await self._tx.execute(query)).mappings()]


def _shown_in(message_id: int, group: str) -> Any:
    return (drafts.c.message_id == message_id) & (drafts.c.group_name == group)


_OF_ENTRY = ("slug", "topic", "language", "title", "answer")


def _draft(row: Any) -> Draft:
    values = {
        **row,
        "language": Language(row["language"]),
        "phrasings": tuple(row["phrasings"]),
        "question_ids": tuple(row["question_ids"]),
    }
    return Draft(**values)
