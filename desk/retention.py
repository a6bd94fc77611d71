"""How long each kind of thing is kept, and when a request's words go."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """`texts`: the words of a request, from its closing on, and of a question that became none.

    `held`: what staff began and never finished. `raw`: updates as they came, parcels as they went.
    The consent log and the counts stay.
    """

    texts: timedelta = timedelta(days=365)
    held: timedelta = timedelta(days=30)
    raw: timedelta = timedelta(days=30)

    def texts_before(self, now: datetime) -> datetime:
        """What was closed before this has had its time."""
        return now - self.texts

    def held_before(self, now: datetime) -> datetime:
        return now - self.held
