"""What people want to talk about, and what they bring to a forum: what it is, how it may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.errors import DeskError
from desk.events.themes import Theme

MOST_WORDS = 300  # characters


class TopicKind(StrEnum):
    TOPIC = "topic"  # to talk about
    CAUSE = "cause"  # to stand up for; others hear of it when staff have said yes
    IDEA = "idea"  # brought to an event
    PROBLEM = "problem"  # the same


OF_EVENTS = (TopicKind.IDEA, TopicKind.PROBLEM)


class TopicStanding(StrEnum):
    DRAFT = "draft"  # its author has not posted it
    ASKED = "asked"  # staff have not said yes
    OPEN = "open"
    MERGED = "merged"
    SCHEDULED = "scheduled"
    CLOSED = "closed"


class TopicStep(StrEnum):
    ALLOW = "allow"
    MERGE = "merge"
    SCHEDULE = "schedule"
    CLOSE = "close"
    REOPEN = "reopen"


_LIFE: Mapping[tuple[TopicStanding, TopicStep], TopicStanding] = {
    (TopicStanding.ASKED, TopicStep.ALLOW): TopicStanding.OPEN,
    (TopicStanding.ASKED, TopicStep.CLOSE): TopicStanding.CLOSED,
    (TopicStanding.OPEN, TopicStep.MERGE): TopicStanding.MERGED,
    (TopicStanding.OPEN, TopicStep.SCHEDULE): TopicStanding.SCHEDULED,
    (TopicStanding.OPEN, TopicStep.CLOSE): TopicStanding.CLOSED,
    (TopicStanding.SCHEDULED, TopicStep.REOPEN): TopicStanding.OPEN,
    (TopicStanding.CLOSED, TopicStep.REOPEN): TopicStanding.OPEN,
}


class NoSuchTopic(DeskError):
    """No topic has this number, or none that may be shown."""


class TopicStandsElsewise(DeskError):
    """The topic stands so that the step cannot be taken."""

    def __init__(self, topic: "Topic") -> None:
        super().__init__(topic.id, topic.standing)
        self.topic = topic


class NotAlike(DeskError):
    """Topics of two sorts, or of two events, are not one."""


class Counting(StrEnum):
    """Whose votes count once: it is applied when they are counted, never when they are given."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Topic:
    """`language` is a code of two letters. `author_id` is None where nobody is to know it.

    `event_id` is the event it was brought to, `met_by` the one that came of it. `reason` is why it
    was closed.
    """

    id: int
    kind: TopicKind
    words: str
    folded: str
    language: str
    standing: TopicStanding
    made_at: datetime
    author_id: int | None = None
    anonymous: bool = False
    event_id: int | None = None
    theme: Theme | None = None
    merged_into: int | None = None
    met_by: int | None = None
    closed_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """How many people support it, and of how many organisations they are."""

    people: int = 0
    organisations: int = 0

    def votes(self, counting: Counting) -> int:
        """Whoever writes for no organisation counts as a person only."""
        return self.people if counting is Counting.PERSON else self.organisations


NO_DEMAND = Demand()


@dataclass(frozen=True, slots=True)
class Wanted:
    topic: Topic
    demand: Demand


@dataclass(frozen=True, slots=True)
class Vote:
    topic_id: int
    person_id: int
    organisation_id: int | None
    at: datetime


def after(topic: Topic, step: TopicStep) -> TopicStanding:
    """Raises TopicStandsElsewise."""
    found = _LIFE.get((topic.standing, step))
    if found is None:
        raise TopicStandsElsewise(topic)
    return found


def steps(topic: Topic) -> list[TopicStep]:
    return [step for step in TopicStep if (topic.standing, step) in _LIFE]


def most_wanted(wanted: Iterable[Wanted], counting: Counting) -> list[Wanted]:
    """Of those with as many votes, the one that has waited longest first."""
    return sorted(
        wanted, key=lambda one: (-one.demand.votes(counting), one.topic.made_at, one.topic.id)
    )
