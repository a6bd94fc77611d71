"""Timers: what is to happen to a ticket without anybody's doing, worked out from how it stands."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from desk.hours import Hours
from desk.life import Status
from desk.targets import Allowance, Allowances, Clock, Target, targets_of
from desk.ticket import Priority, Ticket

LATE = timedelta(hours=1)  # after that, a message says when it should have come

REPLY_WITHIN: Allowances = {
    Priority.LOW: Allowance(days=2),
    Priority.NORMAL: Allowance(days=1),
    Priority.HIGH: Allowance(hours=4),
    Priority.URGENT: Allowance(hours=2),
}
SOLVED_WITHIN: Allowances = {
    Priority.LOW: Allowance(days=10),
    Priority.NORMAL: Allowance(days=5),
    Priority.HIGH: Allowance(days=3),
    Priority.URGENT: Allowance(days=1),
}


class Kind(StrEnum):
    WARN = "warn"  # staff, before a target is missed
    LEAD = "lead"  # it is missed
    COORDINATOR = "coordinator"  # and nobody has done anything about it
    NUDGE = "nudge"  # the member, who has the word
    FAREWELL = "farewell"  # the member, before the ticket is closed
    CLOSE = "close"  # what the member has left
    SETTLE = "settle"  # what is solved is closed
    DIGEST = "digest"  # the desk's morning
    RENEW = "renew"  # the timers of a ticket are worked out anew

    # About a booking
    HOLD = "hold"  # what was held is free again
    OFFER = "offer"  # so is what was offered to somebody who waited
    ANSWER = "answer"  # the mentor has not said yes
    DAY_BEFORE = "day_before"  # both are reminded
    SOON = "soon"  # again
    AFTERWARDS = "afterwards"  # both are asked how it was
    FREED = "freed"  # time of a mentor's is offered to whoever waits
    LOOK = "look"  # whether a wish that waits can be met by now
    OVERDUE = "overdue"  # what a plan says should be done by now

    FACILITATOR = "facilitator"  # who was asked to facilitate has not answered

    # About an event, or a seat at one
    PROMOTE = "promote"  # a seat may be free for whoever waits
    SEAT_OFFER = "seat_offer"  # what was offered to them is free again
    EVENT_REMINDER = "event_reminder"  # whoever has a seat is reminded
    AFTER_EVENT = "after_event"  # those who came are written to

    # About a topic, and about a vote
    SHARE = "share"  # a cause goes to the next of those who follow its theme
    BALLOT = "ballot"  # the vote is over


OF_BOOKINGS = (
    Kind.HOLD,
    Kind.OFFER,
    Kind.ANSWER,
    Kind.DAY_BEFORE,
    Kind.SOON,
    Kind.AFTERWARDS,
)

OF_EVENTS = (
    Kind.PROMOTE,
    Kind.SEAT_OFFER,
    Kind.EVENT_REMINDER,
    Kind.AFTER_EVENT,
    Kind.SHARE,
    Kind.BALLOT,
)

MARKS: Mapping[Kind, int] = {Kind.WARN: 75, Kind.LEAD: 100, Kind.COORDINATOR: 200}  # per cent


@dataclass(frozen=True, slots=True)
class Plan:
    """How long what may take; a delay of nothing switches off what it delays.

    `nudge_after` counts from when the member got the word, `warn_after` from the nudge, and
    `close_after` from the warning; where one is switched off, the next counts from before it.
    """

    reply_within: Allowances = field(default_factory=lambda: REPLY_WITHIN)
    solved_within: Allowances = field(default_factory=lambda: SOLVED_WITHIN)
    nudge_after: timedelta = timedelta(days=3)
    warn_after: timedelta = timedelta(days=4)
    close_after: timedelta = timedelta(days=3)
    settle_after: timedelta = timedelta(days=3)
    digest: bool = True

    def allowance(self, target: Target, priority: Priority) -> Allowance:
        within = self.reply_within if target is Target.REPLY else self.solved_within
        return within[priority]


@dataclass(frozen=True, slots=True)
class Timer:
    """`planned_at` is when it should come, and `due_at` when it is looked at: later, where the
    office was closed then or something went wrong. `about_id`: of which booking, mentor, wish,
    plan, request for a facilitator, event, seat, topic or vote, as the kind says.
    """

    key: str
    kind: Kind
    ticket_id: int | None
    planned_at: datetime
    due_at: datetime
    target: Target | None = None
    fired_at: datetime | None = None
    attempts: int = 0
    about_id: int | None = None

    @classmethod
    def once(
        cls,
        key: str,
        kind: Kind,
        at: datetime,
        *,
        ticket_id: int | None = None,
        about_id: int | None = None,
        target: Target | None = None,
    ) -> "Timer":
        """New: planned and due at the second of this moment."""
        at = second(at)
        return cls(key, kind, ticket_id, at, at, target, about_id=about_id)

    def is_late(self, at: datetime) -> bool:
        return at - self.planned_at > LATE

    @property
    def came_at(self) -> datetime | None:
        """From when what follows counts: a tick more or less is none."""
        if self.fired_at is None or self.is_late(self.fired_at):
            return self.fired_at
        return self.planned_at


def second(at: datetime) -> datetime:
    """The whole second at which a timer comes, in UTC: what is read back must be what was put in,
    and tables keep milliseconds. What ends with a timer ends at this very moment: else the timer
    would come and find that it is not over yet.
    """
    return at.astimezone(UTC).replace(microsecond=0)


class TimerStore(Protocol):
    async def of(self, ticket_id: int) -> list[Timer]:
        """All of the ticket's, those that have fired too."""

    async def about(self, about_id: int, kinds: Collection[Kind]) -> list[Timer]:
        """All of these kinds that are about it, those that have fired too."""

    async def put(self, timers: Sequence[Timer]) -> None:
        """In the place of those with the same keys, but for what has fired: that stays."""

    async def drop(self, keys: Sequence[str]) -> None: ...

    async def get(self, key: str) -> Timer | None: ...

    async def due(self, at: datetime, most: int) -> list[Timer]:
        """Those that have not fired, the eldest first."""

    async def claim(self, key: str, at: datetime) -> bool:
        """It fires in this transaction; False where it is not due, or not there any more."""

    async def postpone(self, key: str, until: datetime, attempts: int = 0) -> None: ...

    async def renew_all(self, at: datetime) -> None:
        """A timer of kind RENEW for every ticket that is not closed."""


