"""The one place that keeps the timers of a ticket, and its due moment, as its state wants them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk.history import Event, History
from desk.hours import Hours
from desk.targets import clock_of
from desk.ticket import Ticket
from desk.timers import MARKS, Plan, Timer, TimerStore, due_of, kept, timers_of

_EVENTS = 10_000  # more than any ticket has


class Timetable:
    def __init__(
        self,
        store: TimerStore,
        history: History,
        hours_of: Callable[[Ticket], Awaitable[Hours]],
        plan: Plan,
    ) -> None:
        self._store = store
        self._history = history
        self._hours_of = hours_of
        self._plan = plan

    async def follow(self, ticket: Ticket, at: datetime, *, quietly: bool = False) -> Ticket:
        known = {timer.key: timer for timer in await self._store.of(ticket.id)}
        if ticket.is_closed:
            await self._store.drop(list(known))
            return replace(ticket, due_at=None)
        events = await self._history.of(ticket.id, _EVENTS)
        return await self._set(ticket, events, known, at, quietly=quietly)

    async def begin(self, ticket: Ticket, events: Sequence[Event], at: datetime) -> Ticket:
        return await self._set(ticket, events, {}, at)

    async def _set(
        self,
        ticket: Ticket,
        events: Sequence[Event],
        known: Mapping[str, Timer],
        at: datetime,
        *,
        quietly: bool = False,
    ) -> Ticket:
        clock = clock_of(ticket, events)
        hours = await self._hours_of(ticket)
        fired = {key: came for key, timer in known.items() if (came := timer.came_at)}
        wanted = {timer.key: timer for timer in timers_of(ticket, clock, hours, self._plan, fired)}
        stale = [key for key, timer in known.items() if key not in wanted and not _counts(timer)]
        fresh = [self._kept(timer, known.get(key), at, quietly) for key, timer in wanted.items()]
        await self._store.drop(stale)
        await self._store.put([timer for timer in fresh if timer != known.get(timer.key)])
        return replace(ticket, due_at=due_of(wanted.values()))

    def _kept(self, wanted: Timer, known: Timer | None, at: datetime, quietly: bool) -> Timer:  # noqa: FBT001
        """Quietly: a mark that was passed before anybody watched is no news."""
        if quietly and known is None and wanted.kind in MARKS and wanted.planned_at <= at:
            return replace(wanted, fired_at=at)
        return kept(wanted, known, at)


def _counts(timer: Timer) -> bool:
    """A mark that has been told is not told again when the clock runs on."""
    return timer.kind in MARKS and timer.fired_at is not None
