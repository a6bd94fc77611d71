"""What staff write first: to whom, why, and the words, read from one message."""

import re
from dataclasses import dataclass
from html import escape

from desk.errors import DeskError
from desk.people import Person
from desk.ticket import Ticket

_LONGEST_NAME = 4  # words
_LONGEST_REASON = 200  # characters
# A colon that ends the reason has a space or a new line after it: 10:30 and https:// have none.
_COLON = re.compile(r":\s+")


class NobodyMet(DeskError):
    """Nobody who has ever written to the line goes by this name or number."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SeveralMet(DeskError):
    """More than one goes by this name."""

    def __init__(self, name: str, people: list[Person]) -> None:
        super().__init__(name)
        self.name = name
        self.people = tuple(people)


class GoesOn(DeskError):
    """The request of this number is not closed, or its member is to be asked nowhere else."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(ticket.id)
        self.ticket = ticket


@dataclass(frozen=True, slots=True)
class Letter:
    """`head` are the words before the colon: whom it is for, and then why; `html` are the words."""

    head: tuple[str, ...]
    html: str

    @property
    def number(self) -> int | None:
        digits = self.head[0].removeprefix("#")
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None

    @property
    def names(self) -> tuple[str, ...]:
        """What may be the name of whom it is for, the longest first."""
        if self.number is not None or self.head[0].startswith("@"):
            return self.head[:1]
        longest = min(_LONGEST_NAME, len(self.head))
        return tuple(" ".join(self.head[:length]) for length in range(longest, 0, -1))

    def reason(self, name: str) -> str:
        """What follows the name."""
        return " ".join(self.head[len(name.split()) :])


def read(plain: str, html: str) -> Letter | None:
    """From a command with all that follows it; None where it has not all three."""
    _command, _space, rest = plain.partition(" ")
    parts = _COLON.split(rest, maxsplit=1)
    if len(parts) < 2 or "\n" in parts[0].strip() or len(parts[0]) > _LONGEST_REASON:
        return None
    head, words = tuple(parts[0].split()), parts[1].strip()
    if len(head) < 2 or not words:
        return None
    formatted = _COLON.split(html, maxsplit=1)[-1].strip()
    return Letter(head, formatted if _is_whole(formatted) else escape(words, quote=False))


def _is_whole(html: str) -> bool:
    """Formatting that begins before the colon would end here without a beginning."""
    return html.count("</") * 2 == html.count("<")
