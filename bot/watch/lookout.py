"""What is known of the line at this moment: from its parts, which say so, and from its tables."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from prometheus_client.exposition import choose_encoder

from bot.watch.metrics import Figure
from bot.watch.watch import Watch, lane_kind
from desk.clock import Clock
from desk.life import Status
from desk.outgoing import Priority
from desk.timers import Kind
from storage.database import Database
from storage.migrate import HEAD
from storage.watching import Standing, answers, look

log = logging.getLogger(__name__)

_FRESH = 5.0  # seconds for which a look at the tables is good
_PATIENCE = 3.0  # seconds until a database that does not answer counts as away
_OPEN = [status for status in Status if status is not Status.CLOSED]
_SILENCE = 120.0  # seconds without an answer to a long poll, which takes 50


@dataclass(frozen=True, slots=True)
class Parts:
    """What is asked of the open line. `lanes` and `pending` are rows and updates in memory; `term`
    is how many leaders there have been, None where this process does not lead. `polls`: it fetches
    updates and is not sent them.
    """

    lanes: Callable[[], Mapping[str, int]]
    pending: Callable[[], int]
    term: Callable[[], int | None]
    polls: bool


class Lookout:
    """Opening, open (`sees` was called), or stopping."""

    def __init__(self, database: Database, clock: Clock, watch: Watch) -> None:
        self._database = database
        self._clock = clock
        self._watch = watch
        self._parts: Parts | None = None
        self._stopping = False
        # Why nothing can be written, though what is there may still be read.
        self.stopped: Callable[[], str | None] = lambda: None
        self._term: int | None = None  # the last in which this process was seen to poll
        self._polls_since = 0.0
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        watch.metrics.build.info({"version": version("linja")})
        watch.metrics.database.info({"engine": database.url.get_backend_name(), "schema": HEAD})

    def sees(self, parts: Parts) -> None:
        """The line is open: words and knowledge base are read, updates may come."""
        self._parts = parts

    def stops(self) -> None:
        self._stopping = True

    def forget(self) -> None:
        """The next look at the tables is a new one."""
        self._looked_at = float("-inf")

    async def readiness(self) -> dict[str, str]:
        """What is not ready, and why; empty where everything is."""
        missing = self._missing()
        try:
            async with asyncio.timeout(_PATIENCE):
                await answers(self._database)
        except Exception as error:  # noqa: BLE001 - whatever it is, the database is away
            missing["database"] = f"does not answer ({type(error).__name__})"
        return missing

    async def exposition(self, accept: str) -> tuple[bytes, str]:
        """What Prometheus reads, and its content type."""
        metrics = self._watch.metrics
        async with self._looking:
            if time.monotonic() - self._looked_at > _FRESH:
                await self._look()
                self._looked_at = time.monotonic()
        if self._parts is not None:
            metrics.show_lanes({lane_kind(n): rows for n, rows in self._parts.lanes().items()})
            metrics.mailboxes.set(self._parts.pending())
            term = self._parts.term()
            metrics.leader.set(term is not None)
            metrics.term.set(term or 0)
        metrics.ready.set(metrics.is_up and not self._missing())
        encode, content_type = choose_encoder(accept)
        return encode(metrics.registry), content_type

    def _missing(self) -> dict[str, str]:
        """The same, but for whether the database answers."""
        if self._stopping:
            return {"line": "is stopping"}
        if self._parts is None:
            return {"line": "is opening"}
        if self._silent_for(self._parts) > _SILENCE:
            return {"telegram": "has not answered for two minutes"}
        why = self.stopped()
        return {"database": why} if why else {}

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                standing = await look(self._database, self._clock.now())
        except Exception as error:  # noqa: BLE001 - whatever it is, the database is away
            log.warning("the tables could not be looked at: %s", type(error).__name__)
            self._watch.metrics.show_tables(None)
            return
        self._watch.metrics.show_tables(_figures(standing, self._clock.now()))

    def _silent_for(self, parts: Parts) -> float:
        """Seconds without an answer to a poll; whoever stands by does not poll, and is ready."""
        term = parts.term() if parts.polls else None
        if term is None or term != self._term:
            self._term, self._polls_since = term, time.monotonic()
        return time.monotonic() - max(self._polls_since, self._watch.polled_at)


def _figures(standing: Standing, now: datetime) -> dict[str, Figure]:
    """By the names that the metrics have."""

    def since(moment: datetime | None) -> float:
        return max(0.0, (now - moment).total_seconds()) if moment else 0.0

    def at(moment: datetime | None) -> float | None:
        return moment.timestamp() if moment else None

    return {
        "database_answer_seconds": standing.answered_in,
        "database_size_bytes": standing.size,
        "updates_pending": standing.updates,
        "updates_oldest_seconds": since(standing.oldest_update_at),
        "dead_letters": standing.dead_letters,
        "parcels_due": {one.name.lower(): standing.parcels.get(one, 0) for one in Priority},
        "parcels_oldest_seconds": since(standing.oldest_parcel_due_at),
        "parcels_urgent_oldest_seconds": since(standing.oldest_urgent_due_at),
        "parcels_failed": standing.failed_parcels,
        "timers_due": {one: standing.timers.get(one, 0) for one in Kind},
        "timers_oldest_seconds": since(standing.oldest_timer_due_at),
        "requests_open": {one: standing.requests.get(one, 0) for one in _OPEN},
        "request_oldest_seconds": since(standing.oldest_request_since),
        "backup_timestamp_seconds": at(standing.backup_at),
        "backup_failed_timestamp_seconds": at(standing.backup_failed_at),
    }
