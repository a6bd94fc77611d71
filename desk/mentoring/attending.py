"""Who comes to a session, and from when on which of them may do what about it."""

from datetime import datetime
from enum import StrEnum

from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.directory import Mentor


class As(StrEnum):
    """What somebody is in a session."""

    REQUESTER = "requester"
    GUEST = "guest"
    MENTOR = "mentor"

    @property
    def side(self) -> Side:
        return Side.MENTOR if self is As.MENTOR else Side.MEMBER


class Deed(StrEnum):
    """What can be done about a session by one of those who come."""

    ACCEPT = "accept"
    DECLINE = "decline"
    COME = "come"
    WRITE = "write"  # to the member, before it begins
    MOVE = "move"
    CANCEL = "cancel"
    PART = "part"
    MISS = "miss"
    TELL = "tell"  # how it was
    NOTE = "note"
    AGAIN = "again"  # another session with the same mentor, or another time for one that is not


_ASKED = {
    As.REQUESTER: (Deed.CANCEL,),
    As.MENTOR: (Deed.ACCEPT, Deed.DECLINE),
    As.GUEST: (Deed.PART,),
}
_AHEAD = {
    As.REQUESTER: (Deed.COME, Deed.MOVE, Deed.CANCEL),
    As.MENTOR: (Deed.COME, Deed.WRITE, Deed.MOVE, Deed.CANCEL),
    As.GUEST: (Deed.PART,),
}
_BEGUN = {As.REQUESTER: (Deed.MISS,), As.MENTOR: (Deed.MISS, Deed.NOTE), As.GUEST: ()}
_OVER = {
    As.REQUESTER: (Deed.TELL, Deed.AGAIN, Deed.MISS),
    As.MENTOR: (Deed.TELL, Deed.NOTE, Deed.MISS),
    As.GUEST: (),
}
_NEVER = {As.REQUESTER: (Deed.AGAIN,), As.MENTOR: (), As.GUEST: ()}


def deeds(booking: Booking, role: As, now: datetime) -> tuple[Deed, ...]:
    """All that is possible now, the likeliest first. One that never stood has none but another."""
    match booking.status:
        case Status.HELD:
            return ()
        case Status.ASKED:
            found = _ASKED[role] if now < booking.starts_at else ()
        case Status.BOOKED if now < booking.starts_at:
            found = _AHEAD[role]
        case Status.BOOKED:
            found = _BEGUN[role] if now < booking.ends_at else _OVER[role]
        case _:
            found = _NEVER[role]
    if booking.facilitation_id is not None:
        found = tuple(deed for deed in found if deed is Deed.COME)
    return tuple(deed for deed in found if deed is not Deed.COME or not comes(booking, role.side))


def comes(booking: Booking, side: Side) -> bool:
    """They have said so."""
    return booking.mentor_comes if side is Side.MENTOR else booking.member_comes


def is_short_notice(booking: Booking, mentor: Mentor, now: datetime) -> bool:
    """Whoever cancels so late says why."""
    return booking.status is Status.BOOKED and now > booking.starts_at - mentor.terms.cancel_notice


def other(side: Side) -> Side:
    return Side.MEMBER if side is Side.MENTOR else Side.MENTOR
