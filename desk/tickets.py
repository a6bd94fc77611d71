"""Tickets: a person's matter from the first word to the last, and who waits for whom."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Protocol

from desk.errors import NoSuchTicket, NotYours
from desk.languages import Language
from desk.people import Person
from desk.questions import Question

REOPENS_WITHIN = timedelta(days=14)
_SUBJECT = 60  # characters; the rest of a topic's 128 is for number and language
_SAMPLE = 20  # tickets that an honest expectation looks back on
_ENOUGH = 5  # fewer say nothing


class Status(StrEnum):
    OPEN = "open"  # staff have the word
    PENDING = "pending"  # the requester has the word
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`service` is the slug of what the programme offers that this is about, where that is known.

    `topic_id` and `card_id` are None until Telegram has made the topic and taken the card.
    """

    id: int
    requester_id: int
    language: Language
    subject: str
    opened_at: datetime
    status: Status = Status.OPEN
    tried: tuple[str, ...] = ()
    first_reply_at: datetime | None = None
    closed_at: datetime | None = None
    helped: bool | None = None
    service: str | None = None
    urgent: bool = False
    topic_id: int | None = None
    card_id: int | None = None

    @property
    def is_closed(self) -> bool:
        return self.status is Status.CLOSED

    def continues(self, at: datetime) -> bool:
        """Whether what the requester writes now belongs here still."""
        return self.closed_at is None or at - self.closed_at <= REOPENS_WITHIN

    def asked(self) -> "Ticket":
        return replace(self, status=Status.OPEN, closed_at=None, helped=None)

    def replied(self, at: datetime) -> "Ticket":
        first = self.first_reply_at or at
        return replace(
            self, status=Status.PENDING, first_reply_at=first, closed_at=None, helped=None
        )

    def close(self, at: datetime) -> "Ticket":
        return replace(self, status=Status.CLOSED, closed_at=self.closed_at or at)


def subject_of(plain: str) -> str:
    """The first line that says something, cut at a word; empty for a picture without a caption."""
    line = next((part.strip() for part in plain.splitlines() if part.strip()), "")
    if len(line) <= _SUBJECT:
        return line
    cut = line[:_SUBJECT]
    words = cut.rsplit(" ", 1)[0].rstrip(" ,.;:-")
    return (words if any(map(str.isalnum, words)) else cut) + "…"


def expectation(waits: list[timedelta], promise: timedelta) -> timedelta:
    """How long the last first replies took, in the middle; the promise where too few are known."""
    if len(waits) < _ENOUGH:
        return promise
    return timedelta(seconds=median(wait.total_seconds() for wait in waits))


class TicketStore(Protocol):
    async def open(self, ticket: Ticket, origin: str) -> tuple[Ticket, bool]:
        """The ticket with its number, and whether it is new: one origin opens one ticket."""

    async def get(self, ticket_id: int) -> Ticket | None:
        """Locks the requester's row until the end of the transaction."""

    async def in_topic(self, topic_id: int) -> Ticket | None:
        """Locks as `get` does."""

    async def look(self, ticket_id: int) -> Ticket | None:
        """Without a lock: for reading only."""

    async def of(self, requester_id: int, most: int) -> list[Ticket]:
        """The newest first."""

    async def first_waits(self, most: int) -> list[timedelta]: ...

    async def save(self, ticket: Ticket) -> None: ...

    async def forget_topics(self) -> None:
        """The staff group is another chat now: no topic and no card of the old one counts."""


class Tickets:
    def __init__(self, store: TicketStore) -> None:
        self._store = store

    async def open(
        self,
        person: Person,
        question: Question,
        at: datetime,
        *,
        service: str | None = None,
        urgent: bool = False,
    ) -> tuple[Ticket, bool]:
        """A ticket from a question; the same question twice is the same ticket."""
        origin = f"{person.id}:{question.message_ids[0]}"
        ticket = Ticket(
            id=0,
            requester_id=person.id,
            language=question.language or person.language or Language.EN,
            subject=subject_of(question.plain),
            opened_at=at,
            tried=question.tried,
            service=service,
            urgent=urgent,
        )
        return await self._store.open(ticket, origin)

    async def get(self, ticket_id: int) -> Ticket:
        """Raises NoSuchTicket."""
        ticket = await self._store.get(ticket_id)
        if ticket is None:
            raise NoSuchTicket(ticket_id)
        return ticket

    async def look(self, ticket_id: int) -> Ticket:
        """For reading only: nothing may be decided on it. Raises NoSuchTicket."""
        ticket = await self._store.look(ticket_id)
        if ticket is None:
            raise NoSuchTicket(ticket_id)
        return ticket

    async def in_topic(self, topic_id: int | None) -> Ticket | None:
        return None if topic_id is None else await self._store.in_topic(topic_id)

    async def of(self, person: Person, most: int = 10) -> list[Ticket]:
        return await self._store.of(person.id, most)

    async def one_of(self, person: Person, ticket_id: int) -> Ticket:
        """Raises NotYours, for another's number and for one that never was, alike."""
        ticket = await self._store.get(ticket_id)
        if ticket is None or ticket.requester_id != person.id:
            raise NotYours(ticket_id)
        return ticket

    async def continued_by(
        self, person: Person, answered: int | None, at: datetime
    ) -> Ticket | None:
        """The ticket that a message belongs to: the one it answers, else the one in hand."""
        for ticket_id in (answered, person.ticket_id):
            ticket = None if ticket_id is None else await self._store.get(ticket_id)
            if ticket is not None and ticket.requester_id == person.id and ticket.continues(at):
                return ticket
        return None

    async def expected_wait(self, promise: timedelta) -> timedelta:
        return expectation(await self._store.first_waits(_SAMPLE), promise)

    async def asked(self, ticket: Ticket) -> Ticket:
        return await self._keep(ticket, ticket.asked())

    async def make_urgent(self, ticket: Ticket) -> Ticket:
        return await self._keep(ticket, replace(ticket, urgent=True))

    async def replied(self, ticket: Ticket, at: datetime) -> Ticket:
        return await self._keep(ticket, ticket.replied(at))

    async def close(self, ticket: Ticket, at: datetime) -> Ticket:
        return await self._keep(ticket, ticket.close(at))

    async def rate(self, ticket: Ticket, *, helped: bool) -> Ticket:
        """A matter that did not get help is open again, under the same number."""
        rated = replace(ticket, helped=helped)
        return await self._keep(ticket, rated if helped else replace(rated.asked(), helped=False))

    async def has_topic(self, ticket: Ticket, topic_id: int | None) -> Ticket:
        """A new topic has no card yet."""
        return await self._keep(ticket, replace(ticket, topic_id=topic_id, card_id=None))

    async def has_card(self, ticket: Ticket, card_id: int) -> Ticket:
        return await self._keep(ticket, replace(ticket, card_id=card_id))

    async def forget_topics(self) -> None:
        await self._store.forget_topics()

    async def _keep(self, before: Ticket, after: Ticket) -> Ticket:
        if after != before:
            await self._store.save(after)
        return after
