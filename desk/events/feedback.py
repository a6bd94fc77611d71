"""What those who came say of it, what they passed on to others, and the files they get."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from desk.events.seats import Seat

MOST_WORDS = 1000  # characters
MOST_PEOPLE = 10_000  # to whom one person can have passed something on


class Asked(StrEnum):
    USEFUL = "useful"
    LEARNT = "learnt"
    AGAIN = "again"  # whether they would come again


@dataclass(frozen=True, slots=True)
class Feedback:
    """Of one seat; `told_at` is when they were asked, or last said something. 1 is yes, 0 is no.

    `passed_on` is to how many people they say they passed it on: never counted as having come.
    `lesson` is what others may use: staff read it first, and may take it into the knowledge base.
    """

    seat_id: int
    told_at: datetime
    useful: int | None = None
    learnt: int | None = None
    again: int | None = None
    words: str = ""
    passed_on: int | None = None
    lesson: str = ""

    @property
    def next(self) -> Asked | None:
        return next((one for one in Asked if getattr(self, one) is None), None)

    def answered(self, asked: Asked, yes: bool, at: datetime) -> "Feedback":  # noqa: FBT001 - it is the answer
        told: dict[str, Any] = {asked.value: int(yes), "told_at": at}
        return replace(self, **told)


class Slot(StrEnum):
    """What a file of an event is for."""

    MATERIALS = "materials"  # for those who came
    NEWS = "news"  # a text in one language, for everybody once it is published
    ALBUM = "album"  # pictures beside it


@dataclass(frozen=True, slots=True)
class File:
    """A message of a staff group; `title` is all of its words where it is news."""

    id: int
    event_id: int
    kind: str
    chat_id: int
    message_id: int
    title: str
    added_at: datetime
    slot: Slot = Slot.MATERIALS
    language: str | None = None


class FeedbackStore(Protocol):
    async def get(self, seat_id: int) -> Feedback | None: ...

    async def put(self, feedback: Feedback) -> None: ...

    async def of_event(self, event_id: int) -> list[Feedback]: ...

    async def unasked(self, event_id: int, most: int) -> list[Seat]:
        """Who came and has not been thanked and asked, by the numbers of their seats."""

    async def add_file(self, file: File) -> None:
        """The number is given here; a message is there once."""

    async def files(self, event_id: int, slot: Slot = Slot.MATERIALS) -> list[File]:
        """As they were added."""

    async def drop_files(self, event_id: int, slot: Slot) -> None: ...


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those who answered said yes."""

    yes: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.yes / self.of) if self.of else 0


def share(told: Iterable[Feedback], asked: Asked) -> Share:
    answers = [answer for one in told if (answer := getattr(one, asked)) is not None]
    return Share(sum(answers), len(answers))


def reach(told: Sequence[Feedback]) -> int:
    """To how many others it was passed on, as people say themselves."""
    return sum(one.passed_on or 0 for one in told)
