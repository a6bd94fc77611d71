"""A booking and its life; which cells of time it takes up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.mentoring.areas import Area
from desk.mentoring.directory import Terms

CELL = timedelta(minutes=5)  # all lengths and buffers are whole numbers of it
HOLD = timedelta(minutes=2)  # while the person confirms
WRITING = timedelta(minutes=10)  # in all, where they add a note


class Status(StrEnum):
    HELD = "held"  # the person is confirming
    ASKED = "asked"  # the mentor is to say yes
    BOOKED = "booked"
    CANCELLED = "cancelled"
    DECLINED = "declined"  # by the mentor
    EXPIRED = "expired"  # nobody said yes in time

    @property
    def is_open(self) -> bool:
        """It takes up time."""
        return self in (Status.HELD, Status.ASKED, Status.BOOKED)


class Side(StrEnum):
    MEMBER = "member"
    MENTOR = "mentor"
    STAFF = "staff"
    LINE = "line"  # time itself, or an erasure


class Cause(StrEnum):
    """Why a time could be offered to somebody who waited for it."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    DECLINED = "declined"
    EXPIRED = "expired"
    HOURS = "hours"  # the mentor's are others now
    DAY = "day"  # another day can be booked


class Step(StrEnum):
    CONFIRM = "confirm"  # the member, at once
    ASK = "ask"  # the member, and the mentor is to confirm
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    CANCEL = "cancel"
    MOVE = "move"


_LIFE: Mapping[tuple[Status, Step], Status] = {
    (Status.HELD, Step.CONFIRM): Status.BOOKED,
    (Status.HELD, Step.ASK): Status.ASKED,
    (Status.HELD, Step.EXPIRE): Status.EXPIRED,
    (Status.HELD, Step.CANCEL): Status.CANCELLED,
    (Status.ASKED, Step.ACCEPT): Status.BOOKED,
    (Status.ASKED, Step.DECLINE): Status.DECLINED,
    (Status.ASKED, Step.EXPIRE): Status.EXPIRED,
    (Status.ASKED, Step.CANCEL): Status.CANCELLED,
    (Status.BOOKED, Step.CANCEL): Status.CANCELLED,
    (Status.BOOKED, Step.MOVE): Status.BOOKED,
}


class NotNow(DeskError):
    """The booking stands so that the step cannot be taken."""

    def __init__(self, status: Status) -> None:
        super().__init__(status)
        self.status = status


def after(status: Status, step: Step) -> Status:
    """Raises NotNow."""
    found = _LIFE.get((status, step))
    if found is None:
        raise NotNow(status)
    return found


@dataclass(frozen=True, slots=True)
class Booking:
    """`zone` is the mentor's, in which the hour was agreed. `sequence` counts its changes, and
    `uid` stays for life (RFC 5545, 3.8.7.4 and 3.8.4.7). `until`: when a hold, or the time that
    the mentor has for an answer, is over. `missed` is the side that did not come. With `cause` it
    was offered to somebody in the waiting list, on whose wish it is. `changed_at`: when it was
    moved or ended last. `facilitation_id`: it is no session, but the time of that request.
    """

    id: int
    uid: str
    mentor_id: int
    requester_id: int
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    status: Status
    made_at: datetime
    language: str
    area: Area | None = None
    organisation_id: int | None = None
    is_online: bool = True
    until: datetime | None = None
    sequence: int = 0
    member_comes: bool = False
    mentor_comes: bool = False
    ended_by: Side | None = None
    reason: str = ""
    missed: Side | None = None
    made_by: int | None = None  # who of the staff booked it on the member's behalf
    wish_id: int | None = None
    cause: Cause | None = None
    changed_at: datetime | None = None
    facilitation_id: int | None = None

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    def is_stale(self, at: datetime) -> bool:
        """A hold that is over: nobody need wait for it, whatever the timers do."""
        return self.status is Status.HELD and self.until is not None and self.until <= at


def cells(starts_at: datetime, ends_at: datetime) -> range:
    """The cells that a time touches, counted since 1970 in UTC."""
    return cells_between(int(starts_at.timestamp()), int(ends_at.timestamp()))


def cells_between(start: int, end: int) -> range:
    """The same for seconds since 1970."""
    return range(start // _SECONDS, -(-end // _SECONDS))


def cells_of_mentor(starts_at: datetime, ends_at: datetime, terms: Terms) -> range:
    """With what is kept free before and after."""
    return cells(starts_at - terms.before, ends_at + terms.after)


_SECONDS = int(CELL.total_seconds())


class NoSuchBooking(DeskError):
    """No booking has this number."""


class ReasonWanted(DeskError):
    """So short before the session nobody cancels without saying why."""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.id)
        self.booking = booking


class HasBegun(DeskError):
    """The session has begun, so it cannot be moved or cancelled; who is not there is marked."""


class NotBegun(DeskError):
    """Nobody has missed what is to come."""
