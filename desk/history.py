"""What was done to a ticket: one line for each change, with who and when, kept for good."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.life import Act


class By(StrEnum):
    MEMBER = "member"
    STAFF = "staff"
    LINE = "line"  # the bot itself


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is a Telegram user id; None for the bot itself."""

    by: By
    id: int | None = None
    name: str = ""


LINE = Actor(By.LINE)


class Change(StrEnum):
    """What happens to a ticket beside the acts of its life."""

    OPEN = "open"
    ACKNOWLEDGE = "acknowledge"  # the bot has told the member the number
    HELPED = "helped"
    TAG = "tag"
    PRIORITY = "priority"
    SUBJECT = "subject"
    SENSITIVE = "sensitive"
    URGENT = "urgent"
    LINK = "link"
    MERGE = "merge"
    MOVE = "move"  # into another staff group
    RATE = "rate"
    REMARK = "remark"
    UNDO = "undo"
    ORGANISATION = "organisation"  # staff corrected whom the member writes for
    TARGET = "target"  # so much of a target's time is used up, and somebody was called
    REMIND = "remind"  # the line has asked the member for a word
    WRITE = "write"  # staff wrote first, and why
    FORGET = "forget"  # the member is forgotten, and all words with them
    BLOCK = "block"
    UNBLOCK = "unblock"
    TAKEN_OUT = "taken_out"  # the copies of a member's words, out of the topic
    SHOWN = "shown"  # the words of a sensitive ticket, to staff who asked for them


@dataclass(frozen=True, slots=True)
class Event:
    """`detail` is what it was done with: a name, a tag, another ticket's number."""

    ticket_id: int
    what: Act | Change
    actor: Actor
    at: datetime
    detail: str = ""


class HistoryStore(Protocol):
    async def add(self, event: Event) -> None: ...

    async def of(self, ticket_id: int, most: int) -> list[Event]:
        """The newest, oldest first."""


class History:
    def __init__(self, store: HistoryStore) -> None:
        self._store = store

    async def add(self, event: Event) -> None:
        await self._store.add(event)

    async def of(self, ticket_id: int, most: int = 50) -> list[Event]:
        return await self._store.of(ticket_id, most)
