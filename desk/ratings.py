"""What a member thinks of the help they got: one to five, and a word if they like; asked once."""

from dataclasses import replace
from datetime import datetime

from desk.errors import DeskError
from desk.history import Change
from desk.people import Person
from desk.ticket import Ticket
from desk.tickets import Tickets, member

GRADES = range(1, 6)


class NoGrade(DeskError):
    """Not a number from one to five, or of a matter that is not over."""


def is_asked(ticket: Ticket) -> bool:
    """Nobody is asked to grade what was about a life, or nobody else's business."""
    return not (ticket.urgent or ticket.sensitive) and ticket.rating is None


class Ratings:
    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def grade(self, ticket: Ticket, person: Person, at: datetime, grade: int) -> Ticket:
        """A second grade takes the place of the first. Raises NoGrade."""
        if grade not in GRADES or not ticket.is_closed:
            raise NoGrade(grade)
        graded = replace(ticket, rating=grade)
        by = member(person, ticket)
        return await self._tickets.change(ticket, graded, Change.RATE, by, at, str(grade))

    async def remark(self, ticket: Ticket, person: Person, at: datetime, words: str) -> Ticket:
        remarked = replace(ticket, remark=words)
        by = member(person, ticket)
        return await self._tickets.change(ticket, remarked, Change.REMARK, by, at)
