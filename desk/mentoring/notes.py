"""What is written for a session: for the mentor before it, and as notes after it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.incoming import Kind, MessageRef
from desk.mentoring.booking import Side


@dataclass(frozen=True, slots=True)
class Note:
    """A file is copied from `at`, where it lies. A private one is its author's alone."""

    id: int
    booking_id: int
    author: Side
    html: str
    kind: Kind
    written_at: datetime
    at: MessageRef | None = None
    is_private: bool = False


class NoteStore(Protocol):
    async def add(self, note: Note) -> Note:
        """With its id."""

    async def of(self, booking_id: int) -> list[Note]:
        """In the order in which they were written."""

    async def carry(self, person_id: int, wish_id: int, booking_id: int) -> None:
        """What was written for a hold of this wish that came to nothing is for this booking."""
