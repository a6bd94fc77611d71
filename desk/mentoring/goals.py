"""What a plan says: goals, each with a dimension and a start score, and what is done for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from desk.errors import DeskError

MOST_GOALS, MOST_ACTIONS = 6, 6  # of a plan, of a goal: more than that nobody follows
MOST_WORDS = 300  # characters of a goal, or of an action
SCORES = range(1, 6)  # 1: hardly begun, 5: it can be shown to others
_FARTHEST = timedelta(days=5 * 366)


class Dimension(StrEnum):
    """Those by which an organisation is assessed; the one that mentoring is there for is first."""

    PUBLIC = "public"  # relations with the public and with constituents: civic engagement
    GOVERNANCE = "governance"
    STRATEGY = "strategy"
    PEOPLE = "people"
    FINANCE = "finance"
    PROGRAMMES = "programmes"
    LEARNING = "learning"
    COMMUNICATION = "communication"
    PARTNERSHIPS = "partnerships"
    ADVOCACY = "advocacy"


class Owner(StrEnum):
    """Who does it."""

    ORGANISATION = "organisation"
    MENTOR = "mentor"


class Lack(StrEnum):
    """What a plan must have before anybody can be asked to agree to it."""

    GOALS = "goals"
    WORDS = "words"  # of a goal
    OWNER = "owner"
    DUE = "due"


class NoSuchPart(DeskError):
    """The plan has no goal and no action of this number, or not any more."""


class NotOffered(DeskError):
    """Nobody is offered this value."""


class TooMuch(DeskError):
    """More goals, actions or characters than there is room for."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoWords(DeskError):
    """What was written says nothing."""


@dataclass(frozen=True, slots=True)
class Action:
    """`number` is its own in the plan, for good. A new one has neither owner nor day at first."""

    number: int
    words: str
    owner: Owner | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """`score` is where the organisation stood at the start. A new one has no words at first."""

    number: int
    dimension: Dimension
    score: int
    words: str = ""
    actions: tuple[Action, ...] = ()


Goals = tuple[Goal, ...]
Part = Goal | Action


def parts(goals: Goals) -> Iterator[Part]:
    for goal in goals:
        yield goal
        yield from goal.actions


def goal_of(goals: Goals, number: int) -> Goal:
    """Raises NoSuchPart."""
    found = next((one for one in goals if one.number == number), None)
    if found is None:
        raise NoSuchPart(number)
    return found


def action_of(goals: Goals, number: int) -> tuple[Goal, Action]:
    """With the goal that it is for. Raises NoSuchPart."""
    for goal in goals:
        for action in goal.actions:
            if action.number == number:
                return goal, action
    raise NoSuchPart(number)


def lacks(goals: Goals) -> list[Lack]:
    actions = [action for goal in goals for action in goal.actions]
    missing = {
        Lack.GOALS: not goals,
        Lack.WORDS: any(not goal.words for goal in goals),
        Lack.OWNER: any(action.owner is None for action in actions),
        Lack.DUE: any(action.due is None for action in actions),
    }
    return [lack for lack, is_so in missing.items() if is_so]


# Changes. Each gives the goals anew, and raises NoSuchPart where the part is not there.


def with_goal(goals: Goals, number: int, dimension: str, score: int) -> Goals:
    """Raises TooMuch, NotOffered."""
    if len(goals) >= MOST_GOALS:
        raise TooMuch(MOST_GOALS)
    return (*goals, Goal(number, _dimension(dimension), _score(score)))


def with_action(goals: Goals, goal_number: int, number: int, words: str) -> Goals:
    """Raises TooMuch, NoWords."""
    goal = goal_of(goals, goal_number)
    if len(goal.actions) >= MOST_ACTIONS:
        raise TooMuch(MOST_ACTIONS)
    added = (*goal.actions, Action(number, _words(words)))
    return _with(goals, goal_number, lambda one: replace(one, actions=added))


def with_dimension(goals: Goals, number: int, dimension: str) -> Goals:
    """Raises NotOffered."""
    return _with(goals, number, lambda one: replace(one, dimension=_dimension(dimension)))


def with_score(goals: Goals, number: int, score: int) -> Goals:
    """Raises NotOffered."""
    return _with(goals, number, lambda one: replace(one, score=_score(score)))


def with_words(goals: Goals, number: int, words: str) -> Goals:
    """Of a goal or of an action. Raises TooMuch, NoWords."""
    said = _words(words)
    if any(goal.number == number for goal in goals):
        return _with(goals, number, lambda one: replace(one, words=said))
    return _with_action(goals, number, lambda one: replace(one, words=said))


def with_owner(goals: Goals, number: int, owner: str) -> Goals:
    """Raises NotOffered."""
    if owner not in list(Owner):
        raise NotOffered(owner)
    return _with_action(goals, number, lambda one: replace(one, owner=Owner(owner)))


def with_due(goals: Goals, number: int, due: date, today: date) -> Goals:
    """Raises NotOffered for a day that is over, or too far away."""
    if not today <= due <= today + _FARTHEST:
        raise NotOffered(due)
    return _with_action(goals, number, lambda one: replace(one, due=due))


def without(goals: Goals, number: int) -> Goals:
    """Without the goal, with all that is done for it; or without the action."""
    if all(part.number != number for part in parts(goals)):
        raise NoSuchPart(number)
    left = (goal for goal in goals if goal.number != number)
    return tuple(
        replace(goal, actions=tuple(one for one in goal.actions if one.number != number))
        for goal in left
    )


def in_months(today: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    for day in range(today.day, today.day - 3, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, today.day - 3)


def _with(goals: Goals, number: int, change: Callable[[Goal], Goal]) -> Goals:
    goal_of(goals, number)
    return tuple(change(goal) if goal.number == number else goal for goal in goals)


def _with_action(goals: Goals, number: int, change: Callable[[Action], Action]) -> Goals:
    goal, _action = action_of(goals, number)
    changed = tuple(change(one) if one.number == number else one for one in goal.actions)
    return _with(goals, goal.number, lambda one: replace(one, actions=changed))


def _dimension(given: str) -> Dimension:
    if given not in list(Dimension):
        raise NotOffered(given)
    return Dimension(given)


def _score(given: int) -> int:
    if given not in SCORES:
        raise NotOffered(given)
    return given


def _words(given: str) -> str:
    line = " ".join(given.split())
    if not any(map(str.isalnum, line)):
        raise NoWords(given)
    if len(line) > MOST_WORDS:
        raise TooMuch(MOST_WORDS)
    return line
