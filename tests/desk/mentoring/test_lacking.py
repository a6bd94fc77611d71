"""Why nothing is free, told by the first thing that nobody has; and the place in the line."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Standing
from desk.mentoring.lacking import Lack, Lacking, could, lacking, place_in_line
from desk.mentoring.wishes import WishState
from tests.desk.mentoring.cast import DAY, HOUR, NOW, OPEN, mentor, wish

VESNA = mentor(terms=replace(OPEN, window=30 * DAY))


@pytest.mark.parametrize(
    ("asked", "lack"),
    [
        ({"kind": Kind.TRAINER, "language": "eu"}, Lack.NOBODY),
        ({"language": "eu", "area": Area.LAW}, Lack.LANGUAGE),
        ({"area": Area.LAW, "is_online": False}, Lack.AREA),
        ({"is_online": False, "length": 2 * HOUR}, Lack.PLACE),
        ({"length": 2 * HOUR, "avoided": (1,)}, Lack.LENGTH),
        ({"avoided": (1,)}, Lack.OTHER),
        ({"mentor_id": 2}, Lack.OTHER),
    ],
)
def test_the_first_thing_that_nobody_has_is_told(asked: dict[str, Any], lack: Lack) -> None:
    assert lacking(wish(**asked), [VESNA], NOW) == Lacking(lack)
    assert could(wish(**asked), [VESNA]) == []


def test_where_somebody_fits_it_is_time_that_lacks_until_the_last_of_them_plans() -> None:
    later = mentor(number=2, terms=replace(OPEN, window=60 * DAY))
    other = mentor(number=3, languages=("tr",), terms=replace(OPEN, window=90 * DAY))
    assert lacking(wish(), [VESNA], NOW) == Lacking(Lack.TIME, NOW + 30 * DAY)
    assert lacking(wish(), [VESNA, later, other], NOW) == Lacking(Lack.TIME, NOW + 60 * DAY)
    assert could(wish(), [VESNA, later, other]) == [VESNA, later]


def test_who_is_paused_or_oneself_is_nobody() -> None:
    paused = mentor(standing=Standing.PAUSED)
    own = mentor(person_id=7)
    assert lacking(wish(person_id=7), [paused, own], NOW) == Lacking(Lack.NOBODY)


def test_the_place_counts_those_who_have_waited_longer_for_the_like() -> None:
    def waits(number: int, minutes: int, **parts: Any) -> Any:
        since = NOW + timedelta(minutes=minutes)
        return wish(number, state=WishState.WAITING, waiting_since=since, **parts)

    mine = waits(5, 10)
    before, after = waits(1, 5), waits(2, 15)
    unlike = waits(3, 1, language="tr")
    gone = replace(waits(4, 1), state=WishState.BOOKED)
    assert place_in_line(mine, [mine]) == 1
    assert place_in_line(mine, [after, before, unlike, gone, mine]) == 2
    assert place_in_line(after, [after, before, unlike, gone, mine]) == 3
