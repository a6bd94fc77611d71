"""What staff wrote in a topic, and have not yet said whether it is for the member."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.history import Actor
from desk.incoming import Incoming, MessageRef


@dataclass(frozen=True, slots=True)
class Held:
    ticket_id: int
    author: Actor
    incoming: Incoming
    held_at: datetime


class HeldStore(Protocol):
    async def put(self, held: Held) -> None:
        """In the place of what is held of the same message."""

    async def get(self, ref: MessageRef) -> Held | None: ...

    async def take(self, ref: MessageRef) -> Held | None:
        """Out of the store; None where somebody was quicker."""
