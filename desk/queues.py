"""Which tickets a list is made of."""

from dataclasses import dataclass
from datetime import datetime

from desk.languages import Language
from desk.life import Status

OPEN = tuple(status for status in Status if status is not Status.CLOSED)
OURS = (Status.NEW, Status.TAKEN)  # the desk has the word


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which tickets are looked for; what is None does not matter.

    `owner_id` has them and `beside_id` has not, though somebody has; `owned`: whether anybody has.
    `neglected`: they wait since before the first moment, or were due before the second.
    """

    statuses: tuple[Status, ...] = OPEN
    languages: tuple[Language, ...] | None = None
    owner_id: int | None = None
    beside_id: int | None = None
    owned: bool | None = None
    due_by: datetime | None = None
    not_due_by: datetime | None = None
    since_before: datetime | None = None
    neglected: tuple[datetime, datetime] | None = None
    group: str | None = None
