"""The three starts that are offered first, and the days on which anything is free."""

from datetime import date, datetime
from typing import Any

import pytest

from desk.hours import Hours
from desk.mentoring.booking import cells
from desk.mentoring.fitting import Care, Reason
from desk.mentoring.matching import Candidate, Offer, best, free_days, on_day
from desk.mentoring.wishes import Start
from tests.desk.mentoring.cast import (
    BELGRADE,
    DAY,
    EMPTY,
    HOUR,
    ISTANBUL,
    NOW,
    at,
    candidate,
    diary,
    mentor,
    wish,
)

THURSDAY = date(2026, 11, 26)


def told(offers: list[Offer]) -> list[str]:
    return [f"{one.mentor.id} {_wall(one):%a %H:%M}" for one in offers]


def _wall(offer: Offer) -> datetime:
    return offer.slot.starts_at.astimezone(BELGRADE)


def one(number: int, hours: str, **given: Any) -> Candidate:
    """A mentor with nothing booked, who may care for so many organisations that nobody knows."""
    load = given.pop("load", 0)
    strangers = frozenset(range(1000, 1000 + load))
    return candidate(mentor(hours, number=number, **given), EMPTY, Care(now=strangers))


# Which three


def test_what_is_soonest_is_offered_with_the_reasons() -> None:
    offers = best(wish(), [one(1, "fr 10-12"), one(2, "th 16-17"), one(3, "mo 9-10")], NOW)
    assert told(offers) == ["2 Thu 16:00", "1 Fri 10:00", "3 Mon 09:00"]
    assert offers[0].reasons == (Reason.LANGUAGE, Reason.ROOM)
    assert offers[0].slot.ends_at - offers[0].slot.starts_at == HOUR


def test_one_mentors_one_day_is_offered_once_as_long_as_there_is_another() -> None:
    vesna, ana = one(1, "fr 9-17"), one(2, "fr 14-17")
    assert told(best(wish(), [vesna], NOW)) == ["1 Fri 09:00", "1 Fri 09:00", "1 Fri 09:00"]
    assert [_wall(offer).day for offer in best(wish(), [vesna], NOW)] == [27, 4, 11]
    assert told(best(wish(), [vesna, ana], NOW)) == ["1 Fri 09:00", "2 Fri 14:00", "1 Fri 09:00"]


def test_where_there_is_but_one_day_its_next_starts_are_offered() -> None:
    only = wish(latest=date(2026, 11, 27))
    assert told(best(only, [one(1, "fr 9-17")], NOW)) == [
        "1 Fri 09:00",
        "1 Fri 09:30",
        "1 Fri 10:00",
    ]
    assert told(best(only, [one(1, "fr 9-17"), one(2, "fr 16-17")], NOW)) == [
        "1 Fri 09:00",
        "2 Fri 16:00",
        "1 Fri 09:30",
    ]
    assert told(best(only, [one(1, "fr 9-10")], NOW)) == ["1 Fri 09:00"]
    assert best(only, [one(1, "sa 9-10")], NOW) == []


def test_a_mentors_day_is_one_by_their_own_clock() -> None:
    """In Istanbul, where the mentor is, a new day begins at ten in the evening of Belgrade."""
    ayse = candidate(mentor(Hours(ISTANBUL)))
    evening = at("2026-11-26", "20:30")
    assert told(best(wish(), [ayse], evening, count=2)) == ["1 Thu 20:30", "1 Thu 22:00"]


@pytest.mark.parametrize(
    ("known", "care"),
    [
        ({"regions": ("Niš",)}, Care()),
        ({}, Care(now=frozenset({7}))),
        ({}, Care(before=frozenset({7}))),
    ],
)
def test_who_fits_better_comes_before_who_is_free_sooner(known: dict[str, Any], care: Care) -> None:
    better = candidate(mentor("mo 9-10", number=2, **known), EMPTY, care)
    asked = wish(region="Niš", organisation_id=7, latest=date(2026, 11, 30))
    offers = best(asked, [one(1, "fr 9-10"), better], NOW)
    assert told(offers) == ["2 Mon 09:00", "1 Fri 09:00"]


def test_being_near_counts_more_than_being_known_and_that_more_than_having_room() -> None:
    near = one(1, "fr 11-12", regions=("Niš",), load=3)
    known = candidate(
        mentor("fr 10-11", number=2), EMPTY, Care(now=frozenset({5, 6, 8}), before=frozenset({7}))
    )
    idle = one(3, "fr 9-10")
    asked = wish(region="Niš", organisation_id=7)
    assert told(best(asked, [idle, known, near], NOW, count=1)) == ["1 Fri 11:00"]
    assert told(best(asked, [idle, known], NOW, count=1)) == ["2 Fri 10:00"]


@pytest.mark.parametrize(("load", "first"), [(2, "1 Fri 09:00"), (3, "2 Mon 09:00")])
def test_who_has_half_of_what_they_can_take_comes_after_those_who_have_less(
    load: int, first: str
) -> None:
    candidates = [one(1, "fr 9-10", load=load), one(2, "mo 9-10")]
    assert told(best(wish(), candidates, NOW, count=1)) == [first]


