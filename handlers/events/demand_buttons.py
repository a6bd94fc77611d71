"""The buttons of topics and of votes on needs and priorities. A prefix keeps its meaning.

`of` says which list it is: "all", a theme, or "e" and the number of an event.
"""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowTopics(Callback):
    """Pages count from 0."""

    prefix: ClassVar[str] = "tp"
    of: str
    page: int


@dataclass(frozen=True, slots=True)
class Support(Callback):
    """Or support no more; `page` is where the list goes on."""

    prefix: ClassVar[str] = "tp.y"
    topic_id: int
    of: str
    page: int


@dataclass(frozen=True, slots=True)
class FilterTopics(Callback):
    prefix: ClassVar[str] = "tp.by"


@dataclass(frozen=True, slots=True)
class Propose(Callback):
    prefix: ClassVar[str] = "tp.new"
    kind: str
    event_id: int  # 0 for none


@dataclass(frozen=True, slots=True)
class GoOn(Callback):
    """To a draft of one's own: it is none of those that were shown, or it was left."""

    prefix: ClassVar[str] = "tp.on"
    topic_id: int


@dataclass(frozen=True, slots=True)
class SupportInstead(Callback):
    prefix: ClassVar[str] = "tp.it"
    topic_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class ChooseTheme(Callback):
    prefix: ClassVar[str] = "tp.th"
    topic_id: int


@dataclass(frozen=True, slots=True)
class PutTheme(Callback):
    """Empty is none of them."""

    prefix: ClassVar[str] = "tp.put"
    topic_id: int
    theme: str


@dataclass(frozen=True, slots=True)
class WithName(Callback):
    prefix: ClassVar[str] = "tp.who"
    topic_id: int
    named: int


@dataclass(frozen=True, slots=True)
class PostTopic(Callback):
    prefix: ClassVar[str] = "tp.post"
    topic_id: int


@dataclass(frozen=True, slots=True)
class DropTopic(Callback):
    prefix: ClassVar[str] = "tp.drop"
    topic_id: int


@dataclass(frozen=True, slots=True)
class ListTopics(Callback):
    """Staff's; pages count from 0."""

    prefix: ClassVar[str] = "td"
    page: int


@dataclass(frozen=True, slots=True)
class OpenTopic(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "td.open"
    topic_id: int


@dataclass(frozen=True, slots=True)
class StepTopic(Callback):
    """Staff's; a step, or what there is to choose among before it."""

    prefix: ClassVar[str] = "td.step"
    topic_id: int
    step: str


@dataclass(frozen=True, slots=True)
class MergeTopic(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "td.one"
    topic_id: int
    into: int


@dataclass(frozen=True, slots=True)
class IntoAgenda(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "td.agenda"
    topic_id: int
    event_id: int


@dataclass(frozen=True, slots=True)
class ShowVotes(Callback):
    """What there is to vote on."""

    prefix: ClassVar[str] = "bl"


@dataclass(frozen=True, slots=True)
class ShowBallot(Callback):
    """`voter` is an organisation; 0 where people vote, or where it is to be chosen."""

    prefix: ClassVar[str] = "bl.show"
    ballot_id: int
    voter: int


@dataclass(frozen=True, slots=True)
class MarkOption(Callback):
    prefix: ClassVar[str] = "bl.y"
    ballot_id: int
    voter: int
    option: int


@dataclass(frozen=True, slots=True)
class ListBallots(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "bd"


@dataclass(frozen=True, slots=True)
class OpenBallot(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "bd.open"
    ballot_id: int


@dataclass(frozen=True, slots=True)
class SetBallot(Callback):
    """Staff's: a part and its value, or a step."""

    prefix: ClassVar[str] = "bd.set"
    ballot_id: int
    what: str


@dataclass(frozen=True, slots=True)
class WriteBallot(Callback):
    """Staff's: what answers the message is this part, such as "question.sq"."""

    prefix: ClassVar[str] = "bd.write"
    ballot_id: int
    part: str
