"""What comes of a vote is counted from its papers alone, and from nothing but them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.events.ballots import (
    Ballot,
    BallotStanding,
    Method,
    NoSuchOption,
    Paper,
    is_ready,
    marked,
    result,
)

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
OPEN = Ballot(
    1, {"en": "Which?"}, {"en": ("A", "B", "C")}, Method.APPROVAL, AT, BallotStanding.OPEN
)
RANKED = replace(OPEN, method=Method.RANKING)


def papers(*choices: tuple[int, ...]) -> list[Paper]:
    return [Paper(1, n, n, chosen, AT) for n, chosen in enumerate(choices, 1)]


def order(ballot: Ballot, *choices: tuple[int, ...]) -> list[tuple[int, int, int]]:
    return [
        (place.number, place.option, place.points)
        for place in result(ballot, papers(*choices)).places
    ]


def test_each_option_that_somebody_is_for_has_a_vote() -> None:
    assert order(OPEN, (0, 2), (2,), (1, 2)) == [(1, 2, 3), (2, 0, 1), (2, 1, 1)]


def test_of_an_order_the_first_has_as_many_points_as_there_are_options() -> None:
    assert order(RANKED, (2, 0, 1), (2,)) == [(1, 2, 6), (2, 0, 2), (3, 1, 1)]


def test_a_tie_is_said() -> None:
    found = result(RANKED, papers((0, 1), (1, 0)))
    assert [(place.number, place.is_tied) for place in found.places] == [
        (1, True),
        (1, True),
        (3, False),
    ]
    assert found.winners == [0, 1]


def test_without_a_quorum_or_without_a_vote_nothing_is_decided() -> None:
    assert result(replace(OPEN, quorum=3), papers((0,), (0,))).winners == []
    assert result(replace(OPEN, quorum=2), papers((0,), (0,))).winners == [0]
    assert result(OPEN, []).winners == []
    assert not result(OPEN, []).has_quorum


def test_the_last_paper_of_a_voter_counts() -> None:
    first, second = Paper(1, 7, 7, (0,), AT), Paper(1, 7, 8, (1,), AT + timedelta(seconds=1))
    for known in ([first, second], [second, first]):
        found = result(OPEN, known)
        assert found.papers == 1
        assert found.winners == [1]


def test_options_that_there_are_not_count_for_nothing() -> None:
    assert order(RANKED, (9, 1, 1, -1)) == [(1, 1, 3), (2, 0, 0), (2, 2, 0)]
    assert result(OPEN, papers((9,))).papers == 0


def test_a_press_joins_and_another_one_leaves() -> None:
    assert marked(RANKED, (2,), 0) == (2, 0)
    assert marked(OPEN, (2,), 0) == (0, 2)
    assert marked(RANKED, (2, 0), 2) == (0,)
    with pytest.raises(NoSuchOption):
        marked(OPEN, (), 3)


def test_a_vote_is_over_at_its_hour_whenever_its_timer_comes() -> None:
    ends = replace(OPEN, closes_at=AT)
    assert ends.takes(AT - timedelta(seconds=1))
    assert not ends.takes(AT)
    assert not replace(OPEN, standing=BallotStanding.CLOSED).takes(AT)


def test_each_language_has_all_of_it_or_nothing() -> None:
    assert is_ready(OPEN, AT)
    assert not is_ready(replace(OPEN, closes_at=AT), AT)
    assert not is_ready(replace(OPEN, question={}), AT)
    assert not is_ready(replace(OPEN, options={"en": ("A",)}), AT)
    assert not is_ready(replace(OPEN, options={**OPEN.options, "sq": ("A", "B", "C")}), AT)
    two = {"en": "Which?", "sq": "Cila?"}
    assert not is_ready(replace(OPEN, question=two), AT)
    options = {"en": ("A", "B", "C"), "sq": ("A", "B")}
    assert not is_ready(replace(OPEN, question=two, options=options), AT)
    options = {"en": ("A", "B"), "sq": ("A", "B")}
    assert is_ready(replace(OPEN, question=two, options=options), AT)


rankings = st.lists(
    st.lists(st.integers(0, 5), max_size=6, unique=True).map(tuple), min_size=1, max_size=30
)


@given(choices=rankings, seed=st.integers(), method=st.sampled_from(Method))
def test_the_result_follows_from_the_papers_in_whatever_order_and_nothing_is_lost(
    choices: list[tuple[int, ...]], seed: int, method: Method
) -> None:
    ballot = replace(OPEN, method=method, options={"en": tuple("ABCDEF")})
    known = papers(*choices)
    shuffled = list(known)
    Random(seed).shuffle(shuffled)
    found = result(ballot, known)
    assert result(ballot, shuffled) == found
    worth = {Method.APPROVAL: len, Method.RANKING: lambda of: sum(6 - n for n in range(len(of)))}
    assert sum(place.points for place in found.places) == sum(map(worth[method], choices))
    assert sorted(place.option for place in found.places) == list(range(6))
    points = [place.points for place in found.places]
    assert points == sorted(points, reverse=True)
    for place in found.places:
        assert place.number == 1 + sum(one > place.points for one in points)
        assert place.is_tied == (points.count(place.points) > 1)


@given(choices=rankings, better=st.integers(0, 5))
def test_nobody_is_worse_off_for_being_ranked_first_by_one_more(
    choices: list[tuple[int, ...]], better: int
) -> None:
    ballot = replace(RANKED, options={"en": tuple("ABCDEF")})
    known = papers(*choices)
    more = [*known, Paper(1, 99, 99, (better,), AT)]

    def place_of(of: list[Paper]) -> int:
        return next(one.number for one in result(ballot, of).places if one.option == better)

    assert place_of(more) <= place_of(known)
