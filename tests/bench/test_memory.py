"""What is said of a program's memory: by its lives, and after their warm-up."""

import pytest

from bench.memory import Sample, lives


def samples(life: int, *megabytes: float, every: float = 10.0) -> list[Sample]:
    return [Sample(life * 10_000 + n * every, life, mb) for n, mb in enumerate(megabytes)]


def test_what_grows_while_it_warms_up_is_no_growth() -> None:
    (life,) = lives(samples(1, *range(100, 110), *[110.0] * 40))
    assert life.growth == pytest.approx(0)


def test_what_grows_afterwards_is() -> None:
    (life,) = lives(samples(1, *[100.0] * 30, *[120.0] * 20))
    assert life.growth == pytest.approx(0.2)
    assert life.most == 120


def test_each_life_is_told_apart_and_a_short_one_says_nothing() -> None:
    first, second = lives([*samples(1, *[100.0] * 20), *samples(2, *[90.0] * 50)])
    assert (first.is_long, second.is_long) == (False, True)
    assert lives(samples(3, 80.0, 80.0)) == []
