"""What each side says of a session afterwards: whether the other came, and how it was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from desk.errors import DeskError
from desk.mentoring.booking import Side

MOST_WORDS = 1000  # characters


class Question(StrEnum):
    """The three, in their order; each is a field of Account."""

    USEFUL = "useful"  # 1 to 5
    AGREED = "agreed"  # on next steps
    ANOTHER = "another"  # session is wanted


_VALUES: Mapping[Question, range] = {
    Question.USEFUL: range(1, 6),
    Question.AGREED: range(2),
    Question.ANOTHER: range(2),
}


class NoAnswer(DeskError):
    """Nobody is offered this as an answer."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says; None is what they have not answered. `missed`: the other did not come.

    Yes is 1, and no is 0.
    """

    booking_id: int
    side: Side
    told_at: datetime
    missed: bool = False
    useful: int | None = None
    agreed: int | None = None
    another: int | None = None
    words: str = ""


def next_question(account: Account) -> Question | None:
    return next((one for one in Question if getattr(account, one.value) is None), None)


def answered(account: Account, question: str, value: int) -> Account:
    """Said again, it is another answer. Raises NoAnswer."""
    if question not in list(Question) or value not in _VALUES[Question(question)]:
        raise NoAnswer(question, value)
    told: dict[str, Any] = {question: value}
    return replace(account, **told)


class AccountStore(Protocol):
    async def get(self, booking_id: int, side: Side) -> Account | None: ...

    async def of(self, booking_id: int) -> list[Account]:
        """Of both sides, where both have said anything."""

    async def put(self, account: Account) -> None:
        """In the place of what the side has said before."""
