"""What the parts of the line tell of their work, in one line each. Who listens is not their matter.

Nothing that people wrote comes in here: ids, kinds and durations only.
"""

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

import faq
from bot.watch import causes
from bot.watch.metrics import Metrics
from bot.watch.traces import Traces
from desk.clock import Clock
from desk.outgoing import Claimed, Priority, Waiting
from desk.questions import Search
from desk.timers import Kind, Timer
from storage.inbox import Letter

log = logging.getLogger("bot.watch")

KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_KIND = re.compile(r'\{(?:"update_id":\d+,)?"(\w+)"')
_LONG_POLL = "getUpdates"
_REMEMBERED = 4096  # updates of which it is known that the first reply has gone
_SEARCHED = {
    faq.Outcome.ANSWER: "answered",
    faq.Outcome.CHOICE: "offered",
    faq.Outcome.NONE: "unknown",
}
_LEVELS = {"member": logging.INFO, "staff": logging.INFO}
_LANES = {"chat": "member", "staff": "staff", "marks": "marks", "profile": "profile"}


class Watch:
    def __init__(self, clock: Clock, traces: Traces | None = None) -> None:
        self.metrics = Metrics()
        self.traces = traces or Traces()
        self.polled_at = float("-inf")  # when Telegram last answered a long poll, monotonic
        self._clock = clock
        self._replied: OrderedDict[tuple[str, str], None] = OrderedDict()

    def received(self, letters: Iterable[Letter], began: float) -> None:
        """After the commit that has them on disk; `began` is when they came, by `perf_counter`."""
        for letter in letters:
            self.metrics.received.inc()
            cause = causes.of_update(letter.id, letter.received_at)
            with causes.bound(cause):
                log.info("update received", extra={"kind": kind_of(letter.raw)})
            self.traces.received(cause, began)

    @contextmanager
    def handling(self, letter: Letter) -> Iterator[None]:
        """All that is done because of this update, and until it is done."""
        began, cause = time.perf_counter(), causes.of_update(letter.id, letter.received_at)
        with causes.bound(cause):
            yield
            seconds, kind = time.perf_counter() - began, kind_of(letter.raw)
            self.metrics.handling.observe(seconds)
            log.info("update done", extra={"kind": kind, "ms": _ms(seconds)})
            self.traces.handled(cause, began, kind)

    def handled(self, letter: Letter) -> None:
        self.metrics.updates.labels(kind_of(letter.raw), "handled").inc()

    def set_aside(self, letter: Letter) -> None:
        self.metrics.updates.labels(kind_of(letter.raw), "set_aside").inc()

    def retried(self, what: str) -> None:
        """An update, a parcel or a timer is tried again."""
        self.metrics.retries.labels(what).inc()

    @contextmanager
    def firing(self, timer: Timer) -> Iterator[None]:
        """A timer that is due; counted where no error comes out of it."""
        cause, began = causes.of_time(timer.kind), time.perf_counter()
        with causes.bound(cause):
            yield
            late = max(0.0, (self._clock.now() - timer.due_at).total_seconds())
            self.metrics.timers.labels(timer.kind).inc()
            self.metrics.delays.observe(late)
            level = logging.DEBUG if timer.kind is Kind.RENEW else logging.INFO  # of each request
            log.log(level, "timer fired", extra={"kind": str(timer.kind), "late_s": round(late)})
            self.traces.fired(cause, began, str(timer.kind))

    @contextmanager
    def delivering(self, row: Claimed, method: str) -> Iterator[None]:
        """A parcel's call, from its turn until Telegram's answer; counted where that is a yes."""
        causes.adopt(row.cause)
        began = time.perf_counter()
        yield
        lane, seconds = lane_kind(row.lane), time.perf_counter() - began
        self.metrics.delivered.labels(lane).inc()
        self._count_reply(row, lane)
        said = {"row": row.id, "method": method, "tries": row.attempts, "ms": _ms(seconds)}
        log.log(_LEVELS.get(lane, logging.DEBUG), "parcel delivered", extra=said)
        self.traces.delivered(row.cause, began, method, lane)

    def sent(self, row: Waiting, method: str) -> None:
        """What would do no harm twice has gone out, without a claim."""
        causes.adopt(row.cause)
        self.metrics.delivered.labels(lane_kind(row.lane)).inc()
        log.debug("parcel delivered", extra={"row": row.id, "method": method})

    def called(self, method: str, seconds: float, error: TelegramError | None = None) -> None:
        """Telegram has answered a call, or has not."""
        self.metrics.calls.labels(method, _outcome(error)).inc()
        if method != _LONG_POLL:
            self.metrics.answers.observe(seconds)
        elif error is None:
            self.polled_at = time.monotonic()

    def searched(self, language: str, outcome: faq.Outcome) -> None:
        self.metrics.searches.labels(language, _SEARCHED[outcome]).inc()

    async def close(self) -> None:
        await self.traces.close()

    def _count_reply(self, row: Claimed, lane: str) -> None:
        """Only what somebody waits for; of several messages the first counts."""
        if row.priority not in {Priority.PERSON, Priority.STAFF} or lane not in {"member", "staff"}:
            return
        for cause in causes.each(row.cause):
            arrived_at, known = causes.arrived_at(cause), (cause, lane)
            if arrived_at is None or known in self._replied:
                continue
            self._replied[known] = None
            if len(self._replied) > _REMEMBERED:
                self._replied.popitem(last=False)
            seconds = (self._clock.now() - arrived_at).total_seconds()
            self.metrics.replies.labels(lane).observe(max(0.0, seconds))


class Watched:
    """The search of members' questions, each counted by what came of it."""

    def __init__(self, search: Search, watch: Watch) -> None:
        self._search = search
        self._watch = watch

    def search(self, query: str, language: str) -> faq.Answer:
        found = self._search.search(query, language)
        self._watch.searched(language, found.outcome)
        return found


def kind_of(raw: str) -> str:
    """What Telegram calls an update, as its JSON begins; "other" for what nobody asked for."""
    found = _KIND.match(raw)
    return found[1] if found and found[1] in KINDS else "other"


def lane_kind(lane: str) -> str:
    """Lanes are named after chats; their kinds are few."""
    return _LANES.get(lane.partition(":")[0], "other")


def _outcome(error: TelegramError | None) -> str:
    match error:
        case None:
            return "ok"
        case RetryAfter():
            return "flood"
        case NetworkError() if not isinstance(error, BadRequest):
            return "unreachable"
    return "refused"


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
