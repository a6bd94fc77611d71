"""The desk's stores as dictionaries, and its people, in short: what a rule needs to be tried."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import faq
from desk.groups import MAIN
from desk.history import Event
from desk.incoming import Incoming, Kind, MessageRef
from desk.languages import Language
from desk.messages import Author, Message
from desk.people import Person
from desk.queues import Sieve
from desk.staff import Colleague
from desk.ticket import Ticket
from desk.tickets import Queue

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ARTA = Person(1, "Arta", "arta", met_at=MORNING, language=Language.SQ)
BLERTA = Person(2, "Blerta", None, met_at=MORNING)


def later(**since: float) -> datetime:
    return MORNING + timedelta(**since)


def ticket_of(person: Person = ARTA, number: int = 7) -> Ticket:
    return Ticket(number, person.id, Language.SQ, "Buxheti", opened_at=MORNING, since=MORNING)


def sent(message_id: int = 1, **parts: Any) -> Incoming:
    """What Arta sends in private."""
    at = MessageRef(ARTA.id, message_id)
    return replace(Incoming(at, Kind.TEXT, "Tung", "Tung", MORNING), **parts)


@dataclass
class KnownPeople:
    rows: dict[int, Person] = field(default_factory=dict)
    saves: int = 0

    async def get(self, person_id: int) -> Person | None:
        return self.rows.get(person_id)

    look = get

    async def save(self, person: Person) -> None:
        self.saves += 1
        self.rows[person.id] = person

    async def with_username(self, username: str) -> list[Person]:
        theirs = self.rows.values()
        return [one for one in theirs if (one.username or "").lower() == username.lower()]

    async def named(self, folded: str, most: int) -> list[Person]:
        named = [p for p in self.rows.values() if f"{faq.fold(p.name)} ".startswith(f"{folded} ")]
        return named[:most]


@dataclass
class KnownTickets:
    rows: dict[int, Ticket] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    saves: int = 0

    def having(self, *tickets: Ticket) -> "KnownTickets":
        self.rows |= {ticket.id: ticket for ticket in tickets}
        return self

    async def open(self, ticket: Ticket, origin: str) -> tuple[Ticket, bool]:
        if origin in self.origins:
            return self.rows[self.origins[origin]], False
        numbered = replace(ticket, id=len(self.rows) + 1)
        self.origins[origin] = numbered.id
        self.rows[numbered.id] = numbered
        return numbered, True

    async def get(self, ticket_id: int) -> Ticket | None:
        return self.rows.get(ticket_id)

    look = get

    async def some(self, ticket_ids: Sequence[int]) -> list[Ticket]:
        return [self.rows[number] for number in ticket_ids if number in self.rows]

    async def in_topic(self, topic_id: int, group: str) -> Ticket | None:
        place = (topic_id, group)
        return next((t for t in self.rows.values() if (t.topic_id, t.group_name) == place), None)

    async def of(self, requester_id: int, most: int) -> list[Ticket]:
        theirs = [t for t in self.rows.values() if t.requester_id == requester_id]
        return theirs[::-1][:most]

    async def queue(self, sieve: Sieve, most: int) -> Queue:
        found = [ticket for ticket in self.rows.values() if ticket.status in sieve.statuses]
        found.sort(key=lambda ticket: ticket.since)
        return Queue(tuple(found[:most]), len(found))

    async def owned_by(self, owner_id: int) -> list[int]:
        open_ = [t for t in self.rows.values() if t.owner_id == owner_id and not t.is_closed]
        return [t.id for t in sorted(open_, key=lambda t: (t.requester_id, t.id))]

    async def first_waits(self, most: int) -> list[timedelta]:
        replied = [t for t in self.rows.values() if t.first_reply_at not in (None, t.opened_at)]
        return [t.first_reply_at - t.opened_at for t in replied if t.first_reply_at][:most]

    async def save(self, ticket: Ticket) -> None:
        self.saves += 1
        self.rows[ticket.id] = ticket

    async def forget_topics(self, group: str) -> None:
        theirs = {n: t for n, t in self.rows.items() if t.group_name == group}
        gone = {"topic_id": None, "card_id": None, "sign": None}
        self.rows |= {n: replace(t, **gone) for n, t in theirs.items()}  # type: ignore[arg-type]


class OneGroup:
    """The main group takes everything."""

    async def taking(self, ticket: Ticket, person: Person) -> str:  # noqa: ARG002
        return MAIN


class Untimed:
    """Nothing happens by itself."""

    async def begin(self, ticket: Ticket, events: Sequence[Event], at: datetime) -> Ticket:  # noqa: ARG002
        return ticket

    async def follow(self, ticket: Ticket, at: datetime, *, quietly: bool = False) -> Ticket:  # noqa: ARG002
        return ticket


@dataclass
class KnownHistory:
    told: list[Event] = field(default_factory=list)

    async def add(self, event: Event) -> None:
        self.told.append(event)

    async def of(self, ticket_id: int, most: int) -> list[Event]:
        return [event for event in self.told if event.ticket_id == ticket_id][-most:]


@dataclass
class KnownStaff:
    rows: dict[int, Colleague] = field(default_factory=dict)

    async def get(self, colleague_id: int) -> Colleague | None:
        return self.rows.get(colleague_id)

    async def all(self) -> list[Colleague]:
        return sorted(self.rows.values(), key=lambda colleague: colleague.name)

    async def save(self, colleague: Colleague) -> None:
        self.rows[colleague.id] = colleague


@dataclass
class KnownMessages:
    rows: dict[int, Message] = field(default_factory=dict)

    async def add(self, message: Message) -> Message:
        known = message.original and await self.find(message.original)
        if known:
            return known
        numbered = replace(message, id=len(self.rows) + 1)
        self.rows[numbered.id] = numbered
        return numbered

    async def find(self, ref: MessageRef) -> Message | None:
        return next((m for m in self.rows.values() if ref in (m.original, m.copy)), None)

    async def sharing(self, copy: MessageRef) -> list[Message]:
        return [m for m in self.rows.values() if m.copy == copy]

    async def last(self, ticket_id: int, most: int) -> list[Message]:
        known = (Author.MEMBER, Author.STAFF)
        return [m for m in self._of(ticket_id, *known) if m.recalled_at is None][-most:]

    async def first(self, ticket_id: int) -> Message | None:
        return next(iter(self._of(ticket_id, Author.MEMBER, Author.STAFF)), None)

    async def last_reply(self, ticket_id: int) -> Message | None:
        standing = [m for m in self._of(ticket_id, Author.STAFF) if m.recalled_at is None]
        return standing[-1] if standing else None

    async def last_original(self, ticket_id: int) -> Message | None:
        return next(reversed(self._of(ticket_id, Author.MEMBER)), None)

    async def whole(self, ticket_id: int) -> list[Message]:
        return self._of(ticket_id, *Author)

    async def get(self, message_id: int) -> Message | None:
        return self.rows.get(message_id)

    async def since(self, ticket_id: int, message_id: int, most: int) -> list[Message]:
        known = self._of(ticket_id, Author.MEMBER, Author.STAFF)
        return [m for m in known if m.id >= message_id and m.recalled_at is None][:most]

    async def save(self, message: Message) -> None:
        self.rows[message.id] = message

    async def copied(self, original: MessageRef, copy: MessageRef) -> bool:
        found = [m for m in self.rows.values() if m.original == original]
        for message in found:
            await self.save(replace(message, copy=copy))
        return bool(found)

    async def uncopied(self, ticket_id: int) -> None:
        for message in self._of(ticket_id, Author.MEMBER):
            await self.save(replace(message, copy=None))

    def _of(self, ticket_id: int, *authors: Author) -> list[Message]:
        return [m for m in self.rows.values() if m.ticket_id == ticket_id and m.author in authors]
