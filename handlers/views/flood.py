"""What somebody reads who writes more than can be answered one by one."""

from desk.ticket import Ticket
from handlers.screen import Screen
from handlers.texts import Texts


def received(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "Thank you: everything you wrote has arrived, and a person will read it. "
        "Please give us a little time. What you write now is added to your request "
        "<b>%(number)s</b>.",
        number=ticket.id,
    )
    return Screen(text)


def times(count: int) -> str:
    """How often the same was said; nothing for once."""
    return f"×{count}" if count > 1 else ""
