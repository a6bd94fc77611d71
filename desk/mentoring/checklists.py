"""What is seen to before and after, and what is written and kept for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.mentoring.booking import Side
from desk.mentoring.facilitation import Entry, Item, Slip
from desk.mentoring.facilitation_records import FacilitationStore


class Checklists:
    """Whoever changes one waits in the line of the request's member."""

    def __init__(self, store: FacilitationStore) -> None:
        self._store = store

    async def entries(self, number: int) -> list[Entry]:
        return await self._store.entries(number)

    async def entry(self, number: int, item: Item) -> Entry:
        return await self._store.entry(number, item)

    async def entry_of(self, entry_id: int) -> Entry | None:
        return await self._store.entry_of(entry_id)

    async def tick(self, number: int, item: Item, side: Side, now: datetime) -> None:
        """What is ticked is not any more."""
        entry = await self._store.entry(number, item)
        is_done = entry.done_at is not None
        at, by = (None, None) if is_done else (now, side)
        await self._store.put(replace(entry, done_at=at, done_by=by))

    async def slips(self, number: int) -> Sequence[Slip]:
        return await self._store.slips(number)

    async def write(self, slip: Slip) -> None:
        """What is written is done, too."""
        await self._store.write(slip)
        entry = await self._store.entry(slip.facilitation_id, slip.item)
        if entry.done_at is None:
            await self._store.put(replace(entry, done_at=slip.written_at, done_by=slip.author))