def test_of_those_who_are_free_at_the_same_time_it_is_who_has_fewer() -> None:
    candidates = [one(1, "fr 9-10", load=2), one(2, "fr 9-10", load=1), one(3, "fr 9-10", load=1)]
    first = ["2 Fri 09:00", "3 Fri 09:00", "1 Fri 09:00"]
    assert told(best(wish(), candidates, NOW)) == first
    assert told(best(wish(), candidates[::-1], NOW)) == first


# What is not offered


def test_only_whom_the_person_chose_and_never_whom_they_avoid() -> None:
    candidates = [one(1, "fr 9-10"), one(2, "sa 9-10")]
    chosen = best(wish(mentor_id=2), candidates, NOW)
    assert {offer.mentor.id for offer in chosen} == {2}
    assert Reason.CHOSEN in chosen[0].reasons
    assert {offer.mentor.id for offer in best(wish(avoided=(1,)), candidates, NOW)} == {2}
    assert best(wish(mentor_id=2, avoided=(2,)), candidates, NOW) == []


def test_what_was_declined_is_not_offered_again() -> None:
    start = at("2026-11-27", "09:00")
    asked = wish(declined=frozenset({Start(1, start)}))
    candidates = [one(1, "fr 9-10:30"), one(2, "fr 9-10:30")]
    assert told(best(asked, candidates, NOW, count=2)) == ["2 Fri 09:00", "1 Fri 09:30"]


def test_nobody_is_offered_a_time_when_they_are_elsewhere() -> None:
    busy = frozenset(cells(at("2026-11-27", "09:30"), at("2026-11-27", "10:30")))
    assert told(best(wish(), [one(1, "fr 9-12")], NOW, busy, 1)) == ["1 Fri 10:30"]
    on_friday = on_day(wish(), [one(1, "fr 9-12")], _on(27), NOW, busy)
    assert told(on_friday) == ["1 Fri 10:30", "1 Fri 11:00"]
    assert free_days(wish(), [one(1, "fr 9-11")], [_on(27)], NOW, busy) == set()


def test_what_is_booked_and_what_is_capped_is_not_offered() -> None:
    vesna = mentor("fr 9-12")
    booked = diary(vesna, at("2026-11-27", "09:00"), at("2026-11-27", "10:30"))
    assert told(best(wish(latest=_on(27)), [candidate(vesna, booked)], NOW)) == []
    booked = diary(vesna, at("2026-11-27", "09:30"))
    starts = told(best(wish(latest=_on(27)), [candidate(vesna, booked)], NOW))
    assert starts == ["1 Fri 10:30", "1 Fri 11:00"]


def test_only_the_days_that_the_person_named_by_their_own_clock() -> None:
    vesna = one(1, "24/7")
    asked = wish(earliest=_on(28), latest=_on(29), zone=ISTANBUL)
    offers = best(asked, [vesna], NOW, count=200)
    starts = sorted(offer.slot.starts_at for offer in offers)
    assert starts[0] == at("2026-11-28", zone=ISTANBUL)
    assert starts[-1] == at("2026-11-30", zone=ISTANBUL) - HOUR / 2
    assert len(starts) == 96


# More days


def _on(day: int) -> date:
    return date(2026, 11, day)


def test_a_day_shows_each_start_once_with_who_fits_best() -> None:
    ana = candidate(mentor("fr 10-12", number=2), EMPTY, Care(before=frozenset({7})))
    offers = on_day(wish(organisation_id=7), [one(1, "fr 9-11:30"), ana], _on(27), NOW)
    assert told(offers) == [
        "1 Fri 09:00",
        "1 Fri 09:30",
        "2 Fri 10:00",
        "2 Fri 10:30",
        "2 Fri 11:00",
    ]
    assert [Reason.KNOWN in offer.reasons for offer in offers] == [False, False, True, True, True]


def test_a_day_is_the_persons_and_within_what_they_asked_for() -> None:
    night = one(1, "th 23-24; fr 0-2 9-10")
    there = wish(zone=ISTANBUL)
    assert told(on_day(there, [night], _on(27), NOW)) == [
        "1 Thu 23:00",
        "1 Thu 23:30",
        "1 Fri 00:00",
        "1 Fri 00:30",
        "1 Fri 01:00",
        "1 Fri 09:00",
    ]
    assert on_day(wish(earliest=_on(28)), [night], _on(27), NOW) == []


def test_the_calendar_shows_the_days_on_which_anything_is_free() -> None:
    days = [THURSDAY + number * DAY for number in range(14)]
    candidates = [one(1, "mo 9-10"), one(2, "we 9-10"), one(3, "sa 9-10", languages=("tr",))]
    found = {date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 7), date(2026, 12, 9)}
    assert free_days(wish(), candidates, days, NOW) == found
    assert free_days(wish(latest=date(2026, 12, 2)), candidates, days, NOW) == {
        date(2026, 11, 30),
        date(2026, 12, 2),
    }
    assert free_days(wish(), [], days, NOW) == set()


def test_a_day_with_free_starts_shows_them() -> None:
    candidates = [one(1, "mo-we 9-11"), one(2, "fr 0-24")]
    days = [THURSDAY + number * DAY for number in range(7)]
    asked = wish(zone=ISTANBUL)
    free = free_days(asked, candidates, days, NOW)
    assert free == {day for day in days if on_day(asked, candidates, day, NOW)}
