"""What requests for a facilitator ask of storage."""

from typing import Protocol

from desk.mentoring.facilitation import Entry, Facilitation, Item, Slip


class FacilitationStore(Protocol):
    async def add(self, request: Facilitation) -> Facilitation:
        """With its id."""

    async def look(self, number: int) -> Facilitation | None:
        """Locks nothing."""

    async def save(self, request: Facilitation) -> None: ...

    async def of_person(self, person_id: int) -> list[Facilitation]:
        """Drafts, and all that are open; the newest first."""

    async def of_mentor(self, mentor_id: int) -> list[Facilitation]:
        """Open ones for which they are asked, or that they have agreed to."""

    async def open(self) -> list[Facilitation]:
        """What comes first by its day, then what has no day yet."""

    async def at_message(self, group: str, message_id: int) -> Facilitation | None:
        """The one that this message of a staff group is about."""

    async def entries(self, number: int) -> list[Entry]: ...

    async def entry(self, number: int, item: Item) -> Entry:
        """Made where there is none yet."""

    async def entry_of(self, entry_id: int) -> Entry | None: ...

    async def put(self, entry: Entry) -> None: ...

    async def slips(self, number: int) -> list[Slip]:
        """In the order in which they were written."""

    async def write(self, slip: Slip) -> None: ...
