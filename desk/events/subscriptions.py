"""Who wants to hear of new events, and of which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import faq
from desk.events.event import Event, Kind
from desk.events.themes import Theme

MOST = 30  # of one person


@dataclass(frozen=True, slots=True)
class Interest:
    """All that is not None must fit; nothing at all fits everything."""

    kind: Kind | None = None
    region: str | None = None
    theme: Theme | None = None

    def fits(self, event: Event) -> bool:
        return (
            self.kind in (None, event.kind)
            and (self.region is None or faq.fold(self.region) == faq.fold(event.region))
            and (self.theme is None or self.theme in event.themes)
        )


EVERYTHING = Interest()


class SubscriptionStore(Protocol):
    async def of(self, person_id: int) -> list[Interest]:
        """In the order in which they were told."""

    async def add(self, person_id: int, interest: Interest, at: datetime) -> None:
        """What is there already stays as it is."""

    async def drop(self, person_id: int, interest: Interest) -> None: ...

    async def stop(self, person_id: int) -> int:
        """Of everything; how many there were."""

    async def to_tell(self, event: Event, after: int, most: int) -> list[int]:
        """Whom it fits, who can be reached and who allows news: so many people at most, by their
        numbers, from the one after `after` on.
        """
