"""A seat at an event and its life: asked for, waited for, offered, taken, given back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.errors import DeskError


class Status(StrEnum):
    ASKED = "asked"  # staff are to say yes
    WAITING = "waiting"  # in the line
    OFFERED = "offered"  # it became free and is kept for them until they say yes
    TAKEN = "taken"
    REFUSED = "refused"  # by staff
    GIVEN_UP = "given_up"  # by whoever had it, or waited for it

    @property
    def holds(self) -> bool:
        """It counts among the seats that are taken."""
        return self in (Status.OFFERED, Status.TAKEN)

    @property
    def is_open(self) -> bool:
        return self in (Status.ASKED, Status.WAITING, Status.OFFERED, Status.TAKEN)


class Step(StrEnum):
    ASK = "ask"  # staff say yes to each
    SIGN_UP = "sign_up"  # there is room
    QUEUE = "queue"  # there is none
    ALLOW = "allow"  # staff say yes, and there is room
    REFUSE = "refuse"
    OFFER = "offer"
    ACCEPT = "accept"
    LET_GO = "let_go"  # the offer was declined or is over: they leave the line
    GIVE_UP = "give_up"


_LIFE: Mapping[tuple[Status | None, Step], Status] = {
    (None, Step.ASK): Status.ASKED,
    (None, Step.SIGN_UP): Status.TAKEN,
    (None, Step.QUEUE): Status.WAITING,
    (Status.ASKED, Step.ALLOW): Status.TAKEN,
    (Status.ASKED, Step.QUEUE): Status.WAITING,
    (Status.ASKED, Step.REFUSE): Status.REFUSED,
    (Status.ASKED, Step.GIVE_UP): Status.GIVEN_UP,
    (Status.WAITING, Step.OFFER): Status.OFFERED,
    (Status.WAITING, Step.SIGN_UP): Status.TAKEN,  # nothing is offered so near to the beginning
    (Status.WAITING, Step.GIVE_UP): Status.GIVEN_UP,
    (Status.OFFERED, Step.ACCEPT): Status.TAKEN,
    (Status.OFFERED, Step.LET_GO): Status.GIVEN_UP,
    (Status.OFFERED, Step.GIVE_UP): Status.GIVEN_UP,
    (Status.TAKEN, Step.GIVE_UP): Status.GIVEN_UP,
    (Status.TAKEN, Step.REFUSE): Status.REFUSED,
}


class NotNow(DeskError):
    """The seat stands so that the step cannot be taken."""

    def __init__(self, status: Status | None) -> None:
        super().__init__(status)
        self.status = status


def after(status: Status | None, step: Step) -> Status:
    """None is nothing yet. Raises NotNow."""
    found = _LIFE.get((status, step))
    if found is None:
        raise NotNow(status)
    return found


def new_code() -> str:
    """Six digits, that may be said."""
    return f"{secrets.randbelow(10**6):06}"


class Cause(StrEnum):
    """Why a seat could be offered to somebody who waited for it."""

    GIVEN_UP = "given_up"
    ROOM = "room"  # there are more seats now
    PASSED = "passed"  # somebody let theirs pass
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked at the sign-up; None where it was not asked or not answered."""

    access: str | None = None
    interpretation: str | None = None  # a code of two letters
    photos: bool | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's at one event. `person_id` is None for whom staff wrote down by name.

    `token` is in the link of the code that is scanned, `code` are six digits that may be said.
    `since`: from when they wait, the order of the line. `until`: how long an offer stands, and
    `cause` why it could be made. `comes` is what they answered to a reminder. `brought_by` is the
    seat of the colleague who sent them the link. `written_as` is how their name stands on papers.
    """

    id: int
    event_id: int
    name: str
    status: Status
    language: str
    made_at: datetime
    token: str
    code: str
    person_id: int | None = None
    organisation_id: int | None = None
    answers: Answers = field(default_factory=Answers)
    since: datetime | None = None
    until: datetime | None = None
    cause: Cause | None = None
    comes: bool | None = None
    brought_by: int | None = None
    changed_at: datetime | None = None
    written_as: str | None = None


class AlreadyIn(DeskError):
    """The person has a seat there, waits for one, or was refused."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.id)
        self.seat = seat


class NoSuchSeat(DeskError):
    """No seat has this number."""


class NoRoom(DeskError):
    """All seats are taken, or all of the organisation's where `of_organisation`."""

    def __init__(self, event_id: int, *, of_organisation: bool) -> None:
        super().__init__(event_id)
        self.of_organisation = of_organisation


class BelowTaken(DeskError):
    """Fewer seats than people have been given."""
