"""Who writes to the line: one person, one private chat, one language."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

import faq
from desk.languages import Language
from desk.profile import AWAITED_FOR, ActorType, Field

_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The next message is no question but the text of a new ticket, and `tried` goes with it; or,
    with `remark_on`, a word on the ticket of that number; or, with `field`, what the person tells
    of themselves, until `until`. `organisation_id`: of which organisation that is said.
    `about_id`: of which of their wishes, bookings, plans or requests, or of which event, and of
    which `part` of it. `anonymous`: the desk is not to see who opens it. `service`: what the ticket
    is about, and `event_id`: which event.
    """

    tried: tuple[str, ...] = ()
    remark_on: int | None = None
    field: Field | None = None
    organisation_id: int | None = None
    until: datetime | None = None
    anonymous: bool = False
    service: str | None = None
    about_id: int | None = None
    part: int | None = None
    event_id: int | None = None

    def is_told(self, at: datetime) -> bool:
        """Whether what is written now is what the person was asked to tell of themselves."""
        return self.field is not None and self.until is not None and at < self.until


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is the Telegram user id, which is also the id of the private chat.

    `office` is the slug of the one that they chose, `place` their town, `timezone` a name of the
    IANA database.
    Their words are not passed on before `blocked_until`, and they open no anonymous ticket before
    `blocked_unseen_until`: two ends, so that neither tells of the other.
    """

    id: int
    name: str
    username: str | None
    met_at: datetime
    language: Language | None = None
    office: str | None = None
    reachable: bool = True
    ticket_id: int | None = None  # the ticket that a plain message continues
    awaiting: Awaiting | None = None
    place: str | None = None
    actor_type: ActorType | None = None
    timezone: str | None = None
    notice: int = 0  # the version of the privacy notice that they were shown
    blocked_until: datetime | None = None
    blocked_unseen_until: datetime | None = None

    def is_called(self, name: str) -> bool:
        """By full name or its beginning, in any script, without marks."""
        wanted, own = faq.fold(name), faq.fold(self.name)
        return bool(wanted) and (own == wanted or own.startswith(f"{wanted} "))


class PeopleStore(Protocol):
    async def get(self, person_id: int) -> Person | None:
        """Locks the person's row until the end of the transaction.

        It is the first lock that any transaction takes, so that no two wait for each other.
        """

    async def look(self, person_id: int) -> Person | None:
        """Without a lock: for reading only."""

    async def with_username(self, username: str) -> list[Person]:
        """In any case; several where one took another's name over. Locks nothing."""

    async def named(self, folded: str, most: int) -> list[Person]:
        """Whose folded names are so, or begin with these words, the newest first. Locks nothing."""

    async def save(self, person: Person) -> None: ...


class People:
    def __init__(self, store: PeopleStore) -> None:
        self._store = store

    async def called(self, name: str) -> list[Person]:
        """By @username, full name or its beginning; nobody's row is locked."""
        if name.startswith("@"):
            return await self._store.with_username(name[1:])
        wanted = faq.fold(name)
        return await self._store.named(wanted, _MOST_NAMED) if wanted else []

    async def meet(self, person_id: int, name: str, username: str | None, at: datetime) -> Person:
        """The person as known, under the name of today; whoever writes can be reached again."""
        known = await self._store.get(person_id)
        if known is None:
            return await self._keep(None, Person(person_id, name, username, met_at=at))
        return await self._keep(known, replace(known, name=name, username=username, reachable=True))

    async def get(self, person_id: int) -> Person | None:
        return await self._store.get(person_id)

    async def look(self, person_id: int) -> Person | None:
        """For reading only: nothing may be decided on it."""
        return await self._store.look(person_id)

    async def speak(self, person: Person, language: Language) -> Person:
        return await self._keep(person, replace(person, language=language))

    async def expect_ticket(
        self,
        person: Person,
        tried: tuple[str, ...] = (),
        *,
        anonymous: bool = False,
        service: str | None = None,
        event_id: int | None = None,
    ) -> Person:
        """What the person writes next opens a ticket at once."""
        awaiting = Awaiting(tried, anonymous=anonymous, service=service, event_id=event_id)
        return await self._keep(person, replace(person, ticket_id=None, awaiting=awaiting))

    async def expect_remark(self, person: Person, ticket_id: int) -> Person:
        """What the person writes next is what they think of the help they got."""
        return await self._keep(person, replace(person, awaiting=Awaiting(remark_on=ticket_id)))

    async def expect_field(
        self, person: Person, field: Field, at: datetime, organisation_id: int | None = None
    ) -> Person:
        """What the person writes next is about themselves; after it, they go on where they were."""
        awaiting = Awaiting(field=field, organisation_id=organisation_id, until=at + AWAITED_FOR)
        return await self._keep(person, replace(person, awaiting=awaiting))

    async def expect_about(
        self,
        person: Person,
        field: Field,
        at: datetime,
        about_id: int,
        part: int | None = None,
    ) -> Person:
        """The same, of one of their wishes, bookings or plans."""
        until = at + AWAITED_FOR
        awaiting = Awaiting(field=field, about_id=about_id, until=until, part=part)
        return await self._keep(person, replace(person, awaiting=awaiting))

    async def tell(self, person: Person, **told: Any) -> Person:
        """Fields of their own, or none: nothing of the kind is awaited any more."""
        is_asked = person.awaiting is not None and person.awaiting.field is not None
        awaiting = None if is_asked else person.awaiting
        return await self._keep(person, replace(person, awaiting=awaiting, **told))

    async def lead_out(self, person: Person) -> Person:
        """What the person writes next is a question again, whatever is still open."""
        return await self._keep(person, replace(person, ticket_id=None, awaiting=None))

    async def leave(self, person: Person, ticket_id: int) -> Person:
        """The ticket is over; whoever has turned to another one stays there."""
        elsewhere = person.ticket_id if person.ticket_id != ticket_id else None
        begun = person.awaiting if person.awaiting and person.awaiting.anonymous else None
        return await self._keep(person, replace(person, ticket_id=elsewhere, awaiting=begun))

    async def turn_to(self, person: Person, ticket_id: int) -> Person:
        """What the person writes next continues this ticket."""
        return await self._keep(person, replace(person, ticket_id=ticket_id, awaiting=None))

    async def block(self, person: Person, until: datetime | None, *, anonymous: bool) -> Person:
        """None ends it."""
        if anonymous:
            return await self._keep(person, replace(person, blocked_unseen_until=until))
        return await self._keep(person, replace(person, blocked_until=until))

    async def lose(self, person_id: int) -> bool:
        """Telegram refuses to deliver to this person; True where that is news."""
        person = await self._store.get(person_id)
        if person is None or not person.reachable:
            return False
        await self._keep(person, replace(person, reachable=False))
        return True

    async def _keep(self, before: Person | None, after: Person) -> Person:
        if after != before:
            await self._store.save(after)
        return after
