"""One ticket: what is known of it, and what its own state answers."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from desk.anonymity import code_word
from desk.errors import Forgotten
from desk.groups import MAIN
from desk.languages import Language
from desk.life import Act, Status, after
from desk.people import Person

REOPENS_WITHIN = timedelta(days=14)
_SUBJECT = 60  # characters; the rest of a topic's 128 is for number and language


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`service` is the slug of what the programme offers that this is about, where that is known.

    `urgent`: a life may be in danger. `owner_id` is the one of the staff who answers for it, and
    `since` is when the word came to whoever has it. `parent_id` is an older ticket about the same.
    `due_at` is when the nearest target is due, None while nobody waits for the desk.
    `anonymous`: the desk does not see who the requester is, see `seen`; only then a block is the
    ticket's own.
    `topic_id` and `card_id` are None until Telegram has made the topic and taken the card, both in
    the staff group of `group_name`.
    `erased_at`: its words are gone since then.
    """

    id: int
    requester_id: int
    language: Language
    subject: str
    opened_at: datetime
    since: datetime
    status: Status = Status.NEW
    owner_id: int | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    sensitive: bool = False
    solution: str | None = None
    parent_id: int | None = None
    rating: int | None = None
    remark: str | None = None
    tried: tuple[str, ...] = ()
    first_reply_at: datetime | None = None
    closed_at: datetime | None = None
    helped: bool | None = None
    service: str | None = None
    urgent: bool = False
    topic_id: int | None = None
    card_id: int | None = None
    due_at: datetime | None = None
    sign: str | None = None
    erased_at: datetime | None = None
    anonymous: bool = False
    blocked_until: datetime | None = None
    group_name: str = MAIN

    @property
    def code_word(self) -> str | None:
        """What an anonymous requester is called."""
        return code_word(self.id, self.language) if self.anonymous else None

    @property
    def is_closed(self) -> bool:
        return self.status is Status.CLOSED

    @property
    def is_forgotten(self) -> bool:
        """Whether its member has asked to be forgotten: then nobody is there to be answered."""
        return self.requester_id < 0

    @property
    def is_ours(self) -> bool:
        """Whether the desk has the word."""
        return self.status in (Status.NEW, Status.TAKEN)

    def is_overdue(self, at: datetime) -> bool:
        return self.due_at is not None and self.due_at <= at

    def continues(self, at: datetime) -> bool:
        """Whether what the requester writes now belongs here still."""
        return self.closed_at is None or at - self.closed_at <= REOPENS_WITHIN

    def did(self, act: Act, at: datetime, **changes: Any) -> "Ticket":
        """After an act of its life. Raises NotNow, Forgotten."""
        if self.is_forgotten:
            raise Forgotten(self.id)
        changed = replace(self, **changes)
        status = after(self.status, act, owned=changed.owner_id is not None)
        if status is self.status:
            return changed
        is_over = status is Status.CLOSED
        return replace(
            changed,
            status=status,
            since=at,
            closed_at=at if is_over else None,
            helped=self.helped if is_over else None,
            erased_at=self.erased_at if is_over else None,
        )


def subject_of(plain: str) -> str:
    """The first line that says something, cut at a word; empty for a picture without a caption."""
    line = next((part.strip() for part in plain.splitlines() if part.strip()), "")
    if len(line) <= _SUBJECT:
        return line
    cut = line[:_SUBJECT]
    words = cut.rsplit(" ", 1)[0].rstrip(" ,.;:-")
    return (words if any(map(str.isalnum, words)) else cut) + "…"


def seen(person: Person, ticket: Ticket) -> Person:
    """The requester as the desk sees them: of an anonymous one, the code word and the language.

    Not even whether they can be reached: that would change in all their tickets at once.
    """
    if ticket.code_word is None:
        return person
    return Person(0, ticket.code_word, None, met_at=ticket.opened_at, language=person.language)
