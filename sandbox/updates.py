"""Updates that wait for the bot: which kinds it wants, long polling, confirmation by offset."""

import asyncio
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sandbox.errors import Refused
from sandbox.model import JSON

# Bot API, getUpdates: sent only to those who name them in allowed_updates.
ONLY_WHEN_ASKED = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
MAX_BATCH = 100
MAX_TIMEOUT = 50

CONFLICT_POLLERS = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)

Touched = Callable[[str, object], None]


@dataclass(slots=True)
class Delivery:
    """How updates misbehave on their way: twice each, late by `delay` seconds, out of order."""

    duplicate: bool = False
    delay: float = 0.0
    shuffle: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """`ready_at` is in the loop's time."""

    update: JSON
    ready_at: float

    @property
    def id(self) -> int:
        return int(self.update["update_id"])


class Updates:
    def __init__(self, touched: Touched) -> None:
        self.pending: dict[int, Pending] = {}
        self.next_id = 100_000_001
        self.allowed: list[str] = []
        self.delivery = Delivery()
        self.on_arrival: Callable[[], None] = _nothing
        self._touched = touched
        self._poll: asyncio.Future[str] | None = None
        self._closed = False

    def wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED

    def allow(self, kinds: Iterable[object]) -> None:
        """Sticky until changed; an empty list is Telegram's default."""
        self.allowed = [str(kind) for kind in kinds]
        self._touched("settings", "updates")

    def add(self, kind: str, payload: JSON) -> None:
        if self.wanted(kind):
            self.inject({kind: payload})

    def inject(self, update: JSON) -> JSON:
        """Queues an update as it is; it gets an id if it has none."""
        if "update_id" not in update:
            update = {"update_id": self.next_id, **update}
        self.next_id = max(self.next_id, update["update_id"] + 1)
        ready_at = asyncio.get_running_loop().time() + self.delivery.delay
        self.pending[update["update_id"]] = Pending(update, ready_at)
        self._touched("updates", update["update_id"])
        self._touched("settings", "counters")
        self.wake()
        return update

    def restore(self, updates: Iterable[JSON]) -> None:
        self.pending = {update["update_id"]: Pending(update, 0.0) for update in updates}

    def confirm(self, update_ids: Iterable[int]) -> None:
        for update_id in update_ids:
            if self.pending.pop(update_id, None):
                self._touched("updates", update_id)

    def clear(self) -> None:
        self.confirm(list(self.pending))

    async def poll(self, offset: int, limit: int, timeout: float) -> list[JSON]:
        """A getUpdates call: confirms by offset, then waits until there is something to give."""
        self._end_poll("conflict")
        self._confirm_by(offset)
        limit = limit if 1 <= limit <= MAX_BATCH else MAX_BATCH
        deadline = _now() + min(max(timeout, 0), MAX_TIMEOUT)
        while not (batch := self._batch(limit)):
            wait = min([deadline, *self._ready_times()]) - _now()
            if self._closed or deadline <= _now():
                break
            if await self._news(max(wait, 0)) == "conflict":
                raise Refused(409, CONFLICT_POLLERS)
        return batch

    def due(self) -> Iterator[Pending]:
        now = _now()
        return (pending for pending in self.pending.values() if pending.ready_at <= now)

    def wake(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result("news")
        self.on_arrival()

    def close(self) -> None:
        """Ends the waiting poll with an empty answer."""
        self._closed = True
        self._end_poll("closed")

    def _end_poll(self, why: str) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(why)
        self._poll = None

    async def _news(self, seconds: float) -> str:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait((poll,), timeout=seconds)
        finally:
            if self._poll is poll:
                self._poll = None
        return poll.result() if poll.done() else "timeout"

    def _confirm_by(self, offset: int) -> None:
        ids = sorted(self.pending)
        if offset > 0:
            self.confirm([update_id for update_id in ids if update_id < offset])
        elif offset < 0:
            self.confirm(ids[:offset])

    def _ready_times(self) -> list[float]:
        now = _now()
        later = (pending.ready_at for pending in self.pending.values() if pending.ready_at > now)
        return [first] if (first := next(later, None)) is not None else []

    def _batch(self, limit: int) -> list[JSON]:
        batch: list[JSON] = []
        for pending in self.due():
            batch.append(pending.update)
            if len(batch) == limit:
                break
        if self.delivery.shuffle:
            random.shuffle(batch)
        if self.delivery.duplicate:
            batch = [update for update in batch for _ in range(2)]
        return batch


def _nothing() -> None:
    pass


def _now() -> float:
    return asyncio.get_running_loop().time()
