"""How long the desk may take: clocks that run in open time, while the desk has the word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.errors import DeskError
from desk.history import Change, Event
from desk.hours import Hours
from desk.life import Act, Status, after, can
from desk.ticket import Priority, Ticket

# The clocks run for whoever the desk has asked, too: the member waits for the desk all the same.
RUNNING = frozenset({Status.NEW, Status.TAKEN, Status.EXPERT})


class Target(StrEnum):
    REPLY = "reply"  # the first one
    SOLUTION = "solution"


class UnreadableTargets(DeskError):
    """A text says no targets; `part` is what could not be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Allowance:
    """Open time: so many working days and so many hours. Nothing at all is no target."""

    days: float = 0
    hours: float = 0

    def within(self, hours: Hours) -> timedelta:
        return hours.working_days(self.days) + timedelta(hours=self.hours)


Allowances = Mapping[Priority, Allowance]

_ALLOWED = re.compile(r"(?P<priority>[a-z]+)[\s:=]+(?P<count>\d{1,3}(?:\.\d+)?)\s*(?P<unit>[dh])")
_OFF = re.compile(r"(?P<priority>[a-z]+)[\s:=]+(?:off|0)")


def parse_allowances(text: str, usual: Allowances) -> Allowances:
    """As in "high 4h, low 2d", in working days and open hours; "low off" is no target for low.

    Those that are not named stay as usual. Raises UnreadableTargets.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text.lower())]
    return {**usual, **dict(_allowance(part) for part in parts if part)}


def written(allowances: Allowances) -> str:
    """As `parse_allowances` reads it back."""
    return ", ".join(f"{priority} {_said(one)}" for priority, one in allowances.items())


def _said(allowance: Allowance) -> str:
    if not (allowance.days or allowance.hours):
        return "off"
    return f"{allowance.days:g}d" if allowance.days else f"{allowance.hours:g}h"


def _allowance(part: str) -> tuple[Priority, Allowance]:
    found = _OFF.fullmatch(part) or _ALLOWED.fullmatch(part)
    if found is None or found["priority"] not in set(Priority):
        raise UnreadableTargets(part)
    priority, said = Priority(found["priority"]), found.groupdict()
    count = float(said.get("count") or 0)
    return priority, Allowance(days=count) if said.get("unit") == "d" else Allowance(hours=count)


@dataclass(frozen=True, slots=True)
class Turn:
    """The desk had the word from `since` until `until`; None: it has it still."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """`begun` is when the ticket was opened, or opened again after it had been closed."""

    begun: datetime
    turns: tuple[Turn, ...]

    @property
    def runs(self) -> bool:
        return bool(self.turns) and self.turns[-1].until is None

    def used(self, hours: Hours, at: datetime) -> timedelta:
        """Open time in which the desk had the word."""
        spent = (hours.between(turn.since, min(turn.until or at, at)) for turn in self.turns)
        return sum(spent, timedelta())

    def reaches(self, length: timedelta, hours: Hours) -> datetime | None:
        """When so much is used up, or was; None where that is never, as things stand."""
        for turn in self.turns:
            at = hours.add(turn.since, length)
            if turn.until is None or (at is not None and at <= turn.until):
                return at
            length -= hours.between(turn.since, turn.until)
        return None


def clock_of(ticket: Ticket, events: Sequence[Event]) -> Clock:
    """From all that was done to the ticket, in order."""
    begun, since, before = ticket.opened_at, None, Status.NEW
    turns: list[Turn] = []
    for at, status in _stages(ticket, events):
        if before is Status.CLOSED and status is not Status.CLOSED:
            begun, turns = at, []
        if status in RUNNING:
            since = since or at
        elif since is not None:
            turns.append(Turn(since, at))
            since = None
        before = status
    if since is not None:
        turns.append(Turn(since))
    return Clock(begun, tuple(turns))


def targets_of(ticket: Ticket) -> Iterator[Target]:
    """Those not met yet; a ticket that is opened again waits for another solution."""
    if ticket.first_reply_at is None:
        yield Target.REPLY
    if not ticket.is_closed:
        yield Target.SOLUTION


def _stages(ticket: Ticket, events: Iterable[Event]) -> Iterator[tuple[datetime, Status]]:
    """Each status and its beginning; the last is the ticket's, whatever is known of before."""
    status = Status.NEW
    yield ticket.opened_at, status
    for event in events:
        act = _act(event)
        if act is not None and can(status, act):
            status = after(status, act, owned=True)
            yield event.at, status
    if _word(status) != _word(ticket.status):
        yield ticket.since, ticket.status


def _word(status: Status) -> tuple[bool, bool]:
    return status in RUNNING, status is Status.CLOSED


def _act(event: Event) -> Act | None:
    """What the event was to the life of the ticket, if anything."""
    match event.what:
        case Act() as act:
            return act
        case Change.MERGE:
            return Act.CLOSE
        case Change.HELPED:
            return Act.CLOSE if event.detail == "yes" else Act.ASK
    return None
