"""Messages of staff groups that show what staff have looked up; not whose words they hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from desk.incoming import MessageRef


class LookupStore(Protocol):
    async def note(self, refs: Sequence[MessageRef], sent_at: datetime) -> None:
        """What is noted already stays as it is."""

    async def take(self, sent_after: datetime) -> list[MessageRef]:
        """Those that were sent later than this; then nothing is noted any more."""

    async def sweep(self, sent_before: datetime) -> int:
        """How many were too old to be of use."""
