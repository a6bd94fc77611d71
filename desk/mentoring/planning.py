"""Plans as both sides work on them: begun, written, proposed, agreed, followed; reminders of what
is overdue.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.mentoring.booking import Booking, Side
from desk.mentoring.goals import Action, Goal, Goals, NoSuchPart, action_of
from desk.mentoring.plans import (
    Confirmation,
    Plan,
    Progress,
    confirmed,
    dropped,
    edited,
    handed_over,
    progressed,
    proposed,
)
from desk.timers import Kind, Timer, TimerStore

_DAY = timedelta(days=1)
_EARLIEST = 8  # on the wall: nobody is reminded before


class NoSuchPlan(DeskError):
    """No plan has this number."""


class Whose(NamedTuple):
    """Of an organisation, or else of a person, with a mentor."""

    organisation_id: int | None
    person_id: int | None
    mentor_id: int


def whose(booking: Booking) -> Whose:
    """Who books for no organisation has a plan of their own."""
    person_id = booking.requester_id if booking.organisation_id is None else None
    return Whose(booking.organisation_id, person_id, booking.mentor_id)


@dataclass(frozen=True, slots=True)
class Morning:
    """When reminders are planned for: the end of the night in the desk's zone."""

    zone: ZoneInfo
    hour: int

    def after(self, day: date) -> datetime:
        wall = datetime.combine(day + _DAY, time(max(self.hour, _EARLIEST)), self.zone)
        return wall.astimezone(UTC)


class PlanStore(Protocol):
    async def get(self, plan_id: int, *, locked: bool = False) -> Plan | None:
        """Locked, nobody else changes it until the end of the transaction."""

    async def begin(self, whose: Whose, at: datetime) -> int:
        """The number of the one that there is, or of a new one."""

    async def with_mentor(self, whose: Whose) -> Plan | None: ...

    async def of_member(self, organisation_ids: Iterable[int], person_id: int) -> list[Plan]:
        """Theirs, and those of these organisations, the newest first."""

    async def of_mentor(self, mentor_id: int) -> list[Plan]:
        """But for those whose member is forgotten."""

    async def all(self) -> list[Plan]:
        """In which anything is written, but for those whose member is forgotten."""

    async def save(self, plan: Plan) -> None:
        """With what is new of its versions and confirmations."""

    async def members(self, plan: Plan) -> list[int]:
        """Who takes part in it for the organisation: who had sessions with the mentor or confirmed
        something, and belongs to it; where there is nobody, all who belong to it.
        """


class Plans:
    def __init__(self, store: PlanStore, timers: TimerStore, morning: Morning) -> None:
        self._store = store
        self._timers = timers
        self._morning = morning

    # To be read

    async def look(self, plan_id: int) -> Plan | None:
        return await self._store.get(plan_id)

    async def with_mentor(self, whose: Whose) -> Plan | None:
        return await self._store.with_mentor(whose)

    async def of_member(self, organisation_ids: Iterable[int], person_id: int) -> list[Plan]:
        return await self._store.of_member(organisation_ids, person_id)

    async def of_mentor(self, mentor_id: int) -> list[Plan]:
        return await self._store.of_mentor(mentor_id)

    async def all(self) -> list[Plan]:
        return await self._store.all()

    async def members(self, plan: Plan) -> list[int]:
        return await self._store.members(plan)

    # To be written

    async def get(self, plan_id: int) -> Plan:
        """In its line. Raises NoSuchPlan."""
        found = await self._store.get(plan_id, locked=True)
        if found is None:
            raise NoSuchPlan(plan_id)
        return found

    async def begin(self, whose: Whose, now: datetime) -> Plan:
        """Begun twice, it is one."""
        return await self.get(await self._store.begin(whose, now))

    async def edit(self, plan: Plan, change: Callable[[Goals], Goals]) -> Plan:
        """Raises what the change raises."""
        return await self._save(plan, edited(plan, change(plan.goals)))

    async def drop(self, plan: Plan) -> Plan:
        """Raises NothingNew."""
        return await self._save(plan, dropped(plan))

    async def propose(
        self, plan: Plan, side: Side, person_id: int, revision: int, now: datetime
    ) -> Plan:
        """Raises NothingNew, ChangedMeanwhile, NotComplete."""
        by = Confirmation(now, person_id)
        return await self._save(plan, proposed(plan, side, by, revision))

    async def agree(
        self, plan: Plan, number: int, side: Side, person_id: int, now: datetime
    ) -> Plan:
        """Raises NotPending."""
        by = Confirmation(now, person_id)
        return await self._save(plan, confirmed(plan, number, side, by))

    async def progress(self, plan: Plan, number: int, value: int) -> Plan:
        """Raises NoSuchPart."""
        return await self._save(plan, progressed(plan, number, value))

    async def hand_over(self, plan: Plan, mentor_id: int, person_id: int, now: datetime) -> Plan:
        by = Confirmation(now, person_id)
        return await self._save(plan, handed_over(plan, mentor_id, by))

    async def _save(self, before: Plan, now: Plan) -> Plan:
        if now != before:
            await self._store.save(now)
            await self._follow(now)
        return now

    async def _follow(self, plan: Plan) -> None:
        """What has fired stays: it is never said again for the same day."""
        known = await self._timers.about(plan.id, [Kind.OVERDUE])
        wanted = {timer.key: timer for timer in reminders(plan, self._morning)}
        waiting = [timer.key for timer in known if timer.fired_at is None]
        await self._timers.drop([key for key in waiting if key not in wanted])
        there = {timer.key for timer in known}
        await self._timers.put([one for key, one in wanted.items() if key not in there])


def reminders(plan: Plan, morning: Morning) -> Iterator[Timer]:
    """One for each day that an action of what was agreed should be done by."""
    for goal in plan.holds.goals if plan.holds else ():
        for action in goal.actions:
            if action.due is not None and plan.state_of(action) is not Progress.DONE:
                key = f"{Kind.OVERDUE}:{plan.id}:{action.number}:{action.due.isoformat()}"
                yield Timer.once(key, Kind.OVERDUE, morning.after(action.due), about_id=plan.id)


def overdue_by(timer: Timer, plan: Plan) -> tuple[Goal, Action] | None:
    """The action that a timer is about, as long as it is to be done by that day."""
    number, due = timer.key.split(":")[2:]
    try:
        goal, action = action_of(plan.holds.goals if plan.holds else (), int(number))
    except NoSuchPart:
        return None
    is_same = action.due == date.fromisoformat(due)
    return (goal, action) if is_same and plan.state_of(action) is not Progress.DONE else None
