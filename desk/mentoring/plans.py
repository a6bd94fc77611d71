"""A plan of organisational development, its versions, and when both sides have agreed to one.

A version never changes. It is agreed when both sides have confirmed that very one; whatever is
edited afterwards is a draft, and becomes a version of its own that asks both again. What was agreed
last holds until then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum

from desk.errors import DeskError
from desk.mentoring.booking import Side
from desk.mentoring.goals import SCORES, Action, Goal, Goals, Lack, NoSuchPart, lacks, parts

SIDES = (Side.MEMBER, Side.MENTOR)


class Progress(IntEnum):
    """How far an action is."""

    NOT_BEGUN = 0
    UNDER_WAY = 1
    DONE = 2


class NothingNew(DeskError):
    """There is no draft: nothing to propose, and nothing to drop."""


class ChangedMeanwhile(DeskError):
    """The draft is not what was shown when the button was."""


class NotComplete(DeskError):
    """Something lacks that a plan must have."""

    def __init__(self, missing: list[Lack]) -> None:
        super().__init__(missing)
        self.missing = missing


class NotPending(DeskError):
    """Nobody is asked about the version any more: it is agreed, or there is another one."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`person_id` is None where they have been forgotten."""

    at: datetime
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """Who proposes one confirms it by that."""

    number: int
    goals: Goals
    made_by: Side
    made_at: datetime
    confirmed: Mapping[Side, Confirmation] = field(default_factory=dict)

    @property
    def is_agreed(self) -> bool:
        return all(side in self.confirmed for side in SIDES)

    @property
    def agreed_at(self) -> datetime:
        """When the second side confirmed it."""
        return max(one.at for one in self.confirmed.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """Of an organisation, or of a person who writes for none. `draft` is None where nothing has
    been changed since the latest version. `revision` counts the changes. `progress` is by the
    numbers of actions (Progress) and of goals (the score now); `last` is the last number given.
    """

    id: int
    mentor_id: int
    made_at: datetime
    organisation_id: int | None = None
    person_id: int | None = None
    draft: Goals | None = ()
    revision: int = 0
    last: int = 0
    progress: Mapping[int, int] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def holds(self) -> Version | None:
        """What was agreed last."""
        return next((one for one in reversed(self.versions) if one.is_agreed), None)

    @property
    def pending(self) -> Version | None:
        """What waits for somebody's yes. A change makes it the past."""
        is_open = self.draft is None and self.latest is not None and not self.latest.is_agreed
        return self.latest if is_open else None

    @property
    def goals(self) -> Goals:
        """As they are being written, or as they were proposed last."""
        if self.draft is not None:
            return self.draft
        return self.latest.goals if self.latest else ()

    def waits_for(self, side: Side) -> bool:
        return self.pending is not None and side not in self.pending.confirmed

    def state_of(self, action: Action) -> Progress:
        return Progress(self.progress.get(action.number, Progress.NOT_BEGUN))

    def score_of(self, goal: Goal) -> int:
        """The score now; as long as nobody has said another, that of the start."""
        return self.progress.get(goal.number, goal.score)

    def overdue(self, today: date) -> list[tuple[Goal, Action]]:
        """Of what was agreed, what should be done and is not."""
        return [
            (goal, action)
            for goal in (self.holds.goals if self.holds else ())
            for action in goal.actions
            if action.due is not None and action.due < today
            if self.state_of(action) is not Progress.DONE
        ]


def edited(plan: Plan, goals: Goals) -> Plan:
    """What is as it was before is no change."""
    if goals == plan.goals:
        return plan
    is_back = plan.latest is not None and goals == plan.latest.goals
    last = max((plan.last, *(part.number for part in parts(goals))))
    draft = None if is_back else goals
    return replace(plan, draft=draft, revision=plan.revision + 1, last=last)


def dropped(plan: Plan) -> Plan:
    """As it was proposed last. Raises NothingNew."""
    if plan.latest is None or plan.draft is None:
        raise NothingNew(plan.id)
    return replace(plan, draft=None, revision=plan.revision + 1)


def proposed(plan: Plan, side: Side, by: Confirmation, revision: int) -> Plan:
    """`revision` is that of what was shown. Raises NothingNew, ChangedMeanwhile, NotComplete."""
    if plan.draft is None:
        raise NothingNew(plan.id)
    if plan.revision != revision:
        raise ChangedMeanwhile(plan.id)
    missing = lacks(plan.draft)
    if missing:
        raise NotComplete(missing)
    number = plan.latest.number + 1 if plan.latest else 1
    version = Version(number, plan.draft, side, by.at, {side: by})
    return replace(plan, draft=None, versions=(*plan.versions, version))


def confirmed(plan: Plan, number: int, side: Side, by: Confirmation) -> Plan:
    """Twice by one side is once. Raises NotPending."""
    version = plan.pending
    if version is None or version.number != number:
        raise NotPending(plan.id, number)
    if side in version.confirmed:
        return plan
    version = replace(version, confirmed={**version.confirmed, side: by})
    return replace(plan, versions=(*plan.versions[:-1], version))


def handed_over(plan: Plan, mentor_id: int, by: Confirmation) -> Plan:
    """Somebody else is the mentor now: what was proposed or agreed asks both again."""
    plan = replace(plan, mentor_id=mentor_id, revision=plan.revision + 1)
    if plan.draft is not None or plan.latest is None:
        return plan
    return proposed(replace(plan, draft=plan.latest.goals), Side.MENTOR, by, plan.revision)


def progressed(plan: Plan, number: int, value: int) -> Plan:
    """Of an action or a goal of what was agreed; nobody need agree to it. Raises NoSuchPart."""
    held = plan.holds.goals if plan.holds else ()
    part = next((one for one in parts(held) if one.number == number), None)
    if part is None or value not in (SCORES if isinstance(part, Goal) else list(Progress)):
        raise NoSuchPart(number, value)
    return replace(plan, progress={**plan.progress, number: value})
