"""Tickets: a person's matter from the first word to the last, and who waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Protocol

from desk.errors import NoSuchTicket, NotYours
from desk.history import LINE, Actor, By, Change, Event, History
from desk.languages import Language
from desk.life import Act, Status
from desk.people import Person
from desk.questions import Question
from desk.queues import Sieve
from desk.ticket import Priority, Ticket, subject_of

_SAMPLE = 20  # tickets that an honest expectation looks back on
_ENOUGH = 5  # fewer say nothing


def expectation(waits: list[timedelta], promise: timedelta) -> timedelta:
    """How long the last first replies took, in the middle; the promise where too few are known."""
    if len(waits) < _ENOUGH:
        return promise
    return timedelta(seconds=median(wait.total_seconds() for wait in waits))


@dataclass(frozen=True, slots=True)
class Queue:
    """The first tickets of so many."""

    tickets: tuple[Ticket, ...]
    count: int


class TicketStore(Protocol):
    async def open(self, ticket: Ticket, origin: str) -> tuple[Ticket, bool]:
        """The ticket with its number, and whether it is new: one origin opens one ticket."""

    async def get(self, ticket_id: int) -> Ticket | None:
        """Locks the requester's row until the end of the transaction."""

    async def in_topic(self, topic_id: int, group: str) -> Ticket | None:
        """Locks as `get` does."""

    async def look(self, ticket_id: int) -> Ticket | None:
        """Without a lock: for reading only."""

    async def some(self, ticket_ids: Sequence[int]) -> list[Ticket]:
        """Those that there are, in this order; without a lock."""

    async def of(self, requester_id: int, most: int) -> list[Ticket]:
        """The newest first."""

    async def first_waits(self, most: int) -> list[timedelta]:
        """Of those that a member began."""

    async def queue(self, sieve: Sieve, most: int) -> Queue:
        """The one that has waited longest first."""

    async def owned_by(self, owner_id: int) -> list[int]:
        """The numbers of those that are not closed, in the order in which they may be locked."""

    async def save(self, ticket: Ticket) -> None: ...

    async def forget_topics(self, group: str) -> None:
        """The group is another chat now: no topic and no card of the old one counts."""


class Timing(Protocol):
    async def begin(self, ticket: Ticket, events: Sequence[Event], at: datetime) -> Ticket:
        """As `follow`, for a new ticket, to which nothing else has happened."""

    async def follow(self, ticket: Ticket, at: datetime, *, quietly: bool = False) -> Ticket:
        """Sets what is to happen to the ticket by itself, from how it stands and its history.

        With its due moment as it is now. Quietly: nobody hears of what was missed before.
        """


class Routing(Protocol):
    async def taking(self, ticket: Ticket, person: Person) -> str:
        """The name of the staff group that takes a new ticket."""


