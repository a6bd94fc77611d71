"""Words that the line does not pass on for a while: until when, and what is kept meanwhile."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from desk.errors import DeskError
from desk.incoming import Incoming, MessageRef
from desk.people import Person
from desk.ticket import Ticket

USUAL, LONGEST = timedelta(days=7), timedelta(days=90)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LENGTH = re.compile(r"(\d{1,4})([hdw])", re.IGNORECASE)


class NoSuchLength(DeskError):
    """A block ends, after LONGEST at the latest, and not before it has begun."""


class Order(NamedTuple):
    """What /block says."""

    length: timedelta
    reason: str


def order(words: str) -> Order:
    """As in "3d He calls us names"; without a length, the usual one. Raises NoSuchLength."""
    first, _space, rest = words.strip().partition(" ")
    found = _LENGTH.fullmatch(first)
    if found is None:
        return Order(USUAL, words.strip())
    length = int(found[1]) * _UNITS[found[2].lower()]
    if not timedelta(0) < length <= LONGEST:
        raise NoSuchLength(first)
    return Order(length, rest.strip())


def end_of(person: Person, ticket: Ticket | None) -> datetime | None:
    """When the block ends, or has ended, that holds for words in this ticket, or in none yet.

    An anonymous ticket has its own, so that no other one of the same member's shows anything of it.
    """
    if ticket is not None and ticket.anonymous:
        return ticket.blocked_until
    return person.blocked_until


def is_withheld(person: Person, ticket: Ticket | None, at: datetime) -> bool:
    """Whether words do not pass: never where a life may be in danger."""
    if ticket is not None and ticket.urgent and not ticket.is_closed:
        return False
    if ticket is None and person.awaiting is not None and person.awaiting.anonymous:
        return False
    until = end_of(person, ticket)
    return until is not None and at < until


class Why(StrEnum):
    BLOCK = "block"
    WARNING = "warning"  # it would show who an anonymous member is: they have not yet said yes


@dataclass(frozen=True, slots=True)
class Kept:
    """`ticket_id` is None for words that would have opened a ticket."""

    person_id: int
    ticket_id: int | None
    anonymous: bool
    why: Why
    incoming: Incoming
    kept_at: datetime


class KeptStore(Protocol):
    async def put(self, kept: Kept) -> None:
        """In the place of what is kept of the same message."""

    async def correct(self, incoming: Incoming) -> None:
        """What is kept of this message has other words now."""

    async def has(self, person_id: int, anonymous_ticket: int | None) -> bool:
        """Whether anything waits for the end of a block: in this ticket, or under their name."""

    async def of(self, person_id: int) -> list[Kept]:
        """Everything of theirs, in the order in which it came."""

    async def take_blocked(self, person_id: int, anonymous_ticket: int | None) -> list[Kept]:
        """The same, out of the store, in the order in which it came."""

    async def take(self, ref: MessageRef, why: Why) -> Kept | None:
        """Out of the store; None where it has been taken."""
