"""The link by which somebody brings colleagues: of it nobody can learn how a seat is checked in."""

import hashlib

from desk.events.seats import Seat

_SIGNS = 20


def invitation(seat: Seat) -> str:
    """For a start parameter (Bot API: 64 signs at most)."""
    return f"{seat.id}-{_digest(seat)}"


def invited_by(token: str) -> int | None:
    """The number of the seat that it may be of."""
    number = token.partition("-")[0]
    return int(number) if number.isdecimal() and len(number) < 18 else None


def is_invitation(seat: Seat, token: str) -> bool:
    return token == invitation(seat)


def _digest(seat: Seat) -> str:
    return hashlib.sha256(f"bring:{seat.token}".encode()).hexdigest()[:_SIGNS]
