"""What the ticker and the sweeper ask of the tables: as much is due however much is stored."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.queueing import servers, turns
from desk.outgoing import Call, Chat, Parcel, Priority
from storage.database import Database
from storage.inbox import Inbox
from storage.outbox import OutboxRows
from storage.schema import inbox
from storage.timers import TimerRows

_OLD = timedelta(days=4000)
_ROWS = 50
_SERVER = text("SELECT pg_backend_pid()")
_NUMBERS = count(10**12)


async def sweep(database: Database) -> dict[str, float]:
    """Seconds with a processor of its own, by what was done."""
    now = datetime.now(UTC)
    async with database.transaction() as tx:
        await _put_old(tx, now)
        before = now - _OLD + timedelta(days=1)
        beside = () if database.is_sqlite else servers([await tx.scalar(_SERVER)])

        async def sweep_rows() -> None:
            swept = await Inbox(tx).sweep(before) + await OutboxRows(tx, now).sweep(before)
            assert swept == 2 * _ROWS

        async def look() -> None:
            await TimerRows(tx).due(now, _ROWS)

        spent = {}
        acts: dict[str, Callable[[], Awaitable[None]]] = {
            f"the sweep of {2 * _ROWS} old rows": sweep_rows,
            "a look for timers that are due": look,
        }
        for name, act in acts.items():
            began = turns(beside)
            await act()
            spent[name] = turns(beside).since(began)
    return spent


async def _put_old(tx: AsyncConnection, now: datetime) -> None:
    """Updates and parcels of long ago, which are done."""
    at = now - _OLD
    rows = [
        {"update_id": next(_NUMBERS), "mailbox": "chat:1", "raw": "{}", "received_at": at}
        for _ in range(_ROWS)
    ]
    await tx.execute(insert(inbox), [{**row, "done_at": at} for row in rows])
    outbox = OutboxRows(tx, at)
    for number in range(_ROWS):
        await outbox.put(Parcel(Chat(number), Call("sendMessage", {"text": "?"}), Priority.BULK))
    await outbox.sent(*(row.id for row in outbox.fresh))
