"""The buttons of plans. Who presses, and for which side, is looked up again: ids prove nothing."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ListPlans(Callback):
    """All in which somebody has a part."""

    prefix: ClassVar[str] = "pl"


@dataclass(frozen=True, slots=True)
class ShowPlan(Callback):
    prefix: ClassVar[str] = "pl.o"
    plan_id: int


@dataclass(frozen=True, slots=True)
class PlanOfSession(Callback):
    """With the mentor of this session; what a plan is, where there is none yet."""

    prefix: ClassVar[str] = "pl.b"
    booking_id: int


@dataclass(frozen=True, slots=True)
class BeginPlan(Callback):
    """With the mentor of this session."""

    prefix: ClassVar[str] = "pl.new"
    booking_id: int


@dataclass(frozen=True, slots=True)
class EditPlan(Callback):
    """What can be changed; opening it changes nothing."""

    prefix: ClassVar[str] = "pl.e"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ProposePlan(Callback):
    """The draft as it was at this revision."""

    prefix: ClassVar[str] = "pl.p"
    plan_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class AgreePlan(Callback):
    """To the version of this number, and to no other."""

    prefix: ClassVar[str] = "pl.a"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class DropDraft(Callback):
    """Asks first."""

    prefix: ClassVar[str] = "pl.d"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ReallyDrop(Callback):
    """The draft as it was at this revision."""

    prefix: ClassVar[str] = "pl.dd"
    plan_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class ShowWhatHolds(Callback):
    """What was agreed last."""

    prefix: ClassVar[str] = "pl.h"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ReadPlan(Callback):
    """Every word, in as many messages as it takes."""

    prefix: ClassVar[str] = "pl.r"
    plan_id: int


@dataclass(frozen=True, slots=True)
class DownloadPlan(Callback):
    """As a page."""

    prefix: ClassVar[str] = "pl.f"
    plan_id: int


@dataclass(frozen=True, slots=True)
class TakePlan(Callback):
    """A mentor's, in the place of one who has left."""

    prefix: ClassVar[str] = "pl.t"
    plan_id: int


@dataclass(frozen=True, slots=True)
class AddGoal(Callback):
    """Which dimension?"""

    prefix: ClassVar[str] = "pl.g"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ScoreGoal(Callback):
    """Where do they stand in this dimension?"""

    prefix: ClassVar[str] = "pl.s"
    plan_id: int
    dimension: str


@dataclass(frozen=True, slots=True)
class NewGoal(Callback):
    """The next message is the goal in their own words."""

    prefix: ClassVar[str] = "pl.n"
    plan_id: int
    dimension: str
    score: int


# A goal


@dataclass(frozen=True, slots=True)
class OpenGoal(Callback):
    prefix: ClassVar[str] = "pg"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class WriteGoal(Callback):
    """The next message is the goal in other words."""

    prefix: ClassVar[str] = "pg.w"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ChooseDimension(Callback):
    prefix: ClassVar[str] = "pg.d"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class PutDimension(Callback):
    prefix: ClassVar[str] = "pg.v"
    plan_id: int
    number: int
    dimension: str


@dataclass(frozen=True, slots=True)
class ChooseScore(Callback):
    prefix: ClassVar[str] = "pg.s"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class PutScore(Callback):
    prefix: ClassVar[str] = "pg.x"
    plan_id: int
    number: int
    score: int


@dataclass(frozen=True, slots=True)
class RemovePart(Callback):
    """A goal or an action; asks first."""

    prefix: ClassVar[str] = "pg.r"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ReallyRemove(Callback):
    prefix: ClassVar[str] = "pg.rr"
    plan_id: int
    number: int


# An action


@dataclass(frozen=True, slots=True)
class AddAction(Callback):
    """The next message is what is to be done for this goal."""

    prefix: ClassVar[str] = "pa.n"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class OpenAction(Callback):
    prefix: ClassVar[str] = "pa"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class WriteAction(Callback):
    """The next message is the action in other words."""

    prefix: ClassVar[str] = "pa.w"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ChooseOwner(Callback):
    prefix: ClassVar[str] = "pa.o"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class PutOwner(Callback):
    prefix: ClassVar[str] = "pa.v"
    plan_id: int
    number: int
    owner: str


@dataclass(frozen=True, slots=True)
class ChooseDue(Callback):
    prefix: ClassVar[str] = "pa.d"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class PutDue(Callback):
    """Days count from the year 1."""

    prefix: ClassVar[str] = "pa.x"
    plan_id: int
    number: int
    day: int


@dataclass(frozen=True, slots=True)
class WriteDue(Callback):
    """The next message is the day."""

    prefix: ClassVar[str] = "pa.t"
    plan_id: int
    number: int


# Progress


@dataclass(frozen=True, slots=True)
class ShowProgress(Callback):
    prefix: ClassVar[str] = "pp"
    plan_id: int


@dataclass(frozen=True, slots=True)
class ChooseProgress(Callback):
    """Of an action, or the score of a goal by now."""

    prefix: ClassVar[str] = "pp.c"
    plan_id: int
    number: int


@dataclass(frozen=True, slots=True)
class PutProgress(Callback):
    prefix: ClassVar[str] = "pp.x"
    plan_id: int
    number: int
    value: int


@dataclass(frozen=True, slots=True)
class LookAtPlan(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "mz.plan"
    plan_id: int
