"""What the knowledge base is to reach, and whether it has; it measures nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench import certainty, detection, recall
from bench.certainty import ByLanguage
from bench.detection import Told
from bench.figures import Goals, ms
from bench.recall import Results
from bench.search_cost import Cost
from bench.search_peers import OURS, SEMANTIC

LARGE = 500
COSTLY = 2_000


@dataclass(frozen=True, slots=True)
class Aim:
    """What a method is to reach: recall in the large base, area, and p95 in seconds."""

    first: float
    three: float
    area: float
    p95: float


AIMS = {OURS: Aim(0.46, 0.62, 0.80, 0.010), SEMANTIC: Aim(0.57, 0.76, 0.88, 0.060)}
TOLD = {
    f"{detection.SHORT}, {detection.BARE}": 0.95,
    f"{detection.MIDDLE}, {detection.BARE}": 0.99,
}
_MOST_LOST = {recall.STRIPPED: 0.0, recall.SCRIPT: 0.0, recall.TYPO: 0.04}
_ROUNDING = 1e-9
_MOST_MEMORY = 40  # MB


def judge_recall(name: str, large: Results, goals: Goals) -> None:
    aim, mean = AIMS[name], large.mean(recall.WRITTEN)
    for at, value, goal in ((1, mean.first, aim.first), (3, mean.three, aim.three)):
        _at_least(f"{name}: recall@{at}, {LARGE} entries", value, goal, goals)
    for spelt, most in _MOST_LOST.items():
        for at, lost in zip((1, 3), large.lost(spelt), strict=True):
            what, reached = f"{name}: recall@{at} lost, {spelt}", lost <= most + _ROUNDING
            goals.check(what, f"{lost:.3f}", f"at most {most:.2f}", reached=reached)


def judge_area(name: str, certain: ByLanguage, goals: Goals) -> None:
    area = certainty.mean_area(certain)
    _at_least(f"{name}: area known/unknown", area, AIMS[name].area, goals)


def judge_costs(found: Sequence[Cost], goals: Goals) -> None:
    """The worst language counts."""
    for name, aim in AIMS.items():
        those = [cost for cost in found if cost.name == name and cost.size == COSTLY]
        if those:
            p95 = max(cost.p95 for cost in those)
            what, within = f"{name}: p95, {COSTLY:,} entries", f"at most {ms(aim.p95)}"
            goals.check(what, ms(p95), within, reached=p95 <= aim.p95)
    memory = max(cost.memory for cost in found if cost.name == OURS and cost.size == COSTLY)
    what, within = f"{OURS}: memory, {COSTLY:,} entries", f"at most {_MOST_MEMORY} MB"
    goals.check(what, f"{memory:.0f} MB", within, reached=memory <= _MOST_MEMORY)


def judge_detection(told: Told, goals: Goals) -> None:
    for column, goal in TOLD.items():
        _at_least(f"language told, {column}", told.mean(column), goal, goals)


def shown(goals: Mapping[str, float]) -> dict[str, str]:
    return {name: f">= {goal:.2f}" for name, goal in goals.items()}


def _at_least(name: str, value: float, goal: float, goals: Goals) -> None:
    goals.check(name, f"{value:.3f}", f">= {goal:.2f}", reached=value >= goal)
