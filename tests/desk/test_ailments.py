"""When staff hear of what is wrong: once in a spell, and not each time that it comes and goes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.ailments import PAUSE, Ailment, Complaint, Report, Told, report

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = timedelta(minutes=10)
DISK, CLOCK = Complaint(Ailment.ROOM), Complaint(Ailment.CLOCK)


def after(*looks: set[Complaint], every: timedelta = LATER) -> list[Report]:
    told, reports = Told(), []
    for number, found in enumerate(looks):
        reports.append(report(told, found, NOW + number * every))
        told = reports[-1].told
    return reports


def news(*looks: set[Complaint], every: timedelta = LATER) -> list[set[Complaint]]:
    return [set(one.news) for one in after(*looks, every=every)]


def test_where_nothing_is_wrong_there_is_nothing_to_say() -> None:
    (first,) = after(set())
    assert first == Report(Told())


def test_a_trouble_is_told_once_and_its_end_once() -> None:
    looks = after({DISK}, {DISK}, {DISK}, set(), set())
    assert [len(one.news) for one in looks] == [1, 0, 0, 0, 0]
    assert [one.is_over for one in looks] == [False, False, False, True, False]


def test_another_one_is_told_at_once_and_alone() -> None:
    assert news({DISK}, {DISK, CLOCK}) == [{DISK}, {CLOCK}]


def test_it_is_over_when_all_is_over() -> None:
    looks = after({DISK, CLOCK}, {CLOCK}, set())
    assert [one.is_over for one in looks] == [False, False, True]


def test_what_comes_back_within_the_pause_waits_for_it() -> None:
    assert news({DISK}, set(), {DISK}) == [{DISK}, set(), set()]
    assert news({DISK}, set(), {DISK}, every=PAUSE) == [{DISK}, set(), {DISK}]


def test_what_was_not_told_is_not_over_either() -> None:
    assert [one.is_over for one in after({DISK}, set(), {DISK}, set())] == [
        False,
        True,
        False,
        False,
    ]


def test_of_each_group_and_right_it_is_another_one() -> None:
    keys = {
        Complaint(Ailment.RIGHT, group, what).key for group in ("main", "peja") for what in "ab"
    }
    assert len(keys) == 4


@given(st.lists(st.sets(st.sampled_from([DISK, CLOCK])), max_size=40))
def test_whatever_comes_and_goes_none_is_told_twice_within_the_pause(
    looks: list[set[Complaint]],
) -> None:
    told = [(complaint, number) for number, found in enumerate(news(*looks)) for complaint in found]
    for complaint in (DISK, CLOCK):
        at = [number * LATER for one, number in told if one == complaint]
        assert all(b - a >= PAUSE for a, b in pairwise(at))


@given(st.lists(st.sets(st.sampled_from([DISK, CLOCK])), max_size=40))
def test_every_trouble_that_was_told_is_over_once_nothing_is_wrong(
    looks: list[set[Complaint]],
) -> None:
    reports = after(*looks, set())
    assert not reports[-1].told.is_open
    begun = sum(bool(one.news) and not was.is_open for was, one in _pairs(reports))
    assert begun == sum(one.is_over for one in reports)


def _pairs(reports: list[Report]) -> list[tuple[Told, Report]]:
    return list(zip([Told(), *(one.told for one in reports)], reports, strict=False))
