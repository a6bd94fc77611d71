"""Each goal of the long trials, beside what misses it: a judge that is always content is none."""

from collections import Counter
from typing import Any

import pytest

from bench import fuzz, growth, replicas
from bench.figures import Goals
from bench.growth_line import Line
from tests.fleet.test_tally import ARTA, BLERTA, counted

VALID = frozenset({"message"})


WHOLE = ((ARTA, "p1-0"), (ARTA, "p1-1"), (BLERTA, "p2-0"))
DOUBLED = counted((ARTA, "p1-0"), *WHOLE)


def outcome(**changed: Any) -> replicas.Outcome:
    held = {
        "to_staff": DOUBLED,
        "to_people": counted(*WHOLE),
        "led": 1,
        "others": 1,
        "in_flight": 1,
        "refused": 0,
        "stop": (10.0, 11.9),
        "told": [],
        "after_kills": [],
        "starts": [],
        "seconds": 1.0,
    }
    return replicas.Outcome(**{**held, **changed})


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, []),
        ({"to_staff": counted(*WHOLE[1:])}, ["lost"]),
        ({"to_people": counted(*WHOLE[:-1])}, ["lost"]),
        ({"to_people": counted(*WHOLE[1::-1], WHOLE[2])}, ["out of order"]),
        ({"to_people": DOUBLED}, ["sends repeated"]),
        ({"in_flight": 0}, ["sends repeated"]),
        (
            {"to_people": counted(WHOLE[0], (13, "p1-1"), WHOLE[2])},
            ["more than one topic, or another's"],
        ),
        (
            {"to_people": counted(*WHOLE[:-1], (ARTA, "p2-0"))},
            ["more than one topic, or another's"],
        ),
        ({"stop": (10.0, 12.0)}, ["longest stop of sending"]),
    ],
)
def test_replicas_that_die_are_judged(changed: dict[str, Any], missed: list[str]) -> None:
    goals = Goals()
    replicas.judge(outcome(**changed), goals)
    assert goals.missed == missed


def fuzzed(**changed: Any) -> fuzz.Result:
    held = {
        "brought": Counter(message=10, spoilt=10),
        "refused": Counter(spoilt=3),
        "dead": Counter(spoilt=4),
        "memory": [100.0, 200.0, 200.0, 200.0, 200.0, 210.0],
        "answers": True,
    }
    return fuzz.Result("door", **{**held, **changed})


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, []),
        ({"dead": Counter(message=1)}, ["valid, set aside"]),
        ({"refused": Counter(message=1)}, ["valid, turned away"]),
        ({"stuck": Counter(spoilt=1)}, ["nothing came of"]),
        ({"bad_lines": 1}, ["errors of the program"]),
        ({"answers": False}, ["serves as before"]),
        ({"memory": [200.0] * 4 + [211.0] * 2}, ["memory, times that before"]),
        ({"memory": []}, ["memory, times that before"]),
    ],
)
def test_a_line_that_was_fuzzed_is_judged(changed: dict[str, Any], missed: list[str]) -> None:
    goals = Goals()
    fuzz.judge([fuzzed(**changed)], goals, VALID)
    assert goals.missed == [f"door: {name}" for name in missed]


def test_what_was_set_aside_counts_by_its_kind_and_what_is_not_of_the_fuzz_does_not() -> None:
    result = fuzz.Result("door")
    result.set_aside([(1, "Unparsable: x"), (2, "Deadly: y"), (3, "")], {1: "message", 2: "spoilt"})
    assert result.dead == {"message": 1, "spoilt": 1}
    assert set(result.why) == {"message: Unparsable: x", "spoilt: Deadly: y"}


@pytest.mark.parametrize(("slowest", "is_missed"), [(0.15, False), (0.16, True)])
def test_a_line_that_has_grown_is_judged_by_its_worst_size(
    monkeypatch: pytest.MonkeyPatch, slowest: float, *, is_missed: bool
) -> None:
    seen = iter([0.1, slowest, 0.1])
    monkeypatch.setattr(growth, "figures", lambda _: ({"reply": next(seen)}, {"idle": 100.0}))
    goals = Goals()
    growth.show("sqlite", [_of(10**power) for power in (3, 5, 6)], goals)
    assert goals.missed == (["reply, sqlite"] if is_missed else [])


def _of(members: int) -> Line:
    line = object.__new__(Line)
    line.members = members
    return line


@pytest.mark.parametrize("missed", [[], ["lost"]])
def test_a_missed_goal_ends_the_program_with_one(missed: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        Goals(missed).end()
    assert ended.value.code == len(missed)
