"""Why a start cannot be booked: one family, for the screens that offer something else."""

from datetime import datetime

from desk.errors import DeskError
from desk.mentoring.caps import Cap


class NotFree(DeskError):
    """The family. `starts_at` is the start that was asked for."""

    def __init__(self, mentor_id: int, starts_at: datetime) -> None:
        super().__init__(mentor_id, starts_at)
        self.mentor_id = mentor_id
        self.starts_at = starts_at


class NotBookable(NotFree):
    """The mentor takes no sessions now, or none of this length."""


class NotOpen(NotFree):
    """It is outside of the mentor's hours, or no start of a session in them."""


class SlotTaken(NotFree):
    """The mentor has something else then, or keeps the time free around it."""


class PersonBusy(NotFree):
    """The person has another session at that time."""


class TooSoon(NotFree):
    """The mentor wants to know earlier: nothing before `earliest`."""

    def __init__(self, mentor_id: int, starts_at: datetime, earliest: datetime) -> None:
        super().__init__(mentor_id, starts_at)
        self.earliest = earliest


class BeyondWindow(NotFree):
    """The mentor does not plan so far ahead: nothing after `latest`."""

    def __init__(self, mentor_id: int, starts_at: datetime, latest: datetime) -> None:
        super().__init__(mentor_id, starts_at)
        self.latest = latest


class CapReached(NotFree):
    """The mentor gives no more sessions in that day, week or, to the organisation, quarter."""

    def __init__(self, mentor_id: int, starts_at: datetime, cap: Cap) -> None:
        super().__init__(mentor_id, starts_at)
        self.cap = cap