def timers_of(
    ticket: Ticket, clock: Clock, hours: Hours, plan: Plan, fired: Mapping[str, datetime]
) -> list[Timer]:
    """All that may come, as the ticket stands; `fired` are keys, with the moments when they did."""
    found = (*_marks(ticket, clock, hours, plan), *_silence(ticket, hours, plan, fired))
    return [timer for timer in found if timer is not None]


def due_of(timers: Iterable[Timer]) -> datetime | None:
    """When the nearest target is due; None while nobody waits for the desk."""
    return min((one.planned_at for one in timers if one.kind is Kind.LEAD), default=None)


def kept(wanted: Timer, known: Timer | None, now: datetime) -> Timer:
    """What to write down of a timer that is wanted, where perhaps it stands in its table already.

    One that would have been due before anybody could know is due now, and not late.
    """
    if known is not None and (known.planned_at == wanted.planned_at or known.fired_at is not None):
        return known
    if wanted.planned_at > now:
        return wanted
    if known is not None and known.planned_at <= now:
        return known
    return replace(wanted, planned_at=second(now), due_at=second(now))


def is_outdone(timer: Timer, others: Iterable[Timer], now: datetime) -> bool:
    """Whether a higher mark of the same target has been reached as well: that one is enough."""
    return any(
        other.target is timer.target
        and MARKS.get(other.kind, 0) > MARKS[timer.kind]
        and other.planned_at <= now
        for other in others
    )


def next_digest(hours: Hours, now: datetime) -> datetime | None:
    """The next opening in the morning; where it is open all night, at nine. None: never opens."""
    day = now
    for _ in range(366):
        opens = _morning(hours, day)
        if opens is not None and opens > now:
            return opens
        day += timedelta(days=1)
    return None


def opened_before(hours: Hours, now: datetime, length: timedelta) -> datetime:
    """What waits since before this moment has waited for so much open time, or more."""
    near, far = timedelta(), timedelta(days=366)
    if hours.between(now - far, now) < length:
        return now - far
    while far - near > timedelta(seconds=1):
        middle = (near + far) / 2
        near, far = (near, middle) if hours.between(now - middle, now) >= length else (middle, far)
    return now - far


def _marks(ticket: Ticket, clock: Clock, hours: Hours, plan: Plan) -> Iterator[Timer | None]:
    for target in targets_of(ticket) if clock.runs else ():
        length = plan.allowance(target, ticket.priority).within(hours)
        for kind, percent in MARKS.items() if length else ():
            at = clock.reaches(length * percent / 100, hours)
            yield _timer(kind, ticket, clock.begun, at, target)


def _silence(
    ticket: Ticket, hours: Hours, plan: Plan, fired: Mapping[str, datetime]
) -> Iterator[Timer | None]:
    """A life in danger is nobody's to close, and a phone that rings may betray its owner."""
    pressing = ticket.urgent or ticket.priority is Priority.URGENT
    closes = bool(plan.close_after) and not pressing
    if ticket.status is Status.SOLVED and plan.settle_after and not pressing:
        at = _opening(hours, ticket.since + plan.settle_after)
        yield _timer(Kind.SETTLE, ticket, ticket.since, at)
    if ticket.status is not Status.WAITING:
        return
    last = ticket.since
    for kind, delay, is_wanted in (
        (Kind.NUDGE, plan.nudge_after, not ticket.urgent),
        (Kind.FAREWELL, plan.warn_after, closes),
        (Kind.CLOSE, plan.close_after, closes),
    ):
        if delay and is_wanted:
            timer = _timer(kind, ticket, ticket.since, _opening(hours, last + delay))
            assert timer is not None
            yield timer
            if timer.key not in fired:
                return  # the next one counts from when this one comes, however late
            last = fired[timer.key]


def _timer(
    kind: Kind, ticket: Ticket, round_: datetime, at: datetime | None, target: Target | None = None
) -> Timer | None:
    """`round_`: what happens again in another round of the ticket's is another timer."""
    if at is None:
        return None
    key = f"{kind}:{ticket.id}:{round(round_.timestamp())}" + (f":{target}" if target else "")
    return Timer.once(key, kind, at, ticket_id=ticket.id, target=target)


def _opening(hours: Hours, at: datetime) -> datetime:
    """Nobody is written to at night; an office that never opens keeps nobody waiting for ever."""
    return hours.next_opening(at) or at


def _morning(hours: Hours, day: datetime) -> datetime | None:
    wall = day.astimezone(hours.zone)
    spans = hours.spans_on(wall.date())
    if not spans:
        return None
    minute = spans[0].opens or 9 * 60
    at = wall.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0, fold=0)
    return at.astimezone(UTC)