class Tickets:
    """Every change is written down with who made it and when, and its timers follow it."""

    def __init__(
        self, store: TicketStore, history: History, timing: Timing, routing: Routing
    ) -> None:
        self._store = store
        self._history = history
        self._timing = timing
        self._routing = routing

    async def open(
        self,
        person: Person,
        question: Question,
        at: datetime,
        *,
        service: str | None = None,
        urgent: bool = False,
        anonymous: bool = False,
    ) -> tuple[Ticket, bool]:
        """A ticket from a question; the same question twice is the same ticket."""
        origin = f"{person.id}:{question.message_ids[0]}"
        ticket = Ticket(
            id=0,
            requester_id=person.id,
            language=question.language or person.language or Language.EN,
            subject=subject_of(question.plain),
            opened_at=at,
            since=at,
            tried=question.tried,
            service=service,
            urgent=urgent,
            priority=Priority.URGENT if urgent else Priority.NORMAL,
            parent_id=None if anonymous else await self._left_behind(person, at),
            anonymous=anonymous,
        )
        ticket = replace(ticket, group_name=await self._routing.taking(ticket, person))
        ticket, is_new = await self._store.open(ticket, origin)
        if is_new:
            opened = Event(ticket.id, Change.OPEN, member(person, ticket), at)
            ticket = await self._begin(
                ticket, at, opened, Event(ticket.id, Change.ACKNOWLEDGE, LINE, at)
            )
        return ticket, is_new

    async def write(
        self,
        person: Person,
        by: Actor,
        reason: str,
        origin: str,
        at: datetime,
        **parts: Any,
    ) -> tuple[Ticket, bool]:
        """Staff have the first word, so the member has the next; one origin, one ticket.

        `parts` are further ones of the ticket: `parent_id`, and `group_name`, which is where they
        have written it, whatever that takes, for they answer for it.

        That it counts as answered at the moment it is opened tells it from what members ask.
        """
        ticket = Ticket(
            id=0,
            requester_id=person.id,
            language=person.language or Language.EN,
            subject=subject_of(reason),
            opened_at=at,
            since=at,
            status=Status.WAITING,
            owner_id=by.id,
            first_reply_at=at,
            **parts,
        )
        ticket, is_new = await self._store.open(ticket, origin)
        if is_new:
            opened = Event(ticket.id, Change.OPEN, by, at)
            ticket = await self._begin(
                ticket, at, opened, Event(ticket.id, Change.WRITE, by, at, reason)
            )
        return ticket, is_new

    async def _begin(self, ticket: Ticket, at: datetime, *events: Event) -> Ticket:
        for event in events:
            await self._history.add(event)
        return await self.keep(ticket, await self._timing.begin(ticket, events, at))

    async def _left_behind(self, person: Person, at: datetime) -> int | None:
        """The number that the person wrote under before, where it can go on no more."""
        before = None if person.ticket_id is None else await self._store.look(person.ticket_id)
        if before is None or before.anonymous or before.continues(at):
            return None
        return before.id

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

    async def find(self, ticket_id: int) -> Ticket | None:
        return await self._store.look(ticket_id)

    async def queue(self, sieve: Sieve, most: int) -> Queue:
        """The one that has waited longest first."""
        return await self._store.queue(sieve, most)

    async def owned_by(self, owner_id: int) -> list[int]:
        """The numbers of those that are not closed, in the order in which they may be locked."""
        return await self._store.owned_by(owner_id)

    async def in_topic(self, topic_id: int | None, group: str) -> Ticket | None:
        return None if topic_id is None else await self._store.in_topic(topic_id, group)

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

    # What the member does

    async def asked(self, ticket: Ticket, person: Person, at: datetime) -> Ticket:
        return await self.change(
            ticket, ticket.did(Act.ASK, at), Act.ASK, member(person, ticket), at
        )

    async def rate(self, ticket: Ticket, person: Person, at: datetime, *, helped: bool) -> Ticket:
        """A matter that did not get help is open again, under the same number."""
        if not helped:
            rated = replace(ticket.did(Act.ASK, at), helped=False)
        elif ticket.is_closed:
            rated = replace(ticket, helped=True)
        else:
            rated = replace(ticket.did(Act.CLOSE, at), helped=True)
        by = member(person, ticket)
        return await self.change(ticket, rated, Change.HELPED, by, at, yes(helped))

    async def make_urgent(self, ticket: Ticket, at: datetime) -> Ticket:
        """A life may be in danger."""
        urgent = replace(ticket, urgent=True, priority=Priority.URGENT)
        return await self.change(ticket, urgent, Change.URGENT, LINE, at)

    # What the line does

    async def has_topic(
        self, ticket: Ticket, topic_id: int | None, sign: str | None = None
    ) -> Ticket:
        """A new topic has no card yet."""
        changed = replace(ticket, topic_id=topic_id, card_id=None, sign=sign)
        return await self.keep(ticket, changed)

    async def has_sign(self, ticket: Ticket, sign: str) -> Ticket:
        return await self.keep(ticket, replace(ticket, sign=sign))

    async def end(self, ticket: Ticket, at: datetime) -> Ticket:
        """Its member is forgotten: whatever it was about is over."""
        closed = ticket if ticket.is_closed else ticket.did(Act.CLOSE, at)
        await self.keep(ticket, closed)
        await self.tell(closed, Change.FORGET, LINE, at)
        return await self.follow(closed, at)

    async def has_card(self, ticket: Ticket, card_id: int) -> Ticket:
        return await self.keep(ticket, replace(ticket, card_id=card_id))

    async def forget_topics(self, group: str) -> None:
        await self._store.forget_topics(group)

    async def change(
        self,
        before: Ticket,
        changed: Ticket,
        what: Act | Change,
        by: Actor,
        at: datetime,
        detail: str = "",
    ) -> Ticket:
        """Saved and written down, where anything of it is new."""
        if changed == before:
            return before
        await self.tell(changed, what, by, at, detail)
        if _is_timed_anew(before, changed):
            changed = await self._timing.follow(changed, at)
        await self._store.save(changed)
        return changed

    async def follow(self, ticket: Ticket, at: datetime, *, quietly: bool = False) -> Ticket:
        """What was to happen by itself has happened, or is planned otherwise."""
        return await self.keep(ticket, await self._timing.follow(ticket, at, quietly=quietly))

    async def keep(self, before: Ticket, changed: Ticket) -> Ticket:
        """Saved without a word in the history."""
        if changed != before:
            await self._store.save(changed)
        return changed

    async def tell(
        self, ticket: Ticket, what: Act | Change, by: Actor, at: datetime, detail: str = ""
    ) -> None:
        await self._history.add(Event(ticket.id, what, by, at, detail))


def _is_timed_anew(before: Ticket, after: Ticket) -> bool:
    """Whether anything of it has changed that a clock looks at."""
    looked_at = ("status", "since", "priority", "urgent", "first_reply_at")
    return any(getattr(before, name) != getattr(after, name) for name in looked_at)


def member(person: Person, ticket: Ticket) -> Actor:
    if ticket.code_word is not None:
        return Actor(By.MEMBER, name=ticket.code_word)
    return Actor(By.MEMBER, person.id, person.name)


def yes(flag: bool) -> str:  # noqa: FBT001 - the flag is all there is
    return "yes" if flag else "no"
