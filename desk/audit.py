"""Who of the staff read, disclosed or changed what is a member's: acts and numbers, never words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.history import Actor


class Deed(StrEnum):
    OPENED = "opened"  # the text of a sensitive request, for themselves alone
    SHOWED = "showed"  # the same, to everybody in the topic
    READ = "read"  # a whole request
    SAVED = "saved"  # a whole request as a file
    SEARCHED = "searched"
    EXPORTED = "exported"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    RELEASED = "released"  # what was kept during a block
    GAVE_ROLE = "gave_role"


@dataclass(frozen=True, slots=True)
class Entry:
    """Members stand in it by the numbers of their requests only. `whom` is a colleague.

    `count` is how many requests a search has found.
    """

    deed: Deed
    by: Actor
    at: datetime
    ticket_id: int | None = None
    whom: Actor | None = None
    count: int | None = None


class AuditStore(Protocol):
    async def add(self, entry: Entry) -> None: ...

    async def last(
        self, most: int, *, ticket_id: int | None = None, colleague_id: int | None = None
    ) -> list[Entry]:
        """The newest first: all, those about a ticket, or those of a colleague and about them."""


class Audit:
    """Nothing is ever taken out of it or changed."""

    def __init__(self, store: AuditStore) -> None:
        self._store = store

    async def add(self, entry: Entry) -> None:
        await self._store.add(entry)

    async def last(
        self, most: int = 20, *, ticket_id: int | None = None, colleague_id: int | None = None
    ) -> list[Entry]:
        return await self._store.last(most, ticket_id=ticket_id, colleague_id=colleague_id)
