"""Raw updates as rows: on disk before Telegram is told that they arrived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import OnBoth
from storage.schema import inbox

_PENDING = text("inbox.done_at IS NULL AND inbox.dead_at IS NULL")
_ADD = OnBoth(lambda insert: insert(inbox).on_conflict_do_nothing().returning(inbox.c.id))
_FINISH = (
    update(inbox).where(inbox.c.id == bindparam("letter"), _PENDING).values(done_at=bindparam("at"))
)
_LETTER = (inbox.c.id, inbox.c.mailbox, inbox.c.raw, inbox.c.attempts, inbox.c.received_at)
_NEXT = (
    select(*_LETTER)
    .where(_PENDING, inbox.c.mailbox == bindparam("of"))
    .order_by(inbox.c.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """`raw` is the update's JSON as it came over the wire."""

    update_id: int
    mailbox: str
    raw: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A row of the inbox; `attempts` counts the failures so far."""

    id: int
    mailbox: str
    raw: str
    attempts: int
    received_at: datetime


class Inbox:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, arrived: Iterable[Arrived], at: datetime) -> list[Letter]:
        """The new ones, in order; a second delivery of an update_id is none."""
        letters = []
        for item in arrived:
            values = {
                "update_id": item.update_id,
                "mailbox": item.mailbox,
                "raw": item.raw,
                "received_at": at,
            }
            number = await self._tx.scalar(_ADD.on(self._tx), values)
            if number is not None:
                letters.append(Letter(number, item.mailbox, item.raw, 0, at))
        return letters

    async def pending(self, most: int) -> list[Letter]:
        query = select(*_LETTER).where(_PENDING).order_by(inbox.c.id).limit(most)
        return [Letter(*row) for row in await self._tx.execute(query)]

    async def next(self, mailbox: str) -> Letter | None:
        """The first that is pending of one mailbox."""
        row = (await self._tx.execute(_NEXT, {"of": mailbox})).first()
        return Letter(*row) if row else None

    async def count_pending(self) -> int:
        query = select(func.count()).select_from(inbox).where(_PENDING)
        return (await self._tx.execute(query)).scalar_one()

    async def finish(self, letter: Letter, at: datetime) -> bool:
        """False where it was done already: then nothing else of this transaction may stand."""
        done = await self._tx.execute(_FINISH, {"letter": letter.id, "at": at})
        return done.rowcount == 1

    async def empty(self, letter: Letter) -> None:
        """Its row alone stays, so that a second delivery is none."""
        await self._tx.execute(update(inbox).where(inbox.c.id == letter.id).values(raw=""))

    async def fail(self, letter: Letter, error: str) -> int | None:
        """How often it has failed now; None where it is not pending any more."""
        failed = update(inbox).where(inbox.c.id == letter.id, _PENDING)
        failed = failed.values(attempts=inbox.c.attempts + 1, error=error)
        attempts: int | None = await self._tx.scalar(failed.returning(inbox.c.attempts))
        return attempts

    async def absolve(self, letter: Letter) -> None:
        """The last failure, if one was written down, was none."""
        blamed = update(inbox).where(inbox.c.id == letter.id, _PENDING, inbox.c.attempts > 0)
        await self._tx.execute(blamed.values(attempts=inbox.c.attempts - 1, error=None))

    async def set_aside(self, letter: Letter, at: datetime) -> None:
        await self._tx.execute(update(inbox).where(inbox.c.id == letter.id).values(dead_at=at))

    async def count_dead(self) -> int:
        query = select(func.count()).select_from(inbox).where(inbox.c.dead_at.is_not(None))
        return (await self._tx.execute(query)).scalar_one()

    async def sweep(self, before: datetime) -> int:
        """Raw updates hold personal words: done ones do not stay. Dead letters do."""
        swept = delete(inbox).where(text("inbox.done_at IS NOT NULL"), inbox.c.done_at < before)
        return (await self._tx.execute(swept)).rowcount
